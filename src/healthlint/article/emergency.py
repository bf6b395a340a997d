"""Where the page tells a reader to get help at once, and by which numbers."""
from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import islice

from healthlint.article.article import Article
from healthlint.language.table_rows import table_rows
from healthlint.language.words import fold
from healthlint.model import Block, Span, Zone

_SILENT = frozenset({Zone.REFERENCES, Zone.FURTHER_READING, Zone.CODE})
_CALLS = frozenset(
    "call calling dial dialling dialing ring phone telephone text contact calls number on".split(),
)
_ACTS = _CALLS | {"go", "get", "seek", "visit", "attend", "take", "see", "need", "ask"}
_MOST = 40
"""Contacts of one block after which no more are kept."""
_HINTS = frozenset(
    "999 911 112 111 988 000 116 13 1-800-222-1222 emergency ambulance crisis poison poisons immediate immediately urgent "
    "urgently right samaritans casualty hospital e suicide accident".split(),
)
"""Words of which every phrase of the table has one."""


def read_emergency(article: Article) -> tuple[tuple[tuple[str, Span], ...], Span | None]:
    """Emergency numbers that readers are told to call, and the first instruction to get help at once."""
    numbers: list[tuple[str, Span]] = []
    urgent: Span | None = None
    for block in (article.blocks[i] for i in article.blocks_with(_HINTS)):
        if block.zone in _SILENT:
            continue
        low = fold(block.text)
        for phrase, at, is_number in islice(_contacts(article, block, low), _MOST):
            if is_number:
                numbers.append((phrase, block.span(at, at + len(phrase))))
            sentence = article.sentence_at(block, at)
            urgent = urgent or (sentence.span if sentence else block.span())
    return tuple(numbers), urgent


@cache
def _table() -> dict[str, list[tuple[str, bool]]]:
    """Phrases, and whether each is a number, by a part that they share: most texts lack it, and so all of them."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for phrase, kind in table_rows("emergency.tsv"):
        part = next((word for word in phrase.split() if word in _HINTS), phrase)
        found.setdefault(part, []).append((phrase, kind == "number"))
    return found


def _contacts(article: Article, block: Block, low: str) -> Iterator[tuple[str, int, bool]]:
    """Phrases of the table in an instruction, in order: a number after a verb of calling, a place after any verb of going."""
    found = []
    for phrase, is_number in [row for part, rows in _table().items() if part in low for row in rows]:
        at = low.find(phrase)
        while at >= 0:
            if _stands_alone(low, at, at + len(phrase), is_number=is_number) and _instructed(article, block, at, is_number=is_number):
                found.append((phrase, at, is_number))
            at = low.find(phrase, at + len(phrase))
    yield from sorted(found, key=lambda hit: hit[1])


def _stands_alone(low: str, start: int, end: int, *, is_number: bool) -> bool:
    before, after = low[start - 1 : start], low[end : end + 2]
    if before.isalnum() or after[:1].isalnum():
        return False
    inside_number = (
        before in set("+-/.,£$€") or (after[:1] in set("-/.,") and after[1:].isdigit()) or (after[:1] == " " and after[1:].isdigit())
    )
    return not (is_number and inside_number)


def _instructed(article: Article, block: Block, at: int, *, is_number: bool) -> bool:
    words = article.words(block)
    index = bisect_right(words.ends, at)
    if is_number:
        return not _CALLS.isdisjoint(words.keys[max(index - 5, 0) : index])
    sentence = article.sentence_at(block, at)
    first, last = (sentence.first, sentence.last) if sentence else (0, len(words.keys))
    return not _ACTS.isdisjoint(words.keys[first:last])
