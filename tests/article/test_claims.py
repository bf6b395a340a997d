"""What sentences claim, how strongly, and what they rest on."""

import pytest

from healthlint.article import Article
from healthlint.model import Format, Settings, Source
from healthlint.parse import parse

REFERENCES = "\n\n## References\n\n1. Abara N. Zinc and colds. Heart J. 2020;3:1-9.\n2. Moss P. Colds. Diet Rev. 2018;5:30-6.\n"


def claims(text):
    return Article(parse(Source("x.md", f"# A page\n\n{text}"), Format.MARKDOWN), Settings()).claims


def one(text):
    (claim,) = claims(text)
    return claim


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Zinc shortens colds.", "causal"),
        ("Garlic has a strong effect on blood pressure.", "causal"),
        ("Most strokes are due to clots.", "causal"),
        ("Vaccines are effective against measles.", "causal"),
        ("These pills can cause deafness.", "causal"),
        ("Zinc can shorten colds.", "hedged"),
        ("Zinc may shorten colds.", "hedged"),
        ("The new test could change how we live.", "hedged"),
        ("Zinc is linked to shorter colds.", "associational"),
        ("Smokers are more likely to fall ill.", "associational"),
        ("People with asthma have a higher risk of flu.", "associational"),
        ("About 47% of adults have high blood pressure.", "associational"),
        ("Marketing makes children more likely to smoke.", "causal"),
        ("Laws limiting sales of alcohol may save lives.", "hedged"),
        ("This oil cures back pain.", "absolute"),
        ("The effect is guaranteed to relieve pain.", "absolute"),
    ],
)
def test_strength(text, strength):
    assert one(text).strength.value == strength


@pytest.mark.parametrize("text", ["The clinic opens at nine.", "Bring a friend with you.", "You may sit down here."])
def test_what_claims_nothing_is_not_listed(text):
    assert claims(text) == ()


def test_headings_and_list_items_are_read_and_references_are_not():
    found = claims("## Zinc shortens colds\n\n- Honey eases coughs." + REFERENCES)
    assert [c.sentence.text for c in found] == ["Zinc shortens colds", "Honey eases coughs."]


def test_a_hedge_that_foresees_is_a_claim_and_one_that_permits_is_none():
    assert one("You are likely to do this every day.").strength.value == "hedged"
    assert one("You may feel some pain.").strength.value == "hedged"


def test_hedges_are_named_and_placed():
    claim = one("Zinc may possibly shorten colds.")
    text = claim.sentence.block.text
    assert [h.text for h in claim.hedges] == ["may", "possibly"]
    assert all(text[h.start : h.end] == h.text for h in claim.hedges)


def test_negation_and_doubt_deny():
    assert one("Zinc does not shorten colds.").negated
    assert one("There is no evidence that zinc shortens colds.").negated
    assert not one("Zinc does not always shorten colds.").negated
    assert not one("Zinc is not only cheap but shortens colds.").negated
    assert not one("Lack of sleep causes headaches.").negated
    assert one("The trial showed a lack of effect on pain.").negated
    assert not one("The pump did not start, causing deaths.").negated
    assert not one("Pain isn't always due to damage.").negated


def test_of_two_statements_the_one_that_stands_counts():
    claim = one("Zinc does not prevent colds, but it shortens them.")
    assert not claim.negated
    assert claim.predicate.text == "shortens"


def test_questions_conditions_advice_and_quotations_are_told_apart():
    assert one("Does zinc shorten colds?").question
    assert one("If zinc shortens colds, use it.").conditional
    assert one("Avoid salt to lower blood pressure and prevent a stroke.").advice
    assert one("He says “zinc shortens colds” to everyone.").quoted


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Zinc shortens colds.[1] Tea is warm.", [(1,)]),
        ("Zinc shortens colds. That was tested.[2] Tea is warm.", [(2,)]),
        ("Zinc shortens colds. Tea is warm. Rain is wet. So it is.[2]", [(2,)]),
        ("Zinc shortens colds. Tea is warm.[1] Rain is wet.[2] So it is.", [(1,)]),
        ("Zinc shortens colds.\n\nTea is warm.[1]", []),
    ],
)
def test_citations_in_reach(text, numbers):
    claim = next(c for c in claims(text + REFERENCES) if c.sentence.text.startswith("Zinc shortens colds"))
    assert [m.numbers for m in claim.markers] == numbers
    assert claim.supported == bool(numbers)


def test_a_named_source_supports_and_experts_do_not():
    assert one("According to the NHS, zinc shortens colds.").attributed == "the NHS"
    assert one("According to experts, zinc shortens colds.").attributed == ""


def test_only_a_link_out_of_the_site_may_be_a_source():
    assert one("Zinc [shortens](https://doi.org/10.1/2) colds.").linked
    assert not one("Zinc [shortens](/zinc) colds.").linked


def test_an_instruction_is_no_claim_of_safety_and_a_noun_opens_no_instruction():
    assert claims("Keep it in a safe place.") == ()
    assert not one("Use of aspirin prevents strokes.").advice
    assert not one("Sleep improves memory.").advice


def test_speed_alone_makes_no_absolute_claim():
    assert one("The pain is relieved at once by rest, and rest prevents cramps.").strength.value == "causal"
