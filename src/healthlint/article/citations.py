"""Citation markers and reference lists of an article, brought together."""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from healthlint.article.article import Article
from healthlint.article.citations_signs import CITING, promising_blocks
from healthlint.model import Block, Citations, Document, Kind, ListFacts, Marker, MarkerStyle, Zone
from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.article.references import ReferenceList

_GLUED = CITING - {Zone.TABLE}
"""Zones in which flattened numbers are looked for: cells of a table are full of numbers."""
_NUMERIC = frozenset({MarkerStyle.SUPERSCRIPT, MarkerStyle.BRACKET, MarkerStyle.FLATTENED})

_AFTER_LIST = frozenset({Zone.DISCLAIMER, Zone.FURNITURE, Zone.BIO, Zone.BYLINE, Zone.DATES, Zone.REVIEWER, Zone.FURTHER_READING})
"""Zones that may follow a reference list at the end of an article."""
NO_LIST = -1
"""List number of markers that link to notes outside every reference list."""
_LEAD = 300
"""Characters around a list in which anchors of its entries may stand."""


class _Section(NamedTuple):
    """Blocks that cite into one reference list."""

    blocks: tuple[Block, ...]
    list_number: int
    made: ReferenceList | None


def read_citations(article: Article) -> Citations:
    """Markers of every style, the lists they point into, and what each entry says."""
    blocks = article.blocks
    lists = _lists(article)
    marked = _marked(article, lists)
    if not lists and (unheaded := _unheaded_list(article)) and _is_cited(unheaded, blocks, marked):
        lists = (unheaded,)
    markers: list[Marker] = []
    for section in _sections(blocks, lists, marked):
        markers += _markers_of(section, marked, blocks)
    markers = _to_notes(_to_footnotes(markers, lists), lists, article.document)
    markers += _author_year(blocks, beside_numbers=any(m.style in _NUMERIC for m in markers))
    if markers:
        order = {id(b): i for i, b in enumerate(blocks)}
        markers.sort(key=lambda m: (order[id(m.block)], m.start))
    return _assemble(markers, lists)


def _lists(article: Article) -> tuple[ReferenceList, ...]:
    """The reference lists, of which most articles have none."""
    blocks = article.blocks
    if not article.in_zones({Zone.REFERENCES}) and Kind.FOOTNOTE not in [block.kind for block in blocks]:
        return ()
    from healthlint.article.references import find_lists

    return find_lists(blocks, article.document.source)


def _unheaded_list(article: Article) -> ReferenceList | None:
    """A numbered list that ends the article and that nothing introduces."""
    blocks = article.blocks
    last = next((i for i in range(len(blocks) - 1, -1, -1) if blocks[i].zone not in _AFTER_LIST and blocks[i].text), None)
    if last is None or not ("\n" in blocks[last].text or (blocks[last].zone is Zone.LIST and blocks[last].label.isdecimal())):
        return None
    from healthlint.article.references import find_unheaded_list

    return find_unheaded_list(blocks, last, article.document.source)


def _marked(article: Article, lists: Sequence[ReferenceList]) -> dict[int, list[Marker]]:
    """The marked citations by the index of their block; entries of a list cite nothing."""
    promising = promising_blocks(article)
    if not promising:
        return {}
    from healthlint.article.citations_markers import read_markers

    blocks = article.blocks
    listed = {id(e.block) for made in lists for e in made.entries}
    return {i: found for i in promising if id(blocks[i]) not in listed and (found := read_markers(blocks[i]))}


def _assemble(markers: list[Marker], lists: Sequence[ReferenceList]) -> Citations:
    numeric = any(m.style in _NUMERIC for m in markers)
    settled = [_counted(made) if numeric else made for made in lists]
    return Citations(
        style=_style(markers),
        markers=tuple(markers),
        references=tuple(r for made in settled for r in made.entries),
        elsewhere=_is_elsewhere(markers, lists),
        heading=lists[0].heading if lists else None,
        lists=tuple(
            ListFacts(m.heading, m.footnotes, m.counted, numbered=all(e.number is not None for e in m.entries)) for m in lists
        ),
    )  # fmt: skip


def _counted(made: ReferenceList) -> ReferenceList:
    """An unnumbered list that numbers point into is counted."""
    if made.footnotes or any(e.number is not None for e in made.entries):
        return made
    return made._replace(entries=tuple(replace(e, number=i) for i, e in enumerate(made.entries, 1)))


def _style(markers: list[Marker]) -> MarkerStyle:
    counts: dict[MarkerStyle, int] = {}
    for marker in markers:
        counts[marker.style] = counts.get(marker.style, 0) + 1
    return max(counts, key=lambda s: counts[s], default=MarkerStyle.NONE)


def _is_elsewhere(markers: list[Marker], lists: Sequence[ReferenceList]) -> bool:
    """Whether numbers are cited from 1 on, and every one of them links to another page."""
    cited = [m for m in markers if m.style in _NUMERIC]
    if not cited or lists or min(n for m in cited for n in m.numbers) > 1:
        return False
    return all(m.target and not m.target.startswith("#") for m in cited)


# Sections


def _sections(
    blocks: Sequence[Block], lists: Sequence[ReferenceList], marked: dict[int, list[Marker]]
) -> Iterable[_Section]:
    """The article whole, or its parts where each has a list of its own."""
    ends = [(n, made) for n, made in enumerate(lists) if not made.footnotes] or list(enumerate(lists))
    clusters: list[list[tuple[int, ReferenceList]]] = []
    for n, made in ends:
        if clusters and not any(clusters[-1][-1][1].last < i < made.first for i in marked):
            clusters[-1].append((n, made))
        else:
            clusters.append([(n, made)])
    if not clusters:
        return [_Section(tuple(blocks), 0, None)]
    found = []
    start = 0
    for i, cluster in enumerate(clusters):
        end = len(blocks) if i == len(clusters) - 1 else cluster[-1][1].last + 1
        cited = {n for j in range(start, end) for m in marked.get(j, ()) for n in m.numbers}
        n, made = max(cluster, key=lambda entry: _fit(entry[1], cited))
        found.append(_Section(tuple(blocks[start:end]), n, made))
        start = end
    return found


def _fit(made: ReferenceList, cited: set[int]) -> tuple[int, bool, int]:
    numbers = {e.number for e in made.entries if e.number is not None}
    return len(numbers & cited), bool(numbers), -made.first


def _markers_of(section: _Section, marked: dict[int, list[Marker]], blocks: Sequence[Block]) -> list[Marker]:
    mine = {id(b) for b in section.blocks} if marked else set()
    found = [m for i, ms in marked.items() if id(blocks[i]) in mine for m in ms]
    numbers = _numbers(section.made)
    sure = {n for m in found if m.style is not MarkerStyle.FOOTNOTE for n in m.numbers}
    if not found or (numbers and not sure & numbers and section.made and not section.made.footnotes):
        found += _flattened(section, numbers)
    elif numbers - sure:
        found += _needed(section, numbers, sure)
    if not found and numbers:
        found = _parenthesised(section, numbers)
    return [replace(m, list_number=section.list_number) if section.list_number else m for m in found]


def _needed(section: _Section, numbers: frozenset[int], cited: set[int]) -> list[Marker]:
    """Doubtful brackets that cite what nothing else does."""
    from healthlint.article.citations_markers import read_doubtful

    doubtful = (m for b in section.blocks if b.zone in CITING for m in read_doubtful(b))
    return [m for m in doubtful if numbers.intersection(m.numbers) - cited and m.numbers[0] in numbers]


def _is_cited(made: ReferenceList, blocks: Sequence[Block], marked: dict[int, list[Marker]]) -> bool:
    """Whether the text before an unheaded list cites it: its numbers are the witness that it is one."""
    numbers = _numbers(made)
    cited = [n for i, found in marked.items() if i < made.first for m in found for n in m.numbers]
    if any(made.first <= i <= made.last for i in marked):
        return False
    if not cited:
        section = _Section(tuple(blocks[: made.first]), 0, made)
        cited = [n for m in _flattened(section, numbers) for n in m.numbers]
    return sum(n in numbers for n in set(cited)) * 2 >= len(set(cited)) and bool(numbers & set(cited))


def _numbers(made: ReferenceList | None) -> frozenset[int]:
    """The numbers that a list has or, where it prints none, that counting gives it."""
    if made is None:
        return frozenset()
    numbers = [e.number for e in made.entries]
    return frozenset(range(1, len(numbers) + 1) if None in numbers else (n for n in numbers if n))


@cache
def _first_flattened() -> re.Pattern[str]:
    """How the first flattened number of an article without a list must look: behind a sentence, a bracket or a share."""
    return compile_pattern(r"1(?!\d)(?:(?<=[^\W\d_][.?!]1)|(?<=[)\]”’\"'»%®™‰][.?!]1)|(?<=[)”%]1))")


def _flattened(section: _Section, numbers: frozenset[int]) -> list[Marker]:
    blocks = [b for b in section.blocks if b.zone in _GLUED]
    if section.made:
        entries = {id(e.block) for e in section.made.entries}
        blocks = [b for b in blocks if id(b) not in entries]
    if not numbers and not _first_flattened().search("\n".join([b.text for b in blocks])):
        return []
    from healthlint.article.citations_recovery import Witness, recover

    words = "\n".join(e.text for e in section.made.entries) if section.made else ""
    return [
        Marker(c.numbers, c.block, c.start, c.end, MarkerStyle.FLATTENED, reversed_range=any(p.backwards for p in c.parts))
        for c in recover(blocks, Witness(numbers, words))
    ]


def _parenthesised(section: _Section, numbers: frozenset[int]) -> list[Marker]:
    blocks = [b for b in section.blocks if b.zone in CITING and "(" in b.text]
    if not blocks:
        return []
    from healthlint.article.citations_parenthesised import read_parenthesised

    return read_parenthesised(blocks, numbers)


def _author_year(blocks: Sequence[Block], *, beside_numbers: bool) -> list[Marker]:
    """Citations by name and year; beside numbers a name before the bracket is only part of the sentence."""
    likely = [b for b in blocks if b.zone in CITING and "(" in b.text and ("19" in b.text or "20" in b.text)]
    if not likely:
        return []
    from healthlint.article.citations_author_year import read_author_year

    found = [m for b in likely for m in read_author_year(b)]
    return [m for m in found if m.block.text[m.end : m.end + 1] == ")" and m.block.text[m.start - 1] == "("] if beside_numbers else found


def _to_footnotes(markers: list[Marker], lists: Sequence[ReferenceList]) -> list[Marker]:
    """Footnote markers point into the list of footnotes, wherever they stand."""
    at = next((n for n, made in enumerate(lists) if made.footnotes), None)
    if at is None:
        return markers
    return [replace(m, list_number=at) if m.style is MarkerStyle.FOOTNOTE and m.list_number != at else m for m in markers]


def _to_notes(markers: list[Marker], lists: Sequence[ReferenceList], document: Document) -> list[Marker]:
    """Numbers that link to notes outside every list point into none."""
    linked = {id(m): place for m in markers if (place := _anchor_place(m, document)) is not None}
    ranges = [(made.entries[0].block.outer.start - _LEAD, made.entries[-1].block.outer.end + _LEAD) for made in lists]
    outside = [i for i, place in linked.items() if not any(a <= place <= b for a, b in ranges)]
    if not lists or len(outside) * 2 <= len(linked):
        return markers
    return [replace(m, list_number=NO_LIST) if m.style in _NUMERIC else m for m in markers]


def _anchor_place(marker: Marker, document: Document) -> int | None:
    """Where on this page a marker's link leads; ``None`` if it leads nowhere on it."""
    span = document.anchors.get(marker.target.partition("#")[2]) if "#" in marker.target else None
    return span.start if span else None
