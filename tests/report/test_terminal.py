"""The two formats for a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_reports import TEXT, make_article, make_document, make_finding, make_report

from healthlint.model import Source, Span
from healthlint.report.formats import render
from healthlint.report.plain import COLUMNS, FOUND, REACH, _wrap_wide, one_line, snippet, width, wrap
from healthlint.report.summary import is_new


def test_full_shows_place_line_carets_advice_fix_and_source(report):
    out = render("full", report)
    assert "  7:6 error claims/absolute-promise (likely)\n" in out
    assert "    | Zinc cures colds instantly" in out
    assert "    |      ^^^^^^^^^^^\n" in out
    assert "    Do: Say what the evidence shows.\n" in out
    assert "    Fix (to be read first): Replace by “may help with” [cures → may help with]\n" in out
    assert "    Source: CAP Code 12.1 https://www.asa.org.uk/codes\n" in out


def test_carets_count_columns_and_not_code_points():
    report = make_report(make_article(findings=lambda d: (make_finding(d, "claims/x", "and it is"),)))
    line, carets = render("full", report).split("\n")[4:6]
    assert width(line[: line.index("and it is")]) == carets.index("^")


def test_concise_is_one_line_a_finding(report):
    lines = render("concise", report).split("\n")
    assert lines[0] == "articles/zinc.md:1:1: warning authorship/no-reviewer No reviewer is named."
    assert sum(line.startswith("articles/zinc.md:") for line in lines) == 7


@pytest.mark.parametrize("name", ["full", "concise"])
def test_both_end_with_the_verdict_and_what_was_covered(name, report):
    out = render(name, report)
    assert "Blocked: 4 errors, 2 warnings, 1 note." in out
    assert "Not counted: 1 suppressed, 1 in the baseline." in out
    assert "Checked 1 of 2 files, 60 words; left out: references 20." in out
    assert "Skipped: notes.pdf (not a text format)." in out
    assert "Not run: dosing/unit (the grammar is off)." in out
    assert "Crashed: risk/broken in articles/zinc.md: ValueError: no number" in out


@pytest.mark.parametrize("name", ["full", "concise"])
def test_suppressed_and_known_findings_are_counted_and_not_listed(name, report):
    out = render(name, report)
    assert "studies-uncited" not in out
    assert "outdated-reference" not in out


@pytest.mark.parametrize("name", ["full", "concise"])
def test_colour_only_when_asked_for(name, report):
    assert "\x1b" not in render(name, report)
    assert "\x1b[" in render(name, report, color=True)


@pytest.mark.parametrize("name", ["full", "concise"])
def test_nothing_found_is_said_in_words(name, clean, nothing):
    assert "Publishable: no findings." in render(name, clean)
    assert "Nothing was checked" in render(name, nothing)


@pytest.mark.parametrize("name", ["full", "concise"])
def test_an_article_cannot_steer_the_terminal(name):
    text = TEXT.replace("cures colds", "\x1b[2Jcu\u202eres")
    article = make_article(text, path="a\x1b]0;x.md", findings=lambda d: (make_finding(d, "claims/x", "\x1b[2Jcu\u202eres"),))
    out = render(name, make_report(article))
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_an_endless_line_is_cut():
    text = "a" * 300_000 + " cures " + "b" * 300_000
    part = snippet(Source("a.md", text), Span(300_001, 300_006))
    assert part.found == "cures"
    assert len(part.before) == len(part.after) == REACH + 1


def test_an_endless_finding_is_cut():
    assert len("".join(snippet(Source("a.md", "x" * 9999), Span(0, 9999)))) <= FOUND + 1


@given(st.text())
def test_one_line_leaves_nothing_that_a_terminal_obeys(text):
    out = one_line(text)
    out.encode("utf-8")
    assert not any(c < " " or "\x7f" <= c <= "\x9f" or c in "\u202a\u202b\u202d\u202e\u2066\u2067" for c in out)


@given(st.text(min_size=1), st.integers(0, 50), st.integers(0, 50))
def test_any_span_of_any_text_can_be_shown(text, start, length):
    document = make_document(text)
    first = min(start, len(text))
    snippet(document.source, Span(first, min(first + length, len(text))))


def test_of_many_reasons_the_first_are_told():
    report = make_report(reasons=tuple(f"Reason {n}." for n in range(9)))
    assert "Reason 2. And 6 more reasons." in render("concise", report)
    assert "Reason 3" not in render("concise", report)


def test_no_line_of_full_is_wider_than_a_terminal(report):
    article = make_article(findings=lambda d: (make_finding(d, "claims/x", "Zinc cures", message="word " * 60, advice="more " * 60),))
    for made in (report, make_report(article)):
        assert max(width(line) for line in render("full", made).split("\n")) <= COLUMNS + 12


def test_sources_stand_once_for_each_rule(report):
    assert render("full", report).count("Source: CAP Code") == len({f.rule for f in report.articles[0].findings if is_new(f)})


@given(st.text(alphabet="ab é中 ", max_size=60), st.integers(5, 30))
def test_wrapping_loses_no_word(text, columns):
    assert wrap(text, "  ", columns).split() == text.split()


TEXTS = ["", " ", "a" * 130, "rest  helps " * 20, "“rest” – helps " * 15, f"{'b' * 96} c", f"{'b' * 97} c d", "x " * 60]


@pytest.mark.parametrize("text", TEXTS)
def test_lines_are_cut_as_if_word_by_word(text):
    assert wrap(text, "    ") == _wrap_wide(text, "    ", COLUMNS)
