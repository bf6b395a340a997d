"""Numbers with their units, as doses and measurements are written: ``250mg``, ``250 mg``, ``0.5 ml``, ``10 µg``."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from healthlint.language.word_lists import word_lists
from healthlint.model import Words
from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple

_GLUED = compile_pattern(r"(\d[\d.,]*+)([^\W\d_]{1,14})$")
_NUMBER = compile_pattern(r"\d[\d.,]*+$")

_SPACES = frozenset({" ", "\u00a0", "\u202f", "\u2009"})


class Quantity(NamedTuple):
    """A number and the unit that belongs to it."""

    number: str
    """As written, without a decimal point that stands before it."""
    unit: str
    """As written."""
    key: str
    """The unit in lower case, both micro signs as ``µ``."""
    start: int
    """Of the number in the text."""
    number_end: int
    unit_start: int
    end: int
    first: int
    """Index of its first token."""
    last: int
    """One past the index of its last token."""
    naked: bool
    """Whether a decimal point stands before the number, and no digit before that: ``.5mg``."""

    @property
    def spaced(self) -> bool:
        """Whether white space stands between number and unit."""
        return self.unit_start > self.number_end

    @property
    def value(self) -> float:
        """The number; 0 if it cannot be read."""
        text = ("0." if self.naked else "") + self.number.replace(",", "").rstrip(".")
        try:
            return float(text)
        except ValueError:
            return 0.0


@cache
def units(part: str) -> frozenset[str]:
    """Return the unit symbols and names of one kind in ``rules/words/units.tsv``."""
    return word_lists("units.tsv")[part]


def find_quantities(text: str, words: Words, first: int, last: int, numerals: Iterable[int] | None = None) -> Iterator[Quantity]:
    """Yield the quantities among ``words[first:last]`` whose unit is listed, in order.

    Where it is known which of the tokens begin with a digit, the others are not looked at.
    """
    known = units("known")
    keys, starts, ends = words.keys, words.starts, words.ends
    for at in range(first, last) if numerals is None else numerals:
        key = keys[at]
        following = keys[at + 1] if at + 1 < last else "."
        bare = key[-1].isdecimal()
        if (bare and following not in known and following.isascii()) or not key[0].isdigit():
            continue  # most numbers count something else; beyond ASCII a unit has several forms
        start, end = starts[at], ends[at]
        glued = None if bare else _GLUED.match(key)
        if glued:
            middle = start + len(glued[1])
            unit = text[middle:end]
            places = (start, middle, middle, end, at, at + 1)
        elif at + 1 < last and text[end : starts[at + 1]] in _SPACES:
            unit = text[starts[at + 1] : ends[at + 1]]
            places = (start, end, starts[at + 1], ends[at + 1], at, at + 2)
        else:
            continue
        folded = unit.lower().replace("\u03bc", "\u00b5")
        if folded in known and (glued or _NUMBER.match(key)):
            yield Quantity(text[start : places[1]], unit, folded, *places, naked=_naked(text, start))


def _naked(text: str, start: int) -> bool:
    return start > 0 and text[start - 1] == "." and (start == 1 or not text[start - 2].isalnum())
