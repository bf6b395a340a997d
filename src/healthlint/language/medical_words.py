"""Words that only health text has: what the medical tables vouch for."""

from functools import cache

from healthlint.language.words import find_words
from healthlint.resources import words_file

TABLES = ("remedies.txt", "health-conditions.txt", "variants-medical.tsv", "drug-names.tsv", "foreign-drug-names.tsv", "medical-terms.tsv")
"""Tables of ``rules/words`` whose first columns are medical words."""


@cache
def medical_words() -> frozenset[str]:
    """Every word of the medical tables, folded."""
    found: set[str] = set()
    for name in TABLES:
        path = words_file(name)
        if path.is_file():
            found.update(find_words(path.read_text("utf-8")).keys)
    return frozenset(found)
