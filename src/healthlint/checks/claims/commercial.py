"""What the law says of claims in advertising for foods and supplements."""
from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from healthlint.article.article import Article
from healthlint.checks.registry import check
from healthlint.language.authorised import AuthorisedClaim, authorised_claims
from healthlint.language.cues import scopes
from healthlint.language.health import CONDITION, REMEDY, find_health
from healthlint.language.phrases import PhraseIndex, phrase_index, phrases_in
from healthlint.language.predicates import Predicate, find_predicates
from healthlint.model import Block, Finding, Fix, Rule, Safety, Sentence, Words

_TAKEN_BACK = frozenset({"negated", "question", "quoted", "conditional"})
_TREATING = frozenset({"prevent", "cure", "lower"})
_BENEFITS = frozenset({"prevent", "cure", "lower", "raise", "improve"})
_USES = frozenset({"finite", "infinitive", "imperative", "relative", "gerund"})
_REACH = 6


def _read(article: Article, rule: Rule) -> Iterator[tuple[Block, Words, Sentence]]:
    for block in article.in_zones(rule.zones):
        words = article.words(block)
        for sentence in article.sentences_of(block):
            yield block, words, sentence


@check("disease-claim-for-food")
def disease_claim_for_food(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a food or supplement that is said to prevent, treat or ease an illness."""
    silencers = frozenset(rule.parameters["silencers"])
    phrases = phrase_index(tuple(f"{p}\tease" for p in rule.parameters["phrases"]))
    for block, words, sentence in _read(article, rule):
        if not silencers.isdisjoint(words.keys[sentence.first : sentence.last]):
            continue
        treating = list(_treating(block.text, words, sentence, phrases))
        terms = find_health(words, sentence.first, sentence.last) if treating else []
        ills = [t for t in terms if t.kind == CONDITION]
        if not ills or not any(t.kind == REMEDY for t in terms):
            continue
        for first, last in treating:
            ill = next((t for t in ills if last <= t.first < last + _REACH), None)
            if ill and not _TAKEN_BACK & scopes(block.text, words, sentence.first, sentence.last, first):
                start, end = words.starts[first], words.ends[ill.last - 1]
                yield rule.finding(block.span(start, end), found=block.text[start:end])
                break


def _treating(text: str, words: Words, sentence: Sentence, phrases: PhraseIndex) -> Iterator[tuple[int, int]]:
    """Yield the verbs of treating and the phrases that count as such, in no order."""
    for predicate in find_predicates(text, words, sentence.first, sentence.last):
        if predicate.kind in _TREATING and predicate.use in _USES:
            yield predicate.first, predicate.last
    for first, last, _ in phrases_in(words.keys, sentence.first, sentence.last, phrases):
        yield first, last


@check("unauthorised-health-claim")
def unauthorised_health_claim(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a benefit of a nutrient that is not in the words of the register."""
    substances = frozenset(name.split()[0] for name in authorised_claims())
    for block, words, sentence in _read(article, rule):
        if substances.isdisjoint(words.keys[sentence.first : sentence.last]):
            continue
        entries = _entries(words, sentence)
        if not entries or _authorised(block, sentence, entries):
            continue
        for predicate in find_predicates(block.text, words, sentence.first, sentence.last):
            if predicate.kind in _BENEFITS and predicate.use == "finite":
                if _names_an_illness(words, sentence, predicate):
                    break
                if not _TAKEN_BACK & scopes(block.text, words, sentence.first, sentence.last, predicate.first):
                    yield _unauthorised(rule, block, words, sentence, predicate, entries)
                break


def _names_an_illness(words: Words, sentence: Sentence, predicate: Predicate) -> bool:
    """Whether an illness follows: claims/disease-claim-for-food speaks then."""
    return any(t.kind == CONDITION for t in find_health(words, predicate.last, min(predicate.last + _REACH, sentence.last)))


def _entries(words: Words, sentence: Sentence) -> list[AuthorisedClaim]:
    """Return the register's entries for the nutrients that the sentence names."""
    keys = words.keys[sentence.first : sentence.last]
    pairs = {*keys, *(f"{a} {b}" for a, b in pairwise(keys))}
    return [entry for substance, entries in authorised_claims().items() if substance in pairs for entry in entries]


def _authorised(block: Block, sentence: Sentence, entries: list[AuthorisedClaim]) -> bool:
    text = block.text[sentence.start : sentence.end].lower()
    return any(f"{verb} to {e.effect.lower()}" in text for e in entries for verb in ("contributes", "contribute"))


def _unauthorised(
    rule: Rule, block: Block, words: Words, sentence: Sentence, predicate: Predicate, entries: list[AuthorisedClaim]
) -> Finding:
    start, end = words.starts[predicate.first], words.ends[_object_end(block.text, words, sentence, predicate) - 1]
    found = block.text[start:end]
    said = set(words.keys[predicate.first : sentence.last])
    near = next((e for e in entries if e.pointers & said), None)
    wording = f"contributes to {near.effect}" if near else ""
    fixes = (Fix(f"“{found}” → “{wording}”", block.replace(start, end, wording), Safety.REVIEW),) if wording else ()
    allowed = "; ".join(f"contributes to {e.effect}" for e in entries)
    return rule.finding(block.span(start, end), fixes=fixes, found=found, substance=entries[0].substance, allowed=allowed)


def _object_end(text: str, words: Words, sentence: Sentence, predicate: Predicate) -> int:
    """One past the last token before the next punctuation mark."""
    at = predicate.last
    while at < sentence.last and not any(c in text[words.ends[at - 1] : words.starts[at]] for c in ",;:()–—."):
        at += 1
    return at
