"""Medical terms that many readers do not know, in either spelling, and their plain words."""
from __future__ import annotations

from functools import cache

from healthlint.language.variants import spelling_of
from healthlint.model import Words
from healthlint.records import NamedTuple
from healthlint.resources import derived, words_text


class Term(NamedTuple):
    """A term at tokens ``first`` to, not including, ``last``."""

    name: str
    """As listed."""
    plain: str
    first: int
    last: int


@cache
def _terms() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """Terms by first word; plurals and American spellings stand beside what is listed."""
    return derived("terms", _read_terms)


def _read_terms() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for line in words_text("medical-terms.tsv").split("\n"):
        if line and line[0] != "#":
            name, plain = line.split("\t")
            for keys in _forms(tuple(name.split(" "))):
                found.setdefault(keys[0], []).append((keys, name, plain))
    for terms in found.values():
        terms.sort(key=lambda t: -len(t[0]))
    return found


def _forms(keys: tuple[str, ...]) -> set[tuple[str, ...]]:
    forms = {keys}
    for part, key in enumerate(keys):
        spelling = spelling_of(key)
        if spelling:
            forms |= {(*f[:part], spelling.others[0], *f[part + 1 :]) for f in list(forms)}
    # A plural in -s; Latin and Greek ones are listed where they are common.
    return forms | {(*f[:-1], _plural(f[-1])) for f in forms if not f[-1].endswith(("s", "a", "c", "l"))}


def _plural(key: str) -> str:
    return f"{key[:-1]}ies" if key[-1] == "y" else f"{key}s"


def find_terms(words: Words, first: int, last: int) -> list[Term]:
    """Return the terms among ``words[first:last]``; at one place the longest counts, and a name that needs no plain words is none."""
    table = _terms()
    found: list[Term] = []
    at = first
    while at < last:
        for keys, name, plain in table.get(words.keys[at], ()):
            if tuple(words.keys[at : at + len(keys)]) == keys and at + len(keys) <= last:
                if plain != "-":
                    found.append(Term(name, plain, at, at + len(keys)))
                at += len(keys) - 1
                break
        at += 1
    return found


def term_openings() -> frozenset[str]:
    """The words by which terms begin, in either spelling."""
    return frozenset(_terms())


def may_hold_terms(words: Words, first: int = 0, last: int | None = None) -> bool:
    """Whether any of ``words[first:last]`` can begin a term."""
    return not _terms().keys().isdisjoint(words.keys[first:last])
