"""The only kind of position used inside healthlint, and how a block's text maps to it."""
from __future__ import annotations

from healthlint.records import NamedTuple


class Span(NamedTuple):
    """Code points ``start`` up to, not including, ``end`` of ``Source.text``."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share at least one code point."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end


Places = tuple[int, int, int, int]
"""A ``Segment`` as blocks keep it, in plain numbers: a page has hundreds, and few are asked for."""


class Segment(NamedTuple):
    """``text[start:end]`` of a block came from ``source[source_start:source_end]``.

    When both ranges have one length the piece is verbatim and maps character
    by character; otherwise (an entity, collapsed white space, a line break
    tag) it maps as a whole.
    """

    start: int
    end: int
    source_start: int
    source_end: int

    def cut(self, start: int, end: int) -> Segment:
        """The part of it under ``text[start:end]``; a piece that is not verbatim keeps the whole of its source."""
        a, b = max(start, self.start), min(end, self.end)
        if self.end - self.start != self.source_end - self.source_start:
            return Segment(a, b, self.source_start, self.source_end)
        shift = self.source_start - self.start
        return Segment(a, b, a + shift, b + shift)


def joined(pieces: list[Segment]) -> list[Span]:
    """Source ranges of ``pieces``, those that touch made one."""
    spans: list[Span] = []
    for piece in pieces:
        if spans and spans[-1].end == piece.source_start:
            spans[-1] = Span(spans[-1].start, piece.source_end)
        elif piece.source_end > piece.source_start:
            spans.append(Span(piece.source_start, piece.source_end))
    return spans
