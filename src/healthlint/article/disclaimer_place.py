"""Where a disclaimer stands: set off from its surroundings, run on from a list, or only behind a link."""
from __future__ import annotations

from healthlint.article.article import Article
from healthlint.language.words import fold
from healthlint.model import Block, Format, Kind, Mark, Span, Zone

_BEFORE = frozenset({Zone.REFERENCES, Zone.FURTHER_READING, Zone.BIO, Zone.BYLINE, Zone.REVIEWER})
_NAMES = frozenset({"disclaimer", "disclaimers"})
_BOXES = ("disclaimer", "notice", "callout", "alert", "warning", "banner", "admonition", "box", "aside", "footer")


def find_link(article: Article) -> Span | None:
    """A link to a medical disclaimer on another page; one called just “Disclaimer” counts outside navigation only."""
    for block in (article.blocks[i] for i in article.blocks_with(_NAMES)):
        for inline in block.inlines:
            if inline.mark is not Mark.LINK:
                continue
            words = fold(block.text[inline.start : inline.end])
            if "disclaimer" in words and (block.zone is not Zone.FURNITURE or "medical" in words or "health" in words):
                return block.span(inline.start, inline.end)
    return None


def find_buried(article: Article, block: Block, passage: Span) -> Span | None:
    """The passage, if nothing sets it off from a list of sources, a byline or a biography that it follows or stands in."""
    if any(word in block.classes for word in _BOXES):
        return None
    if block.zone in {Zone.BIO, Zone.REFERENCES}:
        return passage
    blocks = article.blocks
    at = next((i for i, b in enumerate(blocks) if b is block), 0)
    before = next((b for b in reversed(blocks[:at]) if b.text), None)
    if before is None or before.zone not in _BEFORE or block.kind is Kind.HEADING:
        return None
    return passage if not _set_off(article, before, block) else None


def _set_off(article: Article, before: Block, block: Block) -> bool:
    """Whether a rule, a container or open space stands between the two blocks."""
    between = article.source.text[before.outer.end : block.outer.start]
    document = article.document
    if any(before.outer.end <= document.elements[i].start < block.outer.start for i in document.index.by_name.get("hr", ())):
        return True
    return article.document.format is Format.TEXT and between.count("\n") > 3
