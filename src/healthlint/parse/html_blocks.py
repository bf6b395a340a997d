"""The walk over a page made into blocks of prose, each with the exact place of every character."""
from __future__ import annotations

from collections.abc import Mapping

from healthlint.model import Element, Kind, Mark, Segment
from healthlint.parse.html_context import Context, Count, enter, is_hidden
from healthlint.parse.html_drafts import Draft, Marked, by_place
from healthlint.parse.html_entities import REFERENCE, decode_reference
from healthlint.parse.html_nodes import Reader
from healthlint.parse.html_tags import Tag
from healthlint.parse.html_tokens import WS
from healthlint.patterns import compile_pattern

_RUN = r"[ \t\n\r\f]++"
_ODD = compile_pattern(rf" {_RUN}|\n{_RUN}|\t{_RUN}|\r{_RUN}|\f{_RUN}|{REFERENCE}|\x00")
"""What is not copied as it stands; each way begins with one known character, by which the text is searched fast."""
_ODD_IN_PRE = compile_pattern(rf"{REFERENCE}|\x00")
_RARE = compile_pattern(r"[\r\f\x00]")
_ONE_SPACE = str.maketrans("\t\n\r\f", "    ")
_NO_RETURN = str.maketrans("\r\f", "  ")


_MOST_MARKS = 20
"""Inline elements open at once: more are a mistake of the markup, and each would be noted again in every block until it closes."""
_NO_SPACES = "\v\x1c\x1d\x1e\x1f"
"""White space to Python, but not to HTML."""
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
        self.plain = not any(map(text.__contains__, _NO_SPACES))
        """Whether all that Python takes for white space in ASCII is white space in HTML."""
        self.drafts: list[Draft] = []
        self.context = Context(-1, None)
        self.contexts = [self.context]
        """The elements that tell something of the blocks in them, outer before inner."""
        self.count = Count()
        self.node = -1
        self.tag_end = -1
        self.around: list[tuple[int, int, Context]] = []
        """The block-level elements around the innermost one, which is ``node``."""
        self.skipping = -1
        self.marks: list[tuple[Mark, str, int, str]] = []
        self.mark_starts: list[int] = []
        self.anchors: list[str] = []
        self._clear()

    def _clear(self) -> None:
        self.parts: list[str] = []
        self.segments: list[tuple[int, int, int, int]] = []
        self.inlines: list[Marked] = []
        self.length = 0
        self.spaced = True
        self.broken = False

    def finish(self) -> None:
        """End the last block."""
        self._flush()

    def open(self, tag: Tag, index: int, element: Element) -> None:
        """Enter an element, unless it is inside one that holds no prose."""
        if self.skipping >= 0:
            return
        if tag.skipped:
            self.skipping = index
        elif not tag.block or (tag.name == "button" and self.context.state.kind is Kind.HEADING):
            if element.attributes or tag.mark or tag.name == "br":
                self._open_inline(tag, index, element)
        else:
            self._open_block(tag, index, element)

    def _open_block(self, tag: Tag, index: int, element: Element) -> None:
        if self.length:
            self._flush()
        context = self.context
        self.around.append((self.node, self.tag_end, context))
        self.node, self.tag_end = index, element.tag_end
        attributes = element.attributes
        if attributes or not tag.silent:
            self.context = context = Context(index, context)
            self.contexts.append(context)
            enter(context, element, self.count)
            if attributes:
                self._note_anchor(attributes, tag.name)
        elif context.state.inner() is not context.state:
            self.context = context = Context(index, context)
            self.contexts.append(context)

    def close(self, index: int) -> None:
        """Leave an element."""
        if self.skipping >= 0:
            if self.skipping == index:
                self.skipping = -1
        elif self.node == index:
            if self.length:
                self._flush()
            self.node, self.tag_end, self.context = self.around.pop()
        elif self.marks and self.marks[-1][2] == index:
            self._close_inline()

    def _note_anchor(self, attributes: Mapping[str, str], name: str) -> None:
        anchor = attributes.get("id") or (attributes.get("name", "") if name == "a" else "")
        if anchor:
            self.anchors.append(anchor)

    def _open_inline(self, tag: Tag, index: int, element: Element) -> None:
        name, attributes = tag.name, element.attributes
        if name == "br":
            self._line_break(element)
            return
        mark, target = tag.mark, ""
        if attributes:
            self._note_anchor(attributes, name)
            if name == "a" and "href" in attributes:
                mark, target = Mark.LINK, attributes["href"].strip()
            elif name == "img":
                self.inlines.append((Mark.IMAGE, self.length, self.length, attributes.get("alt", ""), index, attributes.get("id", "")))
                return
            elif tag.target:
                target = attributes.get(tag.target, "")
            elif "lang" in attributes:
                mark, target = mark or Mark.LANGUAGE, attributes["lang"]
            if is_hidden(attributes):
                # What it holds is not shown.
                self.skipping = index
                return
        if mark is not None and len(self.marks) < _MOST_MARKS:
            self.marks.append((mark, target, index, attributes.get("id", "")))
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

    def text(self, start: int, end: int) -> None:
        """Character data: mostly words with single spaces, which are copied as they stand."""
        if self.skipping >= 0:
            return
        piece = self.source[start:end]
        if self.context.state.pre:
            self._text_in_pre(start, end)
            return
        spaced = self.spaced
        if piece.isspace() and ((self.plain and piece.isascii()) or not piece.strip(WS)):
            if spaced:
                return
            if end - start > 1:
                self._append(" ", start, end, verbatim=False)
                self.spaced = True
                return
        if "&" in piece or "\n" in piece or "  " in piece or (self.tabs and "\t" in piece) or (self.rare and _RARE.search(piece)):
            self._odd_text(start, end)
            return
        if spaced and piece[0] == " ":
            start += 1
            piece = piece[1:]
        length = self.length
        self.length = after = length + end - start
        self.parts.append(piece)
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
        self.parts.append(piece)
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
        if self.length:
            self._finish()
            self._clear()
            if self.marks:
                self.mark_starts = [0] * len(self.mark_starts)

    def _finish(self) -> None:
        parts = self.parts
        text = parts[0] if len(parts) == 1 else "".join(parts)
        shown = text.rstrip(" \t\n\r\f")
        if shown[:1] in _UNSEEN and not shown.strip(_UNSEEN):
            return
        length = len(shown)
        inlines = self.inlines
        if self.marks:
            for (mark, target, node, anchor), start in zip(self.marks, self.mark_starts, strict=True):
                if self.length > start:
                    inlines.append((mark, start, self.length, target, node, anchor))
        if inlines:
            if length < self.length:
                inlines = [(m, min(s, length), min(e, length), t, n, a) for m, s, e, t, n, a in inlines if s < length or m is Mark.IMAGE]
            if len(inlines) > 1:
                inlines.sort(key=by_place)
        self.drafts.append(Draft(self.context, self.node, shown, self._cut(length), inlines, tuple(self.anchors)))
        self.anchors.clear()

    def _cut(self, length: int) -> tuple[Segment, ...]:
        segments = self.segments
        if length < self.length:
            while segments[-1][0] >= length:
                segments.pop()
            a, b, c, _ = segments[-1]
            if b > length:
                segments[-1] = (a, length, c, c + length - a)
        new = tuple.__new__
        if len(segments) == 1:
            return (new(Segment, segments[0]),)
        return tuple([new(Segment, s) for s in segments])
