"""A page's tags made into nested elements: end tags that HTML lets authors leave out are put in.

Implied end tags only; no adoption agency and no foster parenting. Linear even
for deep nesting: each open element remembers where the elements that a later
tag might close stand, so the stack is never searched.
"""
from __future__ import annotations

from healthlint.model import Element, Span
from healthlint.parse.html_elements import CELLS, CLOSES_P, FORMATTING, HEADINGS, SAME, SCOPE, TABLE_PARTS, TERMS
from healthlint.parse.html_places import NOWHERE, Places, enter
from healthlint.parse.html_tags import DT, IN_FOREIGN, LI, LINK, MORE, OPEN, TAGS, P, Tag
from healthlint.parse.html_templates import unmask
from healthlint.parse.html_tokens import COMMENT, WS, Listener, read_attributes, scan


class Reader:
    """Is told of a page's elements and text in source order, nested as they should be."""

    def open(self, tag: Tag, index: int, element: Element) -> None:
        """An element begins; one without content closes at once."""

    def close(self, index: int) -> None:
        """An element ends."""

    def text(self, start: int, end: int) -> None:
        """Character data, references not decoded."""

    def aside(self, kind: int, start: int, end: int) -> None:
        """What is neither: a comment, raw text, a doctype."""


_DEEP = 200
"""Nesting beyond this is a mistake of the markup, not a layout."""


class Nodes:
    """Every element in source order, parents before children, and what else the walk over a page came by."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self.nodes: list[Element] = []
        self.runs: list[tuple[int, int, int]] = []
        """Character data: index of its element (-1: none), start and end."""
        self.comments: list[tuple[int, int]] = []
        """Ranges of the comments in the source, brackets included."""
        self.anchors: dict[str, Span] = {}
        """``id`` and ``name`` values to the start tags that have them first."""
        self.deep = False
        """Whether elements are nested deeper than any layout needs."""


_Frame = tuple[str, int, int, Places]
"""An open element: its name, its node, the place of the innermost block-level element, and the places."""

_OUTSIDE: _Frame = ("", -1, -1, NOWHERE)
"""Lies at the bottom of the stack, so that there is always an innermost element."""


def build_nodes(text: str, reader: Reader, *, written: str = "", xml: bool = False) -> Nodes:
    """Nest the elements of ``text`` and tell ``reader``; attributes are read from ``written`` where that differs (templates masked)."""
    builder = _Builder(text, written or text, reader, xml=xml)
    scan(text, builder, xml=xml)
    builder.finish()
    return builder.made


class _Builder(Listener):
    """One run over one page."""

    def __init__(self, text: str, written: str, reader: Reader, *, xml: bool) -> None:
        self.source = text
        self.xml = xml
        self.written = written
        self.templated = written is not text
        self.reader = reader
        self.open, self.close, self.on_text = reader.open, reader.close, reader.text
        self.made = Nodes()
        self.nodes, self.runs, self.anchors = self.made.nodes, self.made.runs, self.made.anchors
        self.top = _OUTSIDE
        self.stack: list[_Frame] = [_OUTSIDE]
        self.scopes: list[dict[str, list[int]]] = []
        """Where the open elements of each name stand, scope by scope; empty until an end tag first fits nothing around it."""
        self.no_attributes: dict[str, str] = {}
        self.seen: set[str] = set()
        self.finished: set[int] = set()

    def text(self, start: int, end: int) -> None:
        """Character data, which ends the head of the page."""
        if self.top[0] == "head" and self.source[start:end].strip(WS):
            self._pop_to(len(self.stack) - 1, start)
        self.runs.append((self.top[1], start, end))
        self.on_text(start, end)

    def aside(self, kind: int, start: int, end: int) -> None:
        """A comment or another thing that is no part of the text."""
        if kind == COMMENT:
            self.made.comments.append((start, end))
        self.reader.aside(kind, start, end)

    def start(self, tag: Tag, start: int, end: int, attributes: int) -> None:
        """Open an element, after closing what ends before it."""
        top = self.top
        if top[3][OPEN] & tag.within or top[0] in tag.after:
            if not self._make_way(tag, start):
                return
            top = self.top
        node = len(self.nodes)
        name, closed = tag.name, tag.void
        _, outer, block, places = top
        if attributes < end - 1:
            values = self._read(name, start, attributes, end)
            if self.source[end - 2] == "/" and (self.xml or places[IN_FOREIGN] >= 0 or tag.foreign):
                closed = True
        else:
            values = self.no_attributes
        element = Element(name, start, end, end, values, outer)
        self.nodes.append(element)
        self.open(tag, node, element)
        if closed:
            self.close(node)
            return
        at = len(self.stack)
        if places[OPEN] & tag.changes:
            places = enter(places, name, at)
        self.top = top = (name, node, at if tag.special else block, places)
        self.stack.append(top)
        if at > _DEEP:
            self.made.deep = True
        if self.scopes:
            self._enlist(name, at)

    def _read(self, name: str, start: int, attributes: int, end: int) -> dict[str, str]:
        """The attributes of a start tag; its id, or the name of a link, is noted as a place where the first tag has it."""
        raw = self.source[attributes : end - 1]
        values = read_attributes(raw)
        if self.templated and self.written[attributes : end - 1] != raw:
            values = unmask(values, self.source, self.written, attributes, end - 1)
        if "id" in values or (name == "a" and "name" in values):
            for anchor in (values.get("id"), values.get("name") if name == "a" else None):
                if anchor and anchor not in self.anchors:
                    self.anchors[anchor] = Span(start, end)
        return values

    def _make_way(self, tag: Tag, start: int) -> bool:
        """Close what a start tag ends; false if the tag itself changes nothing."""
        if self.top[3][IN_FOREIGN] >= 0 and tag.breaks_out:
            self._pop_to(self.top[3][IN_FOREIGN], start)
        if tag.ends == MORE:
            if tag.once:
                # A second <html>, <head> or <body> changes nothing.
                if tag.name in self.seen:
                    return False
                self.seen.add(tag.name)
            self._close_before(tag.name, start)
        elif tag.ends and self.top[3][P] >= 0:
            self._pop_to(self.top[3][P], start)
        elif self.top[0] == "head" and (tag.ends or not tag.in_head):
            self._pop_to(len(self.stack) - 1, start)
        return True

    def _close_before(self, name: str, start: int) -> None:
        """Close what a start tag of this name ends."""
        top, _, block, places = self.top
        if top == "head":
            self._pop_to(len(self.stack) - 1, start)
        elif name == "li" and places[LI] >= 0:
            self._pop_to(places[LI], start)
        elif name in TERMS and places[DT] >= 0:
            self._pop_to(places[DT], start)
        elif name in TABLE_PARTS and name != "table":
            self._close_table_part(name, start)
        elif name == "a" and places[LINK] > block:
            self._pop_to(places[LINK], start)
        if name in CLOSES_P and self.top[3][P] >= 0:
            self._pop_to(self.top[3][P], start)
        if self.top[0] in SAME.get(name, ()):
            self._pop_to(len(self.stack) - 1, start)

    def _close_table_part(self, name: str, start: int) -> None:
        _, _, _, table, section, row, cell, *_ = self.top[3]
        if name in ("td", "th"):
            place = cell
        elif name == "tr":
            place = row if row >= 0 else cell
        else:
            place = next((x for x in (section, row, cell) if x >= 0), -1)
        if table >= 0 and place > table:
            self._pop_to(place, start)

    def end(self, tag: Tag, start: int, end: int) -> None:
        """Close the element that an end tag ends, if there is one."""
        name = tag.name
        if name == self.top[0]:
            if self.scopes:
                self._pop_to(len(self.stack) - 1, start, end)
                return
            node = self.stack.pop()[1]
            self.nodes[node].end = end
            self.close(node)
            self.top = self.stack[-1]
        elif name == "p":
            if self.top[3][P] < 0:
                self.start(TAGS["p"], start, end, end - 1)
            self._pop_to(self.top[3][P], start, end)
        elif name == "br":
            self.start(TAGS["br"], start, end, end - 1)
        elif name in TABLE_PARTS:
            self._end_table_part(name, start, end)
        elif name not in ("html", "body"):
            self._end_in_scope(tag.key, start, end)

    def _end_table_part(self, name: str, start: int, end: int) -> None:
        _, _, _, table, section, row, cell, *_ = self.top[3]
        place = table if name == "table" else row if name == "tr" else cell if name in CELLS else section
        if place >= 0 and self.stack[place][0] == name:
            self._pop_to(place, start, end)

    def _end_in_scope(self, key: str, start: int, end: int) -> None:
        if not self.scopes:
            self.scopes.append({})
            for at, frame in enumerate(self.stack[1:], 1):
                self._enlist(frame[0], at)
        places = self.scopes[-1].get(key)
        if not places:
            return
        if key in FORMATTING and places[-1] < self.top[2]:
            # "<b><p>x</b>y</p>": the paragraph goes on; the formatting ends with it.
            self.finished.add(places.pop())
            return
        self._pop_to(places[-1], start, end)

    def _enlist(self, name: str, at: int) -> None:
        """Note where an open element stands; elements that end tags do not reach across begin a list of their own."""
        if name in SCOPE:
            self.scopes.append({})
        self.scopes[-1].setdefault("h" if name in HEADINGS else name, []).append(at)

    def _pop_to(self, place: int, start: int, end: int = -1) -> None:
        """Close every element down to ``place``, which ends at ``end``; those inside it end at ``start``, before the tag."""
        stack = self.stack
        end = start if end < 0 else end
        while len(stack) > place:
            self._pop(end if len(stack) == place + 1 else start)
        while self.finished and len(stack) - 1 in self.finished:
            self._pop(start)
        self.top = stack[-1]

    def _pop(self, end: int) -> None:
        name, node, _, _ = self.stack.pop()
        self.nodes[node].end = end
        self.close(node)
        if not self.scopes:
            return
        if len(self.stack) in self.finished:
            self.finished.discard(len(self.stack))
        else:
            self.scopes[-1]["h" if name in HEADINGS else name].pop()
        if name in SCOPE:
            self.scopes.pop()

    def finish(self) -> None:
        """Close what is still open where the text ends."""
        last = len(self.source)
        self._pop_to(1, last)
