"""Builds a block's text together with its map back to the source."""
from __future__ import annotations

from healthlint.model import Places


class Pieces:
    """Text put together piece by piece; each piece knows the source range it stands for."""

    __slots__ = ("_kept", "_parts", "_segments", "_source", "length")

    def __init__(self, source: str) -> None:
        """Nothing is put together yet."""
        self._source = source
        self._parts: list[str] = []
        self._segments: list[Places] = []
        self._kept = False
        """Whether the last piece stands in the source as it does here."""
        self.length = 0

    def keep(self, start: int, end: int) -> None:
        """Add ``source[start:end]`` as it stands."""
        if end <= start:
            return
        length = self.length
        self.length = after = length + end - start
        segments = self._segments
        if self._kept and segments[-1][3] == start:
            first, _, source_start, _ = segments[-1]
            segments[-1] = (first, after, source_start, end)
        else:
            segments.append((length, after, start, end))
        self._parts.append(self._source[start:end])
        self._kept = True

    def keep_apart(self, start: int, end: int) -> None:
        """Add ``source[start:end]``, less a space at its start where there is one already."""
        if start < end:
            if self._source[start] == " " and self.ends_with_space():
                start += 1
            self.keep(start, end)

    def put(self, text: str, start: int, end: int) -> None:
        """Add ``text`` that stands for ``source[start:end]``: an entity, a line break, an escape."""
        if not text:
            return
        self._segments.append((self.length, self.length + len(text), start, end))
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
    def segments(self) -> tuple[Places, ...]:
        """The map of ``text``, in order and without gaps."""
        return tuple(self._segments)

    def trimmed(self) -> tuple[str, tuple[Places, ...], int]:
        """Text and map without white space at both ends, and how many characters were cut at the start."""
        parts = self._parts
        text = parts[0] if len(parts) == 1 else "".join(parts)
        kept = text.strip()
        if len(kept) == len(text):
            return text, self.segments, 0
        cut = len(text) - len(text.lstrip())
        stop = cut + len(kept)
        found = []
        for start, end, source_start, source_end in self._segments:
            a, b = max(start, cut), min(end, stop)
            if a >= b:
                continue
            if end - start == source_end - source_start:
                shift = source_start - start
                found.append((a - cut, b - cut, a + shift, b + shift))
            else:
                found.append((a - cut, b - cut, source_start, source_end))
        return kept, tuple(found), cut
