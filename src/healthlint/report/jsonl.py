"""JSON Lines: the run first, then one article a line, so that ten thousand articles stream."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.model import Report
from healthlint.report.json_report import article_line, dump, run_record


def lines(report: Report) -> Iterator[str]:
    """One line after the other, each with its newline."""
    yield dump(run_record(report)) + "\n"
    for article in report.articles:
        yield (article.line or article_line(article)) + "\n"


def write(report: Report, *, color: bool = False) -> str:  # noqa: ARG001 - all writers share one signature
    """Write the run and its articles, one a line."""
    return "".join(lines(report))
