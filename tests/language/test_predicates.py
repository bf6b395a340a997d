"""What says that one thing changes another, and what only looks like it."""

import pytest

from healthlint.language.inflect import inflect
from healthlint.language.predicates import find_predicates
from healthlint.language.words import find_words


def found(text):
    words = find_words(text)
    return [(p.lemma, p.use) for p in find_predicates(text, words, 0, len(words.keys)) if p.use != "phrase"]


@pytest.mark.parametrize(
    ("text", "lemma", "use"),
    [
        ("Zinc reduces the risk.", "reduce", "finite"),
        ("Walnuts and seeds lower cholesterol.", "lower", "finite"),
        ("Mutations in this gene affect the nerves.", "affect", "finite"),
        ("It can prevent colds.", "prevent", "finite"),
        ("It was shown to relieve pain.", "relieve", "finite"),
        ("It is enough to raise blood pressure.", "raise", "finite"),
        ("Efforts to prevent falls go on.", "prevent", "purpose"),
        ("A bowl of oats to cut heart attacks.", "cut", "infinitive"),
        ("The clots are caused by sitting.", "cause", "passive"),
        ("Smoking leads directly to cancer.", "lead", "finite"),
        ("A gene that causes deafness was found.", "cause", "relative"),
        ("He slept badly, leading to headaches.", "lead", "adjunct"),
        ("The jab has reduced the number of deaths.", "reduce", "finite"),
        ("Zika causes microcephaly.", "cause", "finite"),
        ("Education and experience significantly impact outcomes.", "impact", "finite"),
        ("Screening has prevented half a million cancers.", "prevent", "finite"),
        ("The shortage has driven up use of old stock.", "drive", "finite"),
        ("Smoking is costing the country millions.", "cost", "finite"),
    ],
)
def test_a_verb_of_change_is_found_in_its_use(text, lemma, use):
    assert (lemma, use) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "An increased risk was seen.",
        "Rates increased.",
        "The increase was small.",
        "The cause is unknown.",
        "They had reduced risk.",
        "Patients with improved scores went home.",
        "The benefits are many.",
    ],
)
def test_a_noun_an_adjective_or_a_verb_without_object_is_none(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("lemma", "given", "expected"),
    [
        ("reduce", (), ("reduce", "reduces", "reduced", "reduced", "reducing")),
        ("remedy", (), ("remedy", "remedies", "remedied", "remedied", "remedying")),
        ("cut", ("cut",), ("cut", "cuts", "cut", "cut", "cutting")),
        ("cost", ("cost",), ("cost", "costs", "cost", "cost", "costing")),
        ("drive", ("drove", "driven"), ("drive", "drives", "drove", "driven", "driving")),
        ("free", (), ("free", "frees", "freed", "freed", "freeing")),
    ],
)
def test_inflected_forms(lemma, given, expected):
    assert tuple(inflect(lemma, *given)) == expected


def test_a_doubled_letter():
    assert tuple(inflect("stop", doubled=True)) == ("stop", "stops", "stopped", "stopped", "stopping")
