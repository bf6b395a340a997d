"""Readability of the running prose: what was counted, every formula, each section, and what drives the score."""
from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain
from operator import itemgetter

from healthlint.language.counting import Tally, hard_words, is_unfamiliar, measure
from healthlint.language.detect import UNDETERMINED, detect_block
from healthlint.language.formulas import Counts, all_scores
from healthlint.model import Block, Readability, SectionScore, Sentence, Span, Words, Zone
from healthlint.records import NamedTuple

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
_PLAIN_SYLLABLES = 2
"""Syllables of the everyday word that would stand for a long one."""


class _Counted(NamedTuple):
    sentence: Sentence
    counts: Counts


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
        counted = _count(article, [b for b in article.blocks if b.zone in _FALLBACK])
    total = _sum(counted)
    words = _costliest_words(article, counted)
    sentences = _costliest_sentences(counted)
    return Readability(
        words=total.words,
        sentences=total.sentences,
        syllables=total.syllables,
        scores=all_scores(total),
        withheld=_withheld(total, article),
        sections=_sections(article, counted),
        costliest_sentences=sentences,
        costliest_words=words,
        projected_grade=_projected(total, sentences, words),
        excluded=_excluded(article, counted),
    )


def _running(blocks: Iterable[Block]) -> list[Block]:
    """Paragraphs, and list items that end as sentences do."""
    return [b for b in blocks if b.zone is Zone.PROSE or (b.zone is Zone.LIST and is_running(b))]


def is_running(block: Block) -> bool:
    """Whether a paragraph or list item ends as sentences do; a bare phrase in a list is no sentence."""
    return block.zone in {Zone.PROSE, Zone.LIST} and block.text.rstrip(' "”’)]0123456789,')[-1:] in {".", "!", "?", "…", ":"}


def running_text(article: Article) -> str:
    """Return the text that is scored, for another engine to score: one sentence after the other."""
    return " ".join(c.sentence.text for c in article.once(_running_counts))


def _running_counts(article: Article) -> list[_Counted]:
    """The sentences that the scores are made from, with their counts."""
    return _count(article, _running(article.blocks))


def _count(article: Article, blocks: Iterable[Block]) -> list[_Counted]:
    tally = Tally()
    found: list[_Counted] = []
    markers = _marker_starts(article)
    for block in blocks:
        words = article.words(block)
        if _is_foreign(block, words):
            continue
        skipped = markers.get(id(block), frozenset())
        for sentence in article.sentences_of(block):
            counts = tally.sentence(block.text, words, sentence.first, sentence.last)
            for at in range(sentence.first, sentence.last) if skipped else ():
                if words.starts[at] in skipped:
                    counts = Counts(*(a - b for a, b in zip(counts, measure(words.keys[at]), strict=True)))
            if counts.words:
                found.append(_Counted(sentence, counts))
    return found


def _is_foreign(block: Block, words: Words) -> bool:
    """Whether a block is told to be in another language, or reads as one and has none of the words that English cannot do without."""
    if block.language and not block.language.lower().startswith("en"):
        return True
    return _ENGLISH.isdisjoint(words.keys) and len(words.keys) >= _LONG_ENOUGH and detect_block(block.text) not in {"en", UNDETERMINED}


def _marker_starts(article: Article) -> Mapping[int, frozenset[int]]:
    """Where citation numbers begin, by block: they are not words of the text."""
    found: dict[int, set[int]] = {}
    for marker in article.citations.markers:
        if marker.block.text[marker.start : marker.start + 1].isdigit():
            starts = article.words(marker.block).starts
            mine = starts[bisect_left(starts, marker.start) : bisect_left(starts, marker.end)]
            found.setdefault(id(marker.block), set()).update(mine)
    return {block: frozenset(starts) for block, starts in found.items()}


def _sum(counted: Iterable[_Counted]) -> Counts:
    columns = list(zip(*(c.counts for c in counted), strict=True))
    return Counts(*map(sum, columns)) if columns else Counts()


def _withheld(total: Counts, article: Article) -> dict[str, str]:
    """Formulas whose score is no verdict on a text of this size or shape."""
    if total.words < SAMPLE_WORDS:
        return dict.fromkeys(all_scores(total), f"{total.words} words of prose, {SAMPLE_WORDS} needed")
    listed = sum(len(article.words(b).keys) for b in article.blocks if b.zone is Zone.LIST)
    if listed > 2 * total.words:
        return dict.fromkeys((name for name in all_scores(total) if name != "forcast"), "most of the page is lists")
    if total.sentences < SMOG_SENTENCES:
        return {"smog": f"{total.sentences} sentences of prose, {SMOG_SENTENCES} needed"}
    return {}


def _sections(article: Article, counted: Iterable[_Counted]) -> tuple[SectionScore, ...]:
    """Scores of the prose under each heading, in order; empty where the article has no headings."""
    by_block: dict[int, list[_Counted]] = {}
    for item in counted:
        by_block.setdefault(id(item.sentence.block), []).append(item)
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
    first = heading.span() if heading else counted[0].sentence.span
    span = Span(first.start, counted[-1].sentence.span.end)
    scores = all_scores(total)
    if total.sentences < SMOG_SENTENCES:
        scores.pop("smog", None)
    return [SectionScore(heading.text if heading else "", span, total.words, total.sentences, scores)]


def _costliest_sentences(counted: Iterable[_Counted]) -> tuple[Sentence, ...]:
    """The sentences that raise the grade most: long ones, of long words."""
    costs = [(-cost, c.sentence.number, c.sentence) for c in counted if (cost := _cost(c.counts)) > 0]
    costs.sort(key=itemgetter(0, 1))
    return tuple([sentence for _, _, sentence in costs[:_NAMED]])


def _cost(counts: Counts) -> float:
    """How far a sentence lies above a plain one of 15 words and 1.4 syllables a word, in grade times words."""
    return 0.39 * (counts.words - 15) * counts.words / 15 + 11.8 * (counts.syllables - 1.4 * counts.words)


def _costliest_words(article: Article, counted: Iterable[_Counted]) -> tuple[tuple[str, int], ...]:
    uses = Counter(chain.from_iterable(article.words(s.block).keys[s.first : s.last] for s, _ in counted))
    names = {w.lower() for w in article.settings.words}
    cost: dict[str, int] = {}
    for word in hard_words(uses):
        if word not in names:
            cost[word] = (measure(word).syllables - _PLAIN_SYLLABLES) * uses[word]
    ranked = sorted(cost, key=lambda word: (-cost[word], word))
    return tuple((word, uses[word]) for word in ranked[:_NAMED_WORDS])


def unfamiliar_share(article: Article) -> tuple[float, Counter[str]]:
    """Return the share of the counted words that no list of familiar words has, and those words.

    Names and the house's own words count as familiar, as in the formula's own instructions.
    """
    house = {w.lower() for w in article.settings.words}
    total = 0
    unfamiliar: Counter[str] = Counter()
    hard = {key for key in article.vocabulary if key not in house and is_unfamiliar(key)}
    for sentence, counts in article.once(_running_counts):
        total += counts.words
        if not counts.unfamiliar:
            continue
        words, text, first = article.words(sentence.block), sentence.block.text, sentence.first
        for at in [at for at, key in enumerate(words.keys[first : sentence.last], first) if key in hard]:
            if at == first or not text[words.starts[at]].isupper():
                unfamiliar[words.keys[at]] += 1
    return (sum(unfamiliar.values()) / total if total else 0.0), unfamiliar


def costliest(unfamiliar: Counter[str]) -> tuple[str, ...]:
    """Return the words that cost a reader most: frequent and long ones."""
    ranked = sorted(unfamiliar, key=lambda w: (-unfamiliar[w] * measure(w).syllables, w))
    return tuple(ranked[:_NAMED_WORDS])


def _projected(total: Counts, sentences: tuple[Sentence, ...], words: tuple[tuple[str, int], ...]) -> float | None:
    """Flesch-Kincaid grade with those sentences cut in two and those words replaced by plain ones."""
    if not total.words:
        return None
    saved = sum((measure(word).syllables - _PLAIN_SYLLABLES) * number for word, number in words)
    better = total._replace(sentences=total.sentences + len(sentences), syllables=total.syllables - saved)
    return all_scores(better)["flesch-kincaid-grade"]


def _excluded(article: Article, counted: Iterable[_Counted]) -> dict[str, int]:
    """Words left out, by zone."""
    used = {id(c.sentence.block) for c in counted}
    found: dict[Zone, int] = {}
    for block in article.blocks:
        if id(block) not in used:
            found[block.zone] = found.get(block.zone, 0) + len(article.words(block).keys)
    return {zone.value: number for zone, number in sorted(found.items()) if number and zone is not Zone.CODE}
