"""What the block-level elements around a text say of it: list, table, heading, language, hidden or shown."""
from __future__ import annotations

from healthlint.model import Element, Kind, Zone
from healthlint.parse.html_elements import HEADINGS
from healthlint.records import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.parse.html_readings import BlockReading

_PRE = frozenset({"pre", "listing", "xmp"})
_LISTS = frozenset({"ul", "ol", "menu", "dir", "dl"})


@record
class Count:
    """Lists and tables numbered in the order in which they open, and the rows of each table."""

    groups: int = 0
    rows: dict[int, int] = field(default_factory=dict)


class Item:
    """A list item: its depth, and what stands before it, until a block takes that."""

    __slots__ = ("label", "level")

    def __init__(self, level: int, label: str = "") -> None:
        """The label comes with each item that shares a state."""
        self.level, self.label = level, label


class State:
    """What the block-level elements around a text say of it; elements that say nothing new share that of the one around them."""

    number, step, style = 0, 0, ""
    """Of a list: the next item's number, what the number grows by, and how it is written; empty style for what is no list."""
    unfolds = hidden_around = False
    """Whether its summary is shown while the rest is not, and whether all of it is hidden."""
    goes_on = True
    """Whether it is also that of elements inside which say nothing themselves;"""
    inside: State | None = None
    """else theirs is this."""
    alike: dict[BlockReading, State] | None = None
    """Those of the elements directly inside, of which all that are written alike share one."""

    def __init__(self, outer: State | None) -> None:
        """Everything is taken over from ``outer``, the state around, but what belongs to one element alone."""
        self.kind, self.level = Kind.PARAGRAPH, 0
        if outer is None:
            self.hidden, self.language, self.pre = False, "", False
            self.list_depth = self.list_group = self.row = self.table = self.cell = 0
            self.item: Item | None = None
            self.quote = False
            return
        self.hidden, self.language, self.pre = outer.hidden, outer.language, outer.pre
        self.list_depth, self.list_group = outer.list_depth, outer.list_group
        self.table, self.row, self.cell = outer.table, outer.row, outer.cell
        self.item, self.quote = outer.item, outer.quote
        if outer.kind in _INHERITED:
            self.kind, self.level = outer.kind, outer.level

    def state_inside(self) -> State:
        """The state of an element inside that says nothing itself, where this does not go on."""
        found = self.inside
        if found is None:
            found = self.inside = State(self)
        return found


class Part:
    """An element that may be, or may help to tell, a part of the page: its furniture, its references, an author's biography."""

    __slots__ = ("chars", "element", "heading_one", "inside", "linked", "near", "outer", "prose", "reading", "words", "zone")

    inside: bool
    """Whether it is in the page's main part or an article."""
    zone: Zone | None
    words: str
    near: str
    """Class and id words of it and of those around it; the first of these, for the elements inside."""

    def __init__(self, element: Element, reading: BlockReading, outer: Part | None) -> None:
        """What part of the page it is, is told when the whole page is read."""
        self.element = element
        self.reading = reading
        self.outer = outer
        self.chars = self.linked = self.prose = 0
        self.heading_one = False
        if outer is None:
            self.inside, self.zone, self.words, self.near = False, None, "", ""


_INHERITED = frozenset({Kind.HEADING, Kind.CAPTION, Kind.CODE, Kind.TABLE_CELL, Kind.TERM})


def enter(outer: State, reading: BlockReading, node: Element, count: Count) -> State:
    """The state inside ``node``, which says something itself; made anew where no two elements say the same."""
    if node.name in _COUNTED:
        state = _enter(outer, reading, node, count)
    else:
        if outer.alike is None:
            outer.alike = {}
        known = outer.alike.get(reading)
        state = known or _enter(outer, reading, node, count)
        if known is None:
            outer.alike[reading] = state
    if state.item is not None and state.item is not outer.item:
        state.item.label = _label(outer, node)
    return state


def _enter(outer: State, reading: BlockReading, node: Element, count: Count) -> State:
    state = State(outer)
    handler = _BY_NAME.get(node.name)
    if handler:
        handler(count, outer, state, node)
    if reading.hidden:
        state.hidden = True
    attributes = node.attributes
    if "lang" in attributes or "xml:lang" in attributes:
        state.language = (attributes.get("lang") or attributes.get("xml:lang", "")).strip()
    if reading.role == "heading":
        state.kind, state.level = Kind.HEADING, _integer(attributes.get("aria-level", ""), 2)
    elif reading.role == "listitem" and state.kind is Kind.PARAGRAPH:
        state.kind, state.level = Kind.LIST_ITEM, state.list_depth or 1
        state.item = Item(state.level)
    plain = state.kind in _INHERITED or (state.kind is Kind.PARAGRAPH and not state.level)
    state.goes_on = plain and not state.style and not state.unfolds
    return state


def _heading(_count: Count, _outer: State, state: State, node: Element) -> None:
    state.kind, state.level = Kind.HEADING, int(node.name[1])


def _list(count: Count, _outer: State, state: State, node: Element) -> None:
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


def _item(_count: Count, _outer: State, state: State, _node: Element) -> None:
    state.kind, state.level = Kind.LIST_ITEM, state.list_depth or 1
    state.item = Item(state.level)


def _label(around: State, node: Element) -> str:
    """What stands before an item in the list ``around``."""
    if node.name != "li" or not around.style:
        return "•"
    if not around.step:
        return around.style
    number = _integer(node.attributes.get("value", ""), around.number)
    around.number = number + around.step
    return _numeral(number, around.style)


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


def _term(_count: Count, _outer: State, state: State, _node: Element) -> None:
    state.kind, state.level = Kind.TERM, state.list_depth or 1


def _description(_count: Count, _outer: State, state: State, _node: Element) -> None:
    state.kind, state.level, state.item = Kind.LIST_ITEM, state.list_depth or 1, None


def _table(count: Count, _outer: State, state: State, _node: Element) -> None:
    count.groups += 1
    state.table, state.row, state.cell = count.groups, 0, 0
    state.kind, state.level = Kind.PARAGRAPH, 0


def _row(count: Count, _outer: State, state: State, _node: Element) -> None:
    state.row = count.rows[state.table] = count.rows.get(state.table, 0) + 1


def _cell(_count: Count, _outer: State, state: State, node: Element) -> None:
    state.kind, state.item = Kind.TABLE_CELL, None
    state.cell = 2 if node.name == "th" else 1
    state.list_group = state.list_depth = 0


def _caption(_count: Count, _outer: State, state: State, _node: Element) -> None:
    state.kind = Kind.CAPTION


def _code(_count: Count, _outer: State, state: State, _node: Element) -> None:
    state.kind, state.pre = Kind.CODE, True


def _quote(_count: Count, _outer: State, state: State, _node: Element) -> None:
    state.quote = True


def _details(_count: Count, _outer: State, state: State, node: Element) -> None:
    state.hidden_around = state.hidden
    state.hidden = state.hidden or "open" not in node.attributes
    state.unfolds = True


def _summary(_count: Count, outer: State, state: State, _node: Element) -> None:
    state.kind = Kind.OTHER
    if outer.unfolds:
        state.hidden = outer.hidden_around


def _other(_count: Count, _outer: State, state: State, _node: Element) -> None:
    state.kind = Kind.OTHER


_BY_NAME = {
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(_LISTS, _list),
    **dict.fromkeys(_PRE, _code),
    "li": _item, "dt": _term, "dd": _description, "table": _table, "tr": _row, "td": _cell, "th": _cell,
    "caption": _caption, "blockquote": _quote, "figcaption": _caption,
    "button": _other, "summary": _summary, "details": _details, "legend": _other, "optgroup": _other,
}  # fmt: skip
_COUNTED = _LISTS | {"table", "tr"}
"""Elements of which no two say the same."""
STATING = _BY_NAME.keys()
"""Elements that say by their name what kind of text they hold."""
