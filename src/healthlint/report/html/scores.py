"""How an article does in each respect: checks passed of those that could decide, and the fact an editor asks for first."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from healthlint.model import ArticleReport, DateKind, Facts, ItemStatus, Outcome, Scorecard, Variant
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


class Readiness(NamedTuple):
    """What an outside standard's items come to: an interval, never a pass."""

    card: Scorecard
    least: int
    """Items that hold by what the text shows."""
    most: int
    """Items that would hold if every open one were answered well."""
    judged: int
    """Items that apply."""
    person: int
    """Items that only a person or the organisation can answer."""


def readiness(card: Scorecard) -> Readiness:
    """The interval for one standard."""
    statuses = [i.status for i in card.items if i.status is not ItemStatus.NOT_APPLICABLE]
    least = statuses.count(ItemStatus.PASS)
    person = statuses.count(ItemStatus.PERSON) + statuses.count(ItemStatus.ATTEST)
    return Readiness(card, least, len(statuses) - statuses.count(ItemStatus.FAIL), len(statuses), person)
