"""Tables of plain words, terms, abbreviations and passives."""

import pytest

from healthlint.language.abbreviations import is_known, long_form_after, long_form_before
from healthlint.language.passives import is_passive
from healthlint.language.plain_words import plain_words
from healthlint.language.terms import find_terms
from healthlint.language.words import find_words
from healthlint.resources import words_text


@pytest.mark.parametrize(
    ("word", "better"),
    [("commenced", "started"), ("utilising", "using"), ("exacerbates", "makes worse"), ("purchased", "bought"), ("ceases", "stops")],
)
def test_inflections_keep_step(word, better):
    assert plain_words("specialist-words.tsv")[word][0].better[0] == better


@pytest.mark.parametrize("name", ["specialist-words.tsv", "wordy-phrases.tsv"])
def test_no_plain_word_is_itself_in_its_table(name):
    table = plain_words(name)
    for entries in table.values():
        for entry in entries:
            for better in entry.better:
                keys = tuple(find_words(better).keys)
                assert not any(e.keys == keys for e in table.get(keys[0] if keys else "", ()))


@pytest.mark.parametrize(
    ("before", "short", "long"),
    [
        ("You may have rheumatoid arthritis (", "RA", "rheumatoid arthritis"),
        ("Take non-steroidal anti-inflammatory drugs (", "NSAIDs", "non-steroidal anti-inflammatory drugs"),
        ("the recommended daily amount (", "RDA", "recommended daily amount"),
        ("blocks N-methyl-d-aspartate (", "NMDA", "N-methyl-d-aspartate"),
        ("It was a bad idea (", "RA", ""),
    ],
)
def test_long_forms_before_brackets(before, short, long):
    found = long_form_before(before + short + ")", len(before), short.removesuffix("s"))
    assert bool(found) == bool(long)
    assert before.rstrip(" (").endswith(found)


def test_long_form_after():
    assert long_form_after("RA, or rheumatoid arthritis, hurts", 2, "RA") == "rheumatoid arthritis"
    assert long_form_after("RA is common", 2, "RA") == ""


@pytest.mark.parametrize(("short", "known"), [("NHS", True), ("IV", True), ("NOT", True), ("COPD", False), ("RA", False), ("OB/GYN", True)])
def test_known_abbreviations(short, known):
    assert is_known(short) is known


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Tachycardia and deep vein thrombosis", ["tachycardia", "deep vein thrombosis"]),
        ("hypoglycemia, oedema and haematomas", ["hypoglycaemia", "oedema"]),
        ("asthma and cancer", []),
        ("colonoscopies and multiple sclerosis", ["colonoscopy"]),
    ],
)
def test_terms_in_both_spellings(text, names):
    words = find_words(text)
    assert [t.name for t in find_terms(words, 0, len(words.keys))] == names


def test_no_term_is_listed_twice():
    lines = [line.split("\t")[0] for line in words_text("medical-terms.tsv").splitlines() if line[0] != "#"]
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize(
    ("text", "passive"),
    [
        ("The wound is cleaned", True), ("It was often given", True), ("You are tired", False), ("She is a nurse", False),
        ("It has helped", False), ("They were slowly taken away", True), ("He needed rest", False),
    ],
)  # fmt: skip
def test_passives(text, passive):
    words = find_words(text)
    assert is_passive(words, 0, len(words.keys)) is passive
