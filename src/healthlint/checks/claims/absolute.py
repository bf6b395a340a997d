"""Results promised as certain, complete or immediate."""
from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from healthlint.article.article import Article
from healthlint.article.claims_judgement import ABSOLUTE, absolute_phrases
from healthlint.checks.claims.reading import is_quiz_option
from healthlint.checks.claims.uncited import settled
from healthlint.checks.registry import check, telling_blocks, telling_words_of
from healthlint.language.cues import clause_end, scopes
from healthlint.language.health import CONDITION, FUNCTION, REMEDY, HealthTerm, find_health
from healthlint.language.phrases import phrases_in, telling_of_table
from healthlint.language.predicates import find_predicates, object_follows
from healthlint.model import Finding, Fix, Rule, Safety, Sentence, Words
from healthlint.records import NamedTuple

_TAKEN_BACK = frozenset({"negated", "hedged", "question", "quoted", "attributed", "conditional"})
_MODALS = frozenset({"can", "will", "does", "shall"})
_BENEFITS = frozenset({"prevent", "cure", "lower", "raise", "improve", "enable", "affect"})
_NO_PROMISE_BEFORE = frozenset(
    {"to", "the", "a", "an", "of", "no", "any", "for", "should", "must", "and", "or", "please", "you", "we", "i", "they", "who"}
)
_AFTER_SPEED = frozenset(
    {"after", "before", "following", "upon", "when", "if", "available", "prior", "adjacent", "above", "below", "preceding"}
)
_EFFECTS = frozenset("result results relief success work works effect effects effective cure cures cured healing recovery".split())
_ACTS = frozenset("works work acts act enters enter absorbed kicks begins starts".split())
_PRONOUNS = frozenset({"it", "this", "they", "these"})
"""Subjects that take up the remedy of the sentence before."""
_REACH = 7
_MOST = 20
"""Promises read in one sentence; a "sentence" with more is no prose."""


class _Place(NamedTuple):
    """A sentence to read promises in."""

    article: Article
    sentence: Sentence
    words: Words
    terms: tuple[HealthTerm, ...]


@check("absolute-promise", telling=lambda _: telling_of_table(ABSOLUTE))
def absolute_promise(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report words that promise a result without limit, where nothing in the clause takes them back."""
    telling = telling_words_of(rule, article)
    for block in telling_blocks(rule, article):
        words = article.words(block)
        if telling.isdisjoint(words.keys):
            continue
        for sentence in article.sentences_of(block):
            if telling.isdisjoint(words.keys[sentence.first : sentence.last]):
                continue
            hits = list(islice(phrases_in(words.keys, sentence.first, sentence.last, absolute_phrases()), _MOST))
            if hits and not is_quiz_option(article, block):
                place = _Place(article, sentence, words, tuple(find_health(words, sentence.first, sentence.last)))
                yield from (_finding(rule, place, first, last, better) for first, last, better in _stand(place, hits))


def _stand(place: _Place, hits: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Yield the hits that are promises, each from its helping verb on, with what to say instead."""
    sentence, words = place.sentence, place.words
    for first, last, meaning in hits:
        kind, _, better = meaning.partition("\t")
        if not _KINDS[kind](place, first, last):
            continue
        if not _TAKEN_BACK & scopes(sentence.block.text, words, sentence.first, sentence.last, first, last - first):
            helped = kind == "verb" and first > sentence.first and words.keys[first - 1] in _MODALS
            yield first - helped, last, better


def _cures(place: _Place, first: int, last: int) -> bool:
    """Whether the verb is active, a remedy stands before it and an illness after it that it is not known to cure."""
    keys = place.words.keys
    before = keys[first - 1] if first > place.sentence.first else "to"
    if (
        before in _NO_PROMISE_BEFORE
        or before[0].isdigit()
        or not object_follows(place.sentence.block.text, place.words, last, place.sentence.last)
    ):
        return False
    if keys[last : last + 2] == ["the", "need"]:
        return False
    illnesses = [t.name for t in place.terms if t.kind == CONDITION and last <= t.first < last + _REACH]
    remedies = [t.name for t in place.terms if t.kind == REMEDY and t.last <= first]
    return bool(illnesses) and not any((r, i) in settled() for r in remedies for i in illnesses)


def _is_fast(place: _Place, first: int, last: int) -> bool:
    """Whether a benefit of a remedy is said to come at once: no instruction, no "immediately after"."""
    sentence, words = place.sentence, place.words
    if last < sentence.last and words.keys[last] in _AFTER_SPEED:
        return False
    named = any(t.kind == REMEDY for t in place.terms) or words.keys[sentence.first] in _PRONOUNS
    if not named or not any(t.kind in {CONDITION, FUNCTION} for t in place.terms):
        return False
    text = sentence.block.text
    if not _ACTS.isdisjoint(words.keys[max(sentence.first, first - _REACH) : first]):
        return True
    for predicate in find_predicates(text, words, sentence.first, sentence.last):
        helps = predicate.use in {"finite", "relative"} and predicate.kind in _BENEFITS and predicate.first > sentence.first
        if helps and predicate.first - 3 <= first < clause_end(text, words, predicate.first, sentence.last):
            return True
    return False


def _is_certain(place: _Place, _first: int, _last: int) -> bool:
    """Whether the sentence speaks of a remedy, an illness or an effect: housing may be guaranteed too."""
    keys = place.words.keys[place.sentence.first : place.sentence.last]
    return any(t.kind in {REMEDY, CONDITION} for t in place.terms) or not _EFFECTS.isdisjoint(keys)


_KINDS = {"verb": _cures, "speed": _is_fast, "word": _is_certain}


def _finding(rule: Rule, place: _Place, first: int, last: int, better: str) -> Finding:
    block = place.sentence.block
    start, end = place.words.starts[first], place.words.ends[last - 1]
    found = block.text[start:end]
    fixes = (Fix(f"“{found}” → “{better}”", block.replace(start, end, better), Safety.REVIEW),) if better else ()
    return rule.finding(block.span(start, end), variant="" if better else "no-alternative", fixes=fixes, found=found, better=f"“{better}”")
