import pytest

from healthlint.engine.gate import Bar, blocks, exit_status, score, verdict
from healthlint.model import (
    ArticleReport,
    Confidence,
    Document,
    Facts,
    Finding,
    Format,
    Outcome,
    Report,
    Settings,
    Severity,
    Skipped,
    Source,
    Span,
    Suppressed,
    Verdict,
)


def finding(rule="claims/a", severity="error", confidence="likely", **more):
    return Finding(rule, Severity(severity), Confidence(confidence), "message", Span(0, 1), **more)


def article(*findings, outcomes=None, crashes=None):
    document = Document(Source("a.md", "text"), Format.MARKDOWN, ())
    found = {"x/passed": Outcome.PASSED, **{f.rule: Outcome.FAILED for f in findings}}
    return ArticleReport("a.md", document, Settings(), Facts(), findings, found if outcomes is None else outcomes, crashes=crashes or {})


def report(articles=(), skipped=(), bar=None):
    decision, reasons = verdict(articles, skipped, bar or Bar())
    return Report(tuple(articles), tuple(skipped), decision, ("default",), {}, reasons=reasons)


@pytest.mark.parametrize(
    ("given", "bar", "expected"),
    [
        (finding(), Bar(), True),
        (finding(severity="warning"), Bar(), False),
        (finding(severity="warning"), Bar(Severity.WARNING), True),
        (finding(confidence="possible"), Bar(), False),
        (finding(confidence="possible"), Bar(min_confidence=Confidence.POSSIBLE), True),
        (finding(severity="info"), Bar(always={"claims/a"}), True),
        (finding(severity="info", confidence="possible"), Bar(always={"claims/a"}), False),
        (finding(), Bar(None, always={"claims/a"}), False),
        (finding(suppressed=Suppressed("why")), Bar(), False),
        (finding(status="unchanged"), Bar(), False),
        (finding(gates=False), Bar(), False),
    ],
)
def test_what_blocks(given, bar, expected):
    assert [blocks(standing, bar) for standing in article(given).tally] == [expected]
    assert (report([article(given)], bar=bar).verdict is Verdict.BLOCKED) is expected


def test_the_score_is_the_share_of_decided_rules_and_ignores_what_was_waived():
    outcomes = {"a/a": Outcome.PASSED, "a/b": Outcome.FAILED, "a/c": Outcome.NOT_APPLICABLE, "a/d": Outcome.FAILED}
    waived = finding("a/d", suppressed=Suppressed("why"))
    assert score(article(finding("a/b"), waived, outcomes=outcomes)) == 50.0
    assert score(article(outcomes={})) == 100.0


def test_a_score_under_the_limit_blocks():
    outcomes = {"a/a": Outcome.PASSED, "a/b": Outcome.FAILED}
    low = article(finding("a/b", "info"), outcomes=outcomes)
    found = report([low], bar=Bar(fail_under=50.5))
    assert exit_status(found) == 1
    assert found.reasons == ("a.md: scores 50, under 50.5.",)
    assert exit_status(report([low], bar=Bar(fail_under=50))) == 0


CRASHED = article(finding(), outcomes={"x/y": Outcome.CRASHED}, crashes={"x/y": "ValueError: no"})
UNREAD = Skipped("gone.md", "cannot be read", "error")
EXCLUDED = Skipped("LICENSE.md", "left out by the configuration", "excluded")
PASSED_OVER = Skipped("x.pdf", "healthlint reads HTML, Markdown and plain text")


@pytest.mark.parametrize(
    ("articles", "skipped", "verdict", "status"),
    [
        ([article()], [], Verdict.PUBLISHABLE, 0),
        ([article(finding())], [], Verdict.BLOCKED, 1),
        ([article(finding())], [UNREAD], Verdict.BLOCKED, 2),
        ([article()], [UNREAD], Verdict.NOT_CHECKED, 2),
        ([CRASHED], [UNREAD], Verdict.FAILED, 70),
        ([], [], Verdict.NOT_CHECKED, 3),
        ([], [PASSED_OVER], Verdict.NOT_CHECKED, 3),
        ([], [EXCLUDED], Verdict.NOT_CHECKED, 0),
        ([], [EXCLUDED, PASSED_OVER], Verdict.NOT_CHECKED, 3),
        ([article(outcomes={"x/y": Outcome.NOT_APPLICABLE})], [], Verdict.NOT_CHECKED, 3),
        ([article()], [PASSED_OVER], Verdict.PUBLISHABLE, 0),
    ],
)
def test_verdict_and_status(articles, skipped, verdict, status):
    found = report(articles, skipped)
    assert found.verdict is verdict
    assert exit_status(found) == status
    assert (verdict is Verdict.PUBLISHABLE) is (found.reasons == ())


def test_nothing_found_may_be_allowed_but_never_hides_a_fault():
    assert exit_status(report(), allow_empty=True) == 0
    assert exit_status(report([], [UNREAD]), allow_empty=True) == 2
    assert exit_status(report([article(finding())]), allow_empty=True) == 1
