"""Where the elements of a page stand: inside, around and beside each other, and what text they hold."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter, itemgetter

from healthlint.cached import cached_property
from healthlint.model import Document, Element, Format

_element_start = attrgetter("start")
_element_parent = attrgetter("parent")
_run_start = itemgetter(1)
_FEW_INSIDE = 30
_FEW_RUNS = 30
_MOST_RUNS = 5000
"""Pieces of text inside one element that are looked at."""


class Outline:
    """One page; every question about an element takes its index in ``Document.elements``."""

    def __init__(self, document: Document) -> None:
        """Nothing is computed before it is asked for."""
        self.document = document
        self.source = document.source
        self.elements: tuple[Element, ...] = document.elements

    def first_run(self, offset: int, after: int = 0) -> int:
        """Index of the first piece of character data that begins here or later."""
        return bisect_left(self._run_starts, offset, after)

    @cached_property
    def _run_starts(self) -> list[int]:
        return list(map(_run_start, self.document.runs))

    @cached_property
    def parents(self) -> list[int]:
        """For each element the one around it, -1 for none."""
        return list(map(_element_parent, self.elements))

    def after(self, i: int) -> int:
        """Index of the first element after everything inside element ``i``."""
        elements, first = self.elements, i + 1
        end = elements[i].end
        if first == len(elements) or elements[first].start >= end:
            return first  # most elements hold no other
        return bisect_left(elements, end, first + 1, key=_element_start)

    def inside(self, i: int) -> range:
        """Indices of everything inside element ``i``."""
        return range(i + 1, self.after(i))

    def children(self, i: int) -> Sequence[int]:
        """Indices of the elements directly inside element ``i``: most hold so few that looking for them takes less than a list of all."""
        if self.document.format is Format.HTML:
            elements = self.elements
            end, behind = elements[i].end, i + 1 + _FEW_INSIDE
            found: list[int] = []
            for at, element in enumerate(elements[i + 1 : behind], i + 1):
                if element.start >= end:
                    return found
                if element.parent == i:
                    found.append(at)
            if behind >= len(elements):
                return found
        return self._children.get(i, ())

    @cached_property
    def _children(self) -> Mapping[int, list[int]]:
        parents = self.parents if self.document.format is Format.HTML else self._by_place()
        found: defaultdict[int, list[int]] = defaultdict(list)
        for i, parent in enumerate(parents):
            found[parent].append(i)
        return found

    def _by_place(self) -> Iterator[int]:
        """For each element the one in which it stands by its place in the source: Markdown does not say."""
        open_ones: list[int] = []
        for i, element in enumerate(self.elements):
            while open_ones and self.elements[open_ones[-1]].end <= element.start:
                open_ones.pop()
            yield open_ones[-1] if open_ones else -1
            open_ones.append(i)

    def around(self, i: int) -> Iterator[int]:
        """Indices of the elements around element ``i``, the nearest first."""
        at = self.elements[i].parent
        while at >= 0:
            yield at
            at = self.elements[at].parent

    @cached_property
    def language_givers(self) -> list[int]:
        """For each element the one, itself included, whose ``lang`` holds for it, -1 for none."""
        found: list[int] = []
        for i, element in enumerate(self.elements):
            has = element.attributes
            own = "lang" in has or "xml:lang" in has
            found.append(i if own else found[element.parent] if element.parent >= 0 else -1)
        return found

    def runs_in(self, i: int) -> tuple[tuple[int, int, int], ...]:
        """The character data inside element ``i``, up to a number that no author means to exceed."""
        element = self.elements[i]
        first = self.first_run(element.tag_end)
        return self.document.runs[first : min(first + _MOST_RUNS, self.first_run(element.end, first))]

    def element_at(self, offset: int) -> int:
        """The element whose own character data holds this place in an HTML source, -1 for none."""
        at = bisect_right(self._run_starts, offset) - 1
        if at < 0 or self.document.runs[at][2] <= offset:
            return -1
        return self.document.runs[at][0]

    @cached_property
    def _own_runs(self) -> dict[int, list[tuple[int, int]]]:
        found: dict[int, list[tuple[int, int]]] = {}
        for parent, start, end in self.document.runs:
            found.setdefault(parent, []).append((start, end))
        return found

    def parts(self, i: int) -> Iterator[tuple[str, int, int, int]]:
        """Character data and elements directly inside element ``i``, in order: kind, index, start and end."""
        inside = self.runs_in(i)
        few = len(inside) <= _FEW_RUNS
        runs = [(start, end) for parent, start, end in inside if parent == i] if few else self._own_runs.get(i, [])
        at = 0
        for child in self.children(i):
            before = self.elements[child].start
            while at < len(runs) and runs[at][0] < before:
                yield ("text", -1, *runs[at])
                at += 1
            yield ("element", child, 0, 0)
        for start, end in runs[at:]:
            yield ("text", -1, start, end)


def decoded(text: str) -> str:
    """``text`` with its character references replaced."""
    if "&" not in text:
        return text
    from html import unescape

    return unescape(text)
