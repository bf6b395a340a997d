import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.engine.fix import apply_fixes, main_newline, write_source
from healthlint.model import Confidence, Edit, Finding, Fix, Safety, Severity, Source, SourceError, Span, Suppressed


def finding(*edits, safety="safe", severity="warning", rule="a/b", **more):
    spans = [e[:2] for e in edits] or [(0, 0)]
    made = tuple(Edit(Span(a, b), text) for a, b, text in edits)
    fixes = (Fix("mend", made, Safety(safety)),) if edits else ()
    return Finding(rule, Severity(severity), Confidence.CERTAIN, "message", Span(*spans[0]), fixes=fixes, **more)


def test_fixes_far_apart_are_all_applied():
    result = apply_fixes("one two three", [finding((8, 13, "drei")), finding((0, 3, "eins"))])
    assert result.text == "eins two drei"
    assert len(result.applied) == 2
    assert result.refused == ()


def test_review_fixes_wait_to_be_asked_for():
    risky = finding((0, 3, "some"), safety="review")
    assert apply_fixes("one", [risky]).text == "one"
    assert apply_fixes("one", [risky]).refused[0][1] == "needs reading: use --review"
    assert apply_fixes("one", [risky], include_review=True).text == "some"


def test_where_two_touch_the_graver_wins():
    mild, grave = finding((0, 7, "x"), severity="info"), finding((4, 13, "y"), severity="error")
    result = apply_fixes("one two three", [mild, grave])
    assert result.text == "one y"
    assert [f for f, _ in result.refused] == [mild]


def test_all_edits_of_a_fix_or_none():
    both = finding((0, 3, "1"), (8, 13, "3"), severity="info")
    other = finding((0, 3, "eins"))
    assert apply_fixes("one two three", [both, other]).text == "eins two three"
    assert apply_fixes("one two three", [both]).text == "1 two 3"


def test_the_same_edit_twice_is_made_once():
    result = apply_fixes("one", [finding((0, 3, "1")), finding((0, 3, "1"), rule="a/c")])
    assert result.text == "1"
    assert len(result.applied) == 2


def test_two_insertions_at_one_place_do_not_pile_up():
    result = apply_fixes("ab", [finding((1, 1, "x")), finding((1, 1, "y"), rule="a/c")])
    assert result.text == "axb"


def test_an_insertion_at_the_edge_of_a_replacement_belongs_to_one_fix():
    assert apply_fixes("abc", [finding((1, 1, "<"), (1, 2, "B"), (2, 2, ">"))]).text == "a<B>c"


@pytest.mark.parametrize("edits", [[(0, 2, "x"), (1, 3, "y")], [(2, 9, "x")], [(3, 1, "x")]])
def test_a_fix_that_cannot_be_made_is_refused(edits):
    result = apply_fixes("abc", [finding(*edits)])
    assert result.text == "abc"
    assert len(result.refused) == 1


def test_suppressed_findings_are_left_alone():
    assert apply_fixes("one", [finding((0, 3, "1"), suppressed=Suppressed("why"))]).text == "one"


def test_inserted_line_breaks_are_those_of_the_file():
    assert apply_fixes("a\r\nb\r\n", [finding((1, 1, "\nx"))]).text == "a\r\nx\r\nb\r\n"
    assert main_newline("a\rb\r") == "\r"
    assert main_newline("a") == "\n"


pieces = st.tuples(st.integers(0, 30), st.integers(0, 6), st.text("xyz", max_size=3))


@given(st.lists(st.lists(pieces, min_size=1, max_size=3), max_size=8))
def test_text_outside_the_applied_edits_stays(groups):
    text = "".join(chr(0x4E00 + i) for i in range(30))
    findings = [finding(*((a, a + n, new) for a, n, new in group), rule=f"a/{i}") for i, group in enumerate(groups)]
    result = apply_fixes(text, findings)
    edited = {i for f in result.applied for e in f.fixes[0].edits for i in range(*e.span)}
    assert [c for c in result.text if c not in "xyz"] == [c for i, c in enumerate(text) if i not in edited]
    assert len(result.applied) + len(result.refused) == len(findings)


def source_of(path, encoding="utf-8", bom=b""):
    data = path.read_bytes()
    return Source(path.name, data[len(bom) :].decode(encoding), encoding, bom)


def test_a_file_keeps_encoding_mark_newlines_mode_and_link(tmp_path):
    real = tmp_path / "real.md"
    real.write_bytes("\ufeffa\r\nµ".encode("utf-16-le"))
    real.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(real)
    write_source(link, source_of(link, "utf-16-le", b"\xff\xfe"), "b\r\nµ")
    assert real.read_bytes() == "\ufeffb\r\nµ".encode("utf-16-le")
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link.md", "real.md"]


def test_a_file_that_changed_meanwhile_is_not_touched(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("one", "utf-8")
    source = source_of(path)
    path.write_text("two", "utf-8")
    with pytest.raises(SourceError, match="changed while"):
        write_source(path, source, "three")
    assert path.read_text("utf-8") == "two"


def test_a_file_that_cannot_hold_the_text_or_was_read_with_loss_is_not_touched(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"caf\xe9")
    with pytest.raises(SourceError, match="has no '≥'"):
        write_source(path, source_of(path, "cp1252"), "café ≥ 2")
    with pytest.raises(SourceError, match="exactly"):
        write_source(path, Source("a.txt", "caf", exact=False), "x")
    assert path.read_bytes() == b"caf\xe9"


def test_nothing_is_left_behind_when_writing_fails(tmp_path, monkeypatch):
    path = tmp_path / "a.md"
    path.write_text("one", "utf-8")

    def fail(_):
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        write_source(path, source_of(path), "two")
    assert path.read_text("utf-8") == "one"
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]
