"""Tokens made into nested nodes: end tags that HTML lets authors leave out are put in.

Implied end tags only; no adoption agency and no foster parenting. Linear even
for deep nesting: each open element remembers where the elements that a later
tag might close stand, so the stack is never searched.
"""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from healthlint.parse.html_tokens import BREAKS_OUT, FOREIGN, INTEGRATION, WS, Token, TokenKind, attribute_span, read_attributes


class EventKind(IntEnum):
    """A step of a walk over the page in source order."""

    OPEN = 0
    CLOSE = 1
    TEXT = 2
    RAW = 3
    COMMENT = 4
    OTHER = 5


class Event(NamedTuple):
    """One step: ``node`` opens, closes, or holds ``source[start:end]``."""

    kind: EventKind
    node: int
    """Index in ``Nodes.nodes``, -1 outside of all."""
    start: int
    end: int


class Node:
    """An element of the page, open or closed."""

    __slots__ = ("attributes", "block", "end", "name", "parent", "start", "tag_end")

    def __init__(self, name: str, start: int, tag_end: int, parent: int, attributes: dict[str, str]) -> None:
        """The end is the start tag's own until the element is closed."""
        self.name = name
        self.start = start
        self.tag_end = tag_end
        self.end = tag_end
        self.parent = parent
        self.attributes = attributes
        self.block = -1


@dataclass
class Nodes:
    """Every element in source order, parents before children, and the walk over them."""

    nodes: list[Node] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    depth: int = 0
    """Of the deepest element."""


VOID = frozenset("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split())
"""Elements without content."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CLOSES_P = HEADINGS | frozenset(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form header hgroup hr listing main menu "
    "nav ol p plaintext pre search section summary table ul xmp li dd dt".split()
)
_SPECIAL = _CLOSES_P | frozenset(
    "applet body button caption colgroup frameset head html iframe marquee noscript object select style script tbody td template textarea tfoot th "
    "thead title tr".split()
)
_BUTTON_SCOPE = frozenset("applet caption html table td th marquee object template button select svg math".split())
_LIST_SCOPE = (_SPECIAL | _BUTTON_SCOPE) - {"address", "div", "p"}
_SCOPE = frozenset("applet caption html table td th marquee object template svg math".split())
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u span sup sub abbr cite q mark label time dfn kbd samp var ins del".split())
_IN_HEAD = frozenset("base basefont bgsound link meta title noscript noframes style script template".split())
_CELLS = frozenset({"td", "th", "caption"})
_SECTIONS = frozenset({"tbody", "thead", "tfoot", "colgroup"})
_TABLE_PARTS = _CELLS | _SECTIONS | {"tr", "table"}
_SAME = {
    "option": frozenset({"option"}),
    "optgroup": frozenset({"option", "optgroup"}),
    "rt": frozenset({"rt", "rp", "rb"}),
    "rp": frozenset({"rt", "rp", "rb"}),
    "rb": frozenset({"rt", "rp", "rb"}),
    **dict.fromkeys(HEADINGS, HEADINGS),
}
"""Start tags that end an element of these names, if it is the innermost one."""
_DD = frozenset({"dd", "dt"})
_ONCE = frozenset({"html", "head", "body"})
_ACTS = _CLOSES_P | _TABLE_PARTS | _SAME.keys() | {"a", "body", "html", "head"}
"""Start tags before which something may have to be closed."""

_OPEN, _CLOSE, _TEXT, _RAW, _COMMENT, _OTHER = EventKind


class _Open:
    """An open element, and where on the stack those stand that a later tag may close (-1: nowhere)."""

    __slots__ = ("block", "cell", "dd", "finished", "foreign", "li", "link", "name", "node", "p", "row", "section", "table")

    def __init__(self, name: str, node: int, at: int, outer: "_Open | None") -> None:
        self.name = name
        self.node = node
        self.finished = False
        if outer is None:
            self.block = self.cell = self.dd = self.foreign = self.li = self.link = self.p = self.row = self.section = self.table = -1
            return
        self.block, self.link, self.foreign = outer.block, outer.link, outer.foreign
        self.p, self.li, self.dd = outer.p, outer.li, outer.dd
        self.table, self.section, self.row, self.cell = outer.table, outer.section, outer.row, outer.cell
        if name == "a":
            self.link = at
        elif name in FOREIGN and self.foreign < 0:
            self.foreign = at
        elif name in INTEGRATION:
            self.foreign = -1
        if name in _SPECIAL or name in _BUTTON_SCOPE:
            self._enter(name, at)

    def _enter(self, name: str, at: int) -> None:
        self.block = at
        if name in _BUTTON_SCOPE:
            self.p = -1
        if name in _LIST_SCOPE:
            self.li = self.dd = -1
        if name == "p":
            self.p = at
        elif name == "li":
            self.li = at
        elif name in _DD:
            self.dd = at
        elif name == "table":
            self.table, self.section, self.row, self.cell = at, -1, -1, -1
        elif name == "template":
            self.table = self.section = self.row = self.cell = -1
        elif self.table >= 0 and name in _TABLE_PARTS:
            self._enter_table_part(name, at)

    def _enter_table_part(self, name: str, at: int) -> None:
        if name in _CELLS:
            self.cell = at
        elif name == "tr":
            self.row, self.cell = at, -1
        else:
            self.section, self.row, self.cell = at, -1, -1


def build_nodes(text: str, tokens: list[Token], *, written: str = "") -> Nodes:
    """Nest ``tokens`` of ``text``; attribute values are read from ``written`` where that differs (templates masked)."""
    return _Builder(text, written or text).run(tokens)


class _Builder:
    """One run over one page."""

    def __init__(self, text: str, written: str) -> None:
        self.text = text
        self.written = written
        self.made = Nodes()
        self.nodes = self.made.nodes
        self.events = self.made.events
        self.top = _Open("", -1, -1, None)
        self.stack: list[_Open] = []
        self.scopes: list[dict[str, list[int]]] = [{}]
        self.known: dict[str, dict[str, str]] = {}
        self.seen: set[str] = set()

    def run(self, tokens: list[Token]) -> Nodes:
        events, new, text = self.events, tuple.__new__, self.text
        for token in tokens:
            kind, start, end, name, _ = token
            if kind == TokenKind.TEXT:
                if self.top.name == "head" and text[start:end].strip(WS):
                    self._pop_to(len(self.stack) - 1, start, start)
                events.append(new(Event, (_TEXT, self.top.node, start, end)))
            elif kind == TokenKind.START:
                self._start(token)
            elif kind == TokenKind.END:
                self._end(name, start, end)
            else:
                code = _RAW if kind == TokenKind.RAW else _COMMENT if kind == TokenKind.COMMENT else _OTHER
                events.append(new(Event, (code, self.top.node, start, end)))
        if self.stack:
            last = tokens[-1].end
            self._pop_to(0, last, last)
        return self.made

    def _start(self, token: Token) -> None:
        _, start, end, name, attributes = token
        if self.top.foreign >= 0 and name in BREAKS_OUT:
            self._pop_to(self.top.foreign, start, start)
        if name in _ACTS:
            self._close_before(name, start)
            if name in _ONCE and name in self.seen:
                return
            self.seen.add(name)
        elif self.top.name == "head" and name not in _IN_HEAD:
            self._pop_to(len(self.stack) - 1, start, start)
        raw = self.text[attributes : end - 1]
        node = len(self.nodes)
        self.nodes.append(Node(name, start, end, self.top.node, self._attributes(raw, attributes, end - 1) if raw else {}))
        self.events.append(tuple.__new__(Event, (_OPEN, node, start, end)))
        if name in VOID or (raw.endswith("/") and (self.top.foreign >= 0 or name in FOREIGN)):
            self.events.append(tuple.__new__(Event, (_CLOSE, node, end, end)))
            return
        self._push(name, node)

    def _attributes(self, raw: str, start: int, end: int) -> dict[str, str]:
        known = self.known.get(raw)
        if known is None:
            known = read_attributes(self.text, start, end)
            if self.written is not self.text and self.written[start:end] != raw:
                return _as_written(known, self.text, self.written, start, end)
            self.known[raw] = known
        return known

    def _push(self, name: str, node: int) -> None:
        at = len(self.stack)
        self.top = _Open(name, node, at, self.top)
        self.stack.append(self.top)
        self.made.depth = max(self.made.depth, at + 1)
        if name in _SCOPE:
            self.scopes.append({})
        self.scopes[-1].setdefault("h" if name in HEADINGS else name, []).append(at)

    def _close_before(self, name: str, start: int) -> None:
        """Close what a start tag of this name ends."""
        top = self.top
        if top.name == "head":
            self._pop_to(len(self.stack) - 1, start, start)
        elif name == "li" and top.li >= 0:
            self._pop_to(top.li, start, start)
        elif name in _DD and top.dd >= 0:
            self._pop_to(top.dd, start, start)
        elif name in _TABLE_PARTS and name != "table":
            self._close_table_part(name, start)
        elif name == "a" and top.link > top.block:
            self._pop_to(top.link, start, start)
        if name in _CLOSES_P and self.top.p >= 0:
            self._pop_to(self.top.p, start, start)
        if self.top.name in _SAME.get(name, ()):
            self._pop_to(len(self.stack) - 1, start, start)

    def _close_table_part(self, name: str, start: int) -> None:
        top = self.top
        if name in ("td", "th"):
            place = top.cell
        elif name == "tr":
            place = top.row if top.row >= 0 else top.cell
        else:
            place = next((x for x in (top.section, top.row, top.cell) if x >= 0), -1)
        if top.table >= 0 and place > top.table:
            self._pop_to(place, start, start)

    def _end(self, name: str, start: int, end: int) -> None:
        top = self.top
        if name == top.name:
            self._pop_to(len(self.stack) - 1, start, end)
        elif name == "p":
            self._end_p(start, end)
        elif name == "br":
            self._start(Token(TokenKind.START, start, end, "br", end - 1))
        elif name in _TABLE_PARTS:
            self._end_table_part(name, start, end)
        elif name not in ("html", "body"):
            self._end_in_scope("h" if name in HEADINGS else name, start, end)

    def _end_p(self, start: int, end: int) -> None:
        if self.top.p < 0:
            self._start(Token(TokenKind.START, start, end, "p", end - 1))
        self._pop_to(self.top.p, start, end)

    def _end_table_part(self, name: str, start: int, end: int) -> None:
        top = self.top
        place = top.table if name == "table" else top.row if name == "tr" else top.cell if name in _CELLS else top.section
        if place >= 0 and self.stack[place].name == name:
            self._pop_to(place, start, end)

    def _end_in_scope(self, name: str, start: int, end: int) -> None:
        places = self.scopes[-1].get(name)
        if not places:
            return
        if name in _FORMATTING and places[-1] < self.top.block:
            # "<b><p>x</b>y</p>": the paragraph goes on; the formatting ends with it.
            self.stack[places.pop()].finished = True
            return
        self._pop_to(places[-1], start, end)

    def _pop_to(self, place: int, start: int, end: int) -> None:
        """Close every element down to ``place``, which ends at ``end``; those inside it end at ``start``."""
        stack = self.stack
        while len(stack) > place:
            self._pop(end if len(stack) == place + 1 else start, start)
        while stack and stack[-1].finished:
            self._pop(start, start)
        self.top = stack[-1] if stack else _Open("", -1, -1, None)

    def _pop(self, end: int, start: int) -> None:
        gone = self.stack.pop()
        self.nodes[gone.node].end = end
        self.events.append(tuple.__new__(Event, (_CLOSE, gone.node, start, end)))
        if not gone.finished:
            self.scopes[-1]["h" if gone.name in HEADINGS else gone.name].pop()
        if gone.name in _SCOPE:
            self.scopes.pop()


def _as_written(known: dict[str, str], masked: str, written: str, start: int, end: int) -> dict[str, str]:
    """Attribute values with the template placeholders that were masked put back."""
    found = {}
    for name, value in known.items():
        place = attribute_span(masked, start, end, name)
        found[name] = written[slice(*place)] if place and written[slice(*place)] != masked[slice(*place)] else value
    return found
