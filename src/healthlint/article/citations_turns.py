"""In which order numbers are first cited, and whose turn it is at a place."""
from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from healthlint.article.citations_flattened import Candidate

Place = tuple[int, int]
"""Block and character: sorts in reading order."""


def place(c: Candidate) -> Place:
    """Where a candidate stands."""
    return c.order, c.start


class Turns:
    """The first places of the numbers cited so far."""

    def __init__(self, chosen: Iterable[Candidate]) -> None:
        """Take the first appearance of every number among ``chosen``."""
        self._firsts: dict[int, Place] = {}
        for c in sorted(chosen, key=place):
            for n in c.meant:
                self._firsts.setdefault(n, place(c))
        self._numbers = sorted(self._firsts)

    def add(self, c: Candidate) -> None:
        """Cite the numbers of one more candidate."""
        for n in c.meant:
            if n not in self._firsts:
                insort(self._numbers, n)
            if place(c) < self._firsts.get(n, (1 << 60, 0)):
                self._firsts[n] = place(c)

    def fits(self, c: Candidate, top: int) -> bool:
        """Whether every number of ``c`` up to ``top`` was cited before, or comes in its turn where ``c`` stands."""
        own = set(c.meant)
        return all(self._in_turn(n, place(c), own) for n in own if n <= top)

    def _in_turn(self, n: int, at: Place, own: set[int]) -> bool:
        if self._firsts.get(n, (1 << 60, 0)) <= at:
            return True
        i = bisect_left(self._numbers, n) - 1
        while i >= 0 and self._numbers[i] in own:
            i -= 1
        j = bisect_left(self._numbers, n + 1)
        while j < len(self._numbers) and self._numbers[j] in own:
            j += 1
        before = self._firsts[self._numbers[i]] if i >= 0 else (0, 0)
        after = self._firsts[self._numbers[j]] if j < len(self._numbers) else (1 << 60, 0)
        return before <= at <= after

    def in_turn(self, n: int, c: Candidate) -> bool:
        """Whether ``n`` would come in its turn where ``c`` stands."""
        return self._in_turn(n, place(c), set(c.meant))

    def late(self) -> list[int]:
        """Numbers that are first cited after a greater one, the least first."""
        found = []
        earliest = (1 << 60, 0)
        for n in reversed(self._numbers):
            if self._firsts[n] > earliest:
                found.append(n)
            earliest = min(earliest, self._firsts[n])
        return found[::-1]

    def after_all(self, at: Place) -> bool:
        """Whether every number was first cited before this place."""
        return all(first < at for first in self._firsts.values())


def first_numbers(candidates: Iterable[Candidate], top: int) -> list[int]:
    """Numbers up to ``top`` in the order of their first appearance."""
    return list(dict.fromkeys(n for c in candidates for n in c.meant if n <= top))


def longest_rise(numbers: list[int]) -> int:
    """Length of the longest rising subsequence."""
    tails: list[int] = []
    for n in numbers:
        at = bisect_left(tails, n)
        tails[at : at + 1] = [n]
    return len(tails)
