"""Elements nested as they should be: what a tag opens and closes, end tags that HTML lets authors leave out put in.

Implied end tags only; no adoption agency and no foster parenting. Linear even
for deep nesting: each open element has a bit for each kind of element around it
that a later tag might close, so the stack is searched only for what is there,
and all that the search passes is closed.
"""
from __future__ import annotations

from collections.abc import Collection

from healthlint.model import Element, Span
from healthlint.parse.html_elements import CELLS, CLOSES_P, FORMATTING, HEADINGS, SAME, SCOPE, SECTIONS, TABLE_PARTS, TERMS
from healthlint.parse.html_reader import Nodes, Reader
from healthlint.parse.html_tags import ALWAYS, CELL, DT, HEAD, IN_FOREIGN, LI, LINK, MORE, ROW, SECTION, TABLE, TAGS, P, Tag
from healthlint.parse.html_templates import unmask
from healthlint.parse.html_tokens import Scanner
from healthlint.parse.html_written import Written

_DEEP = 200
"""Nesting beyond this is a mistake of the markup, not a layout."""
_PARAGRAPH, _ITEM, _LINK, _ROW = ("p",), ("li",), ("a",), ("tr",)
_P, _BR = [Written(TAGS[name], len(name) + 1, {}) for name in ("p", "br")]
_new, _new_tuple = Element.__new__, tuple.__new__

_Frame = tuple[str, int, int, int]
"""An open element: its name, its node, the place of the innermost block-level element, and the bits of what is open inside it."""

_OUTSIDE: _Frame = ("", -1, -1, ALWAYS)
"""Lies at the bottom of the stack, so that there is always an innermost element."""


class Nesting(Scanner):
    """The elements of one page, as far as it is read."""

    def __init__(self, text: str, written: str, reader: Reader, *, xml: bool) -> None:
        """No element is open; attributes are read from ``written`` where that differs from ``text``."""
        super().__init__(text, len(text), xml=xml)
        self.written = written
        self.templated = written is not text
        self.reader = reader
        self.open, self.close = reader.open, reader.close
        self.made = Nodes()
        self.nodes = self.made.nodes
        self.stack: list[_Frame] = [_OUTSIDE]
        self.scopes: list[dict[str, list[int]]] = []
        """Where the open elements of each name stand, scope by scope; empty until an end tag first fits nothing around it."""
        self.seen: set[str] = set()
        self.finished: set[int] = set()
        self.told_depth = _DEEP
        """Elements that lie deeper are told one by one."""

    def start(self, written: Written, start: int, end: int) -> None:
        """Open an element, after closing what ends before it."""
        stack, nodes = self.stack, self.nodes
        tag = written.tag
        _, outer, block, bits = stack[-1]
        if bits & tag.within:
            if not self._make_way(tag, start):
                return
            _, outer, block, bits = stack[-1]
        node = len(nodes)
        element = _new(Element)
        # Set in place: to call the constructor would take twice as long.
        element.name, element.attributes, element.parent, element.block = tag.name, written.attributes, outer, -1
        element.start, element.tag_end, element.end = start, end, end
        nodes.append(element)
        if not written.plain:
            if written.noted:
                self._note(written, node, element)
            if written.lonely and (tag.void or self.xml or bits & IN_FOREIGN or tag.foreign):
                self.open(written, node, element)
                self.close(node)
                return
        self.open(written, node, element)
        at = len(stack)
        stack.append((tag.name, node, at if tag.special else block, bits & tag.keeps | tag.adds))
        if at > self.told_depth:
            self._tell_depth(tag.name, at)

    def _tell_depth(self, name: str, at: int) -> None:
        if at > _DEEP:
            self.made.deep = True
        if self.scopes:
            self._enlist(name, at)

    def start_unmasked(self, written: Written, start: int, end: int) -> None:
        """Open an element with the template placeholders that were masked in its attributes."""
        inner = start + written.tag_name_end
        if self.written[inner : end - 1] != self.source[inner : end - 1]:
            written = written.with_attributes(unmask(written.attributes, self.source, self.written, inner, end - 1))
        self.start(written, start, end)

    def _note(self, written: Written, node: int, element: Element) -> None:
        """Note what links to an element may name it by, and whether it states a fact of the page."""
        anchors = self.made.anchors
        for anchor in written.anchors:
            if anchor not in anchors:
                anchors[anchor] = _new_tuple(Span, (element.start, element.tag_end))
        if written.states:
            self.made.stating.append(node)

    def _make_way(self, tag: Tag, start: int) -> bool:
        """Close what a start tag ends; false if the tag itself changes nothing."""
        if tag.breaks_out and self.stack[-1][3] & IN_FOREIGN:
            self._break_out(start)
        if tag.ends == MORE:
            if tag.once:
                # A second <html>, <head> or <body> changes nothing.
                if tag.name in self.seen:
                    return False
                self.seen.add(tag.name)
            self._close_before(tag.name, start)
        elif tag.ends and self.stack[-1][3] & P:
            self.pop_to(self._place(_PARAGRAPH), start)
        elif self.stack[-1][3] & HEAD:
            self.pop_to(len(self.stack) - 1, start)
        return True

    def _break_out(self, start: int) -> None:
        """Close the outermost of the foreign elements around."""
        place = len(self.stack) - 1
        while self.stack[place - 1][3] & IN_FOREIGN:
            place -= 1
        self.pop_to(place, start)

    def _place(self, names: Collection[str]) -> int:
        """Where the innermost open element of these names stands; there is one, and all that stands inside it is about to be closed."""
        place = len(self.stack) - 1
        while self.stack[place][0] not in names:
            place -= 1
        return place

    def _close_before(self, name: str, start: int) -> None:
        """Close what a start tag of this name ends."""
        bits = self.stack[-1][3]
        if bits & HEAD:
            self.pop_to(len(self.stack) - 1, start)
        elif name == "li" and bits & LI:
            self.pop_to(self._place(_ITEM), start)
        elif name in TERMS and bits & DT:
            self.pop_to(self._place(TERMS), start)
        elif name in TABLE_PARTS and name != "table":
            self._close_table_part(name, start)
        elif name == "a" and bits & LINK:
            self.pop_to(self._place(_LINK), start)
        if name in CLOSES_P and self.stack[-1][3] & P:
            self.pop_to(self._place(_PARAGRAPH), start)
        if self.stack[-1][0] in SAME.get(name, ()):
            self.pop_to(len(self.stack) - 1, start)

    def _close_table_part(self, name: str, start: int) -> None:
        bits = self.stack[-1][3]
        if not bits & TABLE:
            return
        cell = name in ("td", "th")
        if bits & SECTION and not cell and name != "tr":
            self.pop_to(self._place(SECTIONS), start)
        elif bits & ROW and not cell:
            self.pop_to(self._place(_ROW), start)
        elif bits & CELL:
            self.pop_to(self._place(CELLS), start)

    def end(self, tag: Tag, start: int, end: int) -> None:
        """Close the element that an end tag ends, if there is one."""
        name, bits = tag.name, self.stack[-1][3]
        if name == self.stack[-1][0]:
            self.pop_to(len(self.stack) - 1, start, end)
        elif name == "p":
            if not bits & P:
                self.start(_P, start, end)
            self.pop_to(self._place(_PARAGRAPH), start, end)
        elif name == "br":
            self.start(_BR, start, end)
        elif name in TABLE_PARTS:
            if bits & TABLE and bits & tag.adds:
                self.pop_to(self._place((name,)), start, end)
        elif name not in ("html", "body"):
            self._end_in_scope(tag.key, start, end)

    def _end_in_scope(self, key: str, start: int, end: int) -> None:
        if not self.scopes:
            self.scopes.append({})
            self.told_depth = 0
            for at, frame in enumerate(self.stack[1:], 1):
                self._enlist(frame[0], at)
        around = self.scopes[-1]
        places = around.get(key)
        if not places:
            return
        if key == "li" and any(around[name][-1:] > places[-1:] for name in ("ul", "ol") if name in around):
            return  # "<li><ul><li>x</li></li>": the end tag is one too many, and the list around it goes on
        if key in FORMATTING and places[-1] < self.stack[-1][2]:
            # "<b><p>x</b>y</p>": the paragraph goes on; the formatting ends with it.
            self.finished.add(places.pop())
            return
        self.pop_to(places[-1], start, end)

    def _enlist(self, name: str, at: int) -> None:
        """Note where an open element stands; elements that end tags do not reach across begin a list of their own."""
        if name in SCOPE:
            self.scopes.append({})
        self.scopes[-1].setdefault("h" if name in HEADINGS else name, []).append(at)

    def pop_to(self, place: int, start: int, end: int = -1) -> None:
        """Close every element down to ``place``, which ends at ``end``; those inside it end at ``start``, before the tag."""
        stack = self.stack
        end = start if end < 0 else end
        while len(stack) > place:
            self._pop(end if len(stack) == place + 1 else start)
        while self.finished and len(stack) - 1 in self.finished:
            self._pop(start)

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
        last = self.last
        self.pop_to(1, last)
