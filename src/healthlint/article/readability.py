"""Readability of the running prose: what is counted, and every formula's score of it."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from functools import partial

from healthlint.article.capitals import runs_of_capitals
from healthlint.cached import cached_property
from healthlint.language.counting import (
    NO_WORD,
    ONE_SENTENCE,
    count_first_uses,
    first_uses,
    measure_words,
    spare_syllables,
    spelled_out,
    unfamiliar_among,
    unfamiliar_in,
    unpack,
)
from healthlint.language.detect import UNDETERMINED, detect_block
from healthlint.language.formulas import Counts, all_scores
from healthlint.model import Block, Costliest, Readability, SectionScore, Sentence, Words, Zone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.article.article import Article

SMOG_SENTENCES = 30
"""McLaughlin's sample: thirty sentences."""
SAMPLE_WORDS = 100
"""The sample of the other formulas."""
_FALLBACK = frozenset({Zone.LIST, Zone.CAPTION, Zone.QUOTE, Zone.HEADING, Zone.TITLE})
"""What is counted where an article has no prose at all."""
_ENGLISH = frozenset("the and of to is that with your you this are for it can from have be by if when not before often who how".split())
_LONG_ENOUGH = 12
"""Words from which the language of a block can be told."""
_READ = frozenset({Zone.PROSE, Zone.LIST})
"""Where running prose stands."""


class Prose:
    """Prose as it is counted: the words of its blocks one after the other, and where each sentence ends among them."""

    def __init__(self, blocks: list[Block]) -> None:
        """Nothing of these blocks is counted yet."""
        self.blocks = blocks
        self.begins: list[int] = []
        """For each block, the place of its first word."""
        self.sentences: list[Sentence] = []
        self.ends: list[int] = []
        """For each sentence, the place behind its last word."""
        self.keys: list[str] = []
        self.measured: list[int] = []
        """The packed counts of each word; 0 for citation numbers, which are not words of the text."""
        self.unfamiliar_words = 0
        """How many words are on no list of familiar ones."""
        self.total = 0
        """The packed counts of all sentences."""
        self.spare: Mapping[str, int] = {}
        """For the unfamiliar words of three syllables or more, the syllables that a plain word in their place would not have."""

    def counts(self, first: int, last: int) -> int:
        """The packed counts of ``sentences[first:last]``."""
        ends, unfamiliar, uses = self.ends, self.unfamiliar, self.first_uses
        start, end = ends[first - 1] if first else 0, ends[last - 1] if last else 0
        repeated = bisect_left(unfamiliar, end) - bisect_left(unfamiliar, start) - (bisect_left(uses, end) - bisect_left(uses, start))
        return sum(self.measured[start:end]) + (last - first) * ONE_SENTENCE - repeated

    @cached_property
    def unfamiliar(self) -> list[int]:
        """The places of the words that are on no list of familiar ones."""
        return unfamiliar_among(self.measured)

    @cached_property
    def first_uses(self) -> list[int]:
        """Those of them that count: a word counts once in each sample."""
        return first_uses(self.keys, self.unfamiliar, self.ends)


def measure_readability(article: Article) -> Readability:
    """Return the scores of the article's prose.

    Counted are paragraphs, and list items that are sentences. References,
    names of authors, disclaimers, tables, headings, captions, quotations and
    code are not. Numbers count as they are read aloud, citation numbers not.
    """
    if article.language not in {"en", "und"}:
        return Readability(withheld={"all": "the text is not in English"})
    prose = article.once(running_prose)
    if not prose.sentences:
        prose = _count(article, article.in_zones(_FALLBACK))
    total = unpack(prose.total)
    scores = all_scores(total)
    return Readability(
        words=total.words,
        sentences=total.sentences,
        syllables=total.syllables,
        scores=scores,
        withheld=_withheld(total, scores, article),
        score_sections=partial(_score_sections, prose, article.blocks),
        find_costliest=partial(_find_costliest, prose, article.settings.words),
    )


def _score_sections(prose: Prose, blocks: Iterable[Block]) -> tuple[SectionScore, ...]:
    from healthlint.article.readability_sections import score_sections

    return score_sections(prose, blocks)


def _find_costliest(prose: Prose, own_words: Iterable[str]) -> Costliest:
    from healthlint.article.readability_costs import find_costliest

    return find_costliest(prose, own_words)


def running_prose(article: Article) -> Prose:
    """Count paragraphs, and list items that end as sentences do."""
    prose = Zone.PROSE
    return _count(article, [b for b in article.in_zones(_READ) if b.zone is prose or is_running(b)])


def is_running(block: Block) -> bool:
    """Whether a paragraph or list item ends as sentences do; a bare phrase in a list is no sentence."""
    return block.zone in _READ and block.text.rstrip(' "”’)]0123456789,')[-1:] in {".", "!", "?", "…", ":"}


def running_text(article: Article) -> str:
    """Return the text that is scored, for another engine to score: one sentence after the other."""
    return " ".join([sentence.text for sentence in article.once(running_prose).sentences])


def _count(article: Article, blocks: Iterable[Block]) -> Prose:
    prose = Prose([block for block in blocks if not _is_foreign(block, article.words(block))])
    cited = _line_up(article, prose)
    prose.measured = measure_words(prose.keys)
    prose.spare = spare_syllables()
    _spell_out(article, prose)
    for at in cited:
        prose.measured[at] = 0
    total = sum(prose.measured)
    prose.unfamiliar_words = unfamiliar_in(total)
    repeated = prose.unfamiliar_words - count_first_uses(prose.keys, prose.ends)
    prose.total = total + len(prose.sentences) * ONE_SENTENCE - repeated
    return prose


def _is_foreign(block: Block, words: Words) -> bool:
    """Whether a block is told to be in another language, or reads as one and has none of the words that English cannot do without."""
    if block.language and not block.language.lower().startswith("en"):
        return True
    return len(words.keys) >= _LONG_ENOUGH and _ENGLISH.isdisjoint(words.keys) and detect_block(block.text) not in {"en", UNDETERMINED}


def _line_up(article: Article, prose: Prose) -> set[int]:
    """Fill in words and sentences; return the places of the words that are citation numbers. A sentence of nothing else is none."""
    markers = _marker_tokens(article)
    keys, sentences, ends = prose.keys, prose.sentences, prose.ends
    cited: set[int] = set()
    for block in prose.blocks:
        before = len(keys)
        prose.begins.append(before)
        keys += article.words(block).keys
        skipped = markers.get(id(block), ())
        for at in skipped:
            keys[before + at] = NO_WORD
            cited.add(before + at)
        for sentence in article.sentences_of(block):
            first, last = sentence.first, sentence.last
            if first < last and not (skipped and all(at in skipped for at in range(first, last))):
                sentences.append(sentence)
                ends.append(before + last)
    return cited


def _marker_tokens(article: Article) -> Mapping[int, set[int]]:
    """The tokens that are citation numbers, by block: they are not words of the text."""
    found: dict[int, set[int]] = {}
    for marker in article.citations.markers:
        if marker.block.text[marker.start : marker.start + 1].isdigit():
            starts = article.words(marker.block).starts
            tokens = range(bisect_left(starts, marker.start), bisect_left(starts, marker.end))
            found.setdefault(id(marker.block), set()).update(tokens)
    return found


def _spell_out(article: Article, prose: Prose) -> None:
    """Count abbreviations as they are read aloud."""
    capitals = article.once(runs_of_capitals)
    for block, before in zip(prose.blocks, prose.begins, strict=True):
        for first, last in capitals.get(id(block), ()):
            words = article.words(block)
            starts, ends = words.starts, words.ends
            for at in range(bisect_right(starts, first) - 1, bisect_left(starts, last)):
                prose.measured[before + at] = spelled_out(block.text[starts[at] : ends[at]], prose.measured[before + at])


def _withheld(total: Counts, scores: Iterable[str], article: Article) -> dict[str, str]:
    """Formulas whose score is no verdict on a text of this size or shape."""
    if total.words < SAMPLE_WORDS:
        return dict.fromkeys(scores, f"{total.words} words of prose, {SAMPLE_WORDS} needed")
    if article.count_words(Zone.LIST) > 2 * total.words:
        return dict.fromkeys((name for name in scores if name != "forcast"), "most of the page is lists")
    if total.sentences < SMOG_SENTENCES:
        return {"smog": f"{total.sentences} sentences of prose, {SMOG_SENTENCES} needed"}
    return {}
