"""Slips of one letter in medical words."""
from __future__ import annotations

from functools import cache

from healthlint.resources import derived, words_file

SHORTEST = 7
"""Letters that a word must have: shorter ones are too near to others."""
_END = 3
"""Letters at one end of a word that a slip at the other end leaves alone."""
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


_Targets = dict[str, dict[int, tuple[str, ...]]]
"""Words by some letters of theirs, then by their length."""


@cache
def _tables() -> tuple[_Targets, _Targets, frozenset[str]]:
    """Targets by their first letters and by their last, then by their length; and the words that are right."""
    return derived("misspellings", _read_tables)


def _read_tables() -> tuple[_Targets, _Targets, frozenset[str]]:
    heads: _Targets = {}
    tails: _Targets = {}
    right: set[str] = set()
    for line in words_file("medical-spellings.tsv").read_text("utf-8").split("\n"):
        if line and line[0] != "#":
            target, _, near = line.partition("\t")
            right.add(target)
            right.update(near.split())
            for places in (heads.setdefault(target[:_END], {}), tails.setdefault(target[-_tail(target) :], {})):
                places[len(target)] = (*places.get(len(target), ()), target)
    return heads, tails, frozenset(right)


def _tail(target: str) -> int:
    """How many letters at its end no slip at its beginning reaches: two letters swapped may be the third and the fourth."""
    return min(_END, len(target) - _END - 1)


def _near(key: str, heads: _Targets, tails: _Targets) -> set[str]:
    """The targets from which ``key`` is one slip away: in words so long, a slip leaves one end as it was."""
    likely = (heads.get(key[:_END]), tails.get(key[-_END:]), tails.get(key[1 - _END :]))
    sizes = (len(key) - 1, len(key), len(key) + 1)
    return {target for found in likely if found for size in sizes for target in found.get(size, ()) if is_slip(key, target)}


def meant(key: str) -> str:
    """Return the medical word that ``key`` (folded) was likely meant to be, empty if it is none or is right as it stands."""
    heads, tails, right = _tables()
    if not SHORTEST - 1 <= len(key) <= _LONGEST or not key.isalpha() or key in right:
        return ""
    # Another form of the word is no slip: a plural, an adjective, a verb; nor is its American spelling.
    if key[:-1] in right or key + "d" in right or (key.endswith(("es", "al", "ic", "ly")) and {key[:-2], key[:-2] + "is"} & right):
        return ""
    found = _near(key, heads, tails)
    target = found.pop() if len(found) == 1 else ""
    return "" if target.replace("ae", "e").replace("oe", "e") == key.replace("ae", "e").replace("oe", "e") else target


class Slips:
    """The tokens looked at so far."""

    def __init__(self) -> None:
        """Begin with no token."""
        self._right: set[str] = set()
        self._odd: dict[str, tuple[tuple[str, int], ...]] = {}

    def among(self, keys: frozenset[str]) -> dict[str, tuple[tuple[str, int], ...]]:
        """For each of ``keys`` that has slips in it, its parts that are slips, with where they begin."""
        if len(self._right) >= _REMEMBERED:
            self._right.clear()
            self._odd.clear()
        odd: dict[str, tuple[tuple[str, int], ...]] = {}
        for key in keys - self._right:  # most were met before, and sets tell them apart faster than one look each
            found = self._odd.get(key) or _slips_in(key)
            if found:
                odd[key] = self._odd[key] = found
            else:
                self._right.add(key)
        return odd


def _slips_in(key: str) -> tuple[tuple[str, int], ...]:
    """The slips among the parts between the hyphens."""
    found: list[tuple[str, int]] = []
    at = 0
    for part in key.split("-") if len(key) >= SHORTEST - 1 else ():
        if meant(part):
            found.append((part, at))
        at += len(part) + 1
    return tuple(found)


@cache
def slips() -> Slips:
    """Return the tokens looked at so far."""
    return Slips()
