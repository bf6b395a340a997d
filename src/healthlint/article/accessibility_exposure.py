"""Which elements of a page assistive technology meets, and what hides the others."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from healthlint.article.accessibility_outline import Outline
from healthlint.article.accessibility_style import (
    ARIA_HIDDEN,
    DISABLED,
    DRAWING,
    IN_DRAWING,
    INERT,
    INVISIBLE,
    NOT_RENDERED,
    SHOWN,
    read_hiding_rules,
    style_state,
)
from healthlint.cached import cached_property
from healthlint.model import Document, Format

_HIDDEN = NOT_RENDERED | INVISIBLE | ARIA_HIDDEN | INERT
_NEVER_RENDERED = frozenset("head script style template noscript meta link base title param source track datalist".split())


class Exposure(Outline):
    """One page; every question about an element takes its index in ``Document.elements``."""

    def __init__(self, document: Document) -> None:
        """What is inside of hidden elements is visited; the others are found by name and by attribute."""
        super().__init__(document)
        index = document.index
        self.by_name, self.with_attribute = index.by_name, index.with_attribute
        self._states = self._spread(self._own_states())

    def with_any(self, *attributes: str) -> list[int]:
        """The elements with one of these attributes, in reading order."""
        return self._together([key for key in attributes if key in self.with_attribute])

    def _together(self, keys: list[str]) -> list[int]:
        found = [self.with_attribute[key] for key in keys]
        return found[0] if len(found) == 1 else sorted(set().union(*found))

    @cached_property
    def tables(self) -> list[int]:
        """For each element the table it stands in, -1 for none; only HTML tells."""
        found = [-1] * len(self.elements)
        for i in self.by_name.get("table", ()) if self.document.format is Format.HTML else ():
            behind = self.after(i)
            found[i + 1 : behind] = [i] * (behind - i - 1)
        return found

    # How elements are hidden

    def _own_states(self) -> Mapping[int, int]:
        """For each element that hides itself, or is special in what it holds, how it does by its own markup and the page's style."""
        own: defaultdict[int, int] = defaultdict(int)
        by_name, has = self.by_name, self.with_attribute.get
        for name in _NEVER_RENDERED.intersection(by_name):
            own.update(dict.fromkeys(by_name[name], NOT_RENDERED))
        own.update(dict.fromkeys(by_name.get("svg", ()), DRAWING))
        own.update(dict.fromkeys([i for i in by_name.get("dialog", ()) if "open" not in self.elements[i].attributes], NOT_RENDERED))
        own.update(dict.fromkeys([i for i in by_name.get("fieldset", ()) if "disabled" in self.elements[i].attributes], DISABLED))
        for i in has("hidden", ()):
            own[i] |= NOT_RENDERED
        for i in has("inert", ()):
            own[i] |= INERT
        for i in has("aria-hidden", ()):
            if self.elements[i].attributes["aria-hidden"].strip().lower() == "true":
                own[i] |= ARIA_HIDDEN
        for i in has("style", ()):
            state = style_state(self.elements[i].attributes["style"])
            if state:
                own[i] |= state
        if "style" in self.by_name:
            self._read_sheets(own)
        return own

    def _read_sheets(self, own: defaultdict[int, int]) -> None:
        """Add what the page's own style sheets hide."""
        sheets = [self.elements[i] for i in self.by_name["style"]]
        rules = read_hiding_rules([self.source.text[e.tag_end : e.end] for e in sheets])
        if rules is None:
            return
        for i, element in enumerate(self.elements):
            state = rules.state(element.name, element.attributes)
            if state:
                own[i] |= state

    def _spread(self, own: Mapping[int, int]) -> list[int]:
        """The states of all elements: what is inside of an element has its state, unless it shows itself again."""
        states = [0] * len(self.elements)
        nested = self.document.format is Format.HTML
        for i in sorted(own):
            around, mine = states[i], own[i]
            if around | mine == around:
                continue
            state = (around & ~INVISIBLE if mine & SHOWN else around) | mine & ~SHOWN
            states[i] = state
            behind = self.after(i) if nested else i
            if behind > i + 1:
                states[i + 1 : behind] = [state | IN_DRAWING if state & DRAWING else state] * (behind - i - 1)
        return states

    def hidden(self, i: int) -> bool:
        """Whether assistive technology never meets the element."""
        return self._states[i] & _HIDDEN != 0

    def all_hidden(self, places: Iterable[int]) -> list[int]:
        """Those of the elements that assistive technology never meets."""
        states = self._states
        return [i for i in places if states[i] & _HIDDEN]

    def rendered(self, i: int) -> bool:
        """Whether the element is shown, whatever assistive technology is told."""
        return not self._states[i] & (NOT_RENDERED | INVISIBLE)

    def shown_in_aria_hidden(self) -> list[int]:
        """The elements that are shown and in use, and that nothing but ``aria-hidden`` on them or around them hides."""
        states, behind = self._states, 0
        found: list[int] = []
        for outermost in self.with_attribute.get("aria-hidden", ()):
            if outermost >= behind and states[outermost] & ARIA_HIDDEN:
                behind = self.after(outermost)
                found += [i for i in range(outermost, behind) if states[i] & _HIDDEN == ARIA_HIDDEN]
        return found

    def disabled_around(self, i: int) -> bool:
        """Whether a disabled field set around it takes fields and buttons out of use."""
        parent = self.elements[i].parent
        return parent >= 0 and bool(self._states[parent] & DISABLED)

    def inert(self, i: int) -> bool:
        """Whether ``inert`` on it or around it takes it out of use."""
        return bool(self._states[i] & INERT)

    def foreign(self, i: int) -> bool:
        """Whether the element is part of a drawing."""
        return bool(self._states[i] & IN_DRAWING)

