"""Decisions of the spelling and readability checks that one specimen cannot show."""

from functools import cache
from importlib import metadata
from pathlib import Path

import pytest

from healthlint.article import Article
from healthlint.checks import readability, readability_clauses, spelling, spelling_terms
from healthlint.checks.readability_split import split_point
from healthlint.checks.registry import CHECKS
from healthlint.model import Confidence, ConfigError, Format, Safety, Settings, Source
from healthlint.parse import parse
from healthlint.records import replace
from healthlint.resources import rules_folder
from healthlint.rulebook.rule_file import read_rule

assert readability
assert readability_clauses
assert spelling
assert spelling_terms


@cache
def rule(name):
    return read_rule(Path(rules_folder()) / f"{name}.yaml")


def article(text, **settings):
    return Article(parse(Source("a.md", text), Format.MARKDOWN), Settings(**settings))


def found(name, text, options=None, **settings):
    mine = rule(name)
    mine = replace(mine, options={**mine.options, **(options or {})})
    return list(CHECKS[mine.check](mine, article(text, **settings)))


def excerpts(name, text, **settings):
    return [text[f.span.start : f.span.end] for f in found(name, text, **settings)]


@pytest.mark.parametrize(
    ("text", "minority"),
    [
        ("The tumour, the anaemia, the faeces and the color.", ["color"]),
        ("The tumor, the anemia, the feces and the colour.", ["colour"]),
        # Below the majority one finding names both sides, at the first word of the lesser one.
        ("The tumour, the anaemia and the color.", ["color"]),
        ("The tumour, the anaemia, the color and the fiber.", ["color"]),
        # One against one: -ize without any -ise speaks for American.
        ("We organize it. The tumor and the colour.", ["colour"]),
        ("The tumour and the tumour.", []),
    ],
)
def test_which_side_is_the_minority(text, minority):
    assert excerpts("spelling/mixed-variants", text) == minority


def test_a_word_repeated_many_times_is_one_habit():
    text = "The center, the center, the center, the center, the center. The tumour, the anaemia, the faeces, the oedema, the colour."
    assert set(excerpts("spelling/mixed-variants", text)) == {"center"}


@pytest.mark.parametrize(("uk", "us"), [(2, 11), (11, 2), (3, 9), (9, 3)])
def test_one_word_written_both_ways_counts_each_time(uk, us):
    text = "The leukaemia came. " * uk + "The leukemia went. " * us
    assert set(excerpts("spelling/mixed-variants", text)) == {"leukaemia" if uk < us else "leukemia"}


def test_a_word_written_both_ways_does_not_outweigh_all_others():
    text = "The centre is near. " * 20 + "The center treats tumors, anemia, edema and diarrhea."
    (finding,) = found("spelling/mixed-variants", text)
    assert finding.message.endswith("neither prevails.")


def test_a_word_in_reported_speech_needs_a_person():
    text = "The tumour, the anaemia and the faeces. “We looked at the color of it every single day,” she said."
    (finding,) = found("spelling/mixed-variants", text)
    assert finding.confidence is Confidence.POSSIBLE


def test_with_a_locale_mixed_variants_leaves_the_words_to_wrong_variant():
    text = "The tumour, the anaemia, the faeces and the color."
    assert excerpts("spelling/mixed-variants", text, locale="en-GB") == []
    assert excerpts("spelling/wrong-variant", text, locale="en-GB") == ["color"]
    assert excerpts("spelling/wrong-variant", text, locale="en-US") == ["tumour", "anaemia", "faeces"]


@pytest.mark.parametrize(("locale", "better"), [("en-US", "Anesthetized"), ("en-GB-oxendict", "Anaesthetized")])
def test_a_word_with_two_other_spellings_gets_the_one_of_the_locale(locale, better):
    (finding,) = found("spelling/wrong-variant", "Anaesthetised patients sleep.", locale=locale)
    assert finding.fixes[0].edits[0].text == better


def test_an_american_article_is_not_offered_the_oxford_spelling():
    (finding,) = found("spelling/mixed-variants", "The color, the fiber and the tumor of an anaesthetised child.")
    assert finding.fixes[0].edits[0].text == "anesthetized"


def test_case_is_kept_in_fixes():
    (first, second) = found("spelling/wrong-variant", "Tumors grow. STOP THE TUMOR NOW PLEASE.", locale="en-GB")
    assert [f.fixes[0].edits[0].text for f in (first, second)] == ["Tumours", "TUMOUR"]
    assert first.fixes[0].safety is Safety.SAFE


def test_no_fix_ever_changes_the_name_of_a_medicine():
    for name in ("spelling/foreign-drug-name", "spelling/outdated-drug-name"):
        for finding in found(name, "Take acetaminophen and frusemide.", locale="en-GB"):
            assert finding.fixes == ()


LONG = (
    "You may feel dizzy when you get up in the morning because your blood pressure falls and your heart needs "
    "some time to pump the blood up to your head."
)


def test_a_long_sentence_is_split_where_both_sides_have_a_verb():
    text = article(LONG)
    assert split_point(text, text.sentences[0]).startswith("and your heart")


@pytest.mark.parametrize(
    ("words", "options", "severity"),
    [
        (26, {}, "warning"), (49, {}, "warning"), (50, {}, "error"),
        (74, {"severity-up-at": 3}, "warning"), (75, {"severity-up-at": 3}, "error"),
        (99, {"severity-up-at": 0}, "warning"), (39, {"max-words": 20}, "warning"), (40, {"max-words": 20}, "error"),
    ],
)  # fmt: skip
def test_a_sentence_of_twice_the_limit_is_an_error(words, options, severity):
    text = "We " + "walk " * (words - 2) + "home."
    (finding,) = found("readability/long-sentence", text, options=options)
    assert finding.severity == severity


def test_a_grade_is_judged_only_on_a_large_sample():
    hard = "Percutaneous administration necessitates considerable precautionary consultation. "
    assert found("readability/grade-too-high", hard * 5) == []
    assert len(found("readability/grade-too-high", hard * 20)) == 1


def test_each_formula_has_its_own_limit_and_the_median_decides():
    text = "Percutaneous administration necessitates considerable precautionary consultation. " * 40
    low, high = {"flesch-kincaid-grade": 1, "smog": 1}, {"flesch-kincaid-grade": 99, "smog": 99}
    assert len(found("readability/grade-too-high", text, {"limits": low})) == 1
    assert found("readability/grade-too-high", text, {"limits": high}) == []


def test_textstat_decides_where_a_house_quotes_it():
    text = "Percutaneous administration necessitates considerable precautionary consultation. " * 40
    ours, theirs = (found("readability/grade-too-high", text, {"engine": e})[0].message for e in ("healthlint", "textstat"))
    assert ours != theirs


@pytest.mark.parametrize(("release", "said"), [(None, "not installed"), ("0.7.13", "release 0.7.13")])
def test_no_other_scores_are_shown_where_textstat_is_asked_for(release, said, monkeypatch):
    def version(_):
        if release is None:
            raise metadata.PackageNotFoundError
        return release

    monkeypatch.setattr(metadata, "version", version)
    with pytest.raises(ConfigError, match=said):
        found("readability/grade-too-high", "Rest helps a sore neck. " * 40, {"engine": "textstat"})


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("Zinc is a mineral in beans. Beans hold it. Most adults sleep badly. A dark bedroom helps adults. So do walks.", "Most adults"),
        ("Keep moving. Sit up. It helps. However, stairs are steep. Stairs need care.", "However, stairs"),
    ],
)
def test_a_long_paragraph_is_told_where_to_break(text, opening):
    [finding] = found("readability/long-paragraph", text, {"max-sentences": 3})
    assert f"at “{opening}" in finding.advice
    assert text[finding.related[0].span.start :].startswith(opening)


def test_clinicians_are_told_and_not_warned():
    text = "Percutaneous administration necessitates considerable precautionary consultation. " * 20
    assert found("readability/grade-too-high", text, audience="clinician")[0].severity.value == "info"


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Whilst it is recommended to eat well, see a nurse.", []),
        ("It is strongly recommended that you rest.", ["It is strongly recommended that"]),
        ("Urgent medical care should be sought.", ["Urgent medical care should be sought"]),
        ("The dose should be checked by a nurse.", []),
        ("Tea should be avoided by some.", []),
    ],
)
def test_passive_advice(text, spans):
    assert excerpts("readability/passive-instruction", text) == spans
