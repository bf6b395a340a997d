"""The JSON report, schema 1, and JSON Lines: what scripts and other tools read.

One article stands on one line, so that a difference between two runs is a
difference between lines, and the fast encoder of the standard library is used.
"""
from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from healthlint.model import ArticleForm, ArticleReport, Report
from healthlint.report.records import article_record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def run_record(report: Report) -> dict[str, Any]:
    """Everything that is said of the run as a whole."""
    excluded: Counter[str] = Counter()
    for article in report.articles:
        excluded.update(article.words_excluded)
    return {
        "schema": 1,
        "tool": {"name": "healthlint", "version": report.version},
        "profiles": list(report.profiles),
        "today": report.today,
        "fail_on": report.fail_on.value if report.fail_on else "never",
        "verdict": report.verdict.value,
        "reasons": list(report.reasons),
        "coverage": {
            "found": report.found,
            "checked": len(report.articles),
            "skipped": [{"path": s.path, "reason": s.reason} for s in report.skipped],
            "words": sum(a.words for a in report.articles),
            "words_excluded": dict(sorted(excluded.items())),
        },
    }


def dump(value: object) -> str:
    """``value`` as JSON on one line; half of a surrogate pair, as a file name may hold, becomes an escape."""
    text = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


def article_line(article: ArticleReport) -> str:
    """One article on one line."""
    return dump(article_record(article))


def article_form(*, color: bool = False) -> ArticleForm:  # noqa: ARG001 - all writers share one signature
    """How one article is written."""
    return ArticleForm("json", article_line, whole=True)


def pieces(report: Report, *, color: bool = False) -> Iterator[str]:  # noqa: ARG001 - all writers share one signature
    """The whole run as one JSON object, one article after the other, so that a large one is never whole in memory."""
    yield "{\n" + "".join(f"  {dump(key)}: {dump(value)},\n" for key, value in run_record(report).items()) + '  "articles": ['
    before, form = "\n    ", article_form()
    for article in report.articles:
        yield before + article.in_form(form)
        before = ",\n    "
    yield "\n  ]\n}\n" if report.articles else "]\n}\n"


def write(report: Report, *, color: bool = False) -> str:
    """Write the whole run as one JSON object."""
    return "".join(pieces(report, color=color))
