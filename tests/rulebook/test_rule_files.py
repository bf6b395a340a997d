"""Rule files: what is refused, and how the refusal reads."""

import json
from pathlib import Path

import pytest

from healthlint.model import RuleError
from healthlint.resources import rules_folder
from healthlint.rulebook.book import open_rulebook
from healthlint.rulebook.compiled import load_compiled
from healthlint.rulebook.critic import read_marks
from healthlint.rulebook.folder import load_rules
from healthlint.rulebook.json_schema import rule_schema
from healthlint.rulebook.patterns import slow_part
from healthlint.rulebook.rule_file import read_rule
from healthlint.rulebook.yaml_reader import parse_yaml
from healthlint.testing import run_rule

GOOD = """\
summary: A test rule.
why: It stands here to be damaged, and so must be whole at first.
severity: warning
confidence: likely
message: "“{found}” is a test word: {better}."
sources:
  - name: Nobody
fix: review
check:
  avoid:
    terms:
      zork: [fork]
options:
  limit: 3
examples:
  fail:
    - "A {~~zork~>fork~~} lies here."
    - "{~~Zork~>Fork~~} it."
  pass:
    - "A fork lies here."
    - "The azork sleeps."
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "house" / "claims").mkdir(parents=True)
    return tmp_path / "house"


def write(folder, text, name="claims/zork.yaml"):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_house_rule_works_with_its_examples(folder):
    rule = read_rule(write(folder, GOOD))
    assert rule.id == "claims/zork"
    assert [r.problems for r in run_rule(rule, [folder])] == [()] * 4


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("severity: warning", "severty: warning", 3, "did you mean 'severity'?"),
        ("severity: warning", "severity: bad", 3, "must be one of error, warning, info"),
        ("summary: A test rule.", "summary: [a]", 1, "must be text"),
        ("  - name: Nobody", "  - nam: Nobody", 7, "unknown key 'nam'"),
        ("fix: review", "fix: review\nfix: safe", 9, "stands twice"),
        ("summary: A test rule.", "summary: &a A test rule.", 1, "anchors and aliases"),
        ("options:\n  limit: 3", "options: 3", 13, "'name: value' lines"),
        ("  fail:", "  fails:", 16, "did you mean 'fail'?"),
        ("zork: [fork]", "zork: [fork", 13, "not well-formed YAML"),
    ],
)
def test_a_broken_rule_names_file_line_and_remedy(folder, old, new, line, words):
    path = write(folder, GOOD.replace(old, new, 1))
    with pytest.raises(RuleError) as caught:
        load_rules([folder])
    assert str(caught.value).startswith(f"{path}:{line}:")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("message: ", "mesage: ", "did you mean 'message'?"),
        ("    terms:\n      zork: [fork]", "    term: [zork]", "did you mean 'terms'?"),
        ("    terms:\n      zork: [fork]", "    patterns: [{anchor: [a], pattern: '(a+)+b'}]", "open-ended repeat"),
        ("    terms:\n      zork: [fork]", "    patterns: [{pattern: 'ab'}]", "needs 'anchor'"),
        ("    terms:\n      zork: [fork]", "    patterns: [{anchor: ['&'], pattern: 'ab'}]", "the anchor '&' has no word in it"),
        ("    terms:\n      zork: [fork]", "    table: none.tsv", "is not in"),
        ("    terms:\n      zork: [fork]", "    terms: [zork]\n    not-when: [hedge]", "did you mean 'hedged'?"),
        ("check:\n  avoid:\n    terms:\n      zork: [fork]", "check: avod", "did you mean 'avoid'?"),
    ],
)
def test_a_rule_that_cannot_work_is_refused(folder, old, new, words):
    write(folder, GOOD.replace(old, new, 1))
    with pytest.raises(RuleError) as caught:
        open_rulebook(folders=[folder])
    assert words in str(caught.value)


def test_a_missing_key_is_named(folder):
    write(folder, GOOD.replace("why: It stands here to be damaged, and so must be whole at first.\n", ""))
    with pytest.raises(RuleError, match="'why' is missing"):
        load_rules([folder])


@pytest.mark.parametrize(
    ("pattern", "slow"),
    [
        (r"studies (?:show|prove)\b", False),
        (r"\w{1,20} cures?", False),
        (r"a.*b", True),
        (r"(?:\w{1,9} ){1,9}x", True),
        (r"(a|b)\1", True),
        (r"(", True),
    ],
)
def test_patterns_that_may_be_slow_are_refused(pattern, slow):
    assert bool(slow_part(pattern)) is slow


def test_words_that_yaml_would_turn_into_truth_values_stay_words():
    assert parse_yaml("no: [yes, on]\noff: 3.10\n", "x") == {"no": ["yes", "on"], "off": "3.10"}


def test_nesting_has_an_end():
    with pytest.raises(RuleError, match="nested deeper"):
        parse_yaml("a: " + "[" * 50 + "]" * 50, "x")


def test_unknown_profile_rule_and_option_are_named(folder):
    with pytest.raises(RuleError, match="did you mean 'uk-nhs'"):
        open_rulebook(["uk-nsh"])
    with pytest.raises(RuleError, match="unknown rule or family"):
        open_rulebook(select=["clams"])
    profiles = folder / "profiles"
    profiles.mkdir()
    write(folder, GOOD)
    (profiles / "ours.yaml").write_text("title: Ours\nrules:\n  claims/zork:\n    options: {limt: 2}\nselect: [claims/zork]\n")
    with pytest.raises(RuleError, match="did you mean 'limit'"):
        open_rulebook(["ours"], folders=[folder])


def test_profiles_combine_the_first_wins_and_the_loser_is_named(folder):
    write(folder, GOOD)
    (folder / "profiles").mkdir()
    for name, limit in (("one", 1), ("two", 2)):
        text = f"title: {name}\nselect: [claims/zork]\nrules:\n  claims/zork:\n    options: {{limit: {limit}}}\n"
        (folder / "profiles" / f"{name}.yaml").write_text(text)
    book = open_rulebook(["one", "two"], folders=[folder])
    assert book.rules["claims/zork"].options["limit"] == 1
    assert any("two" in line and "limit" in line for line in book.conflicts)


def test_a_profile_that_extends_itself_is_refused(folder):
    (folder / "profiles").mkdir()
    (folder / "profiles" / "a.yaml").write_text("title: A\nextends: b\n")
    (folder / "profiles" / "b.yaml").write_text("title: B\nextends: a\n")
    with pytest.raises(RuleError, match="extends itself"):
        open_rulebook(["a"], folders=[folder])


def test_the_compiled_form_is_the_same_book(folder):
    path = write(folder, GOOD)
    first = open_rulebook(folders=[folder], select=["claims/zork"]).rules["claims/zork"]
    assert load_compiled(str(folder)) is not None
    second = open_rulebook(folders=[folder], select=["claims/zork"]).rules["claims/zork"]
    assert first.parameters == second.parameters
    assert first.sources == second.sources
    path.write_text(GOOD.replace("zork: [fork]", "zork: [spoon]"))
    assert load_compiled(str(folder)) is None
    third = open_rulebook(folders=[folder], select=["claims/zork"]).rules["claims/zork"]
    assert third.parameters["terms"] == {"zork": ["spoon"]}


def test_marks_are_read():
    specimen = read_marks("A {~~b~>c~~} {==d==} {--e--}{++f++}.")
    assert specimen.text == "A b d e."
    assert specimen.fixed == "A c d f."
    assert [tuple(m.span) for m in specimen.marks] == [(2, 3), (4, 5), (6, 7), (7, 7)]


def test_the_schema_of_rule_files_is_the_one_shipped():
    assert json.loads((Path(rules_folder()) / "schema.json").read_text("utf-8")) == rule_schema(), "run scripts/make_schema.py"
