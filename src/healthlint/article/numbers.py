"""The quantities and the shares of an article, read once for all rules on numbers."""
from __future__ import annotations

from bisect import bisect_left

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
    found: list[Numbers] = []
    for block in article.in_zones(_ZONES):
        text = block.text
        if not has_digit(text):
            continue
        words = article.words(block)
        keys = words.keys
        # What begins with a digit sorts before the colon; digits of other scripts stand behind the Latin letters.
        numerals = [at for at, key in enumerate(keys) if key < ":" or (key > "{" and key[0].isdigit())]
        for sentence in article.sentences_of(block):
            first = bisect_left(numerals, sentence.first)
            mine = numerals[first : bisect_left(numerals, sentence.last, first)]
            if (mine and keys[mine[0]] < ":") or has_digit(text, sentence.start, sentence.end):
                found.append(_read(block, words, sentence, mine))
    return tuple(found)


def quantified(article: Article) -> list[Numbers]:
    """Return the sentences with quantities; ask for them with ``article.once``."""
    return [found for found in article.once(numbers_of) if found.quantities]


def _read(block: Block, words: Words, sentence: Sentence, mine: list[int]) -> Numbers:
    """What the numerals of one sentence say; ``mine`` are its tokens that begin with a digit."""
    if not mine:
        return Numbers(block, words, sentence, (), ())
    quantities = tuple(find_quantities(block.text, words, sentence.first, sentence.last, mine))
    return Numbers(block, words, sentence, quantities, tuple(find_chances(block.text, words, sentence.first, sentence.last, mine)))
