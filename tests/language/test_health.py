"""Health words, shares and quantities."""

import pytest

from healthlint.language.authorised import authorised_claims
from healthlint.language.chances import find_chances
from healthlint.language.health import find_health, names_health
from healthlint.language.phrases import index_phrases, make_phrases, phrases_in
from healthlint.language.quantities import find_quantities
from healthlint.language.words import find_words


def terms(text, **given):
    words = find_words(text)
    return [(t.kind, t.name) for t in find_health(words, 0, len(words.keys), **given)]


def test_the_longest_health_word_wins_and_plurals_count():
    assert terms("Fish oils ease migraines and high blood pressure") == [
        ("remedy", "fish oil"), ("condition", "migraine"), ("condition", "high blood pressure"),
    ]  # fmt: skip


def test_endings_tell_diseases_and_a_diagnosis_is_none():
    assert terms("a diagnosis of bursitis") == [("condition", "bursitis")]


@pytest.mark.parametrize(
    ("text", "named"),
    [("adults", True), ("fish oils", True), ("a case of bursitis", True), ("stones in the sea", False), ("a diagnosis", False)],
)
def test_health_words_diseases_by_their_endings_and_people_name_health(text, named):
    words = find_words(text)
    assert names_health(words, 0, len(words.keys)) is named


def chances(text):
    words = find_words(text)
    return [(c.number, c.base, text[c.start : c.end]) for c in find_chances(text, words, 0, len(words.keys))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("47% of adults", [(47, 100, "47%")]),
        ("16 per cent", [(16, 100, "16 per cent")]),
        ("1 in 10 people", [(1, 10, "1 in 10")]),
        ("3 out of 100", [(3, 100, "3 out of 100")]),
        ("4 in 2010", []),
        ("10 in 5", []),
        ("2.5 in 10", []),
    ],
)
def test_shares(text, expected):
    assert chances(text) == expected


def quantities(text):
    words = find_words(text)
    return [(q.number, q.unit, q.spaced, q.naked, q.value) for q in find_quantities(text, words, 0, len(words.keys))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("take 250mg now", [("250", "mg", False, False, 250.0)]),
        ("2,000 mg", [("2,000", "mg", True, False, 2000.0)]),
        ("give .5 ml", [("5", "ml", True, True, 0.5)]),
        ("10 \u03bcg and 10 µg", [("10", "\u03bcg", True, False, 10.0), ("10", "µg", True, False, 10.0)]),
        ("14 days, 5 mg", [("5", "mg", True, False, 5.0)]),
        ("4\nmg", []),
    ],
)
def test_quantities(text, expected):
    assert quantities(text) == expected


def test_phrases_longest_first_and_none_overlapping():
    index = index_phrases(make_phrases(("at risk\ta", "at risk of\tb", "of\tc", "risk\td")))
    keys = "at risk of falls of risk".split()
    assert list(phrases_in(keys, 0, 6, index)) == [(0, 3, "b"), (4, 5, "c"), (5, 6, "d")]
    assert list(phrases_in(keys, 0, 2, index)) == [(0, 2, "a")]


def test_every_authorised_claim_has_words_that_point_to_it():
    entries = [e for group in authorised_claims().values() for e in group]
    assert len(entries) > 80
    assert all(e.pointers and e.effect for e in entries)
