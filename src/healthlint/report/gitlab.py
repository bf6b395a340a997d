"""GitLab Code Quality: an array of issues."""
from __future__ import annotations

import hashlib
import json

from healthlint.model import ArticleReport, Finding, Report, Severity
from healthlint.report.summary import new_findings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write(report: Report, *, color: bool = False) -> str:  # noqa: ARG001 - all writers share one signature
    """Write one issue for each finding; GitLab shows only the first of two with one fingerprint, so none is used twice."""
    seen: dict[str, int] = {}
    issues = []
    for article, finding in new_findings(report):
        key = f"{article.path}\0{finding.fingerprint}"
        seen[key] = seen.get(key, 0) + 1
        issues.append(_issue(article, finding, f"{key}\0{seen[key]}" if seen[key] > 1 else key))
    return json.dumps(issues, indent=1) + "\n"


def _issue(article: ArticleReport, finding: Finding, key: str) -> dict[str, Any]:
    source = article.document.source
    line, column = source.line_column(finding.span.start)
    end_line, end_column = source.line_column(finding.span.end) if finding.span.end > finding.span.start else (line, column)
    return {
        "description": finding.message,
        "check_name": f"healthlint/{finding.rule}",
        "fingerprint": hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest(),
        "severity": SEVERITIES[finding.severity],
        "location": {
            "path": article.path.removeprefix("./"),
            "positions": {"begin": {"line": line, "column": column}, "end": {"line": end_line, "column": end_column}},
        },
    }
