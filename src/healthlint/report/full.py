"""The format for people at a terminal: each finding with its line, why, and what to do."""
from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from healthlint.model import Finding, Fix, Report, Safety, Severity, Source
from healthlint.report.plain import one_line, shorten, snippet, width, wrap
from healthlint.report.summary import coverage_lines, fixes_line, is_new, verdict_line

_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_DIM = "\x1b[2m"
_COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.INFO: "\x1b[1;34m"}
_INDENT = "    "
RELATED = 6
"""Related places that are told; the report for editors has more."""


def write(report: Report, *, color: bool = False) -> str:
    """Write the findings grouped by article, then the verdict and what was covered; a rule's sources stand once."""
    lines: list[str] = []
    named: set[str] = set()
    for article in report.articles:
        shown = [f for f in article.findings if is_new(f)]
        if shown:
            lines += [_paint(one_line(article.path), _BOLD, on=color), ""]
        for finding in shown:
            lines += _finding(article.document.source, finding, color=color)
            if finding.rule not in named:
                named.add(finding.rule)
                lines += _sources(finding, color=color)
            lines.append("")
    lines.append(wrap(one_line(verdict_line(report)), ""))
    lines += [wrap(one_line(line), "") for line in [fixes_line(report), *coverage_lines(report)] if line]
    return "\n".join(lines) + "\n"


@lru_cache(maxsize=1024)
def _paragraph(text: str) -> str:
    """What is said below a finding; a rule says much the same of all of its findings."""
    return wrap(one_line(text), _INDENT)


def _paint(text: str, code: str, *, on: bool) -> str:
    return f"{code}{text}{_RESET}" if on else text


def _finding(source: Source, finding: Finding, *, color: bool) -> list[str]:
    line, column = source.line_column(finding.span.start)
    severity = _paint(finding.severity.value, _COLOURS[finding.severity], on=color)
    sure = _paint(f"({finding.confidence.value})", _DIM, on=color)
    lines = [f"  {line}:{column} {severity} {finding.rule} {sure}", _paragraph(finding.message)]
    if finding.span.end > finding.span.start:
        lines += _quote(source, finding, color=color)
    if finding.advice:
        lines.append(_paragraph(f"Do: {finding.advice}"))
    lines += [wrap(_fix(source, fix), _INDENT) for fix in finding.fixes]
    if finding.related:
        lines += _related(source, finding)
    return lines


def _related(source: Source, finding: Finding) -> Iterator[str]:
    """Where else to look; places with one note share a line."""
    for note, group in groupby(finding.related[:RELATED], key=lambda r: r.note):
        places = ", ".join("{}:{}".format(*source.line_column(r.span.start)) for r in group)
        yield wrap(one_line(f"See {places} {note}"), _INDENT)


def _sources(finding: Finding, *, color: bool) -> Iterator[str]:
    for source in finding.sources[:2]:
        text = one_line(" ".join(filter(None, ["Source:", source.name, source.clause, source.url])))
        yield _paint(wrap(text, _INDENT), _DIM, on=color)


def _quote(source: Source, finding: Finding, *, color: bool) -> tuple[str, str]:
    before, found, after = snippet(source, finding.span)
    carets = _paint("^" * max(width(found), 1), _COLOURS[finding.severity], on=color)
    return f"{_INDENT}| {before}{found}{after}".rstrip(), f"{_INDENT}| {' ' * width(before)}{carets}"


def _fix(source: Source, fix: Fix) -> str:
    word = "Fix (safe)" if fix.safety is Safety.SAFE else "Fix (to be read first)"
    line = f"{word}: {one_line(fix.title)}"
    if len(fix.edits) == 1:
        edit = fix.edits[0]
        old, new = shorten(one_line(source[edit.span]), 60), shorten(one_line(edit.text), 60)
        line += f" [{old} → {new}]" if old and new else f" [delete {old}]" if old else f" [insert {new}]"
    return line
