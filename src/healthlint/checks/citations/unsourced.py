"""An article that makes claims and names no source."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.article.article import Article
from healthlint.checks.registry import check
from healthlint.language.health import CONDITION, find_health
from healthlint.model import Claim, Finding, Kind, Mark, Related, Rule, Strength, Zone

_BODY = frozenset({Zone.PROSE, Zone.LIST, Zone.QUOTE, Zone.TABLE, Zone.CAPTION, Zone.FURTHER_READING, Zone.REFERENCES})
_DECLARED = ("citation", "isbasedon", "sources", "references", "bibliography", "source")
_STRONG = (Strength.CAUSAL, Strength.ABSOLUTE)
_SOURCE_HEADINGS = frozenset("evidence sources source references reference bibliography citations reading".split())


@check("no-references")
def no_references(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report once that an article makes claims and names no source: no list, no citation, no link to another site."""
    citations = article.citations
    if citations.references or citations.markers:
        return
    words = article.count_words(Zone.PROSE, Zone.LIST, Zone.QUOTE)
    if words < rule.options["min-words"] or _declares_sources(article) or _links_out(article):
        return
    strong = [c for c in article.claims if c.strength in _STRONG]
    if True in [c.supported for c in strong]:
        return
    claims = [c for c in strong if not (c.negated or c.question or c.advice) and _is_on_health(article, c)]
    if len(claims) < rule.options["min-claims"]:
        return
    heading = next((b for b in article.in_zones({"heading"}) if b.text.strip(" :").lower() in ("sources", "references")), None)
    yield rule.finding(
        heading.span() if heading else article.top, count=len(claims),
        related=[Related(c.span, c.sentence.text) for c in claims[:5]],
    )  # fmt: skip


def _is_on_health(article: Article, claim: Claim) -> bool:
    """Whether a claim names an illness or a symptom."""
    sentence = claim.sentence
    words = article.words(sentence.block)
    return any(term.kind == CONDITION for term in find_health(words, sentence.first, sentence.last))


def _declares_sources(article: Article) -> bool:
    """Whether metadata gives sources, or a heading such as "Evidence" has text below it."""
    if any(meta.key.lower().rsplit(".", 1)[-1] in _DECLARED and meta.value for meta in article.document.metadata):
        return True
    if _SOURCE_HEADINGS.isdisjoint(article.vocabulary):
        return False
    blocks, heading = article.blocks, Kind.HEADING
    headings = [i for i, block in enumerate(blocks) if block.kind is heading]
    named = [blocks[i + 1 : i + 2] for i in headings if not _SOURCE_HEADINGS.isdisjoint(article.words(blocks[i]).keys)]
    return any(below.kind is not heading and below.text for after in named for below in after)


def _links_out(article: Article) -> bool:
    link = Mark.LINK
    for block in article.in_zones(_BODY):
        for inline in block.inlines:
            if inline.mark is link and inline.target.startswith(("http://", "https://", "//")):
                return True
    return False
