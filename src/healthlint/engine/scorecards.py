"""Holds an article's outcomes against outside standards."""
from __future__ import annotations

from functools import partial

from healthlint.model import ArticleReport, Scorecard
from healthlint.records import replace
from healthlint.rulebook.book import Rulebook


def with_scorecards(report: ArticleReport, book: Rulebook) -> ArticleReport:
    """``report`` with every scorecard of ``book``, decided after suppressions and worked out when somebody asks."""
    return replace(report, score=partial(_score, report, book))


def _score(report: ArticleReport, book: Rulebook) -> tuple[Scorecard, ...]:
    from healthlint.rulebook.scorecards import score

    return score(book.scorecards.values(), report.outcomes, report.findings, report.settings, report.facts)
