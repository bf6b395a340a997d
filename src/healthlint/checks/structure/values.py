"""Two values for one quantity: a daily need, or the year in which something was first done."""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from healthlint.article.article import Article
from healthlint.article.numbers import numbers_of
from healthlint.checks.registry import check
from healthlint.language.health import REMEDY, find_health
from healthlint.language.words import find_words, fold
from healthlint.model import Block, Finding, Related, Rule, Sentence, Span, Zone
from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple

_RUNNING = frozenset({Zone.PROSE, Zone.LIST})


class Value(NamedTuple):
    """A number that the article gives for ``key``."""

    key: tuple[str, ...]
    """What is measured, for whom, in which unit."""
    number: str
    block: Block
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The number in the source."""
        return self.block.span(self.start, self.end)

    @property
    def text(self) -> str:
        """The number and its unit as printed."""
        return self.block.text[self.start : self.end]


@check("contradictory-values")
def contradictory_values(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a second value that differs from the first for the same group and quantity."""
    first: dict[tuple[str, ...], Value] = {}
    for value in _values(rule, article):
        known = first.setdefault(value.key, value)
        if known.number != value.number:
            yield rule.finding(value.span, one=known.text, other=value.text, related=[Related(known.span, rule.parameters["note"])])


def _values(rule: Rule, article: Article) -> Iterator[Value]:
    topic: tuple[str, ...] | None = None
    needs, others = rule.words("needs"), rule.words("other-scopes")
    for block, words, sentence, *_ in article.once(numbers_of):
        if block.zone not in _RUNNING:
            continue
        keys = words.keys[sentence.first : sentence.last]
        if not needs.isdisjoint(keys) and others.isdisjoint(keys):
            topic = _remedies(article.document.title) if topic is None else topic
            yield from _needs(rule, block, sentence, topic, frozenset(keys))
        if "first" in keys:
            yield from _years(block, sentence)


def _remedies(text: str) -> tuple[str, ...]:
    words = find_words(text)
    return tuple(sorted({term.name for term in find_health(words, 0, len(words.keys)) if term.kind == REMEDY}))


@cache
def _dose() -> re.Pattern[str]:
    return compile_pattern(
        r"(?<![\d.,–-])(\d[\d,.]*)\s?(mg|mcg|µg|micrograms?|milligrams?|iu|hours|glasses|portions)\b(?!\s?(?:to|or|–|-)\s?\d)",
        re.IGNORECASE,
    )


def _needs(rule: Rule, block: Block, sentence: Sentence, topic: tuple[str, ...], said: frozenset[str]) -> Iterator[Value]:
    """Daily needs: ``men need 300mg a day``, ``300mg a day for men``."""
    low = fold(sentence.text)
    if not any(word in low for word in ("a day", "per day", "daily", "each day", "a night")):
        return
    found = list(_dose().finditer(sentence.text))
    groups = [word for word in rule.parameters["groups"] if word in said]
    if len(found) != 1 or len(groups) > 1:
        return
    dose = found[0]
    subject = _remedies(sentence.text) or topic
    group = rule.parameters["groups"][groups[0]] if groups else ""
    if group:
        start, end = sentence.start + dose.start(), sentence.start + dose.end()
        yield Value((*subject, group, dose[2].lower()), dose[1].replace(",", ""), block, start, end)


@cache
def _first_use() -> re.Pattern[str]:
    return compile_pattern(r"^(\w+(?: \w+)?) (?:was|were) first (\w+) in ((?:1[5-9]|20)\d\d)\b", re.IGNORECASE)


def _years(block: Block, sentence: Sentence) -> Iterator[Value]:
    """Years of first use: ``Zinc was first used in 1746``; ``it`` takes up the subject before."""
    match = _first_use().match(sentence.text)
    if match:
        subject = "" if match[1].lower() in {"it", "they", "this"} else match[1].lower()
        before = block.text[: sentence.start]
        subject = subject or next((m[1].lower() for m in _earlier(before)), "")
        yield Value((subject, "first", match[2].lower()), match[3], block, sentence.start + match.start(3), sentence.start + match.end(3))


def _earlier(text: str) -> list[re.Match[str]]:
    """Sentences before that name the subject, the nearest first."""
    pieces = [_first_use().match(piece.strip()) for piece in text.split(". ")]
    return [m for m in reversed(pieces) if m is not None and m[1].lower() not in {"it", "they", "this"}]
