"""Slips of one letter in medical words."""
from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from healthlint.language.familiar import familiar_words
from healthlint.resources import derived, words_text

SHORTEST = 7
"""Letters that a word must have: shorter ones are too near to others."""
_END = 3
"""Letters at the end of a word among which a slip is that changes the last of them."""
_LONGEST = 40
"""Letters after which a "word" is none of medicine, but a string of something else."""
_REMEMBERED = 1 << 16
_VOWELS = frozenset("aeiouy")


def is_slip(word: str, target: str) -> bool:
    """Whether ``word`` is ``target`` with one letter too many or too few, two letters swapped, or another vowel."""
    at = 0
    for a, b in zip(word, target, strict=False):
        if a != b:
            break
        at += 1
    if len(word) != len(target):
        long, short = (word, target) if len(word) > len(target) else (target, word)
        return len(long) == len(short) + 1 and long[at + 1 :] == short[at:]
    if word[at + 1 :] == target[at + 1 :]:
        return at < len(word) and word[at] in _VOWELS and target[at] in _VOWELS
    return word[at : at + 2] == target[at + 1] + target[at] and word[at + 2 :] == target[at + 2 :]


_Targets = dict[str, tuple[str, ...]]
"""Words by some letters of theirs."""


@cache
def _tables() -> tuple[_Targets, _Targets, frozenset[str]]:
    """Targets by their first four letters, and by what follows those; and the words that are right."""
    return derived("misspellings", _read_tables)


def _read_tables() -> tuple[_Targets, _Targets, frozenset[str]]:
    heads: _Targets = {}
    tails: _Targets = {}
    right: set[str] = set()
    for line in words_text("medical-spellings.tsv").split("\n"):
        if line and line[0] != "#":
            target, _, near = line.partition("\t")
            right.add(target)
            right.update(near.split())
            for places, letters in ((heads, target[:4]), (tails, target[4:])):
                places[letters] = (*places.get(letters, ()), target)
    return heads, tails, frozenset(right)


def _likely(keys: Iterable[str]) -> list[str]:
    """The words that have the first letters of a target, or what follows them: all slips are among them, and little else.

    A slip after the first four letters leaves them as they were, and one among them what follows, which then begins a letter earlier or
    later if the slip is a letter too few or too many. The fourth and the fifth may be swapped.
    """
    heads, tails, _ = _tables()
    return [
        key for key in keys
        if key[:4] in heads or key[4:] in tails or key[3:] in tails or key[5:] in tails or key[:3] + key[4:5] in heads
    ]  # fmt: skip


def _near(key: str, heads: _Targets, tails: _Targets) -> str:
    """The one target from which ``key`` is one slip away; empty if there is none, or more than one."""
    likely = heads.get(key[:4], ()) + tails.get(key[4:], ()) + tails.get(key[3:], ()) + tails.get(key[5:], ())
    likely += heads.get(key[:3] + key[4], ())
    size, last, begins = len(key), key[-1], key[:-_END]
    found = ""
    for target in likely:
        # Few are of like length, and of those few end with the same letter: one that does not must have the slip there.
        alike = -2 < len(target) - size < 2 and (target[-1] == last or target.startswith(begins))
        if alike and target != found and is_slip(key, target):
            if found:
                return ""
            found = target
    return found


def meant(key: str) -> str:
    """Return the medical word that ``key`` (folded) was likely meant to be, empty if it is none or is right as it stands."""
    if not SHORTEST - 1 <= len(key) <= _LONGEST:
        return ""
    heads, tails, right = _tables()
    target = _near(key, heads, tails)
    if not target or not key.isalpha() or _is_right(key, right):
        return ""
    return "" if target.replace("ae", "e").replace("oe", "e") == key.replace("ae", "e").replace("oe", "e") else target


def _is_right(key: str, right: frozenset[str]) -> bool:
    """Whether it is a word of the table or a form of one: a plural, an adjective, a verb."""
    if key in right or key[:-1] in right or key + "d" in right:
        return True
    return key.endswith(("es", "al", "ic", "ly")) and not right.isdisjoint((key[:-2], key[:-2] + "is"))


class Slips:
    """The tokens looked at so far."""

    def __init__(self) -> None:
        """Begin with the familiar words and those of the table, which are right."""
        self._right = {*familiar_words(), *_tables()[2]}
        self._odd: dict[str, tuple[tuple[str, int], ...]] = {}

    def among(self, keys: frozenset[str]) -> dict[str, tuple[tuple[str, int], ...]]:
        """For each of ``keys`` that has slips in it, its parts that are slips, with where they begin."""
        if len(self._right) >= _REMEMBERED:
            self._right.clear()
            self._odd.clear()
        unseen = keys - self._right  # most were met before, and sets tell them apart faster than one look each
        joined = [key for key in unseen if "-" in key]
        odd = {key: found for key in (*_likely(unseen.difference(joined)), *joined) if (found := self._odd.get(key) or _slips_in(key))}
        self._odd |= odd
        self._right |= unseen - odd.keys()
        return odd


def _slips_in(key: str) -> tuple[tuple[str, int], ...]:
    """The slips among the parts between the hyphens."""
    if "-" not in key:
        return ((key, 0),) if meant(key) else ()
    found: list[tuple[str, int]] = []
    at = 0
    for part in key.split("-"):
        if meant(part):
            found.append((part, at))
        at += len(part) + 1
    return tuple(found)


@cache
def slips() -> Slips:
    """Return the tokens looked at so far."""
    return Slips()
