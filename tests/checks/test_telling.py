"""A check that waits for certain words says the same whether or not anybody looked for them first."""

from functools import cache
from pathlib import Path

import pytest

from healthlint.article import Article
from healthlint.article.asked import AskedPlaces, facts_of, places_of
from healthlint.checks.registry import CHECKS, TELLING, import_checks, telling_blocks
from healthlint.engine.run import parse_named
from healthlint.model import NotApplicableError, Settings, Source, Zone
from healthlint.resources import rules_folder
from healthlint.rulebook.critic import read_marks
from healthlint.rulebook.folder import load_rules
from healthlint.testing import DEFAULT_DAY, format_of

RULES = load_rules([Path(rules_folder())])
import_checks()
WAITING = [rule for rule in RULES.values() if rule.check in TELLING]
FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
ENDINGS = {"html": "html", "markdown": "md", "text": "txt"}


@cache
def articles():
    """Every example of every rule, and every fixture article."""
    texts = [(read_marks(e.text).text, ENDINGS[format_of(e.text, e.given).value]) for rule in RULES.values() for e in rule.examples]
    for folder in ("articles", "twins"):
        paths = [p for p in sorted((FIXTURES / folder).rglob("*.*")) if p.suffix[1:] in ENDINGS.values() and p.stem != "expected"]
        texts += [(p.read_text("utf-8"), p.suffix[1:]) for p in paths]
    return [Article(parse_named(Source(f"a.{end}", text), f"a.{end}"), Settings(today=DEFAULT_DAY)) for text, end in dict.fromkeys(texts)]


def said(rule, article):
    try:
        return list(CHECKS[rule.check](rule, article))
    except NotApplicableError:
        return ["not applicable"]


def look_for(article, rule, words):
    article.asked = AskedPlaces({rule.id: words}, article.blocks, places_of(article, words))
    return article.asked


@pytest.mark.parametrize("rule", WAITING, ids=lambda rule: rule.id)
def test_waiting_changes_nothing(rule):
    words = TELLING[rule.check](rule)
    assert words
    for article in articles():
        article.asked = None
        unasked = said(rule, article)
        there = look_for(article, rule, words).places or article.tags & words or words.intersection(facts_of(article.citations))
        silence = ["not applicable"] if min(words)[0] == "#" else []
        assert (said(rule, article) if there else silence) == unasked, article.source.text


def test_rules_wait_for_words():
    assert len(WAITING) > 10


def test_blocks_are_those_with_a_word_in_the_zones_asked_for():
    rule = WAITING[0]
    text = "# Plums\n\nPlums and figs.\n\nPears.\n\n- Figs\n"
    article = Article(parse_named(Source("a.md", text), "a.md"), Settings(today=DEFAULT_DAY))
    assert len(list(telling_blocks(rule, article, ("prose",)))) == 2
    look_for(article, rule, frozenset({"figs", "limes"}))
    assert [b.text for b in telling_blocks(rule, article, ("prose", "list"))] == ["Plums and figs.", "Figs"]
    assert [b.zone for b in telling_blocks(rule, article, ("list",))] == [Zone.LIST]
