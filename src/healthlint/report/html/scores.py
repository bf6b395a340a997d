"""How an article does in each respect: checks passed of those that could decide, and the fact an editor asks for first."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from healthlint.model import ArticleReport, DateKind, Facts, ItemStatus, Outcome, Scorecard, ScorecardItem, Variant
from healthlint.records import NamedTuple
from healthlint.report.html.cards import Card

RESPECTS = {
    "Readability": ("readability", "structure"),
    "Claims and citations": ("claims", "citations", "risk", "dosing"),
    "Governance": ("disclaimer", "authorship", "transparency"),
    "Language": ("spelling", "inclusive", "grammar"),
    "Accessibility": ("accessibility",),
}
"""Respect to the families of rules that judge it."""

VARIANTS = {
    Variant.UK: "UK spelling",
    Variant.UK_OXFORD: "UK spelling with -ize",
    Variant.US: "US spelling",
    Variant.MIXED: "UK and US spelling mixed",
    Variant.NONE: "no word tells UK from US spelling",
}


class Respect(NamedTuple):
    """One line of the scorecard."""

    name: str
    passed: int
    decided: int
    fact: str
    findings: int
    worst: str
    """Letter of the worst finding, empty if there is none."""

    @property
    def share(self) -> int:
        """Checks passed in per cent, rounded down so that 100 means all."""
        return 100 * self.passed // self.decided if self.decided else 100


def score(article: ArticleReport) -> int:
    """Rules passed in per cent of those that passed or failed; 100 where none could decide."""
    decided = [o for o in article.outcomes.values() if o in (Outcome.PASSED, Outcome.FAILED)]
    return 100 * decided.count(Outcome.PASSED) // len(decided) if decided else 100


def respects(article: ArticleReport, cards: Sequence[Card]) -> list[Respect]:
    """Every respect, in the order of the report."""
    facts = {
        "Readability": _readability(article.facts),
        "Claims and citations": _claims(article.facts),
        "Governance": _governance(article.facts),
        "Language": _language(article.facts),
        "Accessibility": "",
    }
    return [_respect(name, families, article.outcomes, cards, facts[name]) for name, families in RESPECTS.items()]


def _respect(name: str, families: tuple[str, ...], outcomes: Mapping[str, Outcome], cards: Sequence[Card], fact: str) -> Respect:
    mine = [o for rule, o in outcomes.items() if rule.partition("/")[0] in families]
    passed = mine.count(Outcome.PASSED)
    failed = mine.count(Outcome.FAILED) + mine.count(Outcome.NEEDS_REVIEW)
    found = [c for c in cards if not c.suppressed and c.finding.rule.partition("/")[0] in families]
    worst = min((c.letter for c in found), key="ewi".index, default="")
    if not passed + failed:
        fact = "not applicable to this article" if mine else "no rule of this kind was on"
    return Respect(name, passed, passed + failed, fact, len(found), worst)


def _readability(facts: Facts) -> str:
    scores = facts.readability.scores
    named = (("flesch-kincaid-grade", "Flesch-Kincaid grade"), ("smog", "SMOG"), ("flesch-reading-ease", "reading ease"))
    return ", ".join(f"{label} {scores[key]:.1f}" for key, label in named if key in scores)


def _claims(facts: Facts) -> str:
    strong = [c for c in facts.claims if c.strength.rank > 2 and not c.negated]
    bare = sum(not c.supported for c in strong)
    references = len(facts.citations.references)
    of_claims = f"{bare} of {len(strong)} firm claims have no source in reach" if strong else "no firm health claim"
    return f"{of_claims}; {references} {'reference' if references == 1 else 'references'}"


def _governance(facts: Facts) -> str:
    who = facts.authorship
    parts = [
        "disclaimer " + ("given" if facts.disclaimer.present else "missing"),
        "author " + ("named" if who.authors else "missing"),
        "reviewer " + ("named" if who.reviewers else "missing"),
        "review date " + ("given" if who.date(DateKind.REVIEWED) else "missing"),
    ]
    return ", ".join(parts)


def _language(facts: Facts) -> str:
    spelling = facts.spelling
    counts = f" ({spelling.uk} UK, {spelling.us} US words)" if spelling.uk or spelling.us else ""
    return VARIANTS[spelling.variant] + counts


SIX = "six-checks"
"""Id of the scorecard of the checks that the product is named for: it stands on top and not among outside standards."""


class SixRow(NamedTuple):
    """One of the six checks."""

    title: str
    status: str
    letter: str
    cards: tuple[Card, ...]
    """The first finding of each rule that speaks against it."""


def six_checks(article: ArticleReport, cards: Sequence[Card]) -> list[SixRow]:
    """The six checks with what decided each; empty where the run made no such scorecard."""
    scorecard = next((s for s in article.scorecards if s.id == SIX), None)
    first: dict[str, Card] = {}
    for card in cards:
        if not card.suppressed:
            first.setdefault(card.finding.rule, card)
    return [_six(item, first) for item in scorecard.items] if scorecard else []


def _six(item: ScorecardItem, first: Mapping[str, Card]) -> SixRow:
    bad = item.status in (ItemStatus.FAIL, ItemStatus.PARTLY)
    found = tuple(sorted((first[r] for r in item.because if r in first), key=lambda c: c.number)) if bad else ()
    letter = min((c.letter for c in found), key="ewi".index, default="") if bad else ""
    return SixRow(item.title, STATUS[item.status], letter, found[:6])


STATUS = {
    ItemStatus.PASS: "no fault found",
    ItemStatus.FAIL: "to mend",
    ItemStatus.PARTLY: "met in part",
    ItemStatus.PERSON: "for a person to judge",
    ItemStatus.ATTEST: "for the organisation to attest",
    ItemStatus.NOT_APPLICABLE: "does not apply",
}
"""What can be said of an item, in words."""


class Readiness(NamedTuple):
    """What an outside standard's items come to: what stands against it and what is open, never a pass."""

    title: str
    summary: str
    items: tuple[tuple[str, str], ...]
    """Status in words, with the titles of the items in that state."""


def readiness(article: ArticleReport) -> tuple[list[Readiness], list[str]]:
    """The outside standards that say something of this article, and the titles of those that do not apply."""
    judged, others = [], []
    for card in article.scorecards:
        if card.id == SIX:
            continue
        if all(i.status is ItemStatus.NOT_APPLICABLE for i in card.items):
            others.append(card.title)
        else:
            judged.append(Readiness(card.title, card.summary.removeprefix(f"{card.title}: "), tuple(_states(card))))
    return judged, others


def _states(card: Scorecard) -> Iterator[tuple[str, str]]:
    for status, word in ((ItemStatus.FAIL, "Not met"), (ItemStatus.PARTLY, "In part")):
        titles = [f"{i.id} {i.title.partition(':')[0]}" for i in card.items if i.status is status]
        if titles:
            yield word, "; ".join(titles)
