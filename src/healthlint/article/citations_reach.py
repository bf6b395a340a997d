"""Which citations stand in which sentence, and what a sentence rests on."""
from __future__ import annotations

from collections.abc import Iterable, Iterator

from healthlint.article.citations_numbers import Part, parse_numbers
from healthlint.model import Block, Citations, Marker, MarkerStyle, Reference, Sentence
from healthlint.records import NamedTuple

_SEAM = 4
"""Characters between two markers of one group: ``[1], [2]``."""


class Cited(NamedTuple):
    """A group of markers that touch, the sentence they stand in, and the entries they point to."""

    sentence: Sentence
    markers: tuple[Marker, ...]
    references: tuple[Reference, ...]
    complete: bool
    """Whether every number of the group has an entry."""


def number_parts(marker: Marker) -> tuple[Part, ...]:
    """The numbers of a marker with their places in ``marker.block.text``."""
    parts = parse_numbers(marker.block.text[marker.start : marker.end])
    return tuple(p._replace(start=p.start + marker.start, end=p.end + marker.start) for p in parts)


def covered(marker: Marker) -> tuple[int, ...]:
    """Every number a marker can mean: a range that runs backwards is filled in too, from low to high."""
    if not marker.reversed_range:
        return marker.numbers
    found: list[int] = []
    for part in number_parts(marker):
        low, high = sorted((part.first, part.last))
        found += range(low, high + 1) if high - low < 400 else (low, high)
    return tuple(found)


def groups(markers: Iterable[Marker]) -> Iterator[list[Marker]]:
    """Markers that touch, or are parted by no more than brackets and a comma, make one group."""
    run: list[Marker] = []
    for marker in markers:
        if run and (run[-1].block is not marker.block or marker.start - run[-1].end > _SEAM or _has_word(run[-1], marker)):
            yield run
            run = []
        run.append(marker)
    if run:
        yield run


def _has_word(a: Marker, b: Marker) -> bool:
    return any(c.isalnum() for c in a.block.text[a.end : b.start])


def markers_by_block(citations: Citations) -> dict[Block, list[Marker]]:
    """Markers of each block, in the order of its text."""
    found: dict[Block, list[Marker]] = {}
    for marker in citations.markers:
        found.setdefault(marker.block, []).append(marker)
    return found


def markers_in_sentences(citations: Citations, sentences: Iterable[Sentence]) -> Iterator[tuple[Sentence, tuple[Marker, ...]]]:
    """Each sentence that holds markers, with them, in one pass."""
    by_block = markers_by_block(citations)
    at: dict[Block, int] = {}
    for sentence in sentences:
        mine = by_block.get(sentence.block)
        if not mine:
            continue
        first = last = at.get(sentence.block, 0)
        while last < len(mine) and (mine[last].start < sentence.end or _closes(sentence, mine[last])):
            last += 1
        at[sentence.block] = last
        if last > first:
            yield sentence, tuple(mine[first:last])


def _closes(sentence: Sentence, marker: Marker) -> bool:
    """Whether a marker right after the end of a sentence, with no space between, still belongs to it: ``tasty.[1][2] Bread``."""
    gap = sentence.block.text[sentence.end : marker.start]
    return len(gap) < _SEAM and not any(c.isalnum() or c.isspace() for c in gap)


def cited_sentences(citations: Citations, sentences: Iterable[Sentence]) -> Iterator[Cited]:
    """Every group of markers in the running text, with its sentence and the entries behind it."""
    for sentence, markers in markers_in_sentences(citations, sentences):
        for group in groups(markers):
            references = tuple(dict.fromkeys(r for m in group for r in citations.cited_by(m)))
            wanted = {(m.list_number, n) for m in group if m.style is not MarkerStyle.FOOTNOTE for n in m.numbers}
            complete = bool(references) and all(key in citations.entries for key in wanted)
            yield Cited(sentence, tuple(group), references, complete)
