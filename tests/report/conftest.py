"""Fixtures: a full report, one with nothing to say, and one of a run that checked nothing."""

import pytest
from made_reports import make_article, make_report

from healthlint.model import Outcome, Verdict
from healthlint.records import replace


@pytest.fixture
def report():
    return make_report()


@pytest.fixture
def clean():
    """A run that found nothing to say."""
    article = make_article(findings=lambda _: (), outcomes={"transparency/no-date": Outcome.PASSED}, crashes={}, not_run={})
    return make_report(article, verdict=Verdict.PUBLISHABLE, reasons=(), skipped=())


@pytest.fixture
def nothing():
    """A run in which no file was checked."""
    return replace(make_report(verdict=Verdict.NOT_CHECKED), articles=())
