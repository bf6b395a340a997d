"""Causal wording that rests on studies which can only show that two things go together."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.article.article import Article
from healthlint.article.claims import between, markers_by_block
from healthlint.article.evidence import OBSERVATIONAL
from healthlint.checks.registry import check
from healthlint.language.cues import scopes
from healthlint.language.predicates import Predicate, find_predicates
from healthlint.model import Block, Edit, Finding, Fix, Marker, Reference, Related, Rule, Safety, Sentence, Words

_CAUSAL = frozenset({"cause", "prevent", "cure", "lower", "raise", "improve", "harm"})
_USES = frozenset({"finite", "passive"})
_TAKEN_BACK = frozenset({"negated", "hedged", "question", "quoted", "conditional"})
_ALSO_CAUSAL = frozenset("randomised randomized randomisation randomization trial mendelian".split())
_TELLING = frozenset(
    "association associations associated relationship correlation correlates cross-sectional cohort case-control survey".split()
)
_MEASURES = frozenset("risk risks odds chance chances likelihood rate rates incidence prevalence mortality levels".split())
_LINKED = {"lower": "a lower", "raise": "a higher"}


@check("causal-from-observational")
def causal_from_observational(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a causal verb whose sentence cites only studies of an observational design."""
    references = {(r.list_number, r.number): r for r in article.citations.references if r.number is not None}
    by_block = article.once(markers_by_block)
    if not references or not by_block:
        return
    for block in article.in_zones(rule.zones):
        markers = by_block.get(block)
        if not markers:
            continue
        words = article.words(block)
        sentences = article.sentences_of(block)
        for number, sentence in enumerate(sentences):
            own = between(sentences, number, number + 1, markers)
            cited = [references.get((m.list_number, n)) for m in own for n in m.numbers]
            if cited and all(r is not None and is_observational(r) for r in cited):
                predicate = _causal_verb(block.text, words, sentence)
                if predicate:
                    yield _finding(rule, block, words, predicate, own[0], [r for r in cited if r])


def is_observational(reference: Reference) -> bool:
    """Whether the entry declares an observational design, by its evidence class or by words of its title, and no trial."""
    words = set(reference.text.lower().replace(":", " ").replace(".", " ").replace(",", " ").split())
    if words & _ALSO_CAUSAL:
        return False
    return reference.evidence in OBSERVATIONAL or (reference.evidence == "unknown" and bool(words & _TELLING))


def _causal_verb(text: str, words: Words, sentence: Sentence) -> Predicate | None:
    for predicate in find_predicates(text, words, sentence.first, sentence.last):
        if predicate.kind not in _CAUSAL or predicate.use not in _USES or predicate.weak:
            continue
        if not _TAKEN_BACK & scopes(text, words, sentence.first, sentence.last, predicate.first):
            return predicate
    return None


def _finding(rule: Rule, block: Block, words: Words, predicate: Predicate, marker: Marker, cited: list[Reference]) -> Finding:
    start, end = words.starts[predicate.first], words.ends[predicate.last - 1]
    number = cited[0].number
    return rule.finding(
        block.span(start, end),
        fixes=_softer(block, words, predicate),
        related=(Related(marker.span, rule.messages["marker"]), Related(cited[0].span, rule.messages["entry"])),
        found=block.text[start:end],
        number=number,
        design=cited[0].evidence.value.replace("-", " "),
    )


def _softer(block: Block, words: Words, predicate: Predicate) -> tuple[Fix, ...]:
    """Turn "reduces the risk" into "is linked to a lower risk"; other wordings need a writer."""
    keys, at = words.keys, predicate.first
    article = predicate.last < len(keys) and keys[predicate.last] == "the"
    noun = predicate.last + article
    if predicate.kind not in _LINKED or noun >= len(keys) or keys[noun] not in _MEASURES or predicate.last - at > 1:
        return ()
    if not keys[at].endswith("s") and keys[at] != predicate.lemma:
        return ()
    linked = f"{'is' if keys[at].endswith('s') else 'are'} linked to {_LINKED[predicate.kind]}"
    edits: tuple[Edit, ...] = block.replace(words.starts[at], words.ends[at], linked)
    if article:
        edits += block.replace(words.ends[at], words.ends[predicate.last], "")
    return (Fix(f"“{block.text[words.starts[at] : words.ends[at]]}” → “{linked}”", edits, Safety.REVIEW),)
