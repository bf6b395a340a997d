"""The terms and patterns of lexical rules as rule files write them, turned into the plain values that a run looks words up in."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from healthlint.checks.lexical import KINDS, LexicalTable, Phrase
from healthlint.language.word_table import pack
from healthlint.language.words import find_words
from healthlint.model import Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def compile_lexical(rules: Sequence[Rule], tables: Mapping[str, Mapping[str, Sequence[str]]]) -> LexicalTable:
    """The lexical rules among ``rules`` as plain values; ``tables`` holds the terms of each table they name."""
    limits: list[tuple[Any, ...]] = []
    entries: list[tuple[Any, ...]] = []
    for rule in rules:
        if rule.check in KINDS:
            entries += _entries(rule, len(limits), tables)
            limits.append(_limits(rule))
    entries.sort(key=lambda e: -99 if e[2] else -len(e[1][0]))
    table: dict[str, list[tuple[Any, ...]]] = {}
    for order, entry in enumerate(entries):
        table.setdefault(max(entry[1][0], key=len), []).append((*entry, order))
    return LexicalTable(tuple(limits), pack(table))


def _limits(rule: Rule) -> tuple[Any, ...]:
    p = rule.parameters
    return (
        rule.id,
        _phrases(p.get("unless", ())),
        _phrases(p.get("unless-sentence", ())),
        tuple(p.get("not-when", ())),
        p.get("quotations") == "true",
        p.get("first-only") == "true" or rule.once,
    )


def _phrases(terms: Iterable[str]) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(p) for term in terms for text in expand(term) if (p := phrase_of(text)))


def _entries(rule: Rule, index: int, tables: Mapping[str, Mapping[str, Sequence[str]]]) -> Iterator[tuple[Any, ...]]:
    for term, better in _terms(rule.parameters, tables):
        for text in expand(term):
            phrase = phrase_of(text)
            if phrase:
                yield index, tuple(phrase), "", tuple(better)
    for pattern in rule.parameters.get("patterns", ()):
        for anchor in pattern["anchor"]:
            phrase = phrase_of(anchor.lower())
            if phrase:
                yield index, tuple(phrase), pattern["pattern"], tuple(pattern.get("better", ()))


def _terms(parameters: Mapping[str, Any], tables: Mapping[str, Mapping[str, Sequence[str]]]) -> Iterator[tuple[str, Sequence[str]]]:
    terms = parameters.get("terms", {})
    if isinstance(terms, list):
        terms = dict.fromkeys(terms, ())
    yield from terms.items()
    if "table" in parameters:
        yield from tables[parameters["table"]].items()


def expand(term: str) -> list[str]:
    """``(is|are) (very )?good`` written out; a term without brackets is itself."""
    if "(" not in term:
        return [term]
    parts: list[list[str]] = []
    for piece in re.split(r"(\([^()]*\)\??)", term):
        if piece.startswith("("):
            choices = piece.rstrip("?")[1:-1].split("|")
            parts.append([*choices, ""] if piece.endswith("?") else choices)
        elif piece:
            parts.append([piece])
    return [" ".join("".join(p).split()) for p in product(*parts)]


def phrase_of(term: str) -> Phrase | None:
    """``term`` as tokens; ``None`` if it has none."""
    words = find_words(term)
    if not words.keys:
        return None
    gaps = tuple(
        " " if (gap := term[words.ends[i] : words.starts[i + 1]]).isspace() else gap for i in range(len(words.keys) - 1)
    )
    first, last = words.starts[0], words.ends[-1]
    exact = term[first:last] if term[first:last] != term[first:last].lower() else ""
    return Phrase(tuple(words.keys), gaps, term[:first], term[last:], exact)
