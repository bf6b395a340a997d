"""Names and terms that the article or our tables vouch for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from healthlint.language.words import find_words
from healthlint.resources import words_file

if TYPE_CHECKING:
    from healthlint.article.article import Article

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


def known_words(article: Article) -> frozenset[str]:
    """The medical words, and the words of every name that the article gives."""
    people = (*article.authorship.authors, *article.authorship.reviewers)
    return medical_words() | {key for person in people for key in find_words(person.name).keys}
