"""Whether a text has a digit at all: most sentences have none, and rules on numbers can pass them over."""
from __future__ import annotations

from healthlint.patterns import compile_pattern

SUPERSCRIPT_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DIGIT = compile_pattern(r"\d")


def has_digit(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether a digit stands in ``text[start:end]``."""
    return _DIGIT.search(text, start, len(text) if end is None else end) is not None
