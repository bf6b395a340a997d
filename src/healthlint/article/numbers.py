"""The quantities and the shares of an article, read once for all rules on numbers."""
from __future__ import annotations

from healthlint.article.article import Article
from healthlint.language.chances import Chance, find_chances
from healthlint.language.digits import has_digit
from healthlint.language.quantities import Quantity, find_quantities
from healthlint.model import Block, Sentence, Words, Zone
from healthlint.records import NamedTuple

_ZONES = (Zone.TITLE, Zone.HEADING, Zone.PROSE, Zone.LIST, Zone.TABLE, Zone.CAPTION, Zone.QUOTE)


class Numbers(NamedTuple):
    """A sentence with digits in it, and what they say."""

    block: Block
    words: Words
    sentence: Sentence
    quantities: tuple[Quantity, ...]
    chances: tuple[Chance, ...]


def numbers_of(article: Article) -> tuple[Numbers, ...]:
    """Return the sentences with digits, in reading order; ask for them with ``article.once``."""
    found = []
    for block in article.in_zones(_ZONES):
        text = block.text
        if not has_digit(text):
            continue
        words = article.words(block)
        for sentence in article.sentences_of(block):
            if has_digit(text, sentence.start, sentence.end):
                first, last = sentence.first, sentence.last
                quantities = tuple(find_quantities(text, words, first, last))
                found.append(Numbers(block, words, sentence, quantities, tuple(find_chances(text, words, first, last))))
    return tuple(found)
