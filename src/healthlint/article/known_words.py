"""Names and terms that the article or our tables vouch for."""

from __future__ import annotations

from healthlint.language.medical_words import medical_words
from healthlint.language.words import find_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.article.article import Article

def known_words(article: Article) -> frozenset[str]:
    """The medical words, and the words of every name that the article gives."""
    people = (*article.authorship.authors, *article.authorship.reviewers)
    return medical_words() | {key for person in people for key in find_words(person.name).keys}
