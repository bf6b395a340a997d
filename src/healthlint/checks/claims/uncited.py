"""Causal and absolute health claims with no source in reach."""

from collections.abc import Iterator

from healthlint.article import Article
from healthlint.checks.claims.reading import plain, stands_alone
from healthlint.checks.registry import check
from healthlint.language.health import REMEDY, find_health
from healthlint.language.word_lists import word_pairs
from healthlint.model import Claim, Confidence, Finding, Rule, Span, Strength

_BENEFITS = frozenset({"prevent", "cure", "lower", "raise", "improve", "enable"})
_STRONG_ENOUGH = frozenset({"prevent", "cure", "lower", "raise", "improve"})
_PRONOUNS = frozenset({"it", "its", "this", "they", "these"})


@check("uncited-claim")
def uncited_claim(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a benefit claimed of a remedy, without hedge and without a citation in reach."""
    cited = _cited_pairs(article)
    for claim in article.claims:
        if not plain(claim) or not stands_alone(article, claim, rule.options.get("reach", "paragraph")):
            continue
        pairs = claimed_pairs(article, claim)
        if pairs and not pairs <= cited and not any(pair in settled() for pair in pairs):
            yield rule.finding(_without_marker(claim), confidence=_confidence(claim))


def _confidence(claim: Claim) -> Confidence | None:
    """A bare causal verb is likely a claim; a nominal or enabling phrase less surely so."""
    sure = claim.predicate is not None and claim.predicate.kind in _STRONG_ENOUGH
    return None if sure or claim.strength is Strength.ABSOLUTE else Confidence.POSSIBLE


def _without_marker(claim: Claim) -> Span:
    sentence = claim.sentence
    end = sentence.end
    for marker in reversed(claim.markers):
        if sentence.start < marker.start and marker.end >= end - 1:
            end = marker.start
    return sentence.block.span(sentence.start, end)


def claimed_pairs(article: Article, claim: Claim) -> set[tuple[str, str]]:
    """Return which remedy is said to act on what; empty where no remedy or no health word is near the verb."""
    sentence, predicate = claim.sentence, claim.predicate
    if predicate is None or predicate.kind not in _BENEFITS:
        return set()
    words = article.words(sentence.block)
    terms = find_health(words, sentence.first, sentence.last)
    before = [t for t in terms if words.starts[t.first] < predicate.start]
    after = [t for t in terms if words.starts[t.first] >= predicate.end and (t.kind != REMEDY)]
    remedies = {t.name for t in before if t.kind == REMEDY}
    if not remedies and words.keys[sentence.first] in _PRONOUNS:
        remedies = {words.keys[sentence.first]}
    return {(r, t.name) for r in remedies for t in after if r != t.name}


def _cited_pairs(article: Article) -> set[tuple[str, str]]:
    return {pair for claim in article.claims if claim.supported and not claim.negated for pair in claimed_pairs(article, claim)}


def settled() -> frozenset[tuple[str, str]]:
    """Return pairs of remedy and outcome that need no source."""
    return word_pairs("settled-claims.tsv")
