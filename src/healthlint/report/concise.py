"""One line a finding, as compilers write them, so that editors can jump to the place."""
from __future__ import annotations

from healthlint.model import ArticleReport, Finding, Report, Severity
from healthlint.report.plain import one_line
from healthlint.report.summary import coverage_lines, new_findings, verdict_line

_RESET = "\x1b[0m"
_COLOURS = {Severity.ERROR: "\x1b[31m", Severity.WARNING: "\x1b[33m", Severity.INFO: "\x1b[34m"}


def write(report: Report, *, color: bool = False) -> str:
    """Write all findings, one a line, then the verdict and what was covered."""
    lines = [_line(article, finding, color=color) for article, finding in new_findings(report)]
    lines.append(one_line(verdict_line(report)))
    lines += [one_line(line) for line in coverage_lines(report)]
    return "\n".join(lines) + "\n"


def _line(article: ArticleReport, finding: Finding, *, color: bool) -> str:
    line, column = article.document.source.line_column(finding.span.start)
    severity = finding.severity.value
    if color:
        severity = f"{_COLOURS[finding.severity]}{severity}{_RESET}"
    return f"{one_line(article.path)}:{line}:{column}: {severity} {finding.rule} {one_line(finding.message)}"
