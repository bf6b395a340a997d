"""Citation numbers glued to another number: ``in 20103``, ``HIV-15``, ``P < 0.0015``."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from healthlint.article.citations_flattened import Candidate, Strength
from healthlint.article.citations_numbers import parse_numbers
from healthlint.model import Block
from healthlint.patterns import compile_pattern


def find_hidden(blocks: Sequence[Block], needed: frozenset[int]) -> list[Candidate]:
    """Needed numbers glued to another number, in reading order.

    What remains without the citation must be a year or stand in the article by
    itself; before a number of two digits, which chance seldom gives, any number may stand.
    """
    if not needed:
        return []
    alone: Counter[str] = Counter()
    found = []
    for order, block in enumerate(blocks):
        for whole in _with_digits().finditer(block.text):
            for base, digits in _splits(whole[0]):
                if int(digits) not in needed:
                    continue
                if not alone:
                    alone.update(m[0] for b in blocks for m in _with_digits().finditer(b.text))
                if _may_hide(whole[0], base, digits, alone):
                    start = whole.end() - len(digits)
                    tail = _tail().match(block.text, whole.end())
                    end = tail.end() if tail else whole.end()
                    parts = parse_numbers(block.text[start:end])
                    found.append(Candidate(block, order, start, end, parts, Strength.WEAK, "", inside=True))
    return found


@cache
def _with_digits() -> re.Pattern[str]:
    """Words that end in two digits or more, and numbers."""
    return compile_pattern(r"(?<![\w.,–-])(?=[^\s\d]{0,12}\d)[^\W_](?:[\w-]|\.(?=\d))*+(?=[\s.,;)–]|$)")


@cache
def _tail() -> re.Pattern[str]:
    return compile_pattern(r"(?:[,–‑-]\d{1,3})++(?=[\s.;)]|$)(?!\.\d)")


def _splits(word: str) -> Iterator[tuple[str, str]]:
    """The ways in which up to two digits at the end of a word may be a citation of their own."""
    for size in (1, 2):
        base, digits = word[:-size], word[-size:]
        if base and digits.isdecimal() and digits[0] != "0" and base[-1].isdecimal():
            yield base, digits


def _may_hide(whole: str, base: str, digits: str, alone: Counter[str]) -> bool:
    """Whether ``whole`` is likely ``base`` and a citation, and no number of its own."""
    if _looks_like_year(base):
        return True
    if _looks_like_year(whole) or alone[whole] > 1 or len(whole) < 3:
        return False
    return alone[base] > 0 or (len(digits) > 1 and base[0].isdecimal())


def _looks_like_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and word[:2] in ("19", "20")
