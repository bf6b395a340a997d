"""Bodies such as the NHS or WHO: where a sentence credits one, and which references are one's own."""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from healthlint.language.table_rows import table_rows
from healthlint.model import Reference
from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple


class Body(NamedTuple):
    """A body that publishes guidance."""

    name: str
    names: tuple[str, ...]
    hosts: tuple[str, ...]


@cache
def bodies() -> tuple[Body, ...]:
    """Every body of ``rules/words/bodies.tsv``."""
    found = []
    for name, rest in table_rows("bodies.tsv"):
        names, _, hosts = rest.partition("\t")
        found.append(Body(name, tuple(names.split("|")), tuple(hosts.split("|"))))
    return tuple(found)


@cache
def _by_name() -> dict[str, Body]:
    found: dict[str, Body] = {}
    for body in bodies():
        for name in (body.name, *body.names):
            found.setdefault(name, body)
    return found


@cache
def _names() -> re.Pattern[str]:
    listed = sorted((n for n in _by_name() if not n.endswith((" of", " on"))), key=len, reverse=True)
    return compile_pattern(rf"(?<![\w-])(?:{'|'.join(map(re.escape, listed))})(?![\w-])")


_NOUNS = (
    "guideline|guidelines|guidance|recommendation|recommendations|advice|statistics|figures|estimate|estimates|report|reports|"
    "website|page|fact sheet|factsheet|review|limit|limits"
)
_VERBS = (
    "says|say|said|states|stated|recommends|recommend|recommended|advises|advise|advised|suggests|suggest|suggested|reports|report|reported|"
    "estimates|estimate|estimated|warns|warn|warned|notes|noted|found|concluded|concludes|classifies|classified|lists|"
    "publishes|published|issued|explains|describes|states that|sets|set"
)


@cache
def _credit_after() -> re.Pattern[str]:
    """What follows the name of a body that is credited."""
    return compile_pattern(
        rf"(?:\s\([A-Z]{{2,8}}\))?(?:[’']s?)?\s(?:(?:also|now|currently|has|have|dietary|clinical|official|current|latest|new|national|health|its|"
        rf"(?:19|20)\d\d)\s){{0,3}}(?:{_NOUNS}|{_VERBS})\b",
    )


@cache
def _credit_before() -> re.Pattern[str]:
    return compile_pattern(
        r"(?:\baccording to|\b(?:recommended|advised|published|issued|set|reported|estimated|stated|given|suggested) by"
        r"|\b(?:guidelines?|guidance|recommendations?|advice|figures|statistics|report|estimates)"
        r" (?:from|of|by|issued by|published by))"
        r"\s(?:the\s|both the\s)?(?:(?:UK|US|U\.S\.|UK[’']s|current|latest)\s)?$",
        re.IGNORECASE,
    )


def credited(text: str) -> Iterator[tuple[Body, int, int]]:
    """The bodies that a sentence gives as its source, with the place of the name; a body merely mentioned is left out."""
    for match in _names().finditer(text):
        after = _credit_after().match(text, match.end())
        before = _credit_before().search(text, max(0, match.start() - 60), match.start())
        if after or before:
            yield _by_name()[match[0]], match.start(), match.end()


def is_from(reference: Reference, body: Body) -> bool:
    """Whether an entry carries one of the body's names or lies on one of its hosts."""
    text = reference.text
    low = text.lower()
    if any(name.lower() in low for name in body.names) or _has_word(text, body.name):
        return True
    where = f"{low} {(reference.url or '').lower()}"
    return any(host in where for host in body.hosts)


def _has_word(text: str, word: str) -> bool:
    return bool(re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text))
