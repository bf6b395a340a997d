"""Checks one page of a fleet; made once in each worker with its rulebook."""
from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from healthlint.civil_dates import date
from healthlint.engine.books import Books
from healthlint.engine.config import load_config
from healthlint.engine.run import Bench, check_page
from healthlint.fleet.inputs import FORMATS
from healthlint.fleet.rows import row_of
from healthlint.model import Skipped


class PageReader:
    """A worker's rulebook and settings."""

    def __init__(self, flags: Mapping[str, Any], today: str) -> None:
        """Open the rulebook once; ``flags`` are settings by their names in a configuration file."""
        config = load_config(Path(), flags)
        self._bench = Bench(config, date.fromisoformat(today), Books())
        self._bench.books.book_for(config)

    def row(self, path: str | None, content: str | bytes | None, form: str | None) -> dict[str, Any]:
        """The row of one page; a page that cannot be read or breaks a check keeps its reason, and is never lost."""
        if content is None:
            return row_of(Skipped(path or "", "the page has no text"))
        data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
        if form == "warc":
            head, _, data = data.partition(b"\r\n\r\n")
            if b"text/html" not in head.lower() and b"text/plain" not in head.lower():
                return row_of(Skipped(path or "", "not a page of text"))
            form = "html" if b"text/html" in head.lower() else "text"
        ending = FORMATS.get(form or "", "html")
        return row_of(check_page(data, f"{path or 'page'}.{ending}", self._bench))
