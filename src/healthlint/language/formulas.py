"""Readability formulas, all from one set of counts."""
from __future__ import annotations

from math import sqrt

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
    """Return every formula's score by name, rounded to one decimal; empty without a sentence.

    Sources: Flesch 1948, Kincaid 1975, McLaughlin 1969 (SMOG), Gunning 1952, Coleman and Liau 1975,
    Senter and Smith 1967 (ARI), Chall and Dale 1995, Björnsson 1968 (LIX), Caylor 1973 (FORCAST).
    """
    if not counts.sentences or not counts.words:
        return {}
    per_sentence = counts.words / counts.sentences
    per_word = counts.syllables / counts.words
    unfamiliar = 100 * counts.unfamiliar / counts.words
    scores = {
        "flesch-kincaid-grade": 0.39 * per_sentence + 11.8 * per_word - 15.59,
        "flesch-reading-ease": 206.835 - 1.015 * per_sentence - 84.6 * per_word,
        "smog": 1.043 * sqrt(counts.polysyllables * 30 / counts.sentences) + 3.1291,
        "gunning-fog": 0.4 * (per_sentence + 100 * counts.complex / counts.words),
        "coleman-liau": 5.88 * counts.letters / counts.words - 29.6 * counts.sentences / counts.words - 15.8,
        "ari": 4.71 * counts.letters / counts.words + 0.5 * per_sentence - 21.43,
        "dale-chall": 0.1579 * unfamiliar + 0.0496 * per_sentence + (3.6365 if unfamiliar > 5 else 0),
        "lix": per_sentence + 100 * counts.long / counts.words,
        "forcast": 20 - 15 * counts.monosyllables / counts.words,
    }
    return {name: round(score, 2) for name, score in scores.items()}
