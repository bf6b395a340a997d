"""Raised numbers that are no citations: powers, charges, isotopes, labels of notes."""
from __future__ import annotations

from bisect import bisect_left

from healthlint.model import Block, Inline, Mark, Marker

_UNITS = frozenset("m cm mm km dm nm µm μm ft in yd kg g mg s min h hr l ml dl mol hz pa n w j k a cal kcal m² mi acre".split())
_LETTERED = frozenset("vitamin vitamins hepatitis type group factor protein class stage influenza immunoglobulin grade part".split())
_ELEMENTS = frozenset("H He Li Be B C N O F Na Mg Al Si P S Cl K Ca Mn Fe Co Ni Cu Zn Se Br Sr Ag I Ba Au Hg Pb".split())


class Marked:
    """A block whose inline markup can be asked for by place, each time in no more steps than a look-up takes."""

    def __init__(self, block: Block) -> None:
        """Sort the markup by kind."""
        self.block = block
        self.text = block.text
        self._by_mark: dict[Mark, list[Inline]] = {}
        for i in sorted(block.inlines, key=lambda i: i.start):
            self._by_mark.setdefault(i.mark, []).append(i)
        self._starts = {mark: [i.start for i in found] for mark, found in self._by_mark.items()}

    def all(self, mark: Mark) -> list[Inline]:
        """Markup of one kind, in order."""
        return self._by_mark.get(mark, [])

    def over(self, mark: Mark, start: int, end: int) -> Inline | None:
        """The last markup of this kind that touches ``text[start:end]``."""
        found = self._by_mark.get(mark)
        if not found:
            return None
        at = bisect_left(self._starts[mark], end) - 1
        return found[at] if at >= 0 and found[at].end > start else None


def is_exponent(marked: Marked, start: int, end: int, marker: Marker) -> bool:
    """Whether a raised number is a power, a charge, an isotope, or the label of a note, and no citation."""
    text = marked.text
    after = text[end : end + 1]
    if start < 8 and not text[:start].strip():
        return bool(text[end:].strip())
    if after.isdecimal() or (after.isalpha() and not after.isupper()):
        return True
    before = text[start - 1]
    if before.isspace():
        return after.isalnum()
    if marked.over(Mark.SUBSCRIPT, start - 1, start):
        return True
    if before.isdecimal():
        return not _is_year_or_share(text, start)
    if before.isalpha() or before in "µμ":
        return _is_power_of(text, start, marker)
    return after.isalpha() and before not in '.?!)]”’"'


def _is_year_or_share(text: str, end: int) -> bool:
    """Whether the number before a raised number is a year, which has no power."""
    digits = len(text[max(0, end - 6) : end]) - len(text[max(0, end - 6) : end].rstrip("0123456789"))
    return digits == 4 and text[end - 4 : end - 2] in ("18", "19", "20")


def _is_power_of(text: str, end: int, marker: Marker) -> bool:
    start = end
    while start and end - start < 30 and (text[start - 1].isalpha() or text[start - 1] in "µμ"):
        start -= 1
    word = text[start:end]
    lead = text[start - 1] if start else " "
    alone = len(marker.numbers) == 1
    if alone and word.lower() in _UNITS and marker.numbers[0] in (2, 3) and (len(word) <= 2 or lead in "/0123456789"):
        return True
    if word in _ELEMENTS and alone and (lead.isdecimal() or len(word) > 1 or lead in ")]-"):
        return True
    if len(word) == 1:
        before = text[max(0, start - 24) : start].split()
        return not (word.isupper() and before and before[-1].lower() in _LETTERED) and word not in ("a", "I")
    return False
