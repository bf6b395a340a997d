"""What the rules on claims, risk and doses do beyond their own examples: options, reach, quizzes, sources listed."""

from pathlib import Path

import pytest

from healthlint.article import Article
from healthlint.checks.registry import find_check
from healthlint.model import Format, Settings, Severity, Source
from healthlint.parse import parse
from healthlint.records import replace
from healthlint.rulebook.rule_file import read_rule

RULES = Path(__file__).parents[2] / "rules"
REFERENCES = "\n\n## References\n\n1. Abara N. Colds. Heart J. 2020;3:1-9.\n2. Moss P. Sleep. Diet Rev. 2018;5:30-6.\n"


def findings(rule, text, form=Format.MARKDOWN, options=None, **settings):
    loaded = read_rule(RULES / f"{rule}.yaml")
    loaded = replace(loaded, options={**loaded.options, **(options or {})})
    article = Article(parse(Source("x", text), form), Settings(**settings))
    return list(find_check(loaded.check, "")(loaded, article))


def excerpts(rule, text, form=Format.MARKDOWN, options=None, **settings):
    return [text[f.span.start : f.span.end] for f in findings(rule, text, form, options, **settings)]


@pytest.mark.parametrize(
    ("reach", "found"),
    [("paragraph", []), ("neighbour", ["Zinc prevents colds."]), ("sentence", ["Zinc prevents colds."])],
)
def test_how_far_a_citation_reaches_is_an_option(reach, found):
    text = "# Zinc\n\nZinc prevents colds. It is grey. It is cheap.[1]" + REFERENCES
    assert excerpts("claims/uncited-claim", text, options={"reach": reach}) == found


def test_a_claim_cited_elsewhere_in_the_article_needs_no_second_citation():
    text = "# Zinc\n\nZinc shortens colds.[1]\n\nIn short, zinc prevents colds.\n\nZinc relieves eczema." + REFERENCES
    assert excerpts("claims/uncited-claim", text) == ["Zinc relieves eczema."]


def test_options_of_a_quiz_are_no_claims():
    text = "<h1>Quiz</h1><p>What is true?</p><p>A. Zinc prevents colds.</p><label><input type=radio> Zinc relieves eczema.</label>"
    assert excerpts("claims/uncited-claim", text, Format.HTML) == []
    assert excerpts("claims/absolute-promise", text.replace("prevents", "cures"), Format.HTML) == []


def test_an_appeal_is_milder_where_the_page_lists_sources_without_markers():
    text = "# Sleep\n\nStudies show that sleep helps." + REFERENCES
    (finding,) = findings("claims/studies-uncited", text)
    assert finding.severity is Severity.INFO
    assert "lists sources" in finding.message


def test_one_trial_among_the_sources_allows_a_causal_verb():
    entries = "1. Abara N. Tea and colds: a cohort study. J. 2020;3:1-9.\n2. Moss P. Tea: a randomised trial. J. 2018;5:3-6.\n"
    listed = "\n\n## References\n\n" + entries
    assert excerpts("claims/causal-from-observational", "# Tea\n\nTea prevents colds.[1]" + listed) == ["prevents"]
    assert excerpts("claims/causal-from-observational", "# Tea\n\nTea prevents colds.[1,2]" + listed) == []


def test_a_fix_that_drops_an_article_makes_two_edits():
    listed = "\n\n## References\n\n1. Abara N. Tea and gout: a cohort study. J. 2020;3:1-9.\n"
    text = "# Tea\n\nTea reduces the risk of gout.[1]" + listed
    (finding,) = findings("claims/causal-from-observational", text)
    (fix,) = finding.fixes
    fixed = text
    for edit in sorted(fix.edits, key=lambda e: e.span, reverse=True):
        fixed = fixed[: edit.span.start] + edit.text + fixed[edit.span.end :]
    assert "Tea is linked to a lower risk of gout.[1]" in fixed


def test_no_fix_of_a_dose_is_ever_safe():
    text = "Take 1.0 mg, .5 ml, 10 µg, 500 mgs, 1 or 2 200mg tablets or 2 tablets TDS.\n"
    names = ("trailing-zero", "naked-decimal", "microgram-symbol", "pluralised-unit", "misreadable-dose", "error-prone-abbreviation")
    fixes = [fix for name in names for f in findings(f"dosing/{name}", text) for fix in f.fixes]
    assert len(fixes) == len(names)
    assert {str(fix.safety) for fix in fixes} == {"review"}


def test_clinicians_read_abbreviations_as_a_note():
    text = "Give 2 tablets TDS.\n"
    assert [f.severity for f in findings("dosing/error-prone-abbreviation", text, audience="clinician")] == [Severity.INFO]


def test_method_detail_is_never_quoted():
    (finding,) = findings("inclusive/suicide-method-detail", "She used a rope to end her life.\n")
    assert finding.span.start == finding.span.end
    assert "rope" not in finding.message


def test_an_absolute_figure_two_sentences_away_completes_a_relative_one():
    far = "The risk is 2 in 100. So it is. It is small. Smoking doubles your risk.\n"
    near = "The risk is 2 in 100. So it is. Smoking doubles your risk.\n"
    assert excerpts("risk/relative-only", near) == []
    assert excerpts("risk/relative-only", far) == ["doubles your risk"]


def test_a_figure_that_a_sourced_paragraph_gives_too_needs_no_second_source():
    text = "About 116 million adults have asthma.[1]\n\nSo 116 million adults have asthma." + REFERENCES
    assert excerpts("claims/uncited-statistic", text) == []
    assert excerpts("claims/uncited-statistic", text.replace("So 116", "So 120")) == ["120 million adults"]


def test_a_figure_is_asked_for_more_gently_where_the_page_lists_sources_without_markers():
    (found,) = findings("claims/uncited-statistic", "About 1 in 5 adults has asthma." + REFERENCES)
    assert (found.severity.value, found.confidence.value) == ("info", "possible")


def test_of_one_paragraph_the_first_figure_is_asked_about():
    text = "About 20% to 25% of women have migraine. Some 10% of men have migraine."
    assert excerpts("claims/uncited-statistic", text) == ["20% to 25% of women"]


def test_a_short_cell_of_a_table_is_data():
    text = "| a | b |\n|---|---|\n| asthma | 5% of adults |\n| asthma | In this country 5% of adults live with asthma |\n"
    assert excerpts("claims/uncited-statistic", text) == ["5% of adults"]
