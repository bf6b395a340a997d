"""The medical disclaimer, component by component."""

import pytest

from healthlint.article import Article
from healthlint.model import Settings, Source
from healthlint.parse.html import parse_html
from healthlint.parse.markdown import parse_markdown
from healthlint.parse.text import parse_text

BODY = "# Sleep\n\nMost adults need seven to nine hours of sleep. A dark, quiet room helps, and so does a fixed time to get up.\n\n"


def disclaimer(text, parse=parse_markdown):
    return Article(parse(Source("a", text)), Settings()).disclaimer


@pytest.mark.parametrize(
    "text",
    [
        "This site is not intended to be a substitute for professional medical advice, diagnosis or treatment.",
        "Nothing on these pages is meant to be used for diagnosis.",
        "No information here should ever replace advice from your own doctor.",
        "Example Health does not provide medical advice.",
        "This page supports, and does not replace, the relationship between you and your doctor.",
        "Not medical advice.",
        "Informational only, not a substitute for a check by your GP.",
        "I am not a doctor.",
        "The tips in this guide are for information only.",
        "This article is for general education. Ask a dermatologist about your own skin.",
        "Use of this app does not create a doctor-patient relationship.",
        "We cannot be held responsible for any injury that follows from our articles. Please consult your doctor.",
        "Never disregard medical advice because of something you have read on this website.",
        "This calculator isn't a diagnostic tool.",
        "This is general advice only.",
        "See your doctor rather than rely on this information.",
    ],
)
def test_a_page_that_says_it_does_not_replace_a_professional_has_a_disclaimer(text):
    assert disclaimer(BODY + text).present


@pytest.mark.parametrize(
    "text",
    [
        "Goat’s milk is not a substitute for breast milk. Ask a doctor if your baby is unwell.",
        "Always consult your doctor before you start a new exercise plan.",
        "Apps are no substitute for a doctor, experts said.",
        "“This site does not give medical advice,” the founder joked.",
        "Many people did not seek medical advice until the pain was severe.",
        "The university accepts no liability for loss that arises from use of this website.",
        "This article is for information only and is not investment advice.",
        "Nurses may not give medical advice over the phone in some states.",
        "Do not stop your tablets without medical advice.",
        "For general information about diabetes, visit our website.",
        "Copies of this material are permitted for educational purposes.",
        "The study has not been used to diagnose cancer.",
        "Do not try this method at home; it is done under medical supervision.",
        "Herbal teas should not be used instead of treatment from your doctor.",
    ],
)
def test_advice_products_quotations_and_terms_of_use_are_no_disclaimer(text):
    assert not disclaimer(BODY + text).present


def test_each_component_is_found_with_its_sentence():
    text = BODY + (
        "This page is for information only. It does not replace advice from your doctor. Talk to a pharmacist first. "
        "Do not put off getting medical help because of this page. In an emergency call 999."
    )
    found = disclaimer(text)
    said = {name: text[span.start : span.end] for name, span in found.components.items()}
    assert said == {
        "information-only": "This page is for information only.",
        "not-a-substitute": "It does not replace advice from your doctor.",
        "consult": "Talk to a pharmacist first.",
        "no-delay": "Do not put off getting medical help because of this page.",
        "emergency": "In an emergency call 999.",
    }
    assert [number for number, _ in found.emergency_numbers] == ["999"]


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("# Schlaf\n\nGuter Schlaf hilft der Gesundheit und der Stimmung. Dieser Artikel ersetzt keine ärztliche Beratung.", True),
        ("# Sommeil\n\nBien dormir aide à rester en forme. Cette page ne remplace pas une consultation.", True),
        ("# النوم\n\nالنوم الجيد يساعد على الصحة. هذه المعلومات لا تغني عن استشارة الطبيب.", True),
        ("# Schlaf\n\nGuter Schlaf hilft der Gesundheit. Wenden Sie sich an Ihren Arzt, wenn Sie müde sind.", False),
    ],
)
def test_other_languages_are_read_by_their_phrases(text, present):
    assert disclaimer(text).present is present


def test_a_disclaimer_that_runs_on_from_the_sources_is_buried():
    sources = "  1. Hall M, Lee J. Sleep in adults. BMJ. 2019;12(3):45-9.\n  2. Rao G. Sleep and work. Lancet. 2020;1(2):3-4.\n"
    text = f"Sleep\n\nMost adults need sleep.1 Work needs it too.2\n\n{sources}This content is for information only."
    found = disclaimer(text, parse_text)
    assert found.present
    assert found.buried is not None


def test_a_disclaimer_under_its_own_heading_is_not_buried():
    text = BODY + "## Sources\n\n1. Hall M. Sleep in adults. BMJ. 2019;12:45.\n\n## Disclaimer\n\nThis content is for information only."
    found = disclaimer(text)
    assert found.present
    assert found.buried is None


def test_a_link_to_a_medical_disclaimer_is_kept_apart():
    html = '<h1>Sleep</h1><p>Sleep well.</p><footer><a href="/d">Medical disclaimer</a> <a href="/x">Disclaimer</a></footer>'
    found = disclaimer(html, parse_html)
    assert found.linked is not None
    assert not found.present


@pytest.mark.parametrize("text", ["Rules 999 and 911 were used.", "Over 999 people took part.", "It costs £999.", "Flight 911 landed."])
def test_numbers_that_nobody_is_told_to_call_are_no_emergency_numbers(text):
    assert disclaimer(BODY + text).emergency_numbers == ()
