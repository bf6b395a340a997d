"""The text that is sent to an engine, and the way back from its positions to the article."""
from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from healthlint.model import Block, Mark
from healthlint.records import NamedTuple

LONGEST = 60_000
"""Most characters in one request."""
_BLANKED = {Mark.SUPERSCRIPT, Mark.FOOTNOTE}
_NEUTRAL = {Mark.CODE, Mark.TEMPLATE, Mark.LANGUAGE}


class Passage(NamedTuple):
    """Blocks joined by blank lines; every character stands for one of a block."""

    text: str
    starts: tuple[int, ...]
    blocks: tuple[Block, ...]

    def place(self, start: int, end: int) -> tuple[Block, int, int] | None:
        """The block and range in it that ``text[start:end]`` is; ``None`` if it crosses two blocks."""
        i = bisect_right(self.starts, start) - 1
        block = self.blocks[i]
        first, last = start - self.starts[i], end - self.starts[i]
        return (block, first, last) if 0 <= first < last <= len(block.text) else None


def passages(blocks: Iterable[Block], blanked: Iterable[tuple[Block, int, int]] = ()) -> Iterator[Passage]:
    """Cut ``blocks`` into requests; ``blanked`` ranges (citation markers) are sent as spaces."""
    markers: dict[Block, list[tuple[int, int]]] = {}
    for block, start, end in blanked:
        markers.setdefault(block, []).append((start, end))
    part: list[tuple[Block, str]] = []
    size = 0
    for block in blocks:
        text = masked(block, markers.get(block, []))
        if part and size + len(text) > LONGEST:
            yield _join(part)
            part, size = [], 0
        part.append((block, text))
        size += len(text) + 2
    if part:
        yield _join(part)


def _join(part: list[tuple[Block, str]]) -> Passage:
    starts, at = [], 0
    for _, text in part:
        starts.append(at)
        at += len(text) + 2
    return Passage("\n\n".join(text for _, text in part), tuple(starts), tuple(block for block, _ in part))


def masked(block: Block, markers: Iterable[tuple[int, int]]) -> str:
    """The block's text with what must not be judged replaced by text of the same length."""
    text = block.text
    for inline in block.inlines:
        if inline.mark in _BLANKED:
            text = _put(text, inline.start, inline.end, " ")
        elif inline.mark in _NEUTRAL:
            text = _put(text, inline.start, inline.end, "X")
    for start, end in markers:
        text = _put(text, start, end, " ")
    return text


def _put(text: str, start: int, end: int, filler: str) -> str:
    return text[:start] + filler * (end - start) + text[end:]
