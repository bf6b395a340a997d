"""The elements of a page as assistive technology meets them: exposed or hidden, with roles and names.

Reads ``Document.elements`` and never needs the tree: a page costs one pass
over its start tags, and names are computed only for elements that a rule asks for.
"""
from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property, lru_cache

from healthlint.article.accessibility_outline import Outline, decoded
from healthlint.article.accessibility_roles import natural_role, roles
from healthlint.article.accessibility_style import (
    ARIA_HIDDEN,
    DISABLED,
    DRAWING,
    IN_DRAWING,
    INERT,
    INHERITED,
    INVISIBLE,
    NOT_RENDERED,
    PLAIN,
    SHOWN,
    UNASKED,
    HidingRules,
    own_state,
    read_hiding_rules,
)
from healthlint.model import Document, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.article.accessibility_names import Names

_HIDDEN = NOT_RENDERED | INVISIBLE | ARIA_HIDDEN | INERT
_NEVER_RENDERED = frozenset("head script style template noscript meta link base title param source track datalist".split())
_FOCUSABLE = frozenset("a area button input select textarea summary iframe".split())
_GLOBAL_NAMING = frozenset((
    "aria-label", "aria-labelledby", "aria-live", "aria-describedby", "aria-controls", "aria-owns", "aria-busy", "aria-atomic",
    "aria-current", "aria-details", "aria-flowto", "aria-keyshortcuts", "aria-relevant", "aria-roledescription",
))  # fmt: skip


class Accessibility(Outline):
    """One page; every question about an element takes its index in ``Document.elements``."""

    def __init__(self, document: Document) -> None:
        """One pass over the start tags; a second where the page's own style sheet hides elements."""
        super().__init__(document)
        self._roles: dict[int, str] = {}
        self._index(None)
        rules = self._hiding_rules()
        if rules:
            self._index(rules)

    def _index(self, rules: HidingRules | None) -> None:
        by_name: defaultdict[str, list[int]] = defaultdict(list)
        self.by_name: Mapping[str, list[int]] = by_name
        self.with_attribute: defaultdict[str, list[int]] = defaultdict(list)
        # An element with nothing around it has the parent -1: that is the last of the list, and stays 0.
        self._states = states = [0] * (len(self.elements) + 1)
        known: dict[int, tuple[int, tuple[str, ...]]] = {}
        plain, special = UNASKED.issuperset, _SPECIAL
        for i, element in enumerate(self.elements):
            name = element.name
            by_name[name].append(i)
            state = states[element.parent]
            if state and state & DRAWING:
                state |= IN_DRAWING
            has = element.attributes
            if has and not plain(has):
                mine = known.get(id(has))
                if mine is None:
                    mine = known[id(has)] = own_state(has)
                if mine is not PLAIN:
                    state = self._with_attributes(i, mine, state)
            if rules and not state & NOT_RENDERED:
                state |= rules.state(name, has)
            if name in special:
                state |= _special_state(name, has)
            if state:
                states[i] = state
        states.pop()

    def _with_attributes(self, i: int, mine: tuple[int, tuple[str, ...]], state: int) -> int:
        """How an element is hidden by what is around it and by its own attributes, which many elements share."""
        own, asked = mine
        for key in asked:
            self.with_attribute[key].append(i)
        if own & SHOWN:
            state &= ~INVISIBLE
        return state | own & INHERITED

    def _hiding_rules(self) -> HidingRules | None:
        if "style" not in self.by_name:
            return None
        styles = (self.elements[i] for i in self.by_name["style"])
        return read_hiding_rules([self.source.text[e.tag_end : e.end] for e in styles])

    @property
    def with_aria(self) -> list[int]:
        """The elements with any attribute of ARIA."""
        return self.with_attribute.get("aria-", [])

    # What is exposed

    def hidden(self, i: int) -> bool:
        """Whether assistive technology never meets the element."""
        return self._states[i] & _HIDDEN != 0

    def all_hidden(self, places: list[int]) -> list[int]:
        """Those of the elements that assistive technology never meets."""
        states = self._states
        return [i for i in places if states[i] & _HIDDEN]

    def rendered(self, i: int) -> bool:
        """Whether the element is shown, whatever assistive technology is told."""
        return not self._states[i] & (NOT_RENDERED | INVISIBLE)

    def in_aria_hidden(self) -> list[int]:
        """The elements that ``aria-hidden`` on them or around them hides."""
        return [i for i, state in enumerate(self._states) if state & ARIA_HIDDEN]

    def disabled_around(self, i: int) -> bool:
        """Whether a disabled field set around it takes fields and buttons out of use."""
        parent = self.elements[i].parent
        return parent >= 0 and bool(self._states[parent] & DISABLED)

    def inert(self, i: int) -> bool:
        """Whether ``inert`` on it or around it takes it out of use."""
        return bool(self._states[i] & INERT)

    def in_furniture(self, span: Span) -> bool:
        """Whether a place belongs to the page's furniture and not to the article."""
        return self.document.in_furniture(span)

    # Roles

    def role(self, i: int) -> str:
        """The role assistive technology is told."""
        found = self._roles.get(i)
        if found is None:
            found = self._roles[i] = self._tell_role(i)
        return found

    def stated_role(self, i: int) -> str:
        """The first valid role of the ``role`` attribute; empty if there is none."""
        has = self.elements[i].attributes
        return _first_role(has["role"]) if "role" in has else ""

    def natural_role(self, i: int) -> str:
        """The role without the ``role`` attribute."""
        element = self.elements[i]
        role = natural_role(element.name, element.attributes)
        return "gridcell" if role == "cell" and self._in_grid(i) else role

    def _in_grid(self, i: int) -> bool:
        table = self.tables[i]
        return table >= 0 and self.stated_role(table) in ("grid", "treegrid")

    def _tell_role(self, i: int) -> str:
        element = self.elements[i]
        name, has = element.name, element.attributes
        if "role" not in has and name != "img":
            return self.natural_role(i)
        stated = self.stated_role(i)
        if stated in ("none", "presentation") and self.keeps_role(i):
            stated = ""
        if not stated and name == "img" and self.keeps_role(i):
            return "img"
        return stated or self.natural_role(i)

    def keeps_role(self, i: int) -> bool:
        """Whether a presentational role is ignored: on what can take focus or has a global ARIA attribute."""
        has = self.elements[i].attributes
        if self.focusable(i):
            return True
        return not _GLOBAL_NAMING.isdisjoint(has) and any(has.get(a, "").strip() for a in _GLOBAL_NAMING)

    def facts(self, role: str, trait: str) -> bool:
        """Whether a role has a trait (see ``RoleFacts.traits``)."""
        found = roles().get(role)
        return found is not None and trait in found.traits

    def focusable(self, i: int) -> bool:
        """Whether the element can take focus at all."""
        element = self.elements[i]
        name, has = element.name, element.attributes
        if "tabindex" in has and _integer(has["tabindex"]) is not None:
            return True
        if "contenteditable" in has and has["contenteditable"].lower() != "false":
            return True
        if name not in _FOCUSABLE or "disabled" in has:
            return name in ("audio", "video") and "controls" in has
        if name in ("a", "area"):
            return "href" in has
        return not (name == "input" and has.get("type", "").lower() == "hidden")

    def in_tab_order(self, i: int) -> bool:
        """Whether the Tab key reaches the element."""
        written = self.elements[i].attributes.get("tabindex")
        number = _integer(written) if written is not None else None
        return self.focusable(i) and not (number is not None and number < 0)

    # Names

    @cached_property
    def names(self) -> Names:
        """The names of the elements, as far as they have been asked for."""
        from healthlint.article.accessibility_names import Names

        return Names(self)

    def name(self, i: int) -> str:
        """The accessible name, empty if there is none."""
        return self.names.name(i)

    def nameless(self, i: int) -> bool:
        """Whether a link, button, heading or other element that its content names has no name: shown text settles that at once."""
        text = self.source.text
        element = self.elements[i]
        opened, end, has = element.tag_end, element.end, element.attributes
        if opened < end and (text[opened].isalnum() or text[opened : opened + _INDENT].lstrip()[:1].isalnum()):
            return False
        if has.get("aria-label", "").strip() and "aria-labelledby" not in has:
            return False
        runs = self.document.runs
        first = bisect_left(self._run_starts, opened)
        for at in range(first, min(first + _ENOUGH, len(runs))):
            parent, start, stop = runs[at]
            if start >= end:
                break
            shown = parent == i or (self.elements[parent].name in _PLAIN and not self._states[parent])
            if shown and not decoded(text[start:stop]).isspace():
                return False
        return not self.name(i)

    def text(self, i: int) -> str:
        """The exposed text inside the element, white space collapsed."""
        return self.names.text(i)

    def visible_text(self, i: int) -> str:
        """The text inside the element that is seen, whether screen readers are told of it or not."""
        pieces: list[str] = []
        inline = True
        first = bisect_left(self._run_starts, self.elements[i].tag_end)
        stop = self.elements[i].end
        for parent, start, end in self.document.runs[first : first + _ENOUGH]:
            if start >= stop:
                break
            element = self.elements[parent]
            plain = parent == i or element.name in _INLINE
            if not (plain and inline):
                pieces.append(" ")
            inline = plain
            unseen = _UNSEEN.intersection(element.attributes["class"].lower().split()) if "class" in element.attributes else ()
            if self.rendered(parent) and not unseen and element.name not in ("script", "style", "title", "desc"):
                pieces.append(decoded(self.source.text[start : min(end, start + _LONGEST_SEEN)]))
        return " ".join("".join(pieces).split())

    def targets(self, written: str) -> list[int]:
        """The elements that a list of ids names, in its order."""
        return [self.ids[word] for word in written.split() if word in self.ids]

    @cached_property
    def ids(self) -> dict[str, int]:
        """The first element of each id."""
        found: dict[str, int] = {}
        for i in self.with_attribute.get("id", ()):
            found.setdefault(self.elements[i].attributes["id"].strip(), i)
        return found

    @cached_property
    def _labels(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for label in self.by_name.get("label", ()):
            wanted = self.elements[label].attributes.get("for")
            field = self.ids.get(wanted.strip(), -1) if wanted is not None else self._first_field(label)
            if field >= 0:
                found.setdefault(field, []).append(label)
        return found

    def _first_field(self, label: int) -> int:
        inside = self.inside(label)[:_ENOUGH]
        wanted = ("input", "select", "textarea", "button", "meter", "progress", "output")
        return next((i for i in inside if self.elements[i].name in wanted), -1)

    def labels_of(self, i: int) -> list[int]:
        """The ``<label>`` elements of a field."""
        return self._labels.get(i, [])

    def foreign(self, i: int) -> bool:
        """Whether the element is part of a drawing."""
        return bool(self._states[i] & IN_DRAWING)

    def mark(self, i: int) -> Span:
        """What a finding about the element marks: all of it if short, else its start tag."""
        element = self.elements[i]
        return element.span if element.end - element.start <= _SHORT else element.tag


_PLAIN = frozenset("span b strong i em u small p div font h1 h2 h3 h4 h5 h6 mark sup sub abbr cite time".split())
"""Elements whose text is part of the name of what they stand in."""
_INLINE = frozenset("a span b strong i em u s small font mark sup sub abbr cite time del ins code".split())
"""Elements that leave no space around their text."""
_LONGEST_SEEN = 1000
"""Characters of one piece of text that are read where only a label is wanted."""
_UNSEEN = frozenset("sr-only visually-hidden visuallyhidden screen-reader-text screenreader-text u-visually-hidden".split())
"""Classes by which style sheets hide text from those who see."""
_SHORT = 200
_INDENT = 60
"""Characters of white space behind a start tag within which its text may begin."""
_ENOUGH = 200
"""Pieces of text or elements looked through for the first that counts: a name is not further away."""


_SPECIAL = _NEVER_RENDERED | {"svg", "fieldset", "dialog"}


def _special_state(name: str, has: Mapping[str, str]) -> int:
    """What the kind of an element says of everything in it."""
    if name == "svg":
        return DRAWING
    if name == "fieldset":
        return DISABLED if "disabled" in has else 0
    return 0 if name == "dialog" and "open" in has else NOT_RENDERED


@lru_cache(maxsize=1000)
def _first_role(written: str) -> str:
    return next((role for role in written.lower().split() if role in roles()), "")


def _integer(written: str) -> int | None:
    written = written.strip()
    digits = written.removeprefix("-").removeprefix("+")
    return int(written[:9]) if digits.isascii() and digits.isdigit() else None
