"""What the block-level elements around a text say of it: list, table, heading, language, hidden or shown."""
from __future__ import annotations

import re
from collections.abc import Mapping

from healthlint.model import Element, Kind, Zone
from healthlint.parse.html_elements import HEADINGS
from healthlint.patterns import compile_pattern
from healthlint.records import field, record

_PRE = frozenset({"pre", "listing", "xmp"})
_LISTS = frozenset({"ul", "ol", "menu", "dir", "dl"})


@record
class Count:
    """Lists and tables numbered in the order in which they open, and the rows of each table."""

    groups: int = 0
    rows: dict[int, int] = field(default_factory=dict)


class State:
    """What the block-level elements around a text say of it; elements that say nothing new share that of the one around them."""

    label = ""
    number, step, style = 0, 0, ""
    """Of a list: the next item's number, what the number grows by, and how it is written; empty style for what is no list."""
    unfolds = False
    """Whether its summary is shown while the rest is not."""
    _inner: State | None = None

    def __init__(self, outer: State | None) -> None:
        """Everything is taken over from ``outer`` but what belongs to one element alone."""
        self.kind, self.level = Kind.PARAGRAPH, 0
        if outer is None:
            self.hidden, self.language, self.pre = False, "", False
            self.list_depth = self.list_group = self.row = self.table = self.cell = 0
            self.item: State | None = None
            self.quote = False
            return
        self.hidden, self.language, self.pre = outer.hidden, outer.language, outer.pre
        self.list_depth, self.list_group = outer.list_depth, outer.list_group
        self.table, self.row, self.cell = outer.table, outer.row, outer.cell
        self.item, self.quote = outer.item, outer.quote
        if outer.kind in _INHERITED:
            self.kind, self.level = outer.kind, outer.level

    def inner(self) -> State:
        """The state of an element inside that says nothing itself."""
        found = self._inner
        if found is None:
            same = self.kind in _INHERITED or (self.kind is Kind.PARAGRAPH and not self.level)
            found = self._inner = self if same and not self.style and not self.unfolds else State(self)
        return found


class Context:
    """A block-level element that tells something of the text in it, or may tell it together with others."""

    __slots__ = ("chars", "heading_one", "inside", "linked", "near", "node", "outer", "part", "prose", "state", "words")

    inside: bool
    """Whether it is in the page's main part or an article."""
    part: Zone | None
    words: str
    near: str
    """Class and id words of it and of those around it; the first of these, for the elements inside."""

    def __init__(self, node: int, outer: Context | None) -> None:
        """What part of the page it is, is told when the whole page is read."""
        self.node = node
        self.outer = outer
        self.state: State = outer.state.inner() if outer else State(None)
        self.chars = self.linked = self.prose = 0
        self.heading_one = False
        if outer is None:
            self.inside, self.part, self.words, self.near = False, None, "", ""


_TELLING = frozenset({"lang", "xml:lang", "hidden", "style", "role"})
"""Attributes that may say something of the text, besides the class."""
_INHERITED = frozenset({Kind.HEADING, Kind.CAPTION, Kind.CODE, Kind.TABLE_CELL, Kind.TERM})


def enter(context: Context, node: Element, count: Count) -> None:
    """Take in what ``node`` itself says."""
    handler = _BY_NAME.get(node.name)
    if handler:
        context.state = State(context.outer.state if context.outer else None)
        handler(count, context, node)
    attributes = node.attributes
    if not attributes:
        return
    if "class" in attributes and not context.state.hidden and _is_closed(attributes["class"]):
        _own(context).hidden = True
    if _TELLING.isdisjoint(attributes):
        return
    if "lang" in attributes or "xml:lang" in attributes:
        _own(context).language = (attributes.get("lang") or attributes.get("xml:lang", "")).strip()
    if not context.state.hidden and is_hidden(attributes):
        _own(context).hidden = True
    if "role" in attributes:
        _apply_role(context, attributes)


def _own(context: Context) -> State:
    """The state of ``context``, which no other element has from now on."""
    outer = context.outer
    if outer is not None and context.state is outer.state.inner():
        context.state = State(outer.state)
    return context.state


def _heading(_count: Count, context: Context, node: Element) -> None:
    context.state.kind, context.state.level = Kind.HEADING, int(node.name[1])


def _list(count: Count, context: Context, node: Element) -> None:
    state = context.state
    count.groups += 1
    state.list_group = count.groups
    state.list_depth += 1
    state.kind, state.level, state.item = Kind.PARAGRAPH, 0, None
    state.style = "•"
    if node.name == "ol":
        reverse = "reversed" in node.attributes
        state.style = node.attributes.get("type", "1") or "1"
        state.step = -1 if reverse else 1
        state.number = _integer(node.attributes.get("start", ""), 1)


def _item(_count: Count, context: Context, node: Element) -> None:
    state = context.state
    state.kind, state.level = Kind.LIST_ITEM, state.list_depth or 1
    state.item = state
    around = context.outer.state if context.outer else None
    if around is None or not around.style:
        state.label = "•"
    elif around.step:
        around.number = _integer(node.attributes.get("value", ""), around.number)
        state.label = _numeral(around.number, around.style)
        around.number += around.step
    else:
        state.label = around.style


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


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
    (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _term(_count: Count, context: Context, _node: Element) -> None:
    context.state.kind, context.state.level = Kind.TERM, context.state.list_depth or 1


def _description(_count: Count, context: Context, _node: Element) -> None:
    context.state.kind, context.state.level, context.state.item = Kind.LIST_ITEM, context.state.list_depth or 1, None


def _table(count: Count, context: Context, _node: Element) -> None:
    count.groups += 1
    context.state.table, context.state.row, context.state.cell = count.groups, 0, 0
    context.state.kind, context.state.level = Kind.PARAGRAPH, 0


def _row(count: Count, context: Context, _node: Element) -> None:
    context.state.row = count.rows[context.state.table] = count.rows.get(context.state.table, 0) + 1


def _cell(_count: Count, context: Context, node: Element) -> None:
    context.state.kind, context.state.item = Kind.TABLE_CELL, None
    context.state.cell = 2 if node.name == "th" else 1
    context.state.list_group = context.state.list_depth = 0


def _caption(_count: Count, context: Context, _node: Element) -> None:
    context.state.kind = Kind.CAPTION


def _code(_count: Count, context: Context, _node: Element) -> None:
    context.state.kind, context.state.pre = Kind.CODE, True


def _quote(_count: Count, context: Context, _node: Element) -> None:
    context.state.quote = True


def _details(_count: Count, context: Context, node: Element) -> None:
    context.state.hidden = context.state.hidden or "open" not in node.attributes
    context.state.unfolds = True


def _summary(_count: Count, context: Context, _node: Element) -> None:
    context.state.kind = Kind.OTHER
    details = context.outer
    if details is not None and details.outer is not None:
        context.state.hidden = details.outer.state.hidden


def _other(_count: Count, context: Context, _node: Element) -> None:
    context.state.kind = Kind.OTHER


_BY_NAME = {
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(_LISTS, _list),
    **dict.fromkeys(_PRE, _code),
    "li": _item, "dt": _term, "dd": _description, "table": _table, "tr": _row, "td": _cell, "th": _cell,
    "caption": _caption, "blockquote": _quote, "figcaption": _caption,
    "button": _other, "summary": _summary, "details": _details, "legend": _other, "optgroup": _other,
}  # fmt: skip


def _apply_role(context: Context, attributes: Mapping[str, str]) -> None:
    role = attributes["role"].strip().lower()
    if role == "heading":
        state = _own(context)
        state.kind, state.level = Kind.HEADING, _integer(attributes.get("aria-level", ""), 2)
    elif role == "listitem" and context.state.kind is Kind.PARAGRAPH:
        state = _own(context)
        state.kind, state.level, state.label = Kind.LIST_ITEM, state.list_depth or 1, "•"
        state.item = state


_PANELS = {"tab-pane": "active", "collapse": "show", "accordion-collapse": "show", "accordion__content": "open", "tabs__panel--hidden": ""}
"""Classes of the common toolkits for what opens on demand, and the class that tells it is open."""


def _is_closed(names: str) -> bool:
    """Whether the classes are those of an inactive tab or a closed accordion."""
    if "tab" not in names and "col" not in names and "accordion" not in names:
        return False
    words = names.split()
    return any(word in _PANELS and _PANELS[word] not in words and "in" not in words for word in words)


_HIDING = compile_pattern(r"display\s*+:\s*+none|visibility\s*+:\s*+hidden", re.IGNORECASE)


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Whether an element is not shown at first, by its own attributes."""
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return bool(style) and _HIDING.search(style or "") is not None
