"""Whether a language tag names a language (BCP 47)."""
from __future__ import annotations

from functools import cache

from healthlint.patterns import compile_pattern
from healthlint.resources import words_text

_COMMON = frozenset(
    "en fr de es it pt nl sv da nb no fi pl cs tr id vi ro hu cy ga gd ar he fa ur hi bn pa gu ta te zh ja ko ru uk el th so sw".split()
)
_SHAPE = compile_pattern(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*+|[xX](?:-[A-Za-z0-9]{1,8})++")


@cache
def _subtags() -> frozenset[str]:
    lines = words_text("language-subtags.txt").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def is_language_tag(tag: str) -> bool:
    """Whether ``tag`` has the shape of a tag and its first part is a registered language, or it is private."""
    tag = tag.strip()
    if not _SHAPE.fullmatch(tag):
        return False
    first = tag.split("-")[0].lower()
    return first == "x" or first in _COMMON or "qaa" <= first <= "qtz" or first in _subtags()
