"""A comment for a pull request, or a step summary: the verdict, what blocks, and the rest folded."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from healthlint.model import ArticleReport, Finding, Report
from healthlint.patterns import compile_pattern
from healthlint.report.plain import one_line
from healthlint.report.summary import blocking, coverage_lines, new_findings, verdict_line

COMMENT_LIMIT = 60_000
"""Characters; GitHub refuses a comment of more than 65,536."""
SUMMARY_LIMIT = 900 * 1024
"""Bytes; GitHub drops a step summary near 1 MiB without a word."""
_HEAD = "| Place | Severity | Finding |\n| --- | --- | --- |"


def write(report: Report, *, color: bool = False) -> str:  # noqa: ARG001 - all writers share one signature
    """Write the report as a comment; its first line tells a later run which comment to update."""
    return _cut(report, COMMENT_LIMIT)


def step_summary(report: Report) -> str:
    """Write the report for ``GITHUB_STEP_SUMMARY``, within its limit in bytes."""
    # An article may be written in any script: four bytes a character at worst.
    text = _cut(report, SUMMARY_LIMIT)
    return text if len(text.encode("utf-8", "replace")) <= SUMMARY_LIMIT else _cut(report, SUMMARY_LIMIT // 4)


@cache
def _special() -> re.Pattern[str]:
    return compile_pattern(r"[\\`*_\[\]|~#$!]")


def escape(text: str) -> str:
    """``text`` on one line that shows as it is: no markup, no table cell, nobody called."""
    flat = one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _special().sub(r"\\\g<0>", flat).replace("@", "@\u200b").replace("://", ":\u200b//")


def _cut(report: Report, limit: int) -> str:
    new = list(new_findings(report))
    blockers = [pair for pair in new if blocking(report, pair[1])]
    others = [pair for pair in new if not blocking(report, pair[1])]
    head = [f"<!-- healthlint:{escape('+'.join(report.profiles)).replace('--', '- -')} -->", f"## {escape(verdict_line(report))}", ""]
    tail = ["", *_scores(report.articles[:20]), *(f"{escape(line)}  " for line in coverage_lines(report))]
    room = limit - sum(len(part) + 1 for part in [*head, *tail]) - 400
    body: list[str] = []
    if blockers:
        room = _table(body, blockers, room, ["### What blocks publication", ""])
    if others:
        _table(body, others, room, ["<details><summary>The rest</summary>", ""])
        body += ["", "</details>"]
    return "\n".join([*head, *body, *tail]) + "\n"


def _table(body: list[str], pairs: list[tuple[ArticleReport, Finding]], room: int, title: list[str]) -> int:
    """Append a table of as many findings as there is room for, with a line on the others; what room is left."""
    body += ["", *title, _HEAD]
    for shown, row in enumerate(_rows(pairs)):
        if len(row) + 1 > room:
            body += ["", f"{len(pairs) - shown} more findings are left out here; the HTML report has them all."]
            return 0
        room -= len(row) + 1
        body.append(row)
    return room


def _rows(pairs: Iterable[tuple[ArticleReport, Finding]]) -> Iterator[str]:
    for article, finding in pairs:
        line, column = article.document.source.line_column(finding.span.start)
        place = f"{escape(article.path)}:{line}:{column}"
        yield f"| {place} | {finding.severity.value} | {escape(finding.message)} ({escape(finding.rule)}) |"


def _scores(articles: Iterable[ArticleReport]) -> Iterator[str]:
    for article in articles:
        grade = article.facts.readability.scores.get("flesch-kincaid-grade")
        if grade is not None:
            # Never first on a line: a file named "::error::x.md" would speak to the workflow that prints this.
            yield f"- {escape(article.path)}: Flesch-Kincaid grade {grade:.1f}, {article.words:,} words."
