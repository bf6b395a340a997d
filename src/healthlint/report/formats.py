"""The names of the output formats, and the module that writes each."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module

from healthlint.model import ArticleForm, Report

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    class Writer(Protocol):
        """What every format module offers."""

        def write(self, report: Report, *, color: bool = False) -> str:
            """Return the finished report as text."""

FORMATS = {
    "full": "healthlint.report.full",
    "concise": "healthlint.report.concise",
    "json": "healthlint.report.json_report",
    "jsonl": "healthlint.report.jsonl",
    "sarif": "healthlint.report.sarif",
    "github": "healthlint.report.github",
    "gitlab": "healthlint.report.gitlab",
    "junit": "healthlint.report.junit",
    "rdjson": "healthlint.report.rdjson",
    "checkstyle": "healthlint.report.checkstyle",
    "markdown": "healthlint.report.markdown",
    "html": "healthlint.report.html.page",
}
"""Name to module; a module is imported when its format is first asked for."""
ARTICLE_BY_ARTICLE = ("jsonl", "json", "full", "concise")
"""Formats that write one article after the other, maybe before the report is whole; what takes longest to write stands first."""
FROM_ALL = frozenset({"markdown", "html", "github"})
"""Formats that read more of an article than its findings: github, for the page of its step."""


def article_form(asked: Mapping[str, bool]) -> ArticleForm | None:
    """How articles are written where they are checked, if one of the formats ``asked`` for (each: whether in colour) writes one by one."""
    name = next((name for name in ARTICLE_BY_ARTICLE if name in asked), None)
    if name is None:
        return None
    module: Any = writer(name)
    form: ArticleForm = module.article_form(color=asked[name])
    return form


def writer(name: str) -> Writer:
    """Import the module that writes the format ``name``, which must be one of ``FORMATS``."""
    module: Any = import_module(FORMATS[name])
    chosen: Writer = module
    return chosen


def pieces(name: str, report: Report, *, color: bool = False) -> Iterable[str]:
    """What ``render`` gives, piece by piece: a format that writes one article after the other is never whole in memory."""
    module: Any = writer(name)
    found: Iterable[str] = module.pieces(report, color=color) if name in ARTICLE_BY_ARTICLE else (module.write(report, color=color),)
    return found


def render(name: str, report: Report, *, color: bool = False) -> str:
    """``report`` in the format ``name``; ``color`` adds terminal colour where the format has any."""
    return "".join(pieces(name, report, color=color))
