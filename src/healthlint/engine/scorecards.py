"""Holds an article's outcomes against outside standards."""
from __future__ import annotations

from functools import partial

from healthlint.model import ArticleReport
from healthlint.records import replace
from healthlint.rulebook.book import Rulebook
from healthlint.rulebook.scorecards import score


def with_scorecards(report: ArticleReport, book: Rulebook) -> ArticleReport:
    """``report`` with every scorecard of ``book``, decided after suppressions and worked out when somebody asks."""
    found = partial(score, book.scorecards.values(), report.outcomes, report.findings, report.settings, report.facts)
    return replace(report, score=found)
