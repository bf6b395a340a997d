"""Shares and chances as they are written: ``47%``, ``1 in 10``, ``3 out of 100``, ``12 of 40 people``."""
from __future__ import annotations

from collections.abc import Iterable, Iterator

from healthlint.model import Words
from healthlint.records import NamedTuple

_YEARS = range(1900, 2101)
_PER_CENT = frozenset({"percent"})
_AFTER = _PER_CENT | {"per", "in", "out"}
"""Words of which one follows the numeral of a share that is told in words."""


class Chance(NamedTuple):
    """A share of people at tokens ``first`` to, not including, ``last``."""

    number: float
    base: float
    """What it is out of; 100 for a percentage."""
    percent: bool
    first: int
    last: int
    start: int
    """In the text."""
    end: int


def find_chances(text: str, words: Words, first: int, last: int, numerals: Iterable[int] | None = None) -> Iterator[Chance]:
    """Yield the shares among ``words[first:last]``, in order.

    Where it is known which of the tokens begin with a digit, the others are not looked at.
    """
    keys, ends = words.keys, words.ends
    behind = len(keys) - 1
    for at in range(first, last) if numerals is None else numerals:
        end = ends[at]
        if (at >= behind or keys[at + 1] not in _AFTER) and text[end : end + 1] != "%":
            continue
        number = number_of(keys[at])
        if number is None:
            continue
        if text.startswith("%", end):
            yield Chance(number, 100, True, at, at + 1, words.starts[at], end + 1)
        elif at + 1 < last and words.keys[at + 1] in _PER_CENT:
            yield Chance(number, 100, True, at, at + 2, words.starts[at], words.ends[at + 1])
        elif words.keys[at + 1 : at + 3] == ["per", "cent"]:
            yield Chance(number, 100, True, at, at + 3, words.starts[at], words.ends[at + 2])
        else:
            yield from _out_of(words, at, last, number)


def number_of(key: str) -> float | None:
    """Return the value of a numeral, ``None`` for anything else."""
    if not key[0].isdigit():
        return None
    try:
        return float(key.replace(",", ""))
    except ValueError:
        return None


def _out_of(words: Words, at: int, last: int, number: float) -> Iterator[Chance]:
    """``1 in 10`` and ``3 out of 100``; ``4 in 2010`` is a year."""
    size = 2 if words.keys[at + 1 : at + 2] == ["in"] else 3 if words.keys[at + 1 : at + 3] == ["out", "of"] else 0
    if not size or at + size >= last:
        return
    base = number_of(words.keys[at + size])
    year = base in _YEARS and "," not in words.keys[at + size]
    if base and base > number and base > 1 and not year and number == int(number):
        yield Chance(number, base, False, at, at + size + 1, words.starts[at], words.ends[at + size])
