"""Reviewdog's diagnostic format: columns are 1-based UTF-8 bytes, and suggestions can be taken with a click."""
from __future__ import annotations

import json

from healthlint.model import ArticleReport, Finding, Fix, Report, Safety, Severity, Source, Span
from healthlint.report.summary import new_findings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def write(report: Report, *, color: bool = False) -> str:  # noqa: ARG001 - all writers share one signature
    """Write all findings to act on."""
    diagnostics = [_diagnostic(a, f) for a, f in new_findings(report)]
    source = {"name": "healthlint", "url": "https://pypi.org/project/healthlint/"}
    return json.dumps({"source": source, "diagnostics": diagnostics}, indent=1) + "\n"


def _diagnostic(article: ArticleReport, finding: Finding) -> dict[str, Any]:
    source = article.document.source
    suggestions = [f for f in finding.fixes if len(f.edits) == 1]
    careful = any(f.safety is Safety.REVIEW for f in suggestions)
    code: dict[str, str] = {"value": finding.rule}
    address = next((s.url for s in finding.sources if s.url), "")
    if address:
        code["url"] = address
    made: dict[str, Any] = {
        "message": finding.message + (" The suggestion changes what is said and needs reading." if careful else ""),
        "location": {"path": article.path, "range": _range(source, finding.span)},
        "severity": SEVERITIES[finding.severity],
        "code": code,
    }
    if suggestions:
        made["suggestions"] = [_suggestion(source, f) for f in suggestions]
    return made


def _suggestion(source: Source, fix: Fix) -> dict[str, Any]:
    edit = fix.edits[0]
    return {"range": _range(source, edit.span), "text": edit.text}


def _range(source: Source, span: Span) -> dict[str, Any]:
    return {"start": _position(source, span.start), "end": _position(source, span.end)}


def _position(source: Source, offset: int) -> dict[str, int]:
    line, column = source.line_column(offset)
    before = source.text[offset - column + 1 : offset]
    width = len(before) if before.isascii() else len(before.encode("utf-8", "surrogatepass"))
    return {"line": line, "column": width + 1}
