"""Words that only health text has: what the medical tables vouch for."""
from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from healthlint.language.familiar import is_familiar
from healthlint.language.words import find_words
from healthlint.resources import words_text

TABLES = ("remedies.txt", "health-conditions.txt", "drug-names.tsv", "drug-names-old.tsv", "medical-terms.tsv", "medical-words.txt")
"""Tables of ``rules/words`` whose first columns are medical words."""


@cache
def medical_words() -> frozenset[str]:
    """Every word of the medical tables that is no everyday word, folded."""
    found = {key for name in TABLES for entry in _entries(name) for key in find_words(entry).keys}
    return frozenset(key for key in found if not is_familiar(key))


def _entries(name: str) -> Iterator[str]:
    for line in words_text(name).splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t", 1)[0]
