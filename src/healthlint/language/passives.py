"""Passive sentences, by a form of "be" or "get" with a past participle near it."""
from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from healthlint.language.word_lists import word_lists
from healthlint.model import Words

_BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "get", "gets", "got", "isn't", "aren't", "wasn't", "weren't"))
_BETWEEN = frozenset("not also often usually usually never always still now then only being been sometimes currently well".split())


@cache
def _participles() -> frozenset[str]:
    return word_lists("participles.tsv")["irregular"]


@cache
def _adjectives() -> frozenset[str]:
    return word_lists("participles.tsv")["adjective"]


def is_passive(words: Words, first: int, last: int) -> bool:
    """Whether tokens ``first`` up to ``last`` hold a passive verb."""
    keys = words.keys
    if _BE.isdisjoint(keys[first:last]):
        return False
    for at in [at for at, key in enumerate(keys[first:last], first) if key in _BE]:
        after = at + 1
        while after < last and (keys[after] in _BETWEEN or keys[after].endswith("ly")):
            after += 1
        if after < last and is_participle(keys[after]):
            return True
    return False


def is_participle(key: str) -> bool:
    """Whether ``key`` is a past participle and not an adjective that looks like one."""
    return key in _participles() or (key.endswith("ed") and len(key) > 4 and key not in _adjectives())


def passive_share(sentences: Iterable[tuple[Words, int, int]]) -> float:
    """Return the share of the sentences, given as tokens, that are passive."""
    total = passive = 0
    for words, first, last in sentences:
        total += 1
        passive += is_passive(words, first, last)
    return passive / total if total else 0.0
