"""The format for people at a terminal: each finding with its line, why, and what to do."""

from collections.abc import Iterator

from healthlint.model import ArticleReport, Finding, Fix, Report, Safety, Severity, Source
from healthlint.report.plain import one_line, shorten, snippet, width
from healthlint.report.summary import coverage_lines, fixes_line, is_new, verdict_line

_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_DIM = "\x1b[2m"
_COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.INFO: "\x1b[1;34m"}
_INDENT = "    "


def write(report: Report, *, color: bool = False) -> str:
    """Write the findings grouped by article, then the verdict and what was covered."""
    lines: list[str] = []
    for article in report.articles:
        shown = [f for f in article.findings if is_new(f)]
        if shown:
            lines += [_paint(one_line(article.path), _BOLD, on=color), ""]
            for finding in shown:
                lines += [*_finding(article, finding, color=color), ""]
    lines.append(one_line(verdict_line(report)))
    lines += [one_line(line) for line in [fixes_line(report), *coverage_lines(report)] if line]
    return "\n".join(lines) + "\n"


def _paint(text: str, code: str, *, on: bool) -> str:
    return f"{code}{text}{_RESET}" if on else text


def _finding(article: ArticleReport, finding: Finding, *, color: bool) -> Iterator[str]:
    source = article.document.source
    line, column = source.line_column(finding.span.start)
    severity = _paint(finding.severity.value, _COLOURS[finding.severity], on=color)
    sure = _paint(f"({finding.confidence.value})", _DIM, on=color)
    yield f"  {line}:{column} {severity} {finding.rule} {sure}"
    yield _INDENT + one_line(finding.message)
    if finding.span.end > finding.span.start:
        yield from _quote(source, finding, color=color)
    if finding.advice:
        yield f"{_INDENT}Do: {one_line(finding.advice)}"
    yield from (f"{_INDENT}{_fix(source, fix)}" for fix in finding.fixes)
    for related in finding.related[:5]:
        place = "{}:{}".format(*source.line_column(related.span.start))
        yield _INDENT + one_line(f"See {place} {related.note}")
    for named in finding.sources[:2]:
        yield _paint(_INDENT + one_line(" ".join(filter(None, ["Source:", named.name, named.clause, named.url]))), _DIM, on=color)


def _quote(source: Source, finding: Finding, *, color: bool) -> Iterator[str]:
    before, found, after = snippet(source, finding.span)
    yield f"{_INDENT}| {before}{found}{after}".rstrip()
    carets = _paint("^" * max(width(found), 1), _COLOURS[finding.severity], on=color)
    yield f"{_INDENT}| {' ' * width(before)}{carets}"


def _fix(source: Source, fix: Fix) -> str:
    word = "Fix (safe)" if fix.safety is Safety.SAFE else "Fix (to be read first)"
    line = f"{word}: {one_line(fix.title)}"
    if len(fix.edits) == 1:
        edit = fix.edits[0]
        old, new = shorten(one_line(source[edit.span]), 60), shorten(one_line(edit.text), 60)
        line += f" [{old} → {new}]" if old and new else f" [delete {old}]" if old else f" [insert {new}]"
    return line
