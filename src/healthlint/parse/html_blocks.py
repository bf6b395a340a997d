"""The walk over a page made into blocks of prose, each with the exact place of every character."""
from __future__ import annotations

from healthlint.model import Element, Kind, Mark, Places
from healthlint.parse.html_context import Count, Part, State, enter
from healthlint.parse.html_drafts import Draft, Marked, by_place
from healthlint.parse.html_readings import BlockReading, InlineReading
from healthlint.parse.html_tags import TAGS
from healthlint.parse.html_text import RARE, TextReader
from healthlint.parse.html_tokens import WS
from healthlint.parse.html_written import Written

_HEADING, _IMAGE = Kind.HEADING, Mark.IMAGE
_WHOLE = Written(TAGS["html"], 0, {})

_MOST_MARKS = 20
"""Inline elements open at once: more are a mistake of the markup, and each would be noted again in every block until it closes."""
_UNSEEN = " \t\n\r\f\u00a0\u200b\u200c\u200d\u2060\ufeff\u00ad"
"""What leaves a block empty for its readers."""


class BlockReader(TextReader):
    """Reads the blocks of a page in source order; holds the one under construction."""

    def __init__(self, text: str) -> None:
        """No element is open."""
        super().__init__(text)
        self.drafts: list[Draft] = []
        self.state = State(None)
        self.part = Part(Element("html", 0, len(text), len(text), {}), BlockReading(_WHOLE), None)
        self.parts = [self.part]
        """The page and what may be parts of it, outer before inner."""
        self.count = Count()
        self.node = -1
        self.around: list[tuple[int, int, State, Part]] = []
        """The block-level elements around the innermost one, which is ``node``."""
        self.skipping = -1
        self.marks: list[tuple[Mark, str, int, str]] = []
        self.mark_starts: list[int] = []
        self.anchors: list[str] = []
        self.inlines: list[Marked] = []

    def finish(self) -> None:
        """End the last block."""
        self._flush()

    def open(self, written: Written, index: int, element: Element) -> None:
        """Enter an element, unless it is inside one that holds no prose."""
        if self.skipping >= 0:
            return
        tag = written.tag
        if not tag.block or (tag.name == "button" and self.state.kind is _HEADING):
            self._open_inline(written, index, element)
            return
        if self.length:
            self._flush()
        state, part = self.state, self.part
        self.around.append((self.node, self.tag_end, state, part))
        self.node, self.tag_end = index, element.tag_end
        reading = written.block
        if reading is None:
            reading = written.block = BlockReading(written)
        if reading.states:
            self.state = enter(state, reading, element, self.count)
        elif not state.goes_on:
            self.state = state.inside or state.state_inside()
        if reading.sorts:
            self.part = part = Part(element, reading, part)
            self.parts.append(part)
        if reading.anchor:
            self.anchors.append(reading.anchor)

    def close(self, index: int) -> None:
        """Leave an element."""
        if self.skipping >= 0:
            if self.skipping == index:
                self.skipping = -1
        elif self.node == index:
            if self.length:
                self._flush()
            self.node, self.tag_end, self.state, self.part = self.around.pop()
        elif self.marks and self.marks[-1][2] == index:
            self._close_inline()

    def _open_inline(self, written: Written, index: int, element: Element) -> None:
        tag = written.tag
        if tag.skipped:
            self.skipping = index
        elif tag.name == "br":
            self._line_break(element)
        elif written.attributes or tag.mark:
            reading = written.inline
            if reading is None:
                reading = written.inline = InlineReading(written)
            if reading.anchor:
                self.anchors.append(reading.anchor)
            if reading.shows:
                self.inlines.append((_IMAGE, self.length, self.length, reading.target, index, reading.id))
            elif reading.hidden:
                # What it holds is not shown.
                self.skipping = index
            elif reading.mark is not None and len(self.marks) < _MOST_MARKS:
                self.marks.append((reading.mark, reading.target, index, reading.id))
                self.mark_starts.append(self.length)

    def _close_inline(self) -> None:
        mark, target, node, anchor = self.marks.pop()
        start = self.mark_starts.pop()
        if self.length > start:
            self.inlines.append((mark, start, self.length, target, node, anchor))

    def _line_break(self, element: Element) -> None:
        if self.broken:
            self._flush()
        elif self.length:
            self.add("\n", element.start, element.tag_end)
            self.broken = self.spaced = True

    def space(self, start: int, end: int) -> None:
        """White space between two tags: one space, unless there is one before it."""
        if self.skipping >= 0:
            return
        if self.state.pre:
            self.keep_layout(start, end)
        elif not self.spaced:
            self.add(" ", start, end)
            self.spaced = True

    def text(self, piece: str, start: int, end: int) -> None:
        """Character data: mostly words with single spaces, which are copied as they stand."""
        if self.skipping >= 0:
            return
        if self.state.pre:
            self.keep_layout(start, end)
            return
        if "&" in piece or "\n" in piece or "  " in piece or (self.tabs and "\t" in piece) or (self.rare and RARE.search(piece)):
            self.lay_out(piece, start, end)
            return
        if self.spaced and piece[0] == " ":
            start += 1
            piece = piece[1:]
        length = self.length
        self.length = after = length + end - start
        self.pieces.append(piece)
        self.segments.append((length, after, start, end))
        self.spaced = piece[-1] == " "
        self.broken = False

    def _flush(self) -> None:
        """End the block under construction; inline markup that is still open goes on in the next."""
        if not self.length:
            return
        pieces = self.pieces
        text = pieces[0] if len(pieces) == 1 else "".join(pieces)
        shown = text.rstrip(WS)
        if shown[:1] not in _UNSEEN or shown.strip(_UNSEEN):
            length = len(shown)
            segments = self.segments
            if length < self.length:
                _cut(segments, length)
            inlines = self._ended_inlines(length) if self.inlines or self.marks else ()
            self.drafts.append(Draft(self.state, self.part, self.node, shown, tuple(segments), inlines, tuple(self.anchors)))
            self.anchors.clear()
        self.clear()
        self.inlines = []
        if self.marks:
            self.mark_starts = [0] * len(self.mark_starts)

    def _ended_inlines(self, length: int) -> list[Marked]:
        """The inline markup of a block that ends here with so many characters."""
        inlines = self.inlines
        if not self.marks and len(inlines) == 1 and inlines[0][2] <= length:
            return inlines
        for (mark, target, node, anchor), start in zip(self.marks, self.mark_starts, strict=True):
            if self.length > start:
                inlines.append((mark, start, self.length, target, node, anchor))
        if inlines and inlines[-1][2] > length:
            inlines = [(m, min(s, length), min(e, length), t, n, a) for m, s, e, t, n, a in inlines if s < length or m is _IMAGE]
        if len(inlines) > 1:
            inlines.sort(key=by_place)
        return inlines


def _cut(segments: list[Places], length: int) -> None:
    """Take off what lies beyond so many characters."""
    while segments[-1][0] >= length:
        segments.pop()
    a, b, c, _ = segments[-1]
    if b > length:
        segments[-1] = (a, length, c, c + length - a)
