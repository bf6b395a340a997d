"""How the numbers of a citation marker are written: ``1,3–5`` read part by part, with the place of each part."""
from __future__ import annotations

import re
from functools import cache

from healthlint.language.digits import SUPERSCRIPT_DIGITS
from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple

_PLAIN = str.maketrans(SUPERSCRIPT_DIGITS + "⁻˒‚，；﹐", "0123456789-,,,;,")
DASHES = "-–—‐‑−~"
_WIDEST_RANGE = 400
"""A longer range is a slip of the pen; filling it in would only cost time."""


class Part(NamedTuple):
    """One number, or one range, of a marker."""

    start: int
    """In the text that was read."""
    end: int
    first: int
    last: int
    """Equal to ``first`` for a single number."""

    @property
    def backwards(self) -> bool:
        """Whether it is a range that runs from high to low."""
        return self.last < self.first

    @property
    def numbers(self) -> tuple[int, ...]:
        """Every number meant; a range that runs backwards gives its two ends as written."""
        if self.first == self.last:
            return (self.first,)
        if self.backwards or self.last - self.first > _WIDEST_RANGE:
            return (self.first, self.last)
        return tuple(range(self.first, self.last + 1))


@cache
def _part() -> re.Pattern[str]:
    return compile_pattern(rf"(\d{{1,4}})(?:(?:\]?\s?[{DASHES}]\s?\[?|\sto\s)(\d{{1,4}}))?+(?=\s*+(?:[,;&/]|and\b|$))")


@cache
def _gap() -> re.Pattern[str]:
    return compile_pattern(r"\s*+(?:[,;&/]\s*+(?:and\b)?|and\b)\s*+")


def plain_digits(text: str) -> str:
    """``text`` at the same length with superscript digits as ordinary ones."""
    return text if text.isascii() else text.translate(_PLAIN)


def parse_numbers(text: str) -> tuple[Part, ...]:
    """The parts of a marker without its brackets; empty if ``text`` is anything else than numbers, commas and dashes."""
    text = plain_digits(text)
    end = len(text.rstrip(" ,;"))
    at = len(text) - len(text.lstrip())
    parts: list[Part] = []
    while at < end:
        match = _part().match(text, at, end)
        if not match:
            return ()
        first = int(match[1])
        parts.append(Part(match.start(), match.end(), first, int(match[2] or first)))
        gap = _gap().match(text, match.end(), end)
        if not gap:
            return tuple(parts) if match.end() >= end else ()
        at = gap.end()
    return tuple(parts)


def all_numbers(parts: tuple[Part, ...]) -> tuple[int, ...]:
    """Every number of every part, in the order written."""
    return tuple(n for part in parts for n in part.numbers)


@cache
def lead_in() -> re.Pattern[str]:
    """Words before the numbers of a marker: ``[see also 3]``."""
    return compile_pattern(r"\s*(?:(?:see(?: also)?|e\.g\.,?|cf\.?|reviewed in|refs?\.?|references?)\s+)?(?=\d)", re.IGNORECASE)


@cache
def _locator() -> re.Pattern[str]:
    """A place in the source after its number: ``[1, p. 23]``."""
    part = r"(?:pp?\.|pages?|chap(?:ter|\.)|section|table|fig(?:ure|\.))"
    return compile_pattern(rf"(\d{{1,4}})\s?[,:]\s?{part}\s?[\w.–-]+\s*(?=\])", re.IGNORECASE)


def numbers_in(text: str, at: int, close: int) -> tuple[int, int, int]:
    """Where the numbers of the bracket at ``at`` stand, and where its last bracket closes: ``[1]–[3]`` is one marker."""
    lead = lead_in().match(text, at + 1, close)
    start = lead.end() if lead else at + 1
    place = _locator().match(text, start, close + 1)
    if place:
        return start, place.end(1), close
    if text[close + 1 : close + 2] in DASHES and text[close + 2 : close + 3] == "[":
        further = text.find("]", close + 3, close + 8)
        close = further if further > 0 and text[close + 3 : further].isdecimal() else close
    return start, start + len(text[start:close].rstrip()), close
