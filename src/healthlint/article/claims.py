"""The claims of an article: what each sentence says about health, how strongly, and what it rests on."""
from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from healthlint.article.article import RUNNING, Article
from healthlint.article.claims_judgement import Judgement, judge, telling_places, words_that_tell
from healthlint.article.claims_source import named_source
from healthlint.language.cues import CueAt, is_question
from healthlint.language.predicates import Predicate
from healthlint.language.quotes import quoted_ranges
from healthlint.model import Block, Claim, Cue, Mark, Marker, Sentence, Words, Zone

CLAIM_ZONES = RUNNING | {Zone.TITLE}
"""Where claims are read."""
_QUOTE = Zone.QUOTE
_TELLING = frozenset({"negation", "partial-negation", "doubt", "conditional", "ability"})
"""Cues that a claim keeps; hedges stand apart."""


def read_claims(article: Article) -> tuple[Claim, ...]:
    """Read every sentence of the running text that claims something about health or the science of it."""
    if article.language not in {"en", "und"}:
        return ()
    markers = article.once(markers_by_block)
    telling = words_that_tell(article.vocabulary)
    found: list[Claim] = []
    for block in article.in_zones(CLAIM_ZONES):
        words = article.words(block)
        if not telling.isdisjoint(words.keys):
            found += _claims_of(article, block, words, telling, markers.get(block, []))
    return tuple(found)


def markers_by_block(article: Article) -> dict[Block, list[Marker]]:
    """Return the citations of each block, in reading order; ask for them with ``article.once``."""
    found: dict[Block, list[Marker]] = defaultdict(list)
    for marker in article.citations.markers:
        found[marker.block].append(marker)
    return dict(found)


def _claims_of(article: Article, block: Block, words: Words, telling: frozenset[str], markers: list[Marker]) -> list[Claim]:
    places, numerals = telling_places(words.keys, telling)
    if not places and not numerals:
        return []
    text, sentences = block.text, article.sentences_of(block)
    judged = []
    place = numeral = 0
    for number, sentence in enumerate(sentences):
        first, last = sentence.first, sentence.last
        next_place, next_numeral = bisect_left(places, last, place), bisect_left(numerals, last, numeral)
        if next_place > place or next_numeral > numeral:
            judgement = judge(text, words, first, last, places[place:next_place], numerals[numeral:next_numeral])
            if judgement:
                judged.append((number, sentence, judgement))
        place, numeral = next_place, next_numeral
    quotes = quoted_ranges(text) if judged and _may_quote(text) else []
    return [
        _claim(sentence, words, judgement, markers_in_reach(sentences, number, markers) if markers else (), quotes)
        for number, sentence, judgement in judged
    ]


def _may_quote(text: str) -> bool:
    return '"' in text or "“" in text or "‘" in text or "«" in text or "„" in text


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


def _claim(sentence: Sentence, words: Words, judgement: Judgement, markers: tuple[Marker, ...], quotes: list[tuple[int, int]]) -> Claim:
    block = sentence.block
    text = block.text
    predicate, cues = judgement.predicate, judgement.cues
    at = words.starts[predicate.first]
    return Claim(
        sentence,
        judgement.strength,
        None if predicate.kind == "hedge" else _as_cue(text, words, predicate),
        tuple([_as_cue(text, words, c) for c in cues if c.kind in _TELLING]) if cues else (),
        tuple([_as_cue(text, words, c) for c in judgement.hedges]) if judgement.hedges else (),
        negated=judgement.negated,
        question=is_question(text, words, sentence.last),
        conditional=judgement.conditional,
        quoted=block.zone is _QUOTE or (bool(quotes) and any(a <= at < b for a, b in quotes)),
        attributed=named_source(text, words, sentence.first, sentence.last, cues) if cues else "",
        advice=judgement.advice,
        markers=markers,
        linked=bool(block.inlines) and _linked(sentence),
    )


def _as_cue(text: str, words: Words, place: CueAt | Predicate) -> Cue:
    start, end = words.starts[place.first], words.ends[place.last - 1]
    return Cue(text[start:end], start, end, place.kind)


def _linked(sentence: Sentence) -> bool:
    """Whether a link out of the site stands in the sentence: the only kind that may be its source."""
    return any(
        inline.mark is Mark.LINK and "://" in inline.target and inline.start < sentence.end and sentence.start < inline.end
        for inline in sentence.block.inlines
    )
