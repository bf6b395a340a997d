"""The names of the output formats, and the module that writes each."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module

from healthlint.model import ArticleReport, Report

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
IN_LINES = frozenset({"json", "jsonl"})
"""Formats that hold each article on a line of its own, which may be written before the report is whole."""
FROM_ALL = frozenset({"markdown", "html", "github"})
"""Formats that read more of an article than its findings: github, for the page of its step."""


def line_writer(names: Iterable[str]) -> Callable[[ArticleReport], str] | None:
    """What writes an article's line for one of these formats, if one of them holds articles on lines."""
    if IN_LINES.isdisjoint(names):
        return None
    from healthlint.report.json_report import article_line

    return article_line


def writer(name: str) -> Writer:
    """Import the module that writes the format ``name``, which must be one of ``FORMATS``."""
    module: Any = import_module(FORMATS[name])
    chosen: Writer = module
    return chosen


def pieces(name: str, report: Report, *, color: bool = False) -> Iterable[str]:
    """What ``render`` gives, piece by piece: a format that holds articles on lines is never whole in memory."""
    module: Any = writer(name)
    found: Iterable[str] = module.lines(report) if name in IN_LINES else (module.write(report, color=color),)
    return found


def render(name: str, report: Report, *, color: bool = False) -> str:
    """``report`` in the format ``name``; ``color`` adds terminal colour where the format has any."""
    return "".join(pieces(name, report, color=color))
