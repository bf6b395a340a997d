"""Workflow commands that become annotations in GitHub Actions.

GitHub keeps 10 errors, 10 warnings and 10 notices of a step, so findings of
one rule in one file are one annotation, worst first, and a last line says how
many are left out.
"""
from __future__ import annotations

from healthlint.model import ArticleReport, Finding, Report, Severity
from healthlint.report.plain import one_line
from healthlint.report.summary import coverage_lines, new_findings, verdict_line

PER_LEVEL = 10
COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(report: Report, *, color: bool = False) -> str:  # noqa: ARG001 - all writers share one signature
    """Write at most ten commands of each level, then the verdict and what was covered."""
    groups: dict[tuple[str, str], list[tuple[ArticleReport, Finding]]] = {}
    for article, finding in new_findings(report):
        groups.setdefault((article.path, finding.rule), []).append((article, finding))
    lines, left = [], 0
    for severity, command in COMMANDS.items():
        mine = [g for g in groups.values() if max(f.severity.rank for _, f in g) == severity.rank]
        mine.sort(key=lambda g: -max(f.confidence.rank for _, f in g))
        # The last notice is ours: it says what was left out.
        room = PER_LEVEL - 1 if severity is Severity.INFO else PER_LEVEL
        lines += [_command(command, group) for group in mine[:room]]
        left += sum(len(g) for g in mine[room:])
    if left:
        more = "1 more finding is" if left == 1 else f"{left} more findings are"
        lines.append(f"::notice title=healthlint::{_data(f'{more} not shown here; see the summary or the report.')}")
    tail = [verdict_line(report), *coverage_lines(report)]
    return "\n".join([*lines, *(_text(t) for t in tail)]) + "\n"


def _command(command: str, group: list[tuple[ArticleReport, Finding]]) -> str:
    article, finding = min(group, key=lambda pair: (-pair[1].severity.rank, -pair[1].confidence.rank))
    source = article.document.source
    line, column = source.line_column(finding.span.start)
    end_line, end_column = source.line_column(finding.span.end) if finding.span.end > finding.span.start else (line, column)
    place = f"line={line},col={column},endLine={end_line}"
    # GitHub drops an end column where the lines differ, and with it the annotation.
    if end_line == line and end_column > column:
        place += f",endColumn={end_column}"
    others = [source.line_column(f.span.start)[0] for _, f in group if f is not finding]
    text = finding.message + (f" Also on {_lines(others)}." if others else "")
    return f"::{command} file={_property(article.path)},{place},title={_property(finding.rule)}::{_data(text)}"


def _lines(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:10]))
    more = f" and {len(numbers) - 10} more" if len(numbers) > 10 else ""
    return f"{'line' if len(numbers) == 1 else 'lines'} {shown}{more}"


def _data(text: str) -> str:
    return one_line(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _text(line: str) -> str:
    """A line that is no command, whatever a path in it is called."""
    clean = one_line(line)
    return f" {clean}" if clean.startswith(("::", "##[")) else clean
