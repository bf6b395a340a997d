"""The names of the output formats, and the module that writes each."""
from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from healthlint.model import Report

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


class Writer(Protocol):
    """What every format module offers."""

    def write(self, report: Report, *, color: bool = False) -> str:
        """Return the finished report as text."""


def writer(name: str) -> Writer:
    """Import the module that writes the format ``name``, which must be one of ``FORMATS``."""
    return cast("Writer", import_module(FORMATS[name]))


def render(name: str, report: Report, *, color: bool = False) -> str:
    """``report`` in the format ``name``; ``color`` adds terminal colour where the format has any."""
    return writer(name).write(report, color=color)
