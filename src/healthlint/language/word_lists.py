"""Short word lists of ``rules/words/``: one part a line, a tab, its words."""
from __future__ import annotations

from functools import cache

from healthlint.resources import derived, words_text


@cache
def word_lists(name: str) -> dict[str, frozenset[str]]:
    """Return the words of each part named in a table; a part may go over several lines."""
    return derived(f"lists-{name}", lambda: _read_lists(name))


def _read_lists(name: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in words_text(name).splitlines():
        if line and not line.startswith("#"):
            part, _, words = line.partition("\t")
            found.setdefault(part, set()).update(words.split())
    return {part: frozenset(words) for part, words in found.items()}


@cache
def word_pairs(name: str) -> frozenset[tuple[str, str]]:
    """Return every pair that a table of ``a|b<TAB>c|d`` lines allows."""
    return derived(f"pairs-{name}", lambda: _read_pairs(name))


def _read_pairs(name: str) -> frozenset[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for line in words_text(name).splitlines():
        if line and not line.startswith("#"):
            left, _, right = line.partition("\t")
            found.update((a, b) for a in left.split("|") for b in right.split("|"))
    return frozenset(found)


@cache
def word_columns(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the lines of a table, cut at their tabs."""
    return derived(f"columns-{name}", lambda: _read_columns(name))


def _read_columns(name: str) -> tuple[tuple[str, ...], ...]:
    lines = words_text(name).splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))
