"""Safety beside the disclaimer: groups at risk, emergency numbers, instructions that the disclaimer denies."""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from healthlint.article.article import Article
from healthlint.checks.registry import check
from healthlint.language.digits import has_digit
from healthlint.language.health import REMEDY, find_health
from healthlint.language.words import find_words, fold
from healthlint.model import Block, Finding, Rule, Sentence, Span, Zone
from healthlint.patterns import compile_pattern

_SHOWN = frozenset({Zone.PROSE, Zone.LIST, Zone.TABLE, Zone.HEADING, Zone.CAPTION, Zone.QUOTE, Zone.DISCLAIMER})
_RECOMMENDING = frozenset({Zone.PROSE, Zone.LIST, Zone.HEADING})
_RUNNING = frozenset({Zone.PROSE, Zone.LIST})


@check("no-risk-group-warning")
def no_risk_group_warning(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a page that recommends a remedy and leaves out groups whom it can harm."""
    if not _recommends_remedy(rule, article):
        return
    low = "\n".join(fold(b.text) for b in article.in_zones(_SHOWN))
    if any(word in low for word in rule.parameters["safety-links"]):
        return
    missing = [name for name, words in rule.parameters["groups"].items() if not any(word in low for word in words)]
    if missing:
        yield rule.finding(_safety_place(rule, article), missing=", ".join(missing))


def _recommends_remedy(rule: Rule, article: Article) -> bool:
    """Whether the title names a remedy that the text tells readers to take, or the text speaks of supplements throughout."""
    words, verbs = rule.words("forms"), rule.words("verbs")
    named = _remedies_in(article.document.title)
    count = 0
    if not named and words.isdisjoint(article.vocabulary):
        return bool(rule.options["min-mentions"] <= 0)
    for block in article.in_zones(_RECOMMENDING):
        keys = article.words(block).keys
        count += 0 if words.isdisjoint(keys) else sum(key in words for key in keys)
        for sentence in article.sentences_of(block) if named and not verbs.isdisjoint(keys) else ():
            said = keys[sentence.first : sentence.last]
            if said and said[0] in verbs and not (named | words).isdisjoint(said):
                return True
    return count >= (1 if named else rule.options["min-mentions"])


def _remedies_in(title: str) -> frozenset[str]:
    """The words by which the title names remedies."""
    words = find_words(title)
    found = [term for term in find_health(words, 0, len(words.keys)) if term.kind == REMEDY]
    return frozenset(key for term in found for key in words.keys[term.first : term.last])


def _safety_place(rule: Rule, article: Article) -> Span:
    """The heading on side effects or safety, if there is one: the warning belongs under it."""
    for block in article.in_zones({Zone.HEADING}):
        if any(word in fold(block.text) for word in rule.parameters["safety-headings"]):
            at = block.span().start
            return Span(at, at)
    return article.top


@check("wrong-emergency-number")
def wrong_emergency_number(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a number that does not reach help where the readers are, or no longer does."""
    yield from _closed_numbers(rule, article)
    place = _place_of(article)
    numbers = article.disclaimer.emergency_numbers
    wanted = rule.parameters["numbers"].get(place, {})
    if any(number in wanted.get("right", ()) for number, _ in numbers):
        return
    for number, span in numbers:
        if number in wanted.get("foreign", ()):
            yield rule.finding(span, number=number, place=wanted["name"], better=wanted["better"])


def _place_of(article: Article) -> str:
    locale = article.settings.locale
    declared = article.document.language if locale == "auto" else locale
    return "en-GB" if declared.startswith("en-GB") else declared


def _closed_numbers(rule: Rule, article: Article) -> Iterator[Finding]:
    if not has_digit(article.folded_text):
        return
    closed = {number: better for number, better in rule.parameters["closed"].items() if number in article.folded_text}
    for block in article.in_zones(_SHOWN) if closed else ():
        if not has_digit(block.text):
            continue
        for number, better in closed.items():
            at = block.text.find(number)
            if at >= 0 and not block.text[at - 1 : at].isdigit() and not block.text[at + len(number) : at + len(number) + 1].isdigit():
                yield rule.finding(block.span(at, at + len(number)), variant="closed", number=number, better=better)


@check("contradicted-by-body")
def contradicted_by_body(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report an instruction on a medicine or dose where a disclaimer says that the page gives no advice."""
    if not article.disclaimer.present:
        return
    verbs = article.vocabulary.intersection(rule.parameters["verbs"])
    for block in article.in_zones(_RUNNING):
        if verbs.isdisjoint(article.words(block).keys):
            continue
        for sentence in article.sentences_of(block):
            if _instructs(rule, article, block, sentence, verbs):
                yield rule.finding(sentence.span)


@cache
def _dose() -> re.Pattern[str]:
    return compile_pattern(r"\b\d[\d.,]*\s?(?:mg|mcg|µg|micrograms?|milligrams?|iu|units|tablets?|capsules?|drops)\b", re.IGNORECASE)


def _instructs(rule: Rule, article: Article, block: Block, sentence: Sentence, verbs: frozenset[str]) -> bool:
    said = article.words(block).keys[sentence.first : sentence.last]
    if not said or said[0] not in verbs or not set(said).isdisjoint(rule.parameters["guards"]):
        return False
    return not set(said).isdisjoint(rule.parameters["medicines"]) or bool(_dose().search(sentence.text))


@check("altered-fda-text")
def altered_fda_text(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a statutory supplement disclaimer that is changed, or a supplement claim that goes without it."""
    exact = tuple(" ".join(text.split()) for text in rule.parameters["exact"])
    cues = tuple(rule.parameters["cues"])
    stated = False
    for block in article.blocks:
        low = fold(block.text)
        if not any(cue in low for cue in cues):
            continue
        stated = True
        if not any(text in " ".join(block.text.split()) for text in exact):
            sentence = next(s for s in article.sentences_of(block) if any(cue in fold(s.text) for cue in cues))
            yield rule.finding(sentence.span)
    if not stated:
        yield from _bare_claim(rule, article)


def _bare_claim(rule: Rule, article: Article) -> Iterator[Finding]:
    for block in article.in_zones(_RECOMMENDING):
        keys = article.words(block).keys
        for i, key in enumerate(keys):
            if key in rule.parameters["claim-verbs"] and not set(rule.parameters["claim-objects"]).isdisjoint(keys[i + 1 : i + 6]):
                sentence = article.sentence_at(block, article.words(block).starts[i])
                if sentence:
                    yield rule.finding(sentence.span, variant="missing")
                    return
