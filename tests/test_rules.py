"""Each rule against its own examples: adding a rule file adds its tests."""

import re
from pathlib import Path

import pytest

from healthlint.checks.lexical import KINDS
from healthlint.checks.lexical_terms import expand
from healthlint.model import Format, Rule
from healthlint.resources import rules_folder
from healthlint.rulebook.book import open_rulebook
from healthlint.rulebook.critic import read_marks
from healthlint.rulebook.folder import load_rules
from healthlint.testing import book_for, findings_in, fix_all, format_of, named_examples, run_example
from requirements import require_harper, require_languagetool

RULES = load_rules([Path(rules_folder())])
EXAMPLES = [pytest.param(rule, example, id=name) for rule in RULES.values() for name, example in named_examples(rule)]
FAILING = [p for p in EXAMPLES if p.values[1].fails]
LEXICAL = [rule for rule in RULES.values() if rule.check in KINDS]
PROSE_ZONES = {"heading", "prose", "list", "caption"}


def each(rules):
    return pytest.mark.parametrize("rule", rules, ids=lambda r: r.id)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example(rule, example, monkeypatch):
    engine = rule.parameters.get("engine")
    if engine == "harper":
        require_harper()
    elif engine == "languagetool":
        monkeypatch.setenv("HEALTHLINT_LT_DIR", str(require_languagetool()))
    result = run_example(rule, example, "")
    assert result.not_run == ""
    assert result.problems == ()


@each(RULES.values())
def test_rule_is_whole(rule: Rule):
    assert sum(e.fails for e in rule.examples) >= 2, "two failing examples"
    assert sum(not e.fails for e in rule.examples) >= 2, "two passing examples"
    assert len(rule.why.split()) >= 8, "the why is a sentence for a reader"
    assert rule.sources
    assert rule.message[0].isupper() or not rule.message[0].isalpha()
    assert rule.message.rstrip().endswith((".", "?", "{remark}")), "a message is a sentence"


@each(RULES.values())
def test_message_is_calm(rule: Rule):
    for text in (rule.message, *rule.messages.values(), rule.advice, *rule.advices.values()):
        assert not re.search(r"\b(?:false|wrong claim|untrue|lie|violation|must never|!)", text, re.IGNORECASE), text


@pytest.mark.parametrize(("rule", "example"), FAILING)
def test_fix_leaves_nothing_to_fix(rule, example):
    """A second pass changes nothing: no fix is itself reported by its rule."""
    specimen = read_marks(example.text)
    form = format_of(specimen.text, example.given)
    book = book_for(rule, example.given)
    once = fix_all(specimen.text, findings_in(specimen.text, form, example.given, book))
    if once != specimen.text:
        again = fix_all(once, findings_in(once, form, example.given, book))
        assert again == once


@each(LEXICAL)
def test_terms_are_whole_words(rule: Rule):
    book = book_for(rule, {})
    for term in [t for entry in rule.parameters.get("terms", ()) for t in expand(entry)][:40]:
        for text in (f"The zq{term} stands here.", f"The {term}zq stands here."):
            found = findings_in(text, Format.MARKDOWN, {}, book)
            assert not any(f.excerpt.lower() == term.lower() for f in found), text


@each([r for r in LEXICAL if set(r.zones) <= PROSE_ZONES])
def test_lexical_rule_is_silent_in_code_and_references(rule: Rule):
    for example in rule.examples:
        specimen = read_marks(example.text)
        if example.fails and "\n" not in specimen.text and format_of(specimen.text, example.given) is Format.MARKDOWN:
            book = book_for(rule, example.given)
            assert not findings_in(f"```\n{specimen.text}\n```\n", Format.MARKDOWN, example.given, book)
            listed = f"# Title\n\nA text.\n\n## References\n\n1. Smith A. {specimen.text} J Test. 2020;1:2-3.\n"
            assert not findings_in(listed, Format.MARKDOWN, example.given, book)


@each([r for r in LEXICAL if r.parameters.get("quotations") != "true"])
def test_lexical_rule_is_silent_in_quotations(rule: Rule):
    for example in rule.examples:
        specimen = read_marks(example.text)
        if example.fails and not re.search(r"[\n\"“”‘<>]", specimen.text) and len(specimen.marks) == 1:
            book = book_for(rule, example.given)
            assert not findings_in(f"She said: “{specimen.text}”", Format.MARKDOWN, example.given, book)


@pytest.mark.parametrize(("rule", "example"), [p for p in FAILING if p.values[0].check in KINDS])
def test_lexical_example_survives_html_with_emphasis_and_entities(rule, example):
    """The finding is where it was when its words carry tags and entities."""
    specimen = read_marks(example.text)
    plain = "\n" not in specimen.text and format_of(specimen.text, example.given) is Format.MARKDOWN
    if not plain or re.search(r"[*_`\[\]<>&#]", specimen.text) or "format" in example.given:
        return
    span = specimen.marks[0].span
    if span.end - span.start < 3 or len(specimen.marks) != 1:
        return
    found = specimen.text[span.start : span.end]
    marked = f"<em>{found[0]}</em>&#{ord(found[1])};{found[2:]}"
    text = f"<p>{specimen.text[: span.start]}{marked}{specimen.text[span.end :]}</p>"
    book = book_for(rule, example.given)
    assert [f.excerpt for f in findings_in(text, Format.HTML, example.given, book)] in ([marked], [marked.removeprefix("<em>")])


def test_all_rules_together_break_nothing():
    """Every rule that any profile uses loads into one book."""
    book = open_rulebook(("default", "uk-nhs", "us-cdc", "eu", "publisher", "wcag-aa", "wcag-aaa"))
    assert set(book.rules) <= set(RULES)
    assert len(book.rules) >= 30


def test_named_checks_have_their_rules():
    assert {rule.named_check for rule in RULES.values()} >= {1, 2, 3, 4, 5, 6}
