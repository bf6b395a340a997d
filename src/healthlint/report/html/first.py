"""What to do first: a hundred equal cards help nobody."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from healthlint.model import Rule
from healthlint.records import NamedTuple
from healthlint.report.html.cards import Card

MOST = 5
PLACES = 8
"""Places of one action that are linked one by one."""


class Action(NamedTuple):
    """One thing to do: all findings of one rule."""

    name: str
    letter: str
    word: str
    text: str
    cards: tuple[Card, ...]
    more: int
    """Places that are not linked."""
    blocks: bool


def first_actions(cards: Sequence[Card], rules: Mapping[str, Rule]) -> list[Action]:
    """At most ``MOST`` actions: what blocks first, then the worst, the surest, the named checks, the most frequent."""
    by_rule: dict[str, list[Card]] = {}
    for card in cards:
        if not card.suppressed and not card.known:
            by_rule.setdefault(card.finding.rule, []).append(card)
    ranked = sorted(by_rule.items(), key=lambda item: _rank(item[1], rules.get(item[0])), reverse=True)
    return [_action(found, rules.get(rule)) for rule, found in ranked[:MOST]]


def _rank(cards: Sequence[Card], rule: Rule | None) -> tuple[bool, int, bool, int, int, int]:
    severity = max(c.finding.severity.rank for c in cards)
    sure = max(c.finding.confidence.rank for c in cards)
    # Of equals, the one that stands first in the article.
    return any(c.blocks for c in cards), severity, bool(rule and rule.named_check), sure, min(len(cards), 3), -cards[0].number


def _action(cards: list[Card], rule: Rule | None) -> Action:
    worst = max(cards, key=lambda c: (c.finding.severity.rank, -c.number))
    text = worst.finding.message if len(cards) == 1 or not rule else rule.summary
    shown = tuple(cards[:PLACES])
    return Action(worst.name, worst.letter, worst.word, text, shown, len(cards) - len(shown), any(c.blocks for c in cards))
