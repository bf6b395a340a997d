"""The article before and after all safe fixes, paragraph by paragraph."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from healthlint.model import ArticleReport, Edit, Fix, Safety
from healthlint.report.html.cards import Card
from healthlint.report.html.escaping import safe

REACH = 60
"""Characters shown on each side of a change."""


class Preview(NamedTuple):
    """One change in its surroundings, and the finding that asks for it."""

    line: int
    html: Markup
    card: Card


def applied_fixes(cards: Sequence[Card]) -> list[tuple[Card, Fix]]:
    """The safe fixes that can be applied together: of two that meet, the first in the article is taken."""
    chosen: list[tuple[Card, Fix]] = []
    taken: list[Edit] = []
    for card in cards:
        fix = next((f for f in card.finding.fixes if f.safety is Safety.SAFE), None)
        if fix is None or card.suppressed or any(_meet(e, t) for e in fix.edits for t in taken):
            continue
        taken += fix.edits
        chosen.append((card, fix))
    return chosen


def _meet(one: Edit, other: Edit) -> bool:
    return one.span.overlaps(other.span) or one.span == other.span


def previews(article: ArticleReport, cards: Sequence[Card]) -> list[Preview]:
    """Every edit of every safe fix, in the order of the article."""
    source = article.document.source
    edits = [(edit, card) for card, fix in applied_fixes(cards) for edit in fix.edits]
    found = []
    for edit, card in sorted(edits, key=lambda pair: pair[0].span):
        start = max(edit.span.start - REACH, 0)
        end = min(edit.span.end + REACH, len(source.text))
        before = source.text[start : edit.span.start].rpartition("\n")[2]
        after = source.text[edit.span.end : end].partition("\n")[0]
        old = Markup("<del>{}</del>").format(safe(source[edit.span])) if edit.span.end > edit.span.start else ""
        new = Markup("<ins>{}</ins>").format(safe(edit.text)) if edit.text else ""
        html = Markup("{}{}{}{}").format(safe(before), old, new, safe(after))
        found.append(Preview(source.line_column(edit.span.start)[0], html, card))
    return found
