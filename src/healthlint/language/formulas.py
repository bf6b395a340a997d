"""Readability formulas, all from one set of counts."""
from __future__ import annotations

from healthlint.records import NamedTuple


class Counts(NamedTuple):
    """What the formulas need to know of a text; counts of two texts add up."""

    sentences: int = 0
    words: int = 0
    syllables: int = 0
    polysyllables: int = 0
    """Words of three syllables or more."""
    complex: int = 0
    """The same without those that only an ending makes long, as Gunning counts."""
    monosyllables: int = 0
    letters: int = 0
    """Letters and digits."""
    long: int = 0
    """Words of more than six letters."""
    unfamiliar: int = 0
    """Words that are not on the Dale-Chall list."""


def all_scores(counts: Counts) -> dict[str, float]:
    """Return every formula's score by name, rounded to two decimals; empty without a sentence.

    Sources: Flesch 1948, Kincaid 1975, McLaughlin 1969 (SMOG), Gunning 1952, Coleman and Liau 1975,
    Senter and Smith 1967 (ARI), Chall and Dale 1995, Björnsson 1968 (LIX), Caylor 1973 (FORCAST).
    """
    sentences, words, syllables, polysyllables, complex_words, monosyllables, letters, long, unfamiliar = counts
    if not sentences or not words:
        return {}
    per_sentence = words / sentences
    unknown = 100 * unfamiliar / words
    return {
        "flesch-kincaid-grade": flesch_kincaid_grade(counts),
        "flesch-reading-ease": round(206.835 - 1.015 * per_sentence - 84.6 * (syllables / words), 2),
        "smog": round(1.043 * (polysyllables * 30 / sentences) ** 0.5 + 3.1291, 2),
        "gunning-fog": round(0.4 * (per_sentence + 100 * complex_words / words), 2),
        "coleman-liau": round(5.88 * letters / words - 29.6 * sentences / words - 15.8, 2),
        "ari": round(4.71 * letters / words + 0.5 * per_sentence - 21.43, 2),
        "dale-chall": round(0.1579 * unknown + 0.0496 * per_sentence + (3.6365 if unknown > 5 else 0), 2),
        "lix": round(per_sentence + 100 * long / words, 2),
        "forcast": round(20 - 15 * monosyllables / words, 2),
    }


def flesch_kincaid_grade(counts: Counts) -> float:
    """Return the Flesch-Kincaid grade of a text with at least one sentence."""
    return round(0.39 * (counts.words / counts.sentences) + 11.8 * (counts.syllables / counts.words) - 15.59, 2)
