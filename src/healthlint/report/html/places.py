"""Where in the article, as its readers see it, a range of the source stands."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from healthlint.model import Block, Span


def text_range(block: Block, span: Span) -> tuple[int, int] | None:
    """The part of ``block.text`` that came from ``span`` of the source, ``None`` if there is none."""
    first: int | None = None
    last = 0
    for segment in block.segments:
        start, end, source_start, source_end = segment
        if source_end <= span.start or source_start >= span.end:
            continue
        if end - start == source_end - source_start:
            start += max(span.start - source_start, 0)
            end -= max(source_end - span.end, 0)
        first = start if first is None else first
        last = end
    return None if first is None else (first, last)


class Map:
    """Looks up the blocks of an article by ranges of its source."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        """``blocks`` in any order; those without text are never found."""
        extents = [(_extent(b), i) for i, b in enumerate(blocks) if b.text and b.segments]
        extents.sort()
        self._blocks = blocks
        self._order = [i for _, i in extents]
        self._starts = [e.start for e, _ in extents]
        self._ends = [e.end for e, _ in extents]
        self._reach = list(accumulate(self._ends, max))

    def pieces(self, span: Span) -> list[tuple[int, int, int]]:
        """Index of each block that ``span`` touches, with the range of its text."""
        found = []
        at = bisect_left(self._starts, span.end) - 1
        while at >= 0 and self._reach[at] > span.start:
            number = self._order[at]
            part = text_range(self._blocks[number], span)
            if part and part[1] > part[0]:
                found.append((number, *part))
            at -= 1
        return found[::-1]

    def nearest(self, offset: int) -> int:
        """Index of the block at ``offset``, or of the last one before it, or of the first of all; -1 if there is none."""
        if not self._order:
            return -1
        return self._order[max(bisect_right(self._starts, offset) - 1, 0)]


def _extent(block: Block) -> Span:
    return Span(min(s[2] for s in block.segments), max(s[3] for s in block.segments))
