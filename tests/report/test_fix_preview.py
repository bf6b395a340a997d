"""What the report says that fixes would do is what they do."""

from hypothesis import given
from hypothesis import strategies as st
from made_reports import TEXT, make_article, make_finding, make_report, sample_findings

from healthlint.engine.fix import apply_fixes
from healthlint.model import Confidence, Edit, Facts, Fix, Safety, Severity, Span
from healthlint.records import replace
from healthlint.report.html.cards import make_cards
from healthlint.report.html.preview import applied_edits, previews

PLACES = st.tuples(st.integers(0, 60), st.integers(0, 9)).map(lambda p: Span(p[0], p[0] + p[1]))
FIXES = st.builds(
    Fix, st.just("t"), st.lists(st.builds(Edit, PLACES, st.sampled_from(["", "x", "new"])), min_size=1, max_size=3).map(tuple),
    st.sampled_from(list(Safety)),
)  # fmt: skip


def rewritten(text, edits):
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*parts, text[at:]])


@given(st.lists(st.tuples(PLACES, FIXES, st.sampled_from(list(Severity)), st.sampled_from(list(Confidence))), max_size=6))
def test_the_preview_makes_the_edits_that_fix_makes(drawn):
    def found(d):
        one = make_finding(d, "claims/x", "cures")
        return tuple(
            replace(one, rule=f"claims/r{n}", span=span, fixes=(fix,), severity=severity, confidence=sure)
            for n, (span, fix, severity, sure) in enumerate(drawn)
        )

    article = make_article(TEXT, findings=found, facts=lambda _: Facts())
    edits = [edit for edit, _ in applied_edits(make_cards(article, make_report(article)), len(TEXT))]
    assert rewritten(TEXT, edits) == apply_fixes(TEXT, article.findings, newline="\n").text


def test_a_change_is_shown_in_its_surroundings():
    article = make_article(findings=sample_findings)
    (one,) = previews(article, make_cards(article, make_report(article)))
    assert one.line == 9
    assert str(one.html).startswith("Take it with food. The <del>color</del><ins>colour</ins> of the tablet")
