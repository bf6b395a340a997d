"""Checkstyle XML, which many review tools read: where a finding begins, and no fixes."""
from __future__ import annotations

from healthlint.model import ArticleReport, Finding, Report
from healthlint.report.summary import coverage_lines, is_new, verdict_line
from healthlint.report.xml_text import attributes, comment


def write(report: Report, *, color: bool = False) -> str:  # noqa: ARG001 - all writers share one signature
    """Write a ``file`` for every article that was checked, with or without findings."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<checkstyle version="8.0">']
    lines += [comment(line) for line in [verdict_line(report), *coverage_lines(report)]]
    for article in report.articles:
        lines.append(f"<file{attributes(name=article.path)}>")
        lines += [_error(article, f) for f in article.findings if is_new(f)]
        lines.append("</file>")
    return "\n".join([*lines, "</checkstyle>"]) + "\n"


def _error(article: ArticleReport, finding: Finding) -> str:
    line, column = article.document.source.line_column(finding.span.start)
    source = f"healthlint.{finding.rule.replace('/', '.')}"
    values = attributes(line=line, column=column, severity=finding.severity.value, message=finding.message, source=source)
    return f"  <error{values} />"
