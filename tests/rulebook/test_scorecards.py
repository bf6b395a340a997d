"""What the outcomes of a run say of a standard, and what only people can."""

from datetime import date
from pathlib import Path

import pytest

from healthlint.model import Confidence, Facts, Finding, ItemStatus, Outcome, RuleError, Settings, Severity, Span
from healthlint.resources import rules_folder
from healthlint.rulebook.folder import load_rules
from healthlint.rulebook.scorecard_file import load_scorecards, read_scorecard
from healthlint.rulebook.scorecards import failed_item, score

CARD = """
title: Example standard
about: >
  An example.
summary: "{title}: {fail} fail, {partly} partly, {pass} met, {attest} attest, {person} person."
sources:
  - {name: Nobody}
scores:
  Example score: ["1", "2", "3"]
items:
  - {id: "1", title: One, decide: both, rules: [a/one, a/two]}
  - {id: "2", title: Two, decide: fail-only, rules: [a/one], weak: [a/weak]}
  - {id: "3", title: Three, decide: attest}
  - {id: "4", title: Four, decide: person, rules: [a/one]}
  - {id: "5", title: Five, decide: both, needs: [image]}
  - {id: "6", title: Six, decide: both, rules: [a/one], when: [table]}
"""
TODAY = date(2026, 11, 22)


@pytest.fixture
def card(tmp_path):
    (tmp_path / "example.yaml").write_text(CARD, "utf-8")
    return read_scorecard(tmp_path / "example.yaml")


def statuses(card, outcomes, signals=(), **settings):
    findings = [
        Finding(rule, Severity.ERROR, Confidence.LIKELY, "", Span(0, 0))
        for rule, outcome in outcomes.items()
        if outcome in {Outcome.FAILED, Outcome.NEEDS_REVIEW}
    ]
    made = score((card,), outcomes, findings, Settings(today=TODAY, **settings), Facts(signals=frozenset(signals)))[0]
    return {item.id: item.status.value for item in made.items}, made


def test_clean_outcomes_pass_only_what_rules_may_decide(card):
    found, made = statuses(card, dict.fromkeys(["a/one", "a/two", "a/weak"], Outcome.PASSED), ["image"])
    assert found == {"1": "pass", "2": "partly", "3": "attest", "4": "person", "5": "pass", "6": "n/a"}
    assert "0 fail, 1 partly, 2 met, 1 attest, 1 person." in made.summary
    assert "Example score: between 33 and 100 of 100" in made.summary


def test_a_failing_rule_fails_its_items_and_is_named(card):
    found, made = statuses(card, {"a/one": Outcome.FAILED, "a/two": Outcome.PASSED, "a/weak": Outcome.PASSED})
    assert found == {"1": "fail", "2": "fail", "3": "attest", "4": "person", "5": "fail", "6": "n/a"}
    assert made.items[0].because == ("a/one",)
    assert made.items[3].because == ("a/one",)


def test_weak_and_doubtful_findings_make_an_item_partly_met(card):
    weak, _ = statuses(card, {"a/one": Outcome.PASSED, "a/two": Outcome.NEEDS_REVIEW, "a/weak": Outcome.FAILED})
    assert (weak["1"], weak["2"]) == ("partly", "partly")


@pytest.mark.parametrize("outcome", [Outcome.CRASHED, Outcome.NOT_RUN])
def test_a_rule_that_did_not_run_proves_nothing(card, outcome):
    found, _ = statuses(card, {"a/one": outcome, "a/two": Outcome.PASSED})
    assert found["1"] == "person"


def test_rules_that_do_not_apply_decide_nothing(card):
    found, _ = statuses(card, {"a/one": Outcome.NOT_APPLICABLE, "a/two": Outcome.NOT_APPLICABLE})
    assert found["1"] == "n/a"


def test_rules_that_are_off_decide_nothing(card):
    assert statuses(card, {})[0]["1"] == "person"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"by": "A. Khan", "on": "2026-01-05", "evidence": "minutes", "until": "2027-01-05"}, ItemStatus.PASS),
        ({"by": "A. Khan", "until": "2026-11-21"}, ItemStatus.ATTEST),
        ({"by": "A. Khan"}, ItemStatus.ATTEST),
        ({"until": "2027-01-05"}, ItemStatus.ATTEST),
    ],
)
def test_attestations_need_a_name_and_expire(card, said, status):
    _, made = statuses(card, {"a/one": Outcome.PASSED}, attestations={"example/3": said})
    assert made.items[2].status is status
    if status is ItemStatus.PASS:
        assert made.items[2].because == ("attested by A. Khan, 2026-01-05: minutes",)


def test_an_attestation_does_not_outweigh_a_failing_rule(card):
    said = {"example/2": {"by": "A. Khan", "until": "2027-01-05"}}
    assert statuses(card, {"a/one": Outcome.FAILED}, attestations=said)[0]["2"] == "fail"


def test_a_card_for_another_content_type_does_not_apply(tmp_path):
    (tmp_path / "ads.yaml").write_text(CARD.replace("scores:", "applies: {content-types: [commercial]}\nscores:"), "utf-8")
    found, made = statuses(read_scorecard(tmp_path / "ads.yaml"), {"a/one": Outcome.FAILED})
    assert set(found.values()) == {"n/a"}
    assert "not applicable" in made.summary


def test_failed_item_by_name(card):
    _, made = statuses(card, {"a/one": Outcome.FAILED})
    assert failed_item([made], "example/1") is made.items[0]
    assert failed_item([made], "example/3") is None
    assert failed_item([made], "example") is made.items[0]
    with pytest.raises(RuleError, match="did you mean 'example'"):
        failed_item([made], "exmple")
    with pytest.raises(RuleError, match="no item '9'"):
        failed_item([made], "example/9")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("decide: attest", "decide: maybe", "must be one of both, fail-only, person, attest"),
        ("weak:", "weka:", "did you mean 'weak'"),
        ('["1", "2", "3"]', '["1", "9"]', "'9' is not known"),
    ],
)
def test_a_wrong_card_is_refused_with_its_remedy(tmp_path, old, new, message):
    (tmp_path / "wrong.yaml").write_text(CARD.replace(old, new), "utf-8")
    with pytest.raises(RuleError, match=message):
        read_scorecard(tmp_path / "wrong.yaml")


SHIPPED = load_scorecards([Path(rules_folder())])


@pytest.mark.parametrize("shipped", SHIPPED.values(), ids=lambda c: c.id)
def test_shipped_cards_name_rules_that_exist(shipped):
    known = load_rules([Path(rules_folder())])
    named = {rule for item in shipped.items for rule in (*item.rules, *item.weak)}
    assert named <= set(known)


@pytest.mark.parametrize("shipped", SHIPPED.values(), ids=lambda c: c.id)
def test_shipped_cards_never_award_a_mark(shipped):
    words = f"{shipped.title} {shipped.summary}".lower()
    assert not any(word in words for word in ("passed", "awarded", "certified", "compliant", "conforms"))
    assert shipped.sources
