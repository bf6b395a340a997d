"""Readability of each section of an article."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from healthlint.article.readability import SMOG_SENTENCES, Prose
from healthlint.language.counting import unpack
from healthlint.language.formulas import all_scores
from healthlint.model import Block, SectionScore, Span, Zone


def score_sections(prose: Prose, blocks: Iterable[Block]) -> tuple[SectionScore, ...]:
    """Return the scores of the prose under each heading, in order; empty where the article has no headings."""
    number = Counter([id(sentence.block) for sentence in prose.sentences])
    found: list[SectionScore] = []
    heading: Block | None = None
    first = last = 0
    for block in blocks:
        if block.zone is Zone.HEADING:
            found += _section(prose, heading, first, last)
            last += number[id(block)]
            heading, first = block, last
        else:
            last += number[id(block)]
    found += _section(prose, heading, first, last)
    return tuple(found) if any(s.heading for s in found) else ()


def _section(prose: Prose, heading: Block | None, first: int, last: int) -> list[SectionScore]:
    """The score of ``sentences[first:last]``."""
    if first == last:
        return []
    total = unpack(prose.counts(first, last))
    begins = heading.span() if heading else prose.sentences[first].span
    span = Span(begins.start, prose.sentences[last - 1].span.end)
    scores = all_scores(total)
    if total.sentences < SMOG_SENTENCES:
        scores.pop("smog", None)
    return [SectionScore(heading.text if heading else "", span, total.words, total.sentences, scores)]
