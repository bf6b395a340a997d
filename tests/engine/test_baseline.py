import pytest
from made_articles import article

from healthlint.engine.baseline import Entry, compare, dump, new_entries, read
from healthlint.model import ConfigError, Suppressed


def accepted(*articles):
    return new_entries(articles, "2026-11-22", "first day")


def statuses(articles, entries, exists=lambda _: True):
    found = compare(articles, entries, exists)
    return [f.status for a in found.articles for f in a.findings], [e.fingerprint for e in found.fixed]


def test_what_was_accepted_is_unchanged_and_what_was_not_is_new():
    entries = accepted(article("a.md", "1:a"))
    assert statuses([article("a.md", "1:a", "1:b")], entries) == (["unchanged", "new"], [])


def test_a_swap_is_seen():
    assert statuses([article("a.md", "1:b")], accepted(article("a.md", "1:a"))) == (["new"], ["1:a"])


def test_a_renamed_file_keeps_its_entries():
    entries = accepted(article("old.md", "1:a", "1:b"))
    assert statuses([article("new.md", "1:a")], entries, lambda path: path != "old.md") == (["unchanged"], ["1:b"])


def test_an_entry_of_another_file_that_is_still_there_does_not_count():
    entries = accepted(article("other.md", "1:a"))
    assert statuses([article("a.md", "1:a")], entries) == (["new"], [])


def test_one_entry_answers_for_one_finding():
    entries = accepted(article("old.md", "1:a"))
    assert statuses([article("x.md", "1:a"), article("y.md", "1:a")], entries, lambda _: False) == (["unchanged", "new"], [])


def test_suppressed_findings_are_not_accepted():
    assert accepted(article("a.md", "1:a", suppressed=Suppressed("why"))) == []


def test_the_file_is_sorted_reads_back_and_cuts_long_excerpts(tmp_path):
    entries = [*accepted(article("b.md", "1:b", "1:a")), Entry("a.md", "r/r", "1:c", "“é”")]
    path = tmp_path / "baseline.jsonl"
    path.write_text(dump([*entries, *entries]), "utf-8")
    assert [e.path for e in read(path)] == ["a.md", "b.md", "b.md"]
    assert set(read(path)) == set(entries)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("<<<<<<< HEAD", r":2: not valid JSON"),
        ('{"path": "a"}', "'rule' is missing"),
        ('{"path": "a", "rul": "b"}', "unknown key 'rul', did you mean 'rule'"),
        ("[1]", "object of texts"),
        ('{"path": 3}', "object of texts"),
    ],
)
def test_a_broken_line_is_named(tmp_path, line, message):
    path = tmp_path / "b.jsonl"
    path.write_text("\n" + line + "\n", "utf-8")
    with pytest.raises(ConfigError, match=message):
        read(path)


def test_a_missing_file_says_how_to_make_one(tmp_path):
    with pytest.raises(ConfigError, match="healthlint baseline create"):
        read(tmp_path / "gone.jsonl")
