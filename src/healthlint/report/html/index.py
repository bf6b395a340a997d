"""Many articles at a glance."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from healthlint.model import ArticleReport, DateKind, Severity, Verdict
from healthlint.records import NamedTuple
from healthlint.report.html.charts import GRADE
from healthlint.report.summary import VERDICTS, severity_counts


class Listed(Protocol):
    """What the index needs to know of an article."""

    @property
    def report(self) -> ArticleReport:
        """The article's findings and facts."""
    @property
    def anchor(self) -> str:
        """Where on the page it stands."""
    @property
    def title(self) -> str:
        """What it is called."""
    @property
    def verdict(self) -> Verdict:
        """Whether it may be published."""


class IndexRow(NamedTuple):
    """One article in the index."""

    link: str
    title: str
    path: str
    verdict: str
    blocked: bool
    errors: int
    warnings: int
    notes: int
    grade: str
    disclaimer: bool
    author: bool
    reviewer: bool
    reviewed: str


def index_row(article: ArticleReport, title: str, verdict: Verdict, link: str) -> IndexRow:
    """The row of one article."""
    counts = severity_counts(article.tally)
    facts = article.facts
    grade = facts.readability.scores.get(GRADE)
    reviewed = facts.authorship.date(DateKind.REVIEWED)
    return IndexRow(
        link=link,
        title=title,
        path=article.path,
        verdict=VERDICTS[verdict],
        blocked=verdict is not Verdict.PUBLISHABLE,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.INFO],
        grade=f"{grade:.1f}" if grade is not None else "",
        disclaimer=facts.disclaimer.present,
        author=bool(facts.authorship.authors),
        reviewer=bool(facts.authorship.reviewers),
        reviewed=reviewed.value.isoformat() if reviewed else "",
    )


def worst_first(rows: Sequence[IndexRow]) -> list[IndexRow]:
    """Rows in the order in which an editor should read the articles."""
    return sorted(rows, key=lambda r: (not r.blocked, -r.errors, -r.warnings, -r.notes, r.path))


def index_rows(articles: Sequence[Listed]) -> list[IndexRow]:
    """The articles of one page, worst first."""
    return worst_first([index_row(a.report, a.title, a.verdict, f"#{a.anchor}") for a in articles])
