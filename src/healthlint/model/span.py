"""The only kind of position used inside healthlint."""
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
