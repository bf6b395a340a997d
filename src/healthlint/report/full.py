"""The format for people at a terminal: each finding with its line, why, and what to do."""
from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache, partial
from itertools import groupby

from healthlint.model import ArticleForm, ArticleReport, Finding, Fix, Report, Safety, Severity, Source
from healthlint.report.plain import one_line, shorten, snippet, width, wrap
from healthlint.report.summary import coverage_lines, fixes_line, is_new, verdict_line

_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_DIM = "\x1b[2m"
_COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.INFO: "\x1b[1;34m"}
_INDENT = "    "
RELATED = 6
"""Related places that are told; the report for editors has more."""


def article_form(*, color: bool = False) -> ArticleForm:
    """How one article is written where the sources of its rules stand elsewhere."""
    return ArticleForm("full in colour" if color else "full", partial(article_text, color=color))


def article_text(article: ArticleReport, *, color: bool = False, rules: Collection[str] = ()) -> str:
    """The findings of one article; the sources of ``rules`` are told with the first finding of each."""
    shown = [f for f in article.findings if is_new(f)]
    if not shown:
        return ""
    source = article.document.source
    lines = [_paint(one_line(article.path), _BOLD, on=color), ""]
    told = set(rules)
    for finding in shown:
        lines += _finding(source, finding, color=color)
        if finding.rule in told:
            told.remove(finding.rule)
            lines += _sources(finding, color=color)
        lines.append("")
    return "\n".join(lines) + "\n"


def pieces(report: Report, *, color: bool = False) -> Iterator[str]:
    """The findings of one article after the other, then the verdict and what was covered; a rule's sources stand once."""
    form = article_form(color=color)
    named: set[str] = set()
    for article in report.articles:
        rules = {standing.rule for standing in article.tally if standing.is_new} - named
        yield article_text(article, color=color, rules=rules) if rules else article.in_form(form)
        named |= rules
    for line in [verdict_line(report), fixes_line(report), *coverage_lines(report)]:
        if line:
            yield wrap(one_line(line), "") + "\n"


def write(report: Report, *, color: bool = False) -> str:
    """Write the findings grouped by article, then the verdict and what was covered."""
    return "".join(pieces(report, color=color))


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
