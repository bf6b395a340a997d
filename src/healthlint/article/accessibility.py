"""The elements of a page as assistive technology meets them: exposed or hidden, with roles and names.

Reads ``Document.elements`` and never needs the tree: a page costs one pass
over its start tags, and names are computed only for elements that a rule asks for.
"""
from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from healthlint.article.accessibility_exposure import Exposure
from healthlint.article.accessibility_outline import decoded
from healthlint.article.accessibility_roles import FIXED_ROLES, natural_role, roles
from healthlint.cached import cached_property
from healthlint.model import Document, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.article.accessibility_names import Naming

_FOCUSABLE = frozenset("a area button input select textarea summary iframe".split())
_GLOBAL_NAMING = frozenset((
    "aria-label", "aria-labelledby", "aria-live", "aria-describedby", "aria-controls", "aria-owns", "aria-busy", "aria-atomic",
    "aria-current", "aria-details", "aria-flowto", "aria-keyshortcuts", "aria-relevant", "aria-roledescription",
))  # fmt: skip


class Accessibility(Exposure):
    """One page; every question about an element takes its index in ``Document.elements``."""

    def __init__(self, document: Document) -> None:
        """Roles and names are told when a rule asks for them."""
        super().__init__(document)
        self._roles: dict[int, str] = {}
        self._names: dict[int, str] = {}

    def in_furniture(self, span: Span) -> bool:
        """Whether a place belongs to the page's furniture and not to the article."""
        return self.document.in_furniture(span)

    # Roles

    def role(self, i: int) -> str:
        """The role assistive technology is told."""
        found = self._roles.get(i)
        if found is None:
            element = self.elements[i]
            plain = FIXED_ROLES.get(element.name) if "role" not in element.attributes else None
            found = self._roles[i] = self._tell_role(i) if plain is None else plain
        return found

    def stated_role(self, i: int) -> str:
        """The first valid role of the ``role`` attribute; empty if there is none."""
        has = self.elements[i].attributes
        return _first_role(has["role"]) if "role" in has else ""

    @cached_property
    def stated(self) -> Mapping[int, str]:
        """The stated roles of all elements that have one, in reading order."""
        written = ((i, _first_role(self.elements[i].attributes["role"])) for i in self.with_attribute.get("role", ()))
        return {i: role for i, role in written if role}

    @cached_property
    def by_role(self) -> Mapping[str, list[int]]:
        """The elements that state a role, by it and in reading order."""
        found: dict[str, list[int]] = {}
        for i, role in self.stated.items():
            found.setdefault(role, []).append(i)
        return found

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
        if name not in _FOCUSABLE and "tabindex" not in has and "contenteditable" not in has:
            return name in ("audio", "video") and "controls" in has
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
        if not self.focusable(i):
            return False
        has = self.elements[i].attributes
        number = _integer(has["tabindex"]) if "tabindex" in has else None
        return number is None or number >= 0

    # Names

    def name(self, i: int) -> str:
        """The accessible name, empty if there is none."""
        found = self._names.get(i)
        if found is None:
            found = self._names[i] = self._naming().name(i)
        return found

    def _naming(self) -> Naming:
        """What computes one name; not kept, since a page that refers to itself is freed late and at a cost."""
        from healthlint.article.accessibility_names import Naming

        return Naming(self, self._states)

    def nameless(self, i: int) -> bool:
        """Whether a link, button, heading or other element that its content names has no name: shown text settles that at once."""
        if self.opens_with_text(i):
            return False
        text, every = self.source.text, self.elements
        element = every[i]
        end, has = element.end, element.attributes
        if "aria-label" in has and has["aria-label"].strip() and "aria-labelledby" not in has:
            return False
        runs = self.document.runs
        first = self.first_run(element.tag_end)
        for at in range(first, min(first + _ENOUGH, len(runs))):
            parent, start, stop = runs[at]
            if start >= end:
                break
            written = text[start:stop]
            if written.isspace() or not (parent == i or (every[parent].name in _PLAIN and not self._states[parent])):
                continue
            if not decoded(written).isspace():
                return False
        return not (self._holds_named_image(i) or self.name(i))

    def _holds_named_image(self, i: int) -> bool:
        """Whether plain elements in the element hold an image that is shown and has an alternative."""
        for at in self.inside(i)[:_FEW]:
            element = self.elements[at]
            if element.name not in _AROUND_IMAGES or self._states[at]:
                return False
            if element.name == "img":
                has = element.attributes
                return "role" not in has and bool(has.get("alt", "").strip())
        return False

    def opens_with_text(self, i: int) -> bool:
        """Whether the first thing in the element, or in plain elements that it opens with, is text: so most links begin."""
        text, every = self.source.text, self.elements
        at, end = i, every[i].end
        while True:
            opened = every[at].tag_end
            first = text[opened : opened + _INDENT].lstrip()[:1]
            if first and first not in "<&":
                return opened < end
            at += 1
            if first != "<" or at == len(every) or every[at].start >= end or every[at].name not in _PLAIN or self._states[at]:
                return False

    def text(self, i: int) -> str:
        """The exposed text inside the element, white space collapsed."""
        return self._naming().text(i)

    def visible_text(self, i: int) -> str:
        """The text inside the element that is seen, whether screen readers are told of it or not."""
        pieces: list[str] = []
        inline = True
        runs = self.document.runs
        first = self.first_run(self.elements[i].tag_end)
        stop = self.elements[i].end
        for at in range(first, min(first + _ENOUGH, len(runs))):
            parent, start, end = runs[at]
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
        every = self.elements
        return {every[i].attributes["id"].strip(): i for i in reversed(self.with_attribute.get("id", ()))}

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

    def mark(self, i: int) -> Span:
        """What a finding about the element marks: all of it if short, else its start tag."""
        element = self.elements[i]
        return element.span if element.end - element.start <= _SHORT else element.tag


_PLAIN = frozenset("span b strong i em u small p div font h1 h2 h3 h4 h5 h6 mark sup sub abbr cite time".split())
"""Elements whose text is part of the name of what they stand in."""
_AROUND_IMAGES = _PLAIN | {"img", "picture", "source"}
_FEW = 10
"""Elements among which the image of a link stands."""
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


@lru_cache(maxsize=1000)
def _first_role(written: str) -> str:
    return next((role for role in written.lower().split() if role in roles()), "")


def _integer(written: str) -> int | None:
    written = written.strip()
    digits = written.removeprefix("-").removeprefix("+")
    return int(written[:9]) if digits.isascii() and digits.isdigit() else None
