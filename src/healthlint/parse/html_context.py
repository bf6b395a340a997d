"""What the block-level elements around a text say of it: list, table, heading, language, hidden or shown."""
from __future__ import annotations

import re

from healthlint.model import Kind, Zone
from healthlint.parse.html_elements import HEADINGS
from healthlint.parse.html_nodes import Node
from healthlint.records import field, record

_PRE = frozenset({"pre", "listing", "xmp"})
_LISTS = frozenset({"ul", "ol", "menu", "dir", "dl"})


@record
class Count:
    """Lists and tables numbered in the order in which they open, and the rows of each table."""

    groups: int = 0
    rows: dict[int, int] = field(default_factory=dict)


class Context:
    """What the innermost block-level element says of the text in it."""

    __slots__ = (
        "cell", "chars", "heading_one", "hidden", "item", "kind", "label", "language", "level", "linked", "list_depth", "list_group",
        "node", "number", "outer", "part", "pre", "prose", "quote", "row", "step", "style", "table", "words",
    )  # fmt: skip

    def __init__(self, node: int, outer: Context | None) -> None:
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


def enter(context: Context, node: Node, count: Count) -> None:
    """Take in what ``node`` itself says."""
    _BY_NAME.get(node.name, _plain)(count, context, node)
    attributes = node.attributes
    if not attributes:
        return
    if "lang" in attributes or "xml:lang" in attributes:
        context.language = (attributes.get("lang") or attributes.get("xml:lang", "")).strip()
    if not context.hidden:
        context.hidden = is_hidden(attributes) or ("class" in attributes and _is_closed(attributes["class"]))
    if "role" in attributes:
        _apply_role(context, attributes)


def _plain(_count: Count, _context: Context, _node: Node) -> None:
    """Elements that only separate."""


def _heading(_count: Count, context: Context, node: Node) -> None:
    context.kind, context.level = Kind.HEADING, int(node.name[1])


def _list(count: Count, context: Context, node: Node) -> None:
    count.groups += 1
    context.list_group = count.groups
    context.list_depth += 1
    context.kind, context.level, context.item = Kind.PARAGRAPH, 0, None
    context.style = "•"
    if node.name == "ol":
        reverse = "reversed" in node.attributes
        context.style = node.attributes.get("type", "1") or "1"
        context.step = -1 if reverse else 1
        context.number = _integer(node.attributes.get("start", ""), 1)


def _item(_count: Count, context: Context, node: Node) -> None:
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


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
    (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _term(_count: Count, context: Context, _node: Node) -> None:
    context.kind, context.level = Kind.TERM, context.list_depth or 1


def _description(_count: Count, context: Context, _node: Node) -> None:
    context.kind, context.level, context.item = Kind.LIST_ITEM, context.list_depth or 1, None


def _table(count: Count, context: Context, _node: Node) -> None:
    count.groups += 1
    context.table, context.row, context.cell = count.groups, 0, 0
    context.kind, context.level = Kind.PARAGRAPH, 0


def _row(count: Count, context: Context, _node: Node) -> None:
    context.row = count.rows[context.table] = count.rows.get(context.table, 0) + 1


def _cell(_count: Count, context: Context, node: Node) -> None:
    context.kind, context.item = Kind.TABLE_CELL, None
    context.cell = 2 if node.name == "th" else 1
    context.list_group = context.list_depth = 0


def _caption(_count: Count, context: Context, _node: Node) -> None:
    context.kind = Kind.CAPTION


def _code(_count: Count, context: Context, _node: Node) -> None:
    context.kind, context.pre = Kind.CODE, True


def _quote(_count: Count, context: Context, _node: Node) -> None:
    context.quote = True


def _details(_count: Count, context: Context, node: Node) -> None:
    context.hidden = context.hidden or "open" not in node.attributes


def _summary(_count: Count, context: Context, _node: Node) -> None:
    context.kind = Kind.OTHER
    details = context.outer
    if details is not None and details.outer is not None:
        context.hidden = details.outer.hidden


def _other(_count: Count, context: Context, _node: Node) -> None:
    context.kind = Kind.OTHER


_BY_NAME = {
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(_LISTS, _list),
    **dict.fromkeys(_PRE, _code),
    "li": _item, "dt": _term, "dd": _description, "table": _table, "tr": _row, "td": _cell, "th": _cell,
    "caption": _caption, "blockquote": _quote, "figcaption": _caption,
    "button": _other, "summary": _summary, "details": _details, "legend": _other, "optgroup": _other,
}  # fmt: skip


def _apply_role(context: Context, attributes: dict[str, str]) -> None:
    role = attributes["role"].strip().lower()
    if role == "heading":
        context.kind, context.level = Kind.HEADING, _integer(attributes.get("aria-level", ""), 2)
    elif role == "listitem" and context.kind is Kind.PARAGRAPH:
        context.kind, context.level, context.label = Kind.LIST_ITEM, context.list_depth or 1, "•"
        context.item = context


_PANELS = {"tab-pane": "active", "collapse": "show", "accordion-collapse": "show", "accordion__content": "open", "tabs__panel--hidden": ""}
"""Classes of the common toolkits for what opens on demand, and the class that tells it is open."""


def _is_closed(names: str) -> bool:
    """Whether the classes are those of an inactive tab or a closed accordion."""
    if "tab" not in names and "col" not in names and "accordion" not in names:
        return False
    words = names.split()
    return any(word in _PANELS and _PANELS[word] not in words and "in" not in words for word in words)


_HIDING = re.compile(r"display\s*+:\s*+none|visibility\s*+:\s*+hidden", re.IGNORECASE)


def is_hidden(attributes: dict[str, str]) -> bool:
    """Whether an element is not shown at first, by its own attributes."""
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return bool(style) and _HIDING.search(style or "") is not None
