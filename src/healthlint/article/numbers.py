"""The quantities and the shares of an article, read once for all rules on numbers."""
from __future__ import annotations

from itertools import filterfalse

from healthlint.article.article import Article
from healthlint.language.chances import Chance, find_chances
from healthlint.language.quantities import Quantity, find_quantities
from healthlint.model import Block, Sentence, Words, Zone
from healthlint.records import NamedTuple

_ZONES = frozenset({Zone.TITLE, Zone.HEADING, Zone.PROSE, Zone.LIST, Zone.TABLE, Zone.CAPTION, Zone.QUOTE})


class Numbers(NamedTuple):
    """A sentence with numerals in it, and what they say."""

    block: Block
    words: Words
    sentence: Sentence
    quantities: tuple[Quantity, ...]
    chances: tuple[Chance, ...]


def numerals(article: Article) -> frozenset[str]:
    """Return the words that begin with a digit; ask for them with ``article.once``."""
    return frozenset([word for word in filterfalse(str.isalpha, article.vocabulary) if word[0].isdecimal()])


def numbers_of(article: Article) -> tuple[Numbers, ...]:
    """Return the sentences with numerals, in reading order; ask for them with ``article.once``."""
    telling = article.once(numerals)
    found: list[Numbers] = []
    for block, keys in zip(article.blocks, article.keys_of_blocks, strict=True) if telling else ():
        if block.zone not in _ZONES or telling.isdisjoint(keys):
            continue
        words = article.words(block)
        for sentence in article.sentences_of(block):
            own = keys[sentence.first : sentence.last]
            if not telling.isdisjoint(own):
                found.append(_read(block, words, sentence, [at for at, key in enumerate(own, sentence.first) if key in telling]))
    return tuple(found)


def quantified(article: Article) -> list[Numbers]:
    """Return the sentences with quantities; ask for them with ``article.once``."""
    return [found for found in article.once(numbers_of) if found.quantities]


def _read(block: Block, words: Words, sentence: Sentence, numerals: list[int]) -> Numbers:
    """What the numerals of one sentence say."""
    quantities = tuple(find_quantities(block.text, words, sentence.first, sentence.last, numerals))
    return Numbers(block, words, sentence, quantities, tuple(find_chances(block.text, words, sentence.first, sentence.last, numerals)))
