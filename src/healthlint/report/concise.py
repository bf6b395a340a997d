"""One line a finding, as compilers write them, so that editors can jump to the place."""
from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from healthlint.model import ArticleForm, ArticleReport, Finding, Report, Severity, Source
from healthlint.report.plain import one_line
from healthlint.report.summary import coverage_lines, is_new, verdict_line

_RESET = "\x1b[0m"
_COLOURS = {Severity.ERROR: "\x1b[31m", Severity.WARNING: "\x1b[33m", Severity.INFO: "\x1b[34m"}


def article_form(*, color: bool = False) -> ArticleForm:
    """How one article is written."""
    return ArticleForm("concise in colour" if color else "concise", partial(article_text, color=color))


def article_text(article: ArticleReport, *, color: bool = False) -> str:
    """The findings of one article, one a line."""
    path, source = one_line(article.path), article.document.source
    return "".join([_line(path, source, finding, color=color) for finding in article.findings if is_new(finding)])


def pieces(report: Report, *, color: bool = False) -> Iterator[str]:
    """The findings of one article after the other, then the verdict and what was covered."""
    form = article_form(color=color)
    for article in report.articles:
        yield article.in_form(form)
    for line in [verdict_line(report), *coverage_lines(report)]:
        yield one_line(line) + "\n"


def write(report: Report, *, color: bool = False) -> str:
    """Write all findings, one a line, then the verdict and what was covered."""
    return "".join(pieces(report, color=color))


def _line(path: str, source: Source, finding: Finding, *, color: bool) -> str:
    line, column = source.line_column(finding.span.start)
    severity = finding.severity.value
    if color:
        severity = f"{_COLOURS[finding.severity]}{severity}{_RESET}"
    return f"{path}:{line}:{column}: {severity} {finding.rule} {one_line(finding.message)}\n"
