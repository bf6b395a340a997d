"""Tables of ``rules/words/`` as rows of two columns, in the order written."""
from __future__ import annotations

from functools import cache

from healthlint.resources import words_text


@cache
def table_rows(name: str) -> tuple[tuple[str, str], ...]:
    """Return the rows of a table; empty lines and lines that begin with ``#`` are left out."""
    lines = words_text(name).splitlines()
    split = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    return tuple((first, second) for first, _, second in split)
