"""The walk over a page made into blocks of prose, each with the exact place of every character."""

import re
from dataclasses import dataclass, field

from healthlint.model import Kind, Mark, Segment, Zone
from healthlint.parse.html_entities import REFERENCE, decode_reference
from healthlint.parse import html_nodes as walk
from healthlint.parse.html_nodes import HEADINGS, Node, Nodes
from healthlint.parse.html_tokens import WS

SKIPPED = frozenset(
    "head script style template noscript noembed noframes svg iframe object video audio canvas select textarea datalist title "
    "map annotation annotation-xml rt rp meter progress embed param source track".split()
)
"""Elements whose content is never prose of the article."""
BLOCK_LEVEL = HEADINGS | frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset "
    "header hgroup hr html legend li listing main menu nav ol optgroup p pre search section summary table tbody td tfoot th thead tr ul xmp".split()
)
"""Elements before and after which a sentence ends."""
_MARKS = {
    "sup": Mark.SUPERSCRIPT, "sub": Mark.SUBSCRIPT, "code": Mark.CODE, "kbd": Mark.CODE, "samp": Mark.CODE, "var": Mark.CODE,
    "em": Mark.EMPHASIS, "i": Mark.EMPHASIS, "strong": Mark.STRONG, "b": Mark.STRONG, "q": Mark.QUOTE, "cite": Mark.CITE,
    "abbr": Mark.ABBREVIATION, "acronym": Mark.ABBREVIATION, "dfn": Mark.DEFINITION, "del": Mark.DELETED, "s": Mark.DELETED,
    "strike": Mark.DELETED, "time": Mark.TIME,
}  # fmt: skip
_TARGETS = {Mark.TIME: "datetime", Mark.ABBREVIATION: "title", Mark.QUOTE: "cite"}
_PRE = frozenset({"pre", "listing", "xmp"})
_LISTS = frozenset({"ul", "ol", "menu", "dir", "dl"})

_ODD = re.compile(rf"[ \t\n\r\f]{{2,}}+|{REFERENCE}|\x00")
"""What is not copied as it stands."""
_ODD_IN_PRE = re.compile(rf"{REFERENCE}|\x00")
_ONE_SPACE = str.maketrans("\t\n\r\f", "    ")
_NO_RETURN = str.maketrans("\r\f", "  ")


class Context:
    """What the innermost block-level element says of the text in it."""

    __slots__ = (
        "cell", "chars", "heading_one", "hidden", "item", "kind", "label", "language", "level", "linked", "list_depth", "list_group", "node", "number",
        "outer", "part", "pre", "prose", "quote", "row", "step", "style", "table", "words",
    )  # fmt: skip

    def __init__(self, node: int, outer: "Context | None") -> None:
        """Everything is taken over from ``outer`` but what belongs to one element alone."""
        self.node = node
        self.outer = outer
        self.kind = Kind.PARAGRAPH
        self.level = 0
        self.label = ""
        self.number, self.step, self.style = 0, 0, ""
        self.chars = self.linked = self.prose = 0
        self.heading_one = False
        self.part: Zone | None = None
        self.words = ""
        if outer is None:
            self.hidden, self.language, self.pre = False, "", False
            self.list_depth = self.list_group = self.row = self.table = self.cell = 0
            self.item: Context | None = None
            self.quote = False
            return
        self.hidden, self.language, self.pre = outer.hidden, outer.language, outer.pre
        self.list_depth, self.list_group = outer.list_depth, outer.list_group
        self.table, self.row, self.cell = outer.table, outer.row, outer.cell
        self.item, self.quote = outer.item, outer.quote
        if outer.kind in _INHERITED:
            self.kind, self.level = outer.kind, outer.level


_INHERITED = frozenset({Kind.HEADING, Kind.CAPTION, Kind.CODE, Kind.TABLE_CELL, Kind.TERM})


@dataclass(slots=True)
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
        self.rows: dict[int, int] = {}
        self.groups = 0
        self._clear()

    def _clear(self) -> None:
        self.parts: list[str] = []
        self.segments: list[tuple[int, int, int, int]] = []
        self.inlines: list[tuple[Mark, int, int, str, int, str]] = []
        self.length = 0
        self.spaced = True
        self.broken = False

    def run(self) -> list[Draft]:
        skipping = -1
        nodes = self.nodes
        for kind, node, start, end in self.events:
            if skipping >= 0:
                if kind == walk.CLOSE and node == skipping:
                    skipping = -1
            elif kind == walk.TEXT:
                self._text(start, end)
            elif kind == walk.OPEN:
                name = nodes[node].name
                if name in SKIPPED:
                    skipping = node
                elif name in BLOCK_LEVEL:
                    self._open_block(nodes[node], node)
                elif not self._open_inline(nodes[node], node):
                    skipping = node
            elif kind == walk.CLOSE:
                if self.context.node == node:
                    self._flush()
                    self.context = self.context.outer or self.context
                elif self.marks and self.marks[-1][2] == node:
                    self._close_inline()
                if self.marks and self.marks[-1][2] == node:
                    self._close_inline()
        self._flush()
        return self.drafts

    def _open_block(self, node: Node, index: int) -> None:
        name, attributes = node.name, node.attributes
        if name == "button" and self.context.kind is Kind.HEADING:
            return
        self._flush()
        context = self.context = Context(index, self.context)
        self.contexts.append(context)
        _BY_NAME.get(name, _plain)(self, context, node)
        if not attributes:
            return
        self._note_anchor(attributes, name)
        if "lang" in attributes or "xml:lang" in attributes:
            context.language = (attributes.get("lang") or attributes.get("xml:lang", "")).strip()
        if not context.hidden:
            context.hidden = is_hidden(attributes)
        if "role" in attributes:
            _apply_role(context, attributes)

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
        piece = source[start:end].translate(_ONE_SPACE)
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
        if not shown:
            return
        length = len(shown)
        inlines = self.inlines
        for (mark, target, node, anchor), start in zip(self.marks, self.mark_starts, strict=True):
            if self.length > start:
                inlines.append((mark, start, self.length, target, node, anchor))
        if length < self.length:
            inlines = [(m, s, min(e, length), t, n, a) for m, s, e, t, n, a in inlines if s < length or m is Mark.IMAGE]
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
        a, b, c, d = segments[-1]
        if b > length:
            segments[-1] = (a, length, c, c + length - a)
        return tuple([tuple.__new__(Segment, s) for s in segments])


def _by_place(inline: tuple[Mark, int, int, str, int, str]) -> tuple[int, int]:
    return inline[1], -inline[2]


def _plain(_reader: _Reader, _context: Context, _node: Node) -> None:
    """Elements that only separate."""


def _heading(_reader: _Reader, context: Context, node: Node) -> None:
    context.kind, context.level = Kind.HEADING, int(node.name[1])


def _list(reader: _Reader, context: Context, node: Node) -> None:
    reader.groups += 1
    context.list_group = reader.groups
    context.list_depth += 1
    context.kind, context.level, context.item = Kind.PARAGRAPH, 0, None
    context.style = "•"
    if node.name == "ol":
        reverse = "reversed" in node.attributes
        context.style = node.attributes.get("type", "1") or "1"
        context.step = -1 if reverse else 1
        context.number = _integer(node.attributes.get("start", ""), 1)


def _item(_reader: _Reader, context: Context, node: Node) -> None:
    outer = context.outer
    context.kind, context.level = Kind.LIST_ITEM, context.list_depth or 1
    context.item = context
    if outer is None or not outer.style:
        context.label = "•"
    elif outer.step:
        outer.number = _integer(node.attributes.get("value", ""), outer.number)
        context.label = _numeral(outer.number, outer.style)
        outer.number += outer.step
    else:
        context.label = outer.style


def _integer(written: str, otherwise: int) -> int:
    written = written.strip()
    return int(written[:9]) if written.removeprefix("-").isascii() and written.removeprefix("-").isdigit() else otherwise


def _numeral(number: int, style: str) -> str:
    if style in ("a", "A") and number > 0:
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord(style) + rest) + letters
        return letters
    if style in ("i", "I") and 0 < number < 4000:
        roman = ""
        for value, sign in _ROMAN:
            times, number = divmod(number, value)
            roman += sign * times
        return roman if style == "I" else roman.lower()
    return str(number)


_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def _term(_reader: _Reader, context: Context, _node: Node) -> None:
    context.kind, context.level = Kind.TERM, context.list_depth or 1


def _description(_reader: _Reader, context: Context, _node: Node) -> None:
    context.kind, context.level, context.item = Kind.LIST_ITEM, context.list_depth or 1, None


def _table(reader: _Reader, context: Context, _node: Node) -> None:
    reader.groups += 1
    context.table, context.row, context.cell = reader.groups, 0, 0
    context.kind, context.level = Kind.PARAGRAPH, 0


def _row(reader: _Reader, context: Context, _node: Node) -> None:
    context.row = reader.rows[context.table] = reader.rows.get(context.table, 0) + 1


def _cell(_reader: _Reader, context: Context, node: Node) -> None:
    context.kind, context.item = Kind.TABLE_CELL, None
    context.cell = 2 if node.name == "th" else 1
    context.list_group = context.list_depth = 0


def _caption(_reader: _Reader, context: Context, _node: Node) -> None:
    context.kind = Kind.CAPTION


def _code(_reader: _Reader, context: Context, _node: Node) -> None:
    context.kind, context.pre = Kind.CODE, True


def _quote(_reader: _Reader, context: Context, _node: Node) -> None:
    context.quote = True


def _other(_reader: _Reader, context: Context, _node: Node) -> None:
    context.kind = Kind.OTHER


_BY_NAME = {
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(_LISTS, _list),
    **dict.fromkeys(_PRE, _code),
    "li": _item, "dt": _term, "dd": _description, "table": _table, "tr": _row, "td": _cell, "th": _cell,
    "caption": _caption, "blockquote": _quote, "figcaption": _caption, "button": _other, "summary": _other, "legend": _other, "optgroup": _other,
}  # fmt: skip


def _apply_role(context: Context, attributes: dict[str, str]) -> None:
    role = attributes["role"].strip().lower()
    if role == "heading":
        context.kind, context.level = Kind.HEADING, _integer(attributes.get("aria-level", ""), 2)
    elif role == "listitem" and context.kind is Kind.PARAGRAPH:
        context.kind, context.level, context.label = Kind.LIST_ITEM, context.list_depth or 1, "•"
        context.item = context


_HIDING = re.compile(r"display\s*+:\s*+none|visibility\s*+:\s*+hidden", re.IGNORECASE)


def is_hidden(attributes: dict[str, str]) -> bool:
    """Whether an element is not shown at first, by its own attributes."""
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return bool(style) and _HIDING.search(style or "") is not None
