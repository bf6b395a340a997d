"""The article before and after all safe fixes, paragraph by paragraph."""
from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from markupsafe import Markup

from healthlint.model import ArticleReport, Edit, Fix, Safety
from healthlint.records import NamedTuple
from healthlint.report.html.cards import Card
from healthlint.report.html.escaping import safe

REACH = 60
"""Characters shown on each side of a change."""


class Preview(NamedTuple):
    """One change in its surroundings, and the finding that asks for it."""

    line: int
    html: Markup
    card: Card


def applied_edits(cards: Sequence[Card], length: int) -> list[tuple[Edit, Card]]:
    """The edits that ``healthlint fix`` would make, in order: where two fixes touch, the graver and surer finding wins."""
    taken: list[tuple[Edit, Card]] = []
    for card in sorted(cards, key=_precedence):
        fix = next((f for f in card.finding.fixes if f.safety is Safety.SAFE), None)
        if fix is None or card.suppressed or not _sound(fix, length):
            continue
        others = [edit for edit, _ in taken]
        if any(_touch(edit, other) for edit in fix.edits for other in others if edit != other):
            continue
        taken += [(edit, card) for edit in fix.edits if edit not in others]
    return sorted(taken, key=lambda pair: pair[0].span)


def _precedence(card: Card) -> tuple[int, int, int, int, str]:
    finding = card.finding
    return (-finding.severity.rank, -finding.confidence.rank, *finding.span, finding.rule)


def _sound(fix: Fix, length: int) -> bool:
    """Whether the edits of a fix lie inside the text and apart from each other."""
    inside = all(0 <= e.span.start <= e.span.end <= length for e in fix.edits)
    return inside and not any(a.span == b.span or a.span.overlaps(b.span) for a, b in combinations(fix.edits, 2))


def _touch(one: Edit, other: Edit) -> bool:
    """Whether two edits cannot both be made: they share text, or insert at one place."""
    a, b = one.span, other.span
    if a.start == a.end or b.start == b.end:
        return a.start <= b.end and b.start <= a.end
    return a.overlaps(b)


def previews(article: ArticleReport, cards: Sequence[Card]) -> list[Preview]:
    """Every edit of every safe fix, in the order of the article."""
    source = article.document.source
    found = []
    for edit, card in applied_edits(cards, len(source.text)):
        start = max(edit.span.start - REACH, 0)
        end = min(edit.span.end + REACH, len(source.text))
        before = source.text[start : edit.span.start].rpartition("\n")[2]
        after = source.text[edit.span.end : end].partition("\n")[0]
        old = Markup("<del>{}</del>").format(safe(source[edit.span])) if edit.span.end > edit.span.start else ""
        new = Markup("<ins>{}</ins>").format(safe(edit.text)) if edit.text else ""
        html = Markup("{}{}{}{}").format(safe(before), old, new, safe(after))
        found.append(Preview(source.line_column(edit.span.start)[0], html, card))
    return found
