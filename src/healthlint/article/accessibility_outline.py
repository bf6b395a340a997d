"""Where the elements of a page stand: inside, around and beside each other, and what text they hold."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

from healthlint.model import Document, Element

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

    @cached_property
    def _starts(self) -> list[int]:
        return [e.start for e in self.elements]

    @cached_property
    def _run_starts(self) -> list[int]:
        return [start for _, start, _ in self.document.runs]

    def after(self, i: int) -> int:
        """Index of the first element after everything inside element ``i``."""
        return bisect_left(self._starts, self.elements[i].end, i + 1)

    def inside(self, i: int) -> range:
        """Indices of everything inside element ``i``."""
        return range(i + 1, self.after(i))

    def children(self, i: int) -> Iterator[int]:
        """Indices of the elements directly inside element ``i``."""
        at, end = i + 1, self.after(i)
        while at < end:
            yield at
            at = self.after(at)

    def around(self, i: int) -> Iterator[int]:
        """Indices of the elements around element ``i``, the nearest first."""
        at = self.elements[i].parent
        while at >= 0:
            yield at
            at = self.elements[at].parent

    @cached_property
    def tables(self) -> list[int]:
        """For each element the table it stands in, -1 for none."""
        found: list[int] = []
        for element in self.elements:
            parent = element.parent
            found.append(-1 if parent < 0 else parent if self.elements[parent].name == "table" else found[parent])
        return found

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
        first = bisect_left(self._run_starts, element.tag_end)
        return self.document.runs[first : min(first + _MOST_RUNS, bisect_left(self._run_starts, element.end, first))]

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
            before = self._starts[child]
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
