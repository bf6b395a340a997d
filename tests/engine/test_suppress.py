from datetime import date

import pytest

from healthlint.engine.suppress import Entry, apply, read_side_file, settle
from healthlint.model import (
    ArticleReport,
    Block,
    Comment,
    Confidence,
    ConfigError,
    Document,
    Facts,
    Finding,
    Format,
    Outcome,
    Rule,
    Segment,
    Settings,
    Severity,
    Source,
    Span,
    Zone,
)

TODAY = date(2026, 11, 22)


def rule(rule_id):
    messages = {v: v + " {name}{names}" for v in ("unknown", "side-file", "unreadable")}
    return Rule(rule_id, "", "", Severity.WARNING, Confidence.CERTAIN, "plain {names}", messages=messages)


RULES = {
    r: rule(r) for r in ("claims/a", "claims/b", "transparency/unused-suppression", "transparency/expired-suppression")
}


def document(*parts):
    """Paragraphs and comments, one a line."""
    text, blocks, comments = "", [], []
    for part in parts:
        start, end = len(text), len(text) + len(part)
        if part.startswith("<!--"):
            comments.append(Comment(part[4:-3].strip(), Span(start, end)))
        else:
            segments = (Segment(0, len(part), start, end),)
            blocks.append(Block(Zone.PROSE, part, segments, outer=Span(start, end)))
            at = part.find("<!--")
            if at >= 0:
                comments.append(Comment(part[at + 4 : part.find("-->")].strip(), Span(start + at, start + part.find("-->") + 3)))
        text += part + "\n"
    return Document(Source("a.html", text), Format.HTML, tuple(blocks), comments=tuple(comments))


def findings(doc, word="cures", rule_id="claims/a"):
    found, at = [], doc.source.text.find(word)
    while at >= 0:
        found.append(Finding(rule_id, Severity.ERROR, Confidence.LIKELY, "m", Span(at, at + len(word)), fingerprint=f"1:{at}"))
        at = doc.source.text.find(word, at + 1)
    return found


def silenced(doc, entries=(), **more):
    done = apply(findings(doc, **more), doc, TODAY, entries, RULES)
    return [f.suppressed.reason if f.suppressed else "" for f in done if f.rule == "claims/a"], [
        (f.rule.partition("/")[2], f.message) for f in done if f.rule.startswith("transparency/")
    ]


def test_a_comment_reaches_the_next_block_only():
    doc = document("It cures.", "<!-- healthlint: ignore[claims/a] -- agreed -->", "It cures.", "It cures.")
    assert silenced(doc) == (["", "agreed", ""], [])


def test_a_comment_inside_a_block_reaches_that_block():
    doc = document("It cures.", "It cures. <!-- healthlint: ignore[claims/a] -- agreed --> It cures.", "It cures.")
    assert silenced(doc) == (["", "agreed", "agreed", ""], [])


def test_a_comment_reaches_what_stands_between_it_and_the_next_block():
    doc = document("<!-- healthlint: ignore[claims/a] -- agreed -->", "cures", "text")
    image_only = Document(doc.source, doc.format, doc.blocks[1:], comments=doc.comments)
    assert silenced(image_only) == (["agreed"], [])


def test_a_pair_reaches_all_between():
    start, end = "<!-- healthlint: ignore-start[claims/a] -- survey -->", "<!-- healthlint: ignore-end[claims/a] -->"
    doc = document("It cures.", start, "It cures.", "It cures.", end, "It cures.")
    assert silenced(doc) == (["", "survey", "survey", ""], [])
    assert silenced(document(start, "It cures.")) == ([""], [])


def test_another_rule_is_not_silenced_and_the_suppression_is_reported():
    doc = document("<!-- healthlint: ignore[claims/b] -- agreed -->", "It cures.")
    assert silenced(doc) == ([""], [("unused-suppression", "plain claims/b")])


def test_an_unknown_rule_is_named():
    doc = document("<!-- healthlint: ignore[claims/zzz] -- agreed -->", "It cures.")
    assert silenced(doc)[1] == [("unused-suppression", "unknown claims/zzz{names}")]


def test_a_rule_that_is_off_is_neither_unknown_nor_unused(tmp_path):
    (tmp_path / "claims").mkdir()
    for name in ("a", "off"):
        (tmp_path / "claims" / f"{name}.yaml").write_text("", "utf-8")
    doc = document("<!-- healthlint: ignore[claims/off] -- agreed -->", "It cures.")
    on = Rule("claims/a", "", "", Severity.ERROR, Confidence.LIKELY, "m", path=str(tmp_path / "claims" / "a.yaml"))
    assert [f for f in apply([], doc, TODAY, (), {**RULES, "claims/a": on}) if "unused" in f.rule] == []


@pytest.mark.parametrize("said", ["", "until=2026-10 -- old", "until=soon -- odd"])
def test_without_reason_or_in_force_no_more_it_silences_nothing(said):
    assert silenced(document(f"<!-- healthlint: ignore[claims/a] {said} -->", "It cures."))[0] == [""]


def test_it_holds_on_its_last_day():
    assert silenced(document("<!-- healthlint: ignore[claims/a] until=2026-11-22 -- why -->", "It cures."))[0] == ["why"]


def test_suppressions_about_suppressions_silence_nothing():
    doc = document("<!-- healthlint: ignore[transparency/expired-suppression] -- x -->", "cures")
    kept = apply(findings(doc, rule_id="transparency/expired-suppression"), doc, TODAY, (), RULES)
    assert all(f.suppressed is None for f in kept)


def test_the_side_file_matches_by_fingerprint():
    doc = document("It cures.", "It cures.")
    first = findings(doc)[0].fingerprint
    used = Entry(first, "legal text", path="a.html")
    assert silenced(doc, [used]) == (["legal text", ""], [])
    stale = Entry("1:gone", "why", "claims/a", path="a.html")
    assert silenced(doc, [used, stale])[1] == [("unused-suppression", "side-file {name}claims/a")]
    over = Entry(first, "why", path="a.html", until="2026-01")
    assert silenced(doc, [over]) == (["", ""], [("expired-suppression", f"plain {first}")])


def test_outcomes_follow_what_suppressions_add():
    doc = document("<!-- healthlint: ignore[claims/b] -- agreed -->", "It is.")
    before = {"transparency/unused-suppression": Outcome.PASSED, "claims/b": Outcome.PASSED}
    done = settle(ArticleReport("a.html", doc, Settings(today=TODAY), Facts(), (), before), RULES, ())
    assert done.outcomes["transparency/unused-suppression"] is Outcome.FAILED
    assert done.findings[0].excerpt == doc.source[doc.comments[0].span]
    assert done.findings[0].fingerprint.startswith("1:")


def test_the_side_file_is_read_and_checked(tmp_path):
    assert read_side_file(tmp_path / "nowhere") == ()
    path = tmp_path / "healthlint-suppressions.toml"
    path.write_text('[[suppress]]\nfingerprint = "1:a"\nreason = "why"\nuntil = "2027"\n', "utf-8")
    assert read_side_file(tmp_path) == (Entry("1:a", "why", until="2027"),)
    path.write_text('[[suppress]]\nfingerprnt = "1:a"\nuntil = 2027\n', "utf-8")
    with pytest.raises(ConfigError) as caught:
        read_side_file(tmp_path)
    assert "unknown key 'fingerprnt', did you mean 'fingerprint'?" in str(caught.value)
    assert "'until' must be a text" in str(caught.value)
    assert "'reason' is missing" in str(caught.value)
