"""The words of a scorecard: notes on its items, and a summary in intervals."""
from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from healthlint.model import ItemStatus, ScorecardItem, fill
from healthlint.resources import words_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.rulebook.scorecards import Card, Score


@cache
def notes() -> dict[str, str]:
    """What the key of a note or of a closing sentence says to a reader."""
    lines = words_text("scorecard-notes.tsv").splitlines()
    split = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    return {key: text for key, _, text in split}


_COUNTED = tuple((status, status.value.replace("/", "")) for status in ItemStatus)


def score_text(card: Card, items: Sequence[ScorecardItem], signals: frozenset[str]) -> str:
    """The card's summary with its counts, and its scores as intervals."""
    said = [item.status for item in items]
    counts = {name: said.count(status) for status, name in _COUNTED}
    if counts["na"] == len(items):
        return fill(notes()["not-applicable"], {"title": card.title, "reason": items[0].note})
    decided = counts["pass"] + counts["fail"] + counts["partly"]
    facts = {**counts, "count": len(items), "evidence": decided, "open": counts["person"] + counts["attest"], "title": card.title}
    parts = [fill(card.summary, facts)]
    missing = [name for name in card.context if f"context:{name}" not in signals]
    if missing and card.scores:
        parts.append(fill(notes()["no-context"], {"missing": ", ".join(missing)}))
    parts += [_interval(score, items) for score in card.scores]
    return " ".join(parts)


def _interval(score: Score, items: Sequence[ScorecardItem]) -> str:
    """The score with every undecided item counted as unmet, then as met."""
    said = [i.status for i in items if i.id in score.items]
    counted = len(said) - said.count(ItemStatus.NOT_APPLICABLE)
    if not counted:
        return fill(notes()["no-items"], {"name": score.name})
    least, most = said.count(ItemStatus.PASS), counted - said.count(ItemStatus.FAIL)
    return fill(notes()["interval"], {"name": score.name, "least": 100 * least // counted, "most": 100 * most // counted})
