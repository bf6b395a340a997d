"""Tokens made into nested nodes: end tags that HTML lets authors leave out are put in.

Implied end tags only; no adoption agency and no foster parenting. Linear even
for deep nesting: each open element remembers where the elements that a later
tag might close stand, so the stack is never searched.
"""
from __future__ import annotations

from healthlint.parse import html_tokens as tokens_of
from healthlint.parse.html_elements import (
    ACTS,
    BUTTON_SCOPE,
    CELLS,
    CLOSES_P,
    FORMATTING,
    HEADINGS,
    IN_HEAD,
    LIST_SCOPE,
    ONCE,
    ONLY_ENDS_P,
    SAME,
    SCOPE,
    SPECIAL,
    TABLE_PARTS,
    TERMS,
    VOID,
)
from healthlint.parse.html_templates import unmask
from healthlint.parse.html_tokens import BREAKS_OUT, FOREIGN, INTEGRATION, WS, Token, read_attributes
from healthlint.records import field, record

OPEN, CLOSE, TEXT, RAW, COMMENT, OTHER = range(6)
"""The steps of a walk over the page in source order."""

Event = tuple[int, int, int, int]
"""Step, index of the node that opens, closes or holds it (-1: none), and the range of the source.

Plain for speed: there are thousands a page."""


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


@record
class Nodes:
    """Every element in source order, parents before children, and the walk over them."""

    nodes: list[Node] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    comments: list[tuple[int, int]] = field(default_factory=list)
    """Ranges of the comments in the source, brackets included."""
    depth: int = 0
    """Of the deepest element."""


_PLACES = 9
_P, _LI, _DT, _TABLE, _SECTION, _ROW, _CELL, _LINK, _FOREIGN = range(_PLACES)
_Places = tuple[int, ...]
"""Where on the stack those elements stand that a later tag may close, -1 for nowhere: in the order of the names above."""

_Frame = tuple[str, int, int, _Places]
"""An open element: its name, its node, the place of the innermost block-level element, and the places."""

_NOWHERE: _Places = (-1,) * _PLACES
_OUTSIDE: _Frame = ("", -1, -1, _NOWHERE)
_PLAIN_BLOCK = LIST_SCOPE - BUTTON_SCOPE - TABLE_PARTS - {"li", "dd", "dt"}
"""Block-level elements that only end the reach of ``<li>`` and ``<dd>``."""


def _enter(places: _Places, name: str, at: int) -> _Places:
    """The places as seen from inside the element that opens at ``at``."""
    if name == "a":
        return (*places[:_LINK], at, places[_FOREIGN])
    if name == "p":
        return (at, *places[1:])
    if name in _PLAIN_BLOCK:
        return places if places[_LI] == places[_DT] == -1 else (places[_P], -1, -1, *places[3:])
    inside = list(places)
    if name in BUTTON_SCOPE:
        inside[_P] = -1
    if name in LIST_SCOPE:
        inside[_LI] = inside[_DT] = -1
    _enter_special(inside, name, at)
    return tuple(inside)


def _enter_special(inside: list[int], name: str, at: int) -> None:
    if name == "li":
        inside[_LI] = at
    elif name in TERMS:
        inside[_DT] = at
    elif name == "table":
        inside[_TABLE : _CELL + 1] = [at, -1, -1, -1]
    elif name == "template":
        inside[_TABLE : _CELL + 1] = [-1, -1, -1, -1]
    elif name in FOREIGN:
        inside[_FOREIGN] = at if inside[_FOREIGN] < 0 else inside[_FOREIGN]
    elif name in INTEGRATION:
        inside[_FOREIGN] = -1
    elif inside[_TABLE] >= 0 and name in TABLE_PARTS:
        _enter_table_part(inside, name, at)


def _enter_table_part(inside: list[int], name: str, at: int) -> None:
    if name in CELLS:
        inside[_CELL] = at
    elif name == "tr":
        inside[_ROW : _CELL + 1] = [at, -1]
    else:
        inside[_SECTION : _CELL + 1] = [at, -1, -1]


def build_nodes(text: str, tokens: list[Token], *, written: str = "", xml: bool = False) -> Nodes:
    """Nest ``tokens`` of ``text``; attribute values are read from ``written`` where that differs (templates masked)."""
    return _Builder(text, written or text, xml=xml).run(tokens)


class _Builder:
    """One run over one page."""

    def __init__(self, text: str, written: str, *, xml: bool) -> None:
        self.text = text
        self.xml = xml
        self.written = written
        self.made = Nodes()
        self.nodes = self.made.nodes
        self.events = self.made.events
        self.top = _OUTSIDE
        self.stack: list[_Frame] = []
        self.scopes: list[dict[str, list[int]]] = [{}]
        self.known: dict[str, dict[str, str]] = {}
        self.seen: set[str] = set()
        self.finished: set[int] = set()

    def run(self, tokens: list[Token]) -> Nodes:
        """Nest every token."""
        add, text = self.events.append, self.text
        for kind, start, end, name, attributes in tokens:
            if kind == tokens_of.TEXT:
                if self.top[0] == "head" and text[start:end].strip(WS):
                    self._pop_to(len(self.stack) - 1, start, start)
                add((TEXT, self.top[1], start, end))
            elif kind == tokens_of.START:
                self._start(start, end, name, attributes)
            elif kind == tokens_of.END:
                self._end(name, start, end)
            else:
                add((_AS_EVENT[kind], self.top[1], start, end))
                if kind == tokens_of.COMMENT:
                    self.made.comments.append((start, end))
        if self.stack:
            last = tokens[-1][2]
            self._pop_to(0, last, last)
        return self.made

    def _start(self, start: int, end: int, name: str, attributes: int) -> None:
        if self.top[3][_FOREIGN] >= 0 and name in BREAKS_OUT:
            self._pop_to(self.top[3][_FOREIGN], start, start)
        if name in ONLY_ENDS_P:
            if self.top[3][_P] >= 0:
                self._pop_to(self.top[3][_P], start, start)
            elif self.top[0] == "head":
                self._pop_to(len(self.stack) - 1, start, start)
        elif name in ACTS:
            if name in ONCE and self._again(name):
                return
            self._close_before(name, start)
        elif self.top[0] == "head" and name not in IN_HEAD:
            self._pop_to(len(self.stack) - 1, start, start)
        node = len(self.nodes)
        values: dict[str, str] = {}
        closed = name in VOID
        if attributes < end - 1:
            raw = self.text[attributes : end - 1]
            found = self.known.get(raw)
            values = self._attributes(raw, attributes, end - 1) if found is None else found
            closed = closed or (raw[-1] == "/" and (self.xml or self.top[3][_FOREIGN] >= 0 or name in FOREIGN))
        self.nodes.append(Node(name, start, end, self.top[1], values))
        self.events.append((OPEN, node, start, end))
        if closed:
            self.events.append((CLOSE, node, end, end))
        else:
            self._push(name, node)

    def _again(self, name: str) -> bool:
        """Whether this is a second ``<html>``, ``<head>`` or ``<body>``, which changes nothing."""
        known = name in self.seen
        self.seen.add(name)
        return known

    def _attributes(self, raw: str, start: int, end: int) -> dict[str, str]:
        found = read_attributes(self.text, start, end)
        if self.written is not self.text and self.written[start:end] != raw:
            return unmask(found, self.text, self.written, start, end)
        self.known[raw] = found
        return found

    def _push(self, name: str, node: int) -> None:
        at = len(self.stack)
        _, _, block, places = self.top
        if name in SPECIAL:
            block = at
            if name != "div":
                places = _enter(places, name, at)
        elif name == "a" or name in BUTTON_SCOPE or name in INTEGRATION:
            places = _enter(places, name, at)
        self.top = (name, node, block, places)
        self.stack.append(self.top)
        if at >= self.made.depth:
            self.made.depth = at + 1
        if name in SCOPE:
            self.scopes.append({})
        key = "h" if name in HEADINGS else name
        scope = self.scopes[-1]
        if key in scope:
            scope[key].append(at)
        else:
            scope[key] = [at]

    def _close_before(self, name: str, start: int) -> None:
        """Close what a start tag of this name ends."""
        top, _, block, places = self.top
        if top == "head":
            self._pop_to(len(self.stack) - 1, start, start)
        elif name == "li" and places[_LI] >= 0:
            self._pop_to(places[_LI], start, start)
        elif name in TERMS and places[_DT] >= 0:
            self._pop_to(places[_DT], start, start)
        elif name in TABLE_PARTS and name != "table":
            self._close_table_part(name, start)
        elif name == "a" and places[_LINK] > block:
            self._pop_to(places[_LINK], start, start)
        if name in CLOSES_P and self.top[3][_P] >= 0:
            self._pop_to(self.top[3][_P], start, start)
        if self.top[0] in SAME.get(name, ()):
            self._pop_to(len(self.stack) - 1, start, start)

    def _close_table_part(self, name: str, start: int) -> None:
        _, _, _, table, section, row, cell, _, _ = self.top[3]
        if name in ("td", "th"):
            place = cell
        elif name == "tr":
            place = row if row >= 0 else cell
        else:
            place = next((x for x in (section, row, cell) if x >= 0), -1)
        if table >= 0 and place > table:
            self._pop_to(place, start, start)

    def _end(self, name: str, start: int, end: int) -> None:
        if name == self.top[0] and not self.finished:
            self._pop(end, start)
            self.top = self.stack[-1] if self.stack else _OUTSIDE
        elif name == self.top[0]:
            self._pop_to(len(self.stack) - 1, start, end)
        elif name == "p":
            if self.top[3][_P] < 0:
                self._start(start, end, "p", end - 1)
            self._pop_to(self.top[3][_P], start, end)
        elif name == "br":
            self._start(start, end, "br", end - 1)
        elif name in TABLE_PARTS:
            self._end_table_part(name, start, end)
        elif name not in ("html", "body"):
            self._end_in_scope("h" if name in HEADINGS else name, start, end)

    def _end_table_part(self, name: str, start: int, end: int) -> None:
        _, _, _, table, section, row, cell, _, _ = self.top[3]
        place = table if name == "table" else row if name == "tr" else cell if name in CELLS else section
        if place >= 0 and self.stack[place][0] == name:
            self._pop_to(place, start, end)

    def _end_in_scope(self, name: str, start: int, end: int) -> None:
        places = self.scopes[-1].get(name)
        if not places:
            return
        if name in FORMATTING and places[-1] < self.top[2]:
            # "<b><p>x</b>y</p>": the paragraph goes on; the formatting ends with it.
            self.finished.add(places.pop())
            return
        self._pop_to(places[-1], start, end)

    def _pop_to(self, place: int, start: int, end: int) -> None:
        """Close every element down to ``place``, which ends at ``end``; those inside it end at ``start``."""
        stack = self.stack
        while len(stack) > place:
            self._pop(end if len(stack) == place + 1 else start, start)
        while self.finished and stack and len(stack) - 1 in self.finished:
            self._pop(start, start)
        self.top = stack[-1] if stack else _OUTSIDE

    def _pop(self, end: int, start: int) -> None:
        name, node, _, _ = self.stack.pop()
        self.nodes[node].end = end
        self.events.append((CLOSE, node, start, end))
        if self.finished and len(self.stack) in self.finished:
            self.finished.discard(len(self.stack))
        else:
            self.scopes[-1]["h" if name in HEADINGS else name].pop()
        if name in SCOPE:
            self.scopes.pop()


_AS_EVENT = {tokens_of.RAW: RAW, tokens_of.COMMENT: COMMENT, tokens_of.OTHER: OTHER}
