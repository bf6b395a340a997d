"""Tables of names and words by their first token: of another country or time, with two forms, with a usual form."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from healthlint.language.words import find_words
from healthlint.records import NamedTuple
from healthlint.resources import derived, words_text


class LocalTerm(NamedTuple):
    """A term that readers of one country, or of today, know under another name."""

    keys: tuple[str, ...]
    better: tuple[str, ...]
    exact: str
    """As written, where capitals are part of the word (ER); else empty."""


class Form(NamedTuple):
    """One written form of a word or name."""

    keys: tuple[str, ...]
    form: str
    pair: int
    """Number shared by the forms of one word."""


def _rows(name: str) -> list[list[str]]:
    lines = words_text(name).split("\n")
    return [line.split("\t") for line in lines if line and line[0] != "#"]


@cache
def local_terms(name: str, side: str) -> dict[str, list[LocalTerm]]:
    """Return the terms of a table by first word for readers of ``side``: ``uk``, ``us`` or ``old`` for withdrawn names."""
    found: dict[str, list[LocalTerm]] = {}
    for first, second, *rest in _rows(name):
        if (rest[0] if rest else "old") not in {"both", side}:
            continue
        foreign, local = (second, first) if side == "uk" else (first, second)
        for term in foreign.split("|"):
            keys = tuple(find_words(term).keys)
            exact = term if term != term.lower() else ""
            found.setdefault(keys[0], []).append(LocalTerm(keys, tuple(local.split("|")), exact))
    for terms in found.values():
        terms.sort(key=lambda t: -len(t.keys))
    return found


@cache
def double_forms() -> dict[str, list[Form]]:
    """Return the two forms of each word of double-forms.tsv."""
    return _kept("double-forms", lambda: ((form, form, pair) for pair, row in enumerate(_rows("double-forms.tsv")) for form in row))


@cache
def condition_names() -> dict[str, list[Form]]:
    """Return each written form of the names of condition-names.tsv with the usual one."""

    def written() -> Iterable[tuple[str, str, int]]:
        rows = [(right, *filter(None, others.split("|"))) for right, others in _rows("condition-names.tsv")]
        return ((form, row[0], pair) for pair, row in enumerate(rows) for form in row)

    return _kept("condition-names", written)


def _kept(name: str, written: Callable[[], Iterable[tuple[str, str, int]]]) -> dict[str, list[Form]]:
    """The forms by their first word, cut into words in an earlier run."""
    rows = derived(name, lambda: {first: [(f.keys, f.form, f.pair) for f in forms] for first, forms in _by_first(written()).items()})
    return {first: [Form(*row) for row in forms] for first, forms in rows.items()}


def _by_first(forms: Iterable[tuple[str, str, int]]) -> dict[str, list[Form]]:
    found: dict[str, list[Form]] = {}
    for written, form, pair in forms:
        keys = tuple(find_words(written).keys)
        found.setdefault(keys[0], []).append(Form(keys, form, pair))
    for entries in found.values():
        entries.sort(key=lambda f: -len(f.keys))
    return found
