"""What a start tag, as it is written, says of the text in it: worked out once for all pages."""
from __future__ import annotations

import re
from collections.abc import Mapping

from healthlint.model import Mark
from healthlint.parse.html_context import STATING
from healthlint.parse.html_elements import HEADINGS
from healthlint.parse.html_words import words_say
from healthlint.parse.html_written import Written
from healthlint.patterns import compile_pattern

FURNITURE_TAGS = {
    "nav": 3, "footer": 2, "header": 1, "aside": 1, "form": 2, "dialog": 2, "button": 2, "menu": 1, "address": 1,
    "fieldset": 2, "optgroup": 2,
}  # fmt: skip
"""How much the name of an element speaks for furniture."""
_STATING_ROLES = frozenset({"heading", "listitem"})
_LINK = Mark.LINK
_MOST_JOINTS = 2
"""An id of more words than this is a sentence made into a link target."""
_PANELS = {"tab-pane": "active", "collapse": "show", "accordion-collapse": "show", "accordion__content": "open", "tabs__panel--hidden": ""}
"""Classes of the common toolkits for what opens on demand, and the class that tells it is open."""
_HIDING = compile_pattern(r"display\s*+:\s*+none|visibility\s*+:\s*+hidden", re.IGNORECASE)


class InlineReading:
    """What a tag inside a block says."""

    __slots__ = ("anchor", "hidden", "id", "mark", "shows", "target")

    def __init__(self, written: Written) -> None:
        """The inline markup that it is, and what that stands for."""
        tag, attributes = written.tag, written.attributes
        name, mark, target = tag.name, tag.mark, ""
        self.shows = False
        """Whether it stands for a picture."""
        if name == "a" and "href" in attributes:
            mark, target = _LINK, attributes["href"].strip()
        elif name == "img":
            self.shows, target = True, attributes.get("alt", "")
        elif tag.target:
            target = attributes.get(tag.target, "")
        elif "lang" in attributes:
            mark, target = mark or Mark.LANGUAGE, attributes["lang"]
        self.mark, self.target = mark, target
        self.anchor, self.id = written.anchors[0] if written.anchors else "", attributes.get("id", "")
        self.hidden = _is_hidden(attributes)


class BlockReading:
    """What the tag of a block-level element says of the text in it."""

    __slots__ = ("anchor", "hidden", "is_main", "role", "signs", "sorts", "states", "tells", "words")

    def __init__(self, written: Written) -> None:
        """What kind of text it holds, and what part of the page it may be."""
        name, attributes = written.tag.name, written.attributes
        self.anchor = written.anchors[0] if written.anchors else ""
        self.states = name in STATING
        """Whether it says what kind of text it holds: list, heading, language, hidden."""
        self.tells = name in FURNITURE_TAGS
        """Whether its name or its other attributes may tell what part of the page it is;"""
        self.is_main = name == "main"
        self.hidden, self.role, self.signs = False, "", 0
        self.words: dict[str, tuple[str, str]] = {}
        """By the class and id words around the element: those that its blocks stand in, and the first of them."""
        if attributes:
            self._read(name, attributes)
        self.sorts = self.signs > 0 or self.tells or self.is_main or name == "article"
        """whether any of this must be kept until the whole page is read."""

    def _read(self, name: str, attributes: Mapping[str, str]) -> None:
        classes = attributes.get("class", "")
        self.signs = _signs(name, classes, attributes.get("id", ""))
        """What the class and id words say of what part of the page it is."""
        self.hidden = _is_hidden(attributes) or _is_closed(classes)
        """Not shown at first, or the panel of an inactive tab or a closed accordion."""
        role = attributes.get("role", "")
        if role:
            self.tells = True
            self.is_main = self.is_main or role == "main"
            self.role = role.strip().lower()
        if "itemprop" in attributes:
            self.tells = True
            self.is_main = self.is_main or attributes["itemprop"] == "articleBody"
        self.states = self.states or self.hidden or self.role in _STATING_ROLES or "lang" in attributes or "xml:lang" in attributes


def _signs(name: str, classes: str, own: str) -> int:
    said = words_say(classes) if classes else 0
    if own and name not in HEADINGS and own.count("-") + own.count("_") <= _MOST_JOINTS:
        # Else the id is made from the words of a heading.
        said |= words_say(own)
    return said


def _is_closed(names: str) -> bool:
    """Whether the classes are those of an inactive tab or a closed accordion."""
    if "tab" not in names and "col" not in names and "accordion" not in names:
        return False
    words = names.split()
    return any(word in _PANELS and _PANELS[word] not in words and "in" not in words for word in words)


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    if "hidden" in attributes:
        return True
    return "style" in attributes and _HIDING.search(attributes["style"]) is not None
