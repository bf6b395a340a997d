"""The sentences that hold phrases of a rule's table."""
from __future__ import annotations

from collections.abc import Iterable, Iterator

from healthlint.article.article import Article
from healthlint.language.phrases import PhraseIndex, phrases_in
from healthlint.model import Block, Sentence, Words


def sentences_with(
    article: Article, blocks: Iterable[Block], table: PhraseIndex, telling: frozenset[str]
) -> Iterator[tuple[Sentence, Words, list[tuple[int, int, str]]]]:
    """Yield each sentence of ``blocks`` with a phrase of ``table``, its block's words, and the phrases.

    A phrase is its first token, one past its last, and its meaning.

    A sentence without any of the ``telling`` words is passed over unread.
    """
    for block in blocks:
        words = article.words(block)
        if telling.isdisjoint(words.keys):
            continue
        for sentence in article.sentences_of(block):
            if not telling.isdisjoint(words.keys[sentence.first : sentence.last]):
                hits = list(phrases_in(words.keys, sentence.first, sentence.last, table))
                if hits:
                    yield sentence, words, hits
