"""What drives the readability of an article: the sentences and words that cost a reader most."""
from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

from healthlint.article.readability import Prose, running_prose
from healthlint.language.counting import PLAIN_SYLLABLES, syllables_of, unpack, words_and_syllables_in
from healthlint.language.formulas import Counts, flesch_kincaid_grade
from healthlint.model import Costliest, Sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.article.article import Article

_NAMED = 5
"""Sentences that a report names."""
_NAMED_WORDS = 10


def find_costliest(prose: Prose, own_words: Iterable[str]) -> Costliest:
    """Return the sentences and words of prose that cost readers most; ``own_words`` are those of the house, which it will not give up."""
    sentences = _costliest_sentences(prose)
    words = _costliest_words(prose, own_words)
    total = unpack(prose.total)
    return Costliest(sentences, words, _projected(total, sentences, words))


def _costliest_sentences(prose: Prose) -> tuple[Sentence, ...]:
    """The sentences that raise the grade most: long ones, of long words."""
    measured, start = prose.measured, 0
    costs: list[tuple[float, int]] = []
    for at, end in enumerate(prose.ends):
        cost = _cost(*words_and_syllables_in(sum(measured[start:end])))
        if cost > 0:
            costs.append((-cost, at))
        start = end
    costs.sort()
    return tuple([prose.sentences[at] for _, at in costs[:_NAMED]])


def _cost(words: int, syllables: int) -> float:
    """How far a sentence lies above a plain one of 15 words and 1.4 syllables a word, in grade times words."""
    return 0.39 * (words - 15) * words / 15 + 11.8 * (syllables - 1.4 * words)


def _costliest_words(prose: Prose, own_words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Unfamiliar words of more syllables than a plain one has, with their uses."""
    spare = prose.spare
    uses = Counter(filter(spare.__contains__, prose.keys))
    for name in own_words:
        uses.pop(name.lower(), 0)
    costs = {word: spare[word] * number for word, number in uses.items()}
    highest = sorted(costs.values())[-_NAMED_WORDS:]
    named = sorted([(-cost, word) for word, cost in costs.items() if cost >= highest[0]])
    return tuple([(word, uses[word]) for _, word in named[:_NAMED_WORDS]])


def _projected(total: Counts, sentences: tuple[Sentence, ...], words: tuple[tuple[str, int], ...]) -> float | None:
    """Flesch-Kincaid grade with those sentences cut in two and those words replaced by plain ones."""
    if not total.words:
        return None
    saved = sum([(syllables_of(word) - PLAIN_SYLLABLES) * number for word, number in words])
    better = total._replace(sentences=total.sentences + len(sentences), syllables=total.syllables - saved)
    return flesch_kincaid_grade(better)


def unfamiliar_share(article: Article) -> tuple[float, Counter[str]]:
    """Return the share of the counted words that no list of familiar words has, and those words.

    Names and the house's own words count as familiar, as in the formula's own instructions.
    """
    prose = article.once(running_prose)
    places, uses = prose.unfamiliar, prose.first_uses
    found: list[str] = []
    start = 0
    for sentence, end in zip(prose.sentences, prose.ends, strict=True):
        if bisect_left(uses, start) < bisect_left(uses, end):
            text, starts = sentence.block.text, article.words(sentence.block).starts
            before = end - sentence.last
            here = [at - before for at in places[bisect_left(places, start) : bisect_left(places, end)]]
            found += [prose.keys[before + at] for at in here if at == sentence.first or not text[starts[at]].isupper()]
        start = end
    unfamiliar = Counter(found)
    for word in article.settings.words:
        del unfamiliar[word.lower()]
    total = article.readability.words
    return (unfamiliar.total() / total if total else 0.0), unfamiliar


def costliest(unfamiliar: Counter[str]) -> tuple[str, ...]:
    """Return the words that cost a reader most: frequent and long ones."""
    ranked = sorted(unfamiliar, key=lambda w: (-unfamiliar[w] * syllables_of(w), w))
    return tuple(ranked[:_NAMED_WORDS])
