"""Readability of the running prose: what was counted, every formula, each section, and what drives the score."""
from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from operator import itemgetter

from healthlint.language.counting import (
    ONE_SENTENCE,
    PLAIN_SYLLABLES,
    Sample,
    measure_tokens,
    spare_syllables,
    syllables_in,
    syllables_of,
    unfamiliar_in,
    unpack,
    words_in,
)
from healthlint.language.detect import UNDETERMINED, detect_block
from healthlint.language.formulas import Counts, all_scores, flesch_kincaid_grade
from healthlint.model import Block, Readability, SectionScore, Sentence, Span, Words, Zone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.article.article import Article

SMOG_SENTENCES = 30
"""McLaughlin's sample: thirty sentences."""
SAMPLE_WORDS = 100
"""The sample of the other formulas."""
_FALLBACK = frozenset({Zone.LIST, Zone.CAPTION, Zone.QUOTE, Zone.HEADING, Zone.TITLE})
"""What is counted where an article has no prose at all."""
_NAMED = 5
"""Sentences that a report names."""
_NAMED_WORDS = 10
_ENGLISH = frozenset("the and of to is that with your you this are for it can from have be by if when not before often who how".split())
_LONG_ENOUGH = 12
"""Words from which the language of a block can be told."""
_READ = frozenset({Zone.PROSE, Zone.LIST})
"""Where running prose stands."""

_Counted = tuple[Sentence, int, int, list[int]]
"""A sentence, its words, its counts as one number (most are only added up), and its tokens that are on no list of familiar words."""


def measure_readability(article: Article) -> Readability:
    """Return the scores of the article's prose.

    Counted are paragraphs, and list items that are sentences. References,
    names of authors, disclaimers, tables, headings, captions, quotations and
    code are not. Numbers count as they are read aloud, citation numbers not.
    """
    if article.language not in {"en", "und"}:
        return Readability(withheld={"all": "the text is not in English"})
    counted = article.once(_running_counts)
    if not counted:
        counted = _count(article, article.in_zones(_FALLBACK))
    total = _sum(counted)
    scores = all_scores(total)
    words = _costliest_words(article, counted)
    sentences = _costliest_sentences(counted)
    return Readability(
        words=total.words,
        sentences=total.sentences,
        syllables=total.syllables,
        scores=scores,
        withheld=_withheld(total, scores, article),
        sections=_sections(article, counted),
        costliest_sentences=sentences,
        costliest_words=words,
        projected_grade=_projected(total, sentences, words),
        excluded=_excluded(article, counted),
    )


def _running(article: Article) -> list[Block]:
    """Paragraphs, and list items that end as sentences do."""
    return [b for b in article.in_zones(_READ) if b.zone is Zone.PROSE or is_running(b)]


def is_running(block: Block) -> bool:
    """Whether a paragraph or list item ends as sentences do; a bare phrase in a list is no sentence."""
    return block.zone in _READ and block.text.rstrip(' "”’)]0123456789,')[-1:] in {".", "!", "?", "…", ":"}


def running_text(article: Article) -> str:
    """Return the text that is scored, for another engine to score: one sentence after the other."""
    return " ".join(sentence.text for sentence, *_ in article.once(_running_counts))


def _running_counts(article: Article) -> list[_Counted]:
    """The sentences that the scores are made from, with their counts."""
    return _count(article, _running(article))


def _count(article: Article, blocks: Iterable[Block]) -> list[_Counted]:
    sample = Sample()
    markers = _marker_tokens(article)
    found: list[_Counted] = []
    for block in blocks:
        words = article.words(block)
        if not _is_foreign(block, words):
            found += _count_block(article, block, words, markers.get(id(block), ()), sample)
    return found


def _count_block(article: Article, block: Block, words: Words, skipped: Collection[int], sample: Sample) -> list[_Counted]:
    """The sentences of a block with their counts; the tokens of citation numbers are skipped."""
    keys = words.keys
    measured, unfamiliar = measure_tokens(block.text, words)
    if skipped:
        unfamiliar = [at for at in unfamiliar if at not in skipped]
        for at in skipped:
            measured[at] = 0
    found: list[_Counted] = []
    done = 0
    for sentence in article.sentences_of(block):
        first, last = sentence.first, sentence.last
        places = unfamiliar[done : (done := bisect_left(unfamiliar, last, done))]
        packed = sum(measured[first:last], ONE_SENTENCE) - sample.repeated([keys[at] for at in places], last - first)
        number = words_in(packed) if skipped else last - first
        if number:
            found.append((sentence, number, packed, places))
    return found


def _is_foreign(block: Block, words: Words) -> bool:
    """Whether a block is told to be in another language, or reads as one and has none of the words that English cannot do without."""
    if block.language and not block.language.lower().startswith("en"):
        return True
    return _ENGLISH.isdisjoint(words.keys) and len(words.keys) >= _LONG_ENOUGH and detect_block(block.text) not in {"en", UNDETERMINED}


def _marker_tokens(article: Article) -> Mapping[int, set[int]]:
    """The tokens that are citation numbers, by block: they are not words of the text."""
    found: dict[int, set[int]] = {}
    for marker in article.citations.markers:
        if marker.block.text[marker.start : marker.start + 1].isdigit():
            starts = article.words(marker.block).starts
            tokens = range(bisect_left(starts, marker.start), bisect_left(starts, marker.end))
            found.setdefault(id(marker.block), set()).update(tokens)
    return found


def _sum(counted: Iterable[_Counted]) -> Counts:
    return unpack(sum([packed for _, _, packed, _ in counted]))


def _withheld(total: Counts, scores: Iterable[str], article: Article) -> dict[str, str]:
    """Formulas whose score is no verdict on a text of this size or shape."""
    if total.words < SAMPLE_WORDS:
        return dict.fromkeys(scores, f"{total.words} words of prose, {SAMPLE_WORDS} needed")
    listed = sum([len(article.words(b).keys) for b in article.in_zones({Zone.LIST})])
    if listed > 2 * total.words:
        return dict.fromkeys((name for name in scores if name != "forcast"), "most of the page is lists")
    if total.sentences < SMOG_SENTENCES:
        return {"smog": f"{total.sentences} sentences of prose, {SMOG_SENTENCES} needed"}
    return {}


def _sections(article: Article, counted: Iterable[_Counted]) -> tuple[SectionScore, ...]:
    """Scores of the prose under each heading, in order; empty where the article has no headings."""
    by_block: dict[int, list[_Counted]] = {}
    for item in counted:
        by_block.setdefault(id(item[0].block), []).append(item)
    found: list[SectionScore] = []
    heading: Block | None = None
    mine: list[_Counted] = []
    for block in article.blocks:
        if block.zone is Zone.HEADING:
            found += _section(heading, mine)
            heading, mine = block, []
        else:
            mine += by_block.get(id(block), ())
    found += _section(heading, mine)
    return tuple(found) if any(s.heading for s in found) else ()


def _section(heading: Block | None, counted: list[_Counted]) -> list[SectionScore]:
    if not counted:
        return []
    total = _sum(counted)
    first = heading.span() if heading else counted[0][0].span
    span = Span(first.start, counted[-1][0].span.end)
    scores = all_scores(total)
    if total.sentences < SMOG_SENTENCES:
        scores.pop("smog", None)
    return [SectionScore(heading.text if heading else "", span, total.words, total.sentences, scores)]


def _costliest_sentences(counted: Iterable[_Counted]) -> tuple[Sentence, ...]:
    """The sentences that raise the grade most: long ones, of long words."""
    costs = [(-cost, sentence.number, sentence) for sentence, words, packed, _ in counted if (cost := _cost(words, packed)) > 0]
    costs.sort(key=itemgetter(0, 1))
    return tuple([sentence for _, _, sentence in costs[:_NAMED]])


def _cost(words: int, packed: int) -> float:
    """How far a sentence lies above a plain one of 15 words and 1.4 syllables a word, in grade times words."""
    return 0.39 * (words - 15) * words / 15 + 11.8 * (syllables_in(packed) - 1.4 * words)


def _costliest_words(article: Article, counted: Iterable[_Counted]) -> tuple[tuple[str, int], ...]:
    """Unfamiliar words of more syllables than a plain one has, with their uses."""
    found: list[str] = []
    for sentence, _, _, places in counted:
        found += map(article.words(sentence.block).keys.__getitem__, places)
    uses = Counter(found)
    names = {w.lower() for w in article.settings.words}
    costs = [(-spare * uses[word], word) for word, spare in spare_syllables(uses) if word not in names]
    costs.sort()
    return tuple([(word, uses[word]) for _, word in costs[:_NAMED_WORDS]])


def unfamiliar_share(article: Article) -> tuple[float, Counter[str]]:
    """Return the share of the counted words that no list of familiar words has, and those words.

    Names and the house's own words count as familiar, as in the formula's own instructions.
    """
    total = 0
    found: list[str] = []
    for sentence, words, packed, places in article.once(_running_counts):
        total += words
        if unfamiliar_in(packed):
            read, text, first = article.words(sentence.block), sentence.block.text, sentence.first
            keys, starts = read.keys, read.starts
            found += [keys[at] for at in places if at == first or not text[starts[at]].isupper()]
    unfamiliar = Counter(found)
    for word in article.settings.words:
        del unfamiliar[word.lower()]
    return (unfamiliar.total() / total if total else 0.0), unfamiliar


def costliest(unfamiliar: Counter[str]) -> tuple[str, ...]:
    """Return the words that cost a reader most: frequent and long ones."""
    ranked = sorted(unfamiliar, key=lambda w: (-unfamiliar[w] * syllables_of(w), w))
    return tuple(ranked[:_NAMED_WORDS])


def _projected(total: Counts, sentences: tuple[Sentence, ...], words: tuple[tuple[str, int], ...]) -> float | None:
    """Flesch-Kincaid grade with those sentences cut in two and those words replaced by plain ones."""
    if not total.words:
        return None
    saved = sum([(syllables_of(word) - PLAIN_SYLLABLES) * number for word, number in words])
    better = total._replace(sentences=total.sentences + len(sentences), syllables=total.syllables - saved)
    return flesch_kincaid_grade(better)


def _excluded(article: Article, counted: Iterable[_Counted]) -> dict[str, int]:
    """Words left out, by zone."""
    used = {id(sentence.block) for sentence, *_ in counted}
    found: dict[Zone, int] = {}
    for block in article.blocks:
        if id(block) not in used:
            found[block.zone] = found.get(block.zone, 0) + len(article.words(block).keys)
    return {zone.value: number for zone, number in sorted(found.items()) if number and zone is not Zone.CODE}
