"""The inflected forms of English verbs, made from the lemma."""
from __future__ import annotations

from healthlint.records import NamedTuple

_VOWELS = frozenset("aeiou")


class Forms(NamedTuple):
    """The forms of one verb."""

    base: str
    third: str
    """Third person singular: ``reduces``."""
    past: str
    participle: str
    ing: str


def inflect(lemma: str, past: str = "", participle: str = "", *, doubled: bool = False) -> Forms:
    """Make the forms of ``lemma``; irregular ones are given, ``doubled`` repeats its last letter (``stopped``)."""
    stem = lemma + lemma[-1] if doubled or (past == lemma and lemma[-2] in _VOWELS) else lemma
    regular = _past(lemma, stem)
    return Forms(lemma, _third(lemma), past or regular, participle or past or regular, _ing(lemma, stem))


def _third(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _past(lemma: str, stem: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ied"
    return stem + "ed"


def _ing(lemma: str, stem: str) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1] + "ing"
    return stem + "ing"
