"""The walk over a page made into blocks of prose, each with the exact place of every character."""
from __future__ import annotations

import re

from healthlint.model import Kind, Mark, Segment
from healthlint.parse.html_context import Context, Count, enter, is_hidden
from healthlint.parse.html_elements import HEADINGS
from healthlint.parse.html_entities import REFERENCE, decode_reference
from healthlint.parse.html_nodes import CLOSE, OPEN, TEXT, Node, Nodes
from healthlint.parse.html_tokens import WS
from healthlint.records import field, record

SKIPPED = frozenset(
    "head script style template noscript noembed noframes svg iframe object video audio canvas select textarea datalist title "
    "map annotation annotation-xml rt rp meter progress embed param source track".split()
)
"""Elements whose content is never prose of the article."""
BLOCK_LEVEL = HEADINGS | frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset "
    "header hgroup hr html legend li listing main menu nav ol optgroup p pre search section summary table tbody td tfoot th "
    "thead tr ul xmp".split()
)
"""Elements before and after which a sentence ends."""
_MARKS = {
    "sup": Mark.SUPERSCRIPT, "sub": Mark.SUBSCRIPT, "code": Mark.CODE, "kbd": Mark.CODE, "samp": Mark.CODE, "var": Mark.CODE,
    "em": Mark.EMPHASIS, "i": Mark.EMPHASIS, "strong": Mark.STRONG, "b": Mark.STRONG, "q": Mark.QUOTE, "cite": Mark.CITE,
    "abbr": Mark.ABBREVIATION, "acronym": Mark.ABBREVIATION, "dfn": Mark.DEFINITION, "del": Mark.DELETED, "s": Mark.DELETED,
    "strike": Mark.DELETED, "time": Mark.TIME,
}  # fmt: skip
_TARGETS = {Mark.TIME: "datetime", Mark.ABBREVIATION: "title", Mark.QUOTE: "cite"}

_ODD = re.compile(rf"[ \t\n\r\f]{{2,}}+|{REFERENCE}|\x00")
"""What is not copied as it stands."""
_ODD_IN_PRE = re.compile(rf"{REFERENCE}|\x00")
_ONE_SPACE = str.maketrans("\t\n\r\f", "    ")
_NO_RETURN = str.maketrans("\r\f", "  ")


_UNSEEN = " \t\n\r\f\u00a0\u200b\u200c\u200d\u2060\ufeff\u00ad"
"""What leaves a block empty for its readers."""


@record
class Draft:
    """A block before its zone is known."""

    context: Context
    text: str
    segments: tuple[Segment, ...]
    kind: Kind
    label: str
    anchors: tuple[str, ...]
    inlines: list[tuple[Mark, int, int, str, int, str]] = field(default_factory=list)
    """Mark, start, end, target, node and anchor."""


def build_drafts(text: str, made: Nodes) -> tuple[list[Draft], list[Context]]:
    """Read the blocks of a page in source order, and the block-level elements they stand in, outer before inner."""
    reader = _Reader(text, made)
    return reader.run(), reader.contexts


class _Reader:
    """One walk; holds the block under construction."""

    def __init__(self, text: str, made: Nodes) -> None:
        self.source = text
        self.nodes = made.nodes
        self.events = made.events
        self.drafts: list[Draft] = []
        self.context = Context(-1, None)
        self.marks: list[tuple[Mark, str, int, str]] = []
        self.mark_starts: list[int] = []
        self.anchors: list[str] = []
        self.contexts = [self.context]
        self.count = Count()
        self._clear()

    def _clear(self) -> None:
        self.parts: list[str] = []
        self.segments: list[tuple[int, int, int, int]] = []
        self.inlines: list[tuple[Mark, int, int, str, int, str]] = []
        self.length = 0
        self.spaced = True
        self.broken = False

    def run(self) -> list[Draft]:
        """Read the page once, from its first event to its last."""
        skipping = -1
        for kind, node, start, end in self.events:
            if skipping >= 0:
                if kind == CLOSE and node == skipping:
                    skipping = -1
            elif kind == TEXT:
                self._text(start, end)
            elif kind == OPEN:
                if not self._open(node):
                    skipping = node
            elif kind == CLOSE:
                self._close(node)
        self._flush()
        return self.drafts

    def _open(self, index: int) -> bool:
        """Enter an element; false if what it holds is no prose."""
        node = self.nodes[index]
        name = node.name
        if name in SKIPPED:
            return False
        if name not in BLOCK_LEVEL or (name == "button" and self.context.kind is Kind.HEADING):
            return self._open_inline(node, index)
        self._flush()
        self.context = Context(index, self.context)
        self.contexts.append(self.context)
        enter(self.context, node, self.count)
        if node.attributes:
            self._note_anchor(node.attributes, name)
        return True

    def _close(self, index: int) -> None:
        if self.context.node == index:
            self._flush()
            self.context = self.context.outer or self.context
        elif self.marks and self.marks[-1][2] == index:
            self._close_inline()

    def _note_anchor(self, attributes: dict[str, str], name: str) -> None:
        anchor = attributes.get("id") or (attributes.get("name", "") if name == "a" else "")
        if anchor:
            self.anchors.append(anchor)

    def _open_inline(self, node: Node, index: int) -> bool:
        """Begin inline markup; false if its content is not shown."""
        name, attributes = node.name, node.attributes
        if name == "br":
            self._line_break(node)
            return True
        mark = _MARKS.get(name)
        target = ""
        if attributes:
            self._note_anchor(attributes, name)
            if name == "a" and "href" in attributes:
                mark, target = Mark.LINK, attributes["href"].strip()
            elif name == "img":
                self.inlines.append((Mark.IMAGE, self.length, self.length, attributes.get("alt", ""), index, attributes.get("id", "")))
                return True
            elif mark in _TARGETS:
                target = attributes.get(_TARGETS[mark], "")
            elif "lang" in attributes:
                mark, target = mark or Mark.LANGUAGE, attributes["lang"]
            if is_hidden(attributes):
                return False
        if mark is not None:
            self.marks.append((mark, target, index, attributes.get("id", "")))
            self.mark_starts.append(self.length)
        return True

    def _close_inline(self) -> None:
        mark, target, node, anchor = self.marks.pop()
        start = self.mark_starts.pop()
        if self.length > start:
            self.inlines.append((mark, start, self.length, target, node, anchor))

    def _line_break(self, node: Node) -> None:
        if self.broken:
            self._flush()
        elif self.length:
            self._append("\n", node.start, node.tag_end, verbatim=False)
            self.broken = self.spaced = True

    def _text(self, start: int, end: int) -> None:
        source = self.source
        if self.context.pre:
            self._text_in_pre(start, end)
            return
        if not self.length and not source[start:end].strip(WS):
            return
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
        if "\n" in piece or "\t" in piece or "\r" in piece or "\f" in piece:
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
        if not self.length and start == self.nodes[self.context.node].tag_end:
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
            self.mark_starts = [0] * len(self.mark_starts)

    def _finish(self) -> None:
        text = "".join(self.parts)
        shown = text.rstrip(" \t\n\r\f")
        if not shown.strip(_UNSEEN):
            return
        length = len(shown)
        inlines = self.inlines
        for (mark, target, node, anchor), start in zip(self.marks, self.mark_starts, strict=True):
            if self.length > start:
                inlines.append((mark, start, self.length, target, node, anchor))
        if length < self.length:
            inlines = [(m, min(s, length), min(e, length), t, n, a) for m, s, e, t, n, a in inlines if s < length or m is Mark.IMAGE]
        inlines.sort(key=_by_place)
        context = self.context
        kind, label = context.kind, ""
        item = context.item
        if item is not None and kind in (Kind.PARAGRAPH, Kind.LIST_ITEM):
            kind, label = (Kind.LIST_ITEM, item.label) if item.label else (Kind.PARAGRAPH, "")
            item.label = ""
        self.drafts.append(Draft(context, shown, self._cut(length), kind, label, tuple(self.anchors), inlines))
        self.anchors.clear()

    def _cut(self, length: int) -> tuple[Segment, ...]:
        segments = self.segments
        while segments[-1][0] >= length:
            segments.pop()
        a, b, c, _ = segments[-1]
        if b > length:
            segments[-1] = (a, length, c, c + length - a)
        return tuple([tuple.__new__(Segment, s) for s in segments])


def _by_place(inline: tuple[Mark, int, int, str, int, str]) -> tuple[int, int]:
    return inline[1], -inline[2]
