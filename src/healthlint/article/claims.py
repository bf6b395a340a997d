"""The claims of an article: what each sentence says about health, how strongly, and what it rests on."""
from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from healthlint.article.article import RUNNING, Article
from healthlint.article.claims_judgement import Judgement, Telling, judge, words_that_tell
from healthlint.article.claims_source import named_source
from healthlint.article.numbers import numerals
from healthlint.language.cues import CueAt, is_question
from healthlint.language.predicates import Predicate
from healthlint.language.quotes import quoted_ranges
from healthlint.model import Block, Claim, Cue, Mark, Marker, Sentence, Words, Zone
from healthlint.records import NamedTuple

CLAIM_ZONES = RUNNING | {Zone.TITLE}
"""Where claims are read."""
_QUOTE = Zone.QUOTE
_NO_MARKERS: list[Marker] = []
_TELLING = frozenset({"negation", "partial-negation", "doubt", "conditional", "ability"})
"""Cues that a claim keeps; hedges stand apart."""


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
    telling = words_that_tell(article.vocabulary, article.once(numerals))
    found: list[Claim] = []
    for block in [article.blocks[i] for i in article.blocks_with(telling.any)]:
        if block.zone in CLAIM_ZONES:
            found += _claims_of(article, block, article.words(block), telling, markers.get(block, _NO_MARKERS))
    return tuple(found)


def markers_by_block(article: Article) -> dict[Block, list[Marker]]:
    """Return the citations of each block, in reading order; ask for them with ``article.once``."""
    found: dict[Block, list[Marker]] = defaultdict(list)
    for marker in article.citations.markers:
        found[marker.block].append(marker)
    return dict(found)


def _claims_of(article: Article, block: Block, words: Words, telling: Telling, markers: list[Marker]) -> list[Claim]:
    text, keys, sentences = block.text, words.keys, article.sentences_of(block)
    judged: list[tuple[int, Judgement]] = []
    for number, (_, _, _, first, last, _) in enumerate(sentences):
        if not telling.any.isdisjoint(keys[first:last]):
            judgement = judge(text, words, first, last, telling)
            if judgement:
                judged.append((number, judgement))
    if not judged:
        return []
    signs = _Signs("?" in text, quoted_ranges(text) if _may_quote(text) else [])
    return [
        _claim(sentences[number], words, judgement, markers_in_reach(sentences, number, markers) if markers else (), signs)
        for number, judgement in judged
    ]


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
        question=signs.asks and is_question(text, words, sentence.last),
        conditional=judgement.conditional,
        quoted=block.zone is _QUOTE or (bool(signs.quotes) and any(a <= at < b for a, b in signs.quotes)),
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
