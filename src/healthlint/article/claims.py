"""The claims of an article: what each sentence says about health, how strongly, and what it rests on."""
from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cache
from itertools import compress, count

from healthlint.article.article import RUNNING, Article
from healthlint.article.claims_judgement import Judgement, Places, absolute_words, judge
from healthlint.article.claims_source import named_source
from healthlint.article.numbers import numerals
from healthlint.language.cues import cue_phrases, is_question
from healthlint.language.function_words import is_adverb
from healthlint.language.phrases import Beginnings
from healthlint.language.predicates import claim_beginnings
from healthlint.language.quotes import quoted_ranges
from healthlint.model import Block, Claim, Cue, Mark, Marker, Sentence, Words, Zone
from healthlint.records import NamedTuple

CLAIM_ZONES = RUNNING | {Zone.TITLE}
"""Where claims are read."""
_LINK = Mark.LINK
_LONGEST = 250
"""Tokens of a sentence that are read: what is longer is a list or a table without punctuation."""
_QUOTE = Zone.QUOTE
_NO_MARKERS: list[Marker] = []
_NO_WORDS: frozenset[str] = frozenset()


class _Telling(NamedTuple):
    """The words of an article by which its sentences may claim something, and those that make a claim read another way."""

    openers: Beginnings
    """Those that may begin a predicate or a hedge, and after which of them one of certain words must stand."""
    cues: frozenset[str]
    """Those that may begin a cue."""
    any: frozenset[str]
    """Both, and the numerals."""
    numerals: frozenset[str]
    promises: frozenset[str]
    """Those without which nothing is promised without exception; empty where none of them stands in the article."""


def _words_that_tell(vocabulary: frozenset[str], numerals: frozenset[str]) -> _Telling:
    """Return those of the words that tell; what must be followed by a word that stands nowhere does not."""
    beginnings, begin_cues = claim_beginnings(), cue_phrases().packed
    here = vocabulary & _listed_words()
    openers: Beginnings = {}
    for key in here & beginnings.keys():
        after = beginnings[key]
        if after is None or not after.isdisjoint(vocabulary):
            openers[key] = after
    cues = here & begin_cues.keys()
    promises = _NO_WORDS if absolute_words().isdisjoint(vocabulary) else absolute_words()
    return _Telling(openers, cues, cues.union(openers, numerals), numerals, promises)


@cache
def _listed_words() -> frozenset[str]:
    """The words that begin what makes a claim, and those that begin cues."""
    return frozenset(claim_beginnings()) | cue_phrases().packed.keys()


class _Signs(NamedTuple):
    """What the punctuation of a block tells of its claims."""

    asks: bool
    """Whether a question mark stands in it."""
    quotes: list[tuple[int, int]]


def read_claims(article: Article) -> tuple[Claim, ...]:
    """Read every sentence of the running text that claims something about health or the science of it."""
    if article.language not in {"en", "und"}:
        return ()
    markers = article.once(markers_by_block)
    telling = _words_that_tell(article.vocabulary, article.once(numerals))
    tells = telling.any.__contains__
    found: list[Claim] = []
    for block, keys in zip(article.blocks, article.keys_of_blocks, strict=True):
        if block.zone in CLAIM_ZONES:
            places = [*compress(count(), map(tells, keys))]
            if places:
                found += _claims_of(article, block, places, telling, markers.get(block, _NO_MARKERS))
    return tuple(found)


def markers_by_block(article: Article) -> dict[Block, list[Marker]]:
    """Return the citations of each block, in reading order; ask for them with ``article.once``."""
    found: dict[Block, list[Marker]] = defaultdict(list)
    for marker in article.citations.markers:
        found[marker.block].append(marker)
    return dict(found)


def _claims_of(article: Article, block: Block, places: list[int], telling: _Telling, markers: list[Marker]) -> list[Claim]:
    """The claims of a block with words that tell at these ``places``."""
    text, words, sentences = block.text, article.words(block), article.sentences_of(block)
    keys, promises = words.keys, telling.promises
    judged: list[tuple[int, Judgement]] = []
    at = 0
    for number, (_, _, _, first, last, _) in enumerate(sentences):
        before, at = at, bisect_left(places, last, at)
        if before < at:
            end = last if last - first <= _LONGEST else first + _LONGEST
            mine = _sort_places(keys, end, places[before:at], telling)
            judgement = judge(text, words, first, end, mine, promises) if mine[0] or mine[2] else None
            if judgement:
                judged.append((number, judgement))
    if not judged:
        return []
    signs = _Signs("?" in text, quoted_ranges(text) if _may_quote(text) else [])
    return [
        _claim(sentences[number], words, judgement, markers_in_reach(sentences, number, markers) if markers else (), signs)
        for number, judgement in judged
    ]


def _sort_places(keys: list[str], last: int, places: list[int], telling: _Telling) -> Places:
    """Sort those of the places that stand before token ``last``.

    Of what must follow a word an adverb may take the place, for it may stand between a verb and its particle.
    """
    beginnings, begin_cues, _, all_numerals, _ = telling
    openers: list[int] = []
    cued: list[int] = []
    numerals: list[int] = []
    for at in places:
        if at >= last:
            break
        key = keys[at]
        if key in begin_cues:
            cued.append(at)
        if key in beginnings:
            after = beginnings[key]
            if after is not None:
                following = keys[at + 1] if at + 1 < last else ""
                if following not in after and not is_adverb(following):
                    continue
            openers.append(at)
        elif key in all_numerals:
            numerals.append(at)
    return openers, cued, numerals


def _may_quote(text: str) -> bool:
    return '"' in text or (not text.isascii() and ("“" in text or "‘" in text or "«" in text or "„" in text))


def markers_in_reach(sentences: tuple[Sentence, ...], number: int, markers: list[Marker]) -> tuple[Marker, ...]:
    """Return the citations of sentence ``number``: in it, in the next one, or closing the paragraph."""
    own = between(sentences, number, number + 1, markers)
    return own or between(sentences, number + 1, number + 2, markers) or between(sentences, len(sentences) - 1, len(sentences), markers)


def between(sentences: tuple[Sentence, ...], first: int, last: int, markers: list[Marker]) -> tuple[Marker, ...]:
    """Return the markers that stand in sentences ``first`` to, not including, ``last`` of one block."""
    if first >= len(sentences):
        return ()
    start = sentences[first].start
    end = sentences[last].start if last < len(sentences) else len(sentences[0].block.text) + 1
    low = bisect_left(markers, start, key=lambda m: m.start)
    high = bisect_left(markers, end, key=lambda m: m.start)
    return tuple(markers[low:high])


def _claim(sentence: Sentence, words: Words, judgement: Judgement, markers: tuple[Marker, ...], signs: _Signs) -> Claim:
    strength, predicate, cues, kinds, hedges, negated, conditional, advice = judgement
    block = sentence.block
    text = block.text
    at = words.starts[predicate.first]
    return Claim(
        sentence,
        strength,
        None if predicate.kind == "hedge" else _as_cue(text, words, predicate.kind, predicate.first, predicate.last),
        kinds,
        tuple([_as_cue(text, words, *cue) for cue in hedges]) if hedges else (),
        negated,
        signs.asks and is_question(text, words, sentence.last),
        conditional,
        block.zone is _QUOTE or (bool(signs.quotes) and any(a <= at < b for a, b in signs.quotes)),
        named_source(text, words, sentence.first, sentence.last, cues) if "source" in kinds or "speech" in kinds else "",
        advice,
        markers,
        bool(block.inlines) and _linked(sentence),
        predicate.use == "finite" and not predicate.weak and not _is_past(words.keys[predicate.first], predicate.lemma),
    )


def _is_past(form: str, lemma: str) -> bool:
    """Whether a story or a trial is told ("the pills helped") and nothing is said of what a remedy does."""
    return form != lemma and not form.endswith(("s", "ing"))


def _as_cue(text: str, words: Words, kind: str, first: int, last: int) -> Cue:
    start, end = words.starts[first], words.ends[last - 1]
    return Cue(text[start:end], start, end, kind)


def _linked(sentence: Sentence) -> bool:
    """Whether a link out of the site stands in the sentence: the only kind that may be its source."""
    _, start, end, _, _, _ = sentence
    return True in [
        mark is _LINK and "://" in target
        for mark, opens, closes, target, _, _ in sentence.block.inlines
        if opens < end and start < closes
    ]
