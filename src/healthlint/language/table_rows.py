"""Tables of ``rules/words/`` as rows of two columns, in the order written."""
from __future__ import annotations

from functools import cache

from healthlint.resources import derived, words_text


@cache
def table_rows(name: str) -> tuple[tuple[str, str], ...]:
    """Return the rows of a table; empty lines and lines that begin with ``#`` are left out."""
    return derived(f"rows-{name}", lambda: _read_rows(name))


def _read_rows(name: str) -> tuple[tuple[str, str], ...]:
    lines = words_text(name).splitlines()
    split = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    return tuple((first, second) for first, _, second in split)
