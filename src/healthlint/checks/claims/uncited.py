"""Causal and absolute health claims with no source in reach."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from healthlint.article.article import Article
from healthlint.checks.claims.reading import is_quiz_option, plain, stands_alone
from healthlint.checks.claims.softer import softer
from healthlint.checks.registry import check
from healthlint.language.health import CONDITION, REMEDY, find_health
from healthlint.language.word_lists import word_pairs
from healthlint.model import Claim, Confidence, Finding, Rule, Strength

_BENEFITS = frozenset({"prevent", "cure", "lower", "raise", "improve", "enable"})
_STRONG_ENOUGH = frozenset({"prevent", "cure", "lower", "raise", "improve"})
_REPORTS = frozenset(
    "study studies trial trials research researchers researcher analysis review report survey experiment experiments scientists "
    "investigators investigation findings "
    "warning caution danger toxic overdose toxicity authors team data evidence placebo mice rats animals participants said says "
    "say told patients volunteers".split()
)
"""Words of a sentence that tells what somebody found or said; claims/studies-uncited asks for the source of such."""
_SUPPORTS = "supports"
_VAGUE = frozenset({_SUPPORTS, "regulates", "regulate"})
"""Verbs that promise a benefit without saying which: "regulates your hormones"."""
_PRONOUNS = frozenset({"it", "this", "they", "these"})
_SUBJECT_REACH = 3
"""Tokens before the verb in which a pronoun is its subject: "it can also prevent"."""


@check("uncited-claim")
def uncited_claim(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a benefit claimed of a remedy, without hedge and without a citation in reach."""
    reach = rule.options["reach"]
    cited: set[tuple[str, str]] | None = None
    for claim in article.claims:
        if not (plain(claim) or _supports(claim)) or not stands_alone(article, claim, reach):
            continue
        pairs = claimed_pairs(article, claim)
        if not pairs or is_quiz_option(article, claim.sentence.block):
            continue
        if cited is None:
            cited = _cited_pairs(article, reach)
        if cited.isdisjoint(nearest(pairs)) and settled().isdisjoint(nearest(pairs)):
            sentence = claim.sentence
            fixes = softer(sentence, article.words(sentence.block), claim.predicate.start) if claim.predicate else ()
            yield rule.finding(claim.span, confidence=_confidence(claim), fixes=fixes)


def _supports(claim: Claim) -> bool:
    """Whether it says outright that something "supports" something else: less than a cause, and told as a fact all the same."""
    predicate = claim.predicate
    if predicate is None or predicate.end - predicate.start != len(_SUPPORTS) or predicate.text.lower() != _SUPPORTS or claim.hedges:
        return False
    return not (claim.negated or claim.question or claim.conditional or claim.quoted or claim.advice)


def _confidence(claim: Claim) -> Confidence | None:
    """A bare causal verb is likely a claim; a nominal or enabling phrase less surely so."""
    sure = claim.predicate is not None and claim.predicate.kind in _STRONG_ENOUGH
    return None if sure or claim.strength is Strength.ABSOLUTE else Confidence.POSSIBLE


def claimed_pairs(article: Article, claim: Claim) -> list[tuple[str, str]]:
    """Return which remedy is said to act on what, the nearest outcome first; empty where no remedy or no health word is near the verb.

    The verb must be the statement itself, and not a purpose, a definition or the finding of a study that is told.
    """
    sentence, predicate = claim.sentence, claim.predicate
    words = article.words(sentence.block)
    if predicate is None or (predicate.kind not in _BENEFITS and predicate.text.lower() not in _VAGUE):
        return []
    if not (claim.stated or predicate.text.lower() == _SUPPORTS) or not _REPORTS.isdisjoint(words.keys[sentence.first : sentence.last]):
        return []
    terms = find_health(words, sentence.first, sentence.last)
    before = [t for t in terms if words.starts[t.first] < predicate.start]
    after = [t for t in terms if words.starts[t.first] >= predicate.end and (t.kind != REMEDY)]
    remedies = frozenset(t.name for t in before if t.kind == REMEDY)
    pronoun = not remedies
    if pronoun:
        at = bisect_left(words.starts, predicate.start)
        remedies = _PRONOUNS.intersection(words.keys[max(sentence.first, at - _SUBJECT_REACH) : at])
    if pronoun:
        after = [t for t in after if t.kind == CONDITION]
    return [(r, t.name) for t in after for r in sorted(remedies) if r != t.name]


def _cited_pairs(article: Article, reach: str) -> set[tuple[str, str]]:
    """Return what the sentences with a source in reach claim: the article may say it again."""
    sourced = (c for c in article.claims if c.supported and not c.negated and not stands_alone(article, c, reach))
    return {pair for claim in sourced for pair in nearest(claimed_pairs(article, claim))}


def nearest(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pairs of the outcome that stands nearest to the verb."""
    return [pair for pair in pairs if pair[1] == pairs[0][1]]


def settled() -> frozenset[tuple[str, str]]:
    """Return pairs of remedy and outcome that need no source."""
    return word_pairs("settled-claims.tsv")
