"""Proper names, addresses and codes inside prose: words whose spelling is not the author's to choose."""
from __future__ import annotations

from bisect import bisect_right
from functools import cache, lru_cache

from healthlint.language.words import fold
from healthlint.model import Words
from healthlint.resources import derived, words_text

_IN_ADDRESS = ("://", "www.", "@", ".com", ".org", ".net", ".gov", ".edu", ".uk", ".io", ".info", ".htm", ".php")
_LINKS = frozenset(("of", "for", "the", "and", "on", "in", "to", "&", "against", "with"))
"""Small words inside the names of bodies and works."""


NAMING = frozenset(
    "center centre centers centres organization organisation labor labour defense defence harbor harbour theater theatre pediatrics "
    "paediatrics gynecology gynaecology anesthesiology hematology haematology orthopedics orthopaedics oncology behavioral behavioural "
    "program programme".split(),
)
"""Words that stand in the names of bodies: among other capitals they are one, even in a title."""


@cache
def known_names() -> dict[str, tuple[str, ...]]:
    """Names that keep their spelling, by their first word."""
    return derived("proper-names", _read_names)


def _read_names() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in words_text("proper-names.txt").splitlines():
        if line and not line.startswith("#"):
            first = line.replace(":", " ").split()[0]
            found[first] = (*found.get(first, ()), line)
    return found


@lru_cache(maxsize=1024)
def address_ranges(text: str) -> list[tuple[int, int]]:
    """Return the ranges of web and e-mail addresses, host names and paths in ``text``."""
    parts = [part for part in _IN_ADDRESS if part in text] if "." in text or "@" in text or "://" in text else []
    if not parts and text.count("/") < 2:
        return []
    found: list[tuple[int, int]] = []
    end = 0
    for chunk in text.split():
        if ("/" in chunk and chunk.count("/") > 1) or (parts and [part for part in parts if part in chunk]):
            start = text.index(chunk, end)  # not inside an earlier word: that would have been found as well
            end = start + len(chunk)
            found.append((start, end))
    return found


def known_name_ranges(text: str, words: Words) -> list[tuple[int, int]]:
    """Return where ``text`` writes one of the listed names, with capitals."""
    names = known_names()
    found: list[tuple[int, int]] = []
    if names.keys().isdisjoint(words.keys):
        return found
    low = fold(text)
    for key, start in zip(words.keys, words.starts, strict=True):
        for name in names.get(key, ()):
            end = start + len(name)
            if text[start].isupper() and low.startswith(name, start) and not low[end : end + 1].isalpha():
                found.append((start, end))
    return found


def is_title_case(text: str, words: Words) -> bool:
    """Whether most of the longer words of a heading have capitals, so that a capital there shows no name."""
    long = [text[s].isupper() for s, e in zip(words.starts, words.ends, strict=True) if e - s > 3]
    return bool(long) and sum(long) * 2 > len(long)


def is_name(text: str, words: Words, at: int, *, opens: bool) -> bool:
    """Whether token ``at``, which has a capital, is part of a proper name.

    ``opens`` says that it opens a sentence: its capital then proves nothing,
    and only more capitals right after it do ("Centers for Disease Control").
    """
    start, end = words.starts[at], words.ends[at]
    if not text[start].isupper():
        return False
    if text[start:end].isupper() and end - start > 1:
        return not _in_capitals(text, words, at)
    return not opens or _beside_name(text, words, at)


def _in_capitals(text: str, words: Words, at: int) -> bool:
    """Whether the words around token ``at`` are in capitals too: shouting or a heading, not an acronym."""
    near = [text[words.starts[i] : words.ends[i]] for i in (at - 2, at - 1, at + 1, at + 2) if 0 <= i < len(words.keys)]
    long = [w for w in near if len(w) > 3]
    return bool(long) and all(w.isupper() for w in long)


def _beside_name(text: str, words: Words, at: int) -> bool:
    """Whether capitals follow, over at most two small words and with no punctuation between."""
    for step in range(at + 1, min(at + 4, len(words.keys))):
        between = text[words.ends[step - 1] : words.starts[step]]
        if between.strip(" &\u00a0"):
            return False
        word = text[words.starts[step] : words.ends[step]]
        if word[0].isupper() and word not in {"I", "I'm", "I’m"}:
            return True
        if words.keys[step] not in _LINKS:
            return False
    return False


def inside(ranges: list[tuple[int, int]], at: int) -> bool:
    """Whether ``at`` is in one of ``ranges``, which are in order."""
    return range_at(ranges, at) is not None


def range_at(ranges: list[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """Return the one of ``ranges``, which are in order, that holds ``at``."""
    i = bisect_right(ranges, (at, 1 << 62)) - 1
    return ranges[i] if i >= 0 and ranges[i][0] <= at < ranges[i][1] else None
