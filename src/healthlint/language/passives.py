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
    own = keys[first:last]
    if _BE.isdisjoint(own):
        return False
    for at in [at for at, key in enumerate(own, first) if key in _BE]:
        after = at + 1
        while after < last and (keys[after] in _BETWEEN or keys[after].endswith("ly")):
            after += 1
        if after < last and is_participle(keys[after]):
            return True
    return False


def may_hold_passives(keys: Iterable[str]) -> bool:
    """Whether a form of "be" or "get" is among the words of a passage: a quick look."""
    return not _BE.isdisjoint(keys)


def is_participle(key: str) -> bool:
    """Whether ``key`` is a past participle and not an adjective that looks like one."""
    return key in _participles() or (key.endswith("ed") and len(key) > 4 and key not in _adjectives())
