"""The walk over a page made into blocks of prose, each with the exact place of every character."""
from __future__ import annotations

from healthlint.model import Element, Kind, Mark, Segment
from healthlint.parse.html_context import Count, Part, State, enter
from healthlint.parse.html_drafts import Draft, Marked, by_place
from healthlint.parse.html_entities import REFERENCE, decode_reference
from healthlint.parse.html_reader import Reader
from healthlint.parse.html_readings import BlockReading, InlineReading
from healthlint.parse.html_tags import TAGS
from healthlint.parse.html_tokens import WS
from healthlint.parse.html_written import Written
from healthlint.patterns import compile_pattern

_RUN = r"[ \t\n\r\f]++"
_ODD = compile_pattern(rf" {_RUN}|\n{_RUN}|\t{_RUN}|\r{_RUN}|\f{_RUN}|{REFERENCE}|\x00")
"""What is not copied as it stands; each way begins with one known character, by which the text is searched fast."""
_ODD_IN_PRE = compile_pattern(rf"{REFERENCE}|\x00")
_RARE = compile_pattern(r"[\r\f\x00]")
_HEADING, _IMAGE = Kind.HEADING, Mark.IMAGE
_new = tuple.__new__
_WHOLE = Written(TAGS["html"], 0, {})
_ONE_SPACE = str.maketrans("\t\n\r\f", "    ")
_NO_RETURN = str.maketrans("\r\f", "  ")


_MOST_MARKS = 20
"""Inline elements open at once: more are a mistake of the markup, and each would be noted again in every block until it closes."""
_UNSEEN = " \t\n\r\f\u00a0\u200b\u200c\u200d\u2060\ufeff\u00ad"
"""What leaves a block empty for its readers."""


class BlockReader(Reader):
    """Reads the blocks of a page in source order; holds the one under construction."""

    def __init__(self, text: str) -> None:
        """No element is open."""
        self.source = text
        self.tabs = "\t" in text
        self.rare = "\f" in text or "\0" in text or ("\r" in text and text.count("\r") != text.count("\r\n"))
        """Whether there is white space that neither a line feed nor a tab tells, or a character to leave out."""
        self.drafts: list[Draft] = []
        self.state = State(None)
        self.part = Part(Element("html", 0, len(text), len(text), {}), BlockReading(_WHOLE), None)
        self.parts = [self.part]
        """The page and what may be parts of it, outer before inner."""
        self.count = Count()
        self.node = -1
        self.tag_end = -1
        self.around: list[tuple[int, int, State, Part]] = []
        """The block-level elements around the innermost one, which is ``node``."""
        self.skipping = -1
        self.marks: list[tuple[Mark, str, int, str]] = []
        self.mark_starts: list[int] = []
        self.anchors: list[str] = []
        self._clear()

    def _clear(self) -> None:
        self.pieces: list[str] = []
        self.segments: list[tuple[int, int, int, int]] = []
        self.inlines: list[Marked] = []
        self.length = 0
        self.spaced = True
        self.broken = False

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
        if tag.silent and not written.attributes:
            self.state = state.inside or state.state_inside()
            return
        reading = written.block
        if reading is None:
            reading = written.block = BlockReading(written)
        self.state = enter(state, reading, element, self.count) if reading.states else state.inside or state.state_inside()
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
            self._append("\n", element.start, element.tag_end, verbatim=False)
            self.broken = self.spaced = True

    def space(self, start: int, end: int) -> None:
        """White space between two tags: one space, unless there is one before it."""
        if self.skipping >= 0:
            return
        if self.state.pre:
            self._text_in_pre(start, end)
        elif not self.spaced:
            self._append(" ", start, end, verbatim=False)
            self.spaced = True

    def text(self, piece: str, start: int, end: int) -> None:
        """Character data: mostly words with single spaces, which are copied as they stand."""
        if self.skipping >= 0:
            return
        if self.state.pre:
            self._text_in_pre(start, end)
            return
        if "&" in piece or "\n" in piece or "  " in piece or (self.tabs and "\t" in piece) or (self.rare and _RARE.search(piece)):
            self._odd_text(start, end)
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

    def _odd_text(self, start: int, end: int) -> None:
        """Text with references or with white space to collapse."""
        source = self.source
        at = start
        for match in _ODD.finditer(source, start, end):
            odd, after = match.span()
            if odd > at:
                self._verbatim(at, odd)
            first = source[odd]
            if first == "&":
                at = self._reference(odd, after)
            else:
                at = after
                if first != "\x00" and not self.spaced:
                    self._append(" ", odd, after, verbatim=False)
                    self.spaced = True
        if at < end:
            self._verbatim(at, end)

    def _reference(self, start: int, end: int) -> int:
        written = self.source[start:end]
        found = decode_reference(written)
        if found is None:
            self._verbatim(start, end)
            return end
        after = start + found.length
        if found.text in WS:
            if not self.spaced:
                self._append(" ", start, after, verbatim=False)
                self.spaced = True
            return after
        self._append(found.text, start, after, verbatim=False)
        self.spaced = self.broken = False
        return after

    def _verbatim(self, start: int, end: int) -> None:
        source = self.source
        if self.spaced and source[start] in WS:
            start += 1
            if start == end:
                return
        piece = source[start:end]
        if "\n" in piece:
            piece = piece.replace("\n", " ")
        if "\t" in piece or "\r" in piece or "\f" in piece:
            piece = piece.translate(_ONE_SPACE)
        self._append(piece, start, end, verbatim=True)
        self.spaced = piece[-1] == " "
        if piece != " ":
            self.broken = False

    def _append(self, piece: str, start: int, end: int, *, verbatim: bool) -> None:
        length = self.length
        self.pieces.append(piece)
        self.length = after = length + len(piece)
        segments = self.segments
        if verbatim and segments:
            a, b, c, d = segments[-1]
            if d == start and b - a == d - c:
                segments[-1] = (a, after, c, end)
                return
        segments.append((length, after, start, end))

    def _text_in_pre(self, start: int, end: int) -> None:
        source = self.source
        if not self.length and start == self.tag_end:
            start += 2 if source.startswith("\r\n", start) else 1 if source.startswith("\n", start) else 0
        at = start
        for match in _ODD_IN_PRE.finditer(source, start, end):
            odd, after = match.span()
            if odd > at:
                self._append(source[at:odd].translate(_NO_RETURN), at, odd, verbatim=True)
            at = self._reference(odd, after) if source[odd] == "&" else after
        if at < end:
            self._append(source[at:end].translate(_NO_RETURN), at, end, verbatim=True)

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
            inlines = self._ended_inlines(length) if self.inlines or self.marks else self.inlines
            mapped = tuple([_new(Segment, segment) for segment in segments])
            self.drafts.append(Draft(self.state, self.part, self.node, shown, mapped, inlines, tuple(self.anchors)))
            self.anchors.clear()
        self._clear()
        if self.marks:
            self.mark_starts = [0] * len(self.mark_starts)

    def _ended_inlines(self, length: int) -> list[Marked]:
        """The inline markup of a block that ends here with so many characters."""
        inlines = self.inlines
        for (mark, target, node, anchor), start in zip(self.marks, self.mark_starts, strict=True):
            if self.length > start:
                inlines.append((mark, start, self.length, target, node, anchor))
        if length < self.length:
            inlines = [(m, min(s, length), min(e, length), t, n, a) for m, s, e, t, n, a in inlines if s < length or m is _IMAGE]
        if len(inlines) > 1:
            inlines.sort(key=by_place)
        return inlines


def _cut(segments: list[tuple[int, int, int, int]], length: int) -> None:
    """Take off what lies beyond so many characters."""
    while segments[-1][0] >= length:
        segments.pop()
    a, b, c, _ = segments[-1]
    if b > length:
        segments[-1] = (a, length, c, c + length - a)
