"""JSON Lines: the run first, then one article a line, so that ten thousand articles stream."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.model import Report
from healthlint.report.json_report import article_form, dump, run_record

__all__ = ["article_form", "pieces", "write"]


def pieces(report: Report, *, color: bool = False) -> Iterator[str]:  # noqa: ARG001 - all writers share one signature
    """One line after the other, each with its newline."""
    yield dump(run_record(report)) + "\n"
    form = article_form()
    for article in report.articles:
        yield article.in_form(form) + "\n"


def write(report: Report, *, color: bool = False) -> str:
    """Write the run and its articles, one a line."""
    return "".join(pieces(report, color=color))
