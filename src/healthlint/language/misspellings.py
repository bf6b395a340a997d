"""Slips of one letter in medical words."""
from __future__ import annotations

from functools import cache

from healthlint.resources import derived, words_file

SHORTEST = 7
"""Letters that a word must have: shorter ones are too near to others."""
_LONGEST = 40
"""Letters after which a "word" is none of medicine, but a string of something else."""
_REMEMBERED = 1 << 16
_VOWELS = frozenset("aeiouy")


def deletions(word: str) -> set[str]:
    """Return ``word`` and every string that it becomes when one letter is left out."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def is_slip(word: str, target: str) -> bool:
    """Whether ``word`` is ``target`` with one letter too many or too few, two letters swapped, or another vowel."""
    if len(word) == len(target):
        wrong = [i for i, (a, b) in enumerate(zip(word, target, strict=True)) if a != b]
        if len(wrong) == 1:
            return word[wrong[0]] in _VOWELS and target[wrong[0]] in _VOWELS
        return len(wrong) == 2 and wrong[1] == wrong[0] + 1 and word[wrong[0]] == target[wrong[1]] and word[wrong[1]] == target[wrong[0]]
    long, short = (word, target) if len(word) > len(target) else (target, word)
    return len(long) == len(short) + 1 and short in deletions(long)


@cache
def _tables() -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    """Targets by every form with a letter left out, and the words that are right."""
    return derived("misspellings", _read_tables)


def _read_tables() -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    index: dict[str, tuple[str, ...]] = {}
    right: set[str] = set()
    for line in words_file("medical-spellings.tsv").read_text("utf-8").split("\n"):
        if line and line[0] != "#":
            target, _, near = line.partition("\t")
            right.add(target)
            right.update(near.split())
            for key in deletions(target):
                index[key] = (*index.get(key, ()), target)
    return index, frozenset(right)


def meant(key: str) -> str:
    """Return the medical word that ``key`` (folded) was likely meant to be, empty if it is none or is right as it stands."""
    index, right = _tables()
    if not SHORTEST - 1 <= len(key) <= _LONGEST or not key.isalpha() or key in right:
        return ""
    # Another form of the word is no slip: a plural, an adjective, a verb; nor is its American spelling.
    if key[:-1] in right or key + "d" in right or (key.endswith(("es", "al", "ic", "ly")) and {key[:-2], key[:-2] + "is"} & right):
        return ""
    found = {target for form in deletions(key) for target in index.get(form, ()) if is_slip(key, target)}
    target = found.pop() if len(found) == 1 else ""
    return "" if target.replace("ae", "e").replace("oe", "e") == key.replace("ae", "e").replace("oe", "e") else target


class Slips(dict[str, tuple[tuple[str, int], ...]]):
    """The parts of each token that are slips, with where they begin in it; worked out when a token is first met."""

    def __missing__(self, key: str) -> tuple[tuple[str, int], ...]:
        """Look at the parts between the hyphens."""
        if len(self) >= _REMEMBERED:
            self.clear()
        found: list[tuple[str, int]] = []
        at = 0
        for part in key.split("-") if len(key) >= SHORTEST - 1 else ():
            if meant(part):
                found.append((part, at))
            at += len(part) + 1
        self[key] = slips = tuple(found)
        return slips


@cache
def slips() -> Slips:
    """Return the tokens looked at so far."""
    return Slips()
