"""Builds a block's text together with its map back to the source."""
from __future__ import annotations

from healthlint.model import Segment


class Pieces:
    """Text put together piece by piece; each piece knows the source range it stands for."""

    def __init__(self, source: str) -> None:
        """Nothing is put together yet."""
        self._source = source
        self._parts: list[str] = []
        self._segments: list[Segment] = []
        self._kept = False
        self.length = 0

    def keep(self, start: int, end: int) -> None:
        """Add ``source[start:end]`` as it stands."""
        if end <= start:
            return
        size = end - start
        last = self._segments[-1] if self._segments else None
        if last and self._kept and last.source_end == start:
            self._segments[-1] = Segment(last.start, last.end + size, last.source_start, end)
        else:
            self._segments.append(Segment(self.length, self.length + size, start, end))
        self._parts.append(self._source[start:end])
        self.length += size
        self._kept = True

    def put(self, text: str, start: int, end: int) -> None:
        """Add ``text`` that stands for ``source[start:end]``: an entity, a line break, an escape."""
        if not text:
            return
        self._segments.append(Segment(self.length, self.length + len(text), start, end))
        self._parts.append(text)
        self.length += len(text)
        self._kept = False

    def ends_with_space(self) -> bool:
        """Whether nothing was added yet or the last character is white space."""
        return not self._parts or self._parts[-1][-1].isspace()

    @property
    def text(self) -> str:
        """What was put together so far."""
        return "".join(self._parts)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The map of ``text``, in order and without gaps."""
        return tuple(self._segments)

    def trimmed(self) -> tuple[str, tuple[Segment, ...], int]:
        """Text and map without white space at both ends, and how many characters were cut at the start."""
        text = self.text
        cut = len(text) - len(text.lstrip())
        kept = text.strip()
        if len(kept) == len(text):
            return text, self.segments, 0
        stop = cut + len(kept)
        found = []
        for seg in self._segments:
            a, b = max(seg.start, cut), min(seg.end, stop)
            if a >= b:
                continue
            if seg.end - seg.start == seg.source_end - seg.source_start:
                shift = seg.source_start - seg.start
                found.append(Segment(a - cut, b - cut, a + shift, b + shift))
            else:
                found.append(Segment(a - cut, b - cut, seg.source_start, seg.source_end))
        return kept, tuple(found), cut
