"""Words that only the eye can follow, or that only a reader of another language can."""

import re
from collections.abc import Iterator
from functools import cache

from healthlint.article import Article
from healthlint.checks.accessibility.tell import tell
from healthlint.checks.registry import check
from healthlint.language.detect import UNDETERMINED, detect_block
from healthlint.language.word_lists import word_lists
from healthlint.model import Block, Finding, Mark, Rule, Span, Zone


@check("sensory-only-instruction")
def sensory_only_instruction(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report phrases that point to a thing on the page by its colour, shape or place alone."""
    for block in article.in_zones(rule.zones):
        if _signs().isdisjoint(article.words(block).keys):
            continue
        for start, end in _pointers(block.text):
            if not _in_link(block, start):
                span: Span = block.span(start, end)
                yield tell(rule, article.accessibility, span, text=block.text[start:end])


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = {part: "|".join(sorted(found)) for part, found in word_lists("sensory-pointers.tsv").items()}
    colours, shapes, things, verbs = words["colour"], words["shape"], words["thing"], words["verb"]
    places = r"(?:on|at|to) the (?:(?:far )?(?:left|right)|top|bottom)(?: of (?:the|this) (?:page|screen|window))?"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"\b(?:{words['shown']}) (?:(?:shown|marked|printed|highlighted|written) )?in (?:{colours})\b",
            rf"\bthe (?:{shapes}|{colours}) (?:{things})\b",
            rf"\b(?:{verbs}) (?:on )?(?:the|a) (?:{shapes}|{colours}) (?:{things})\b",
            rf"\bthe (?:{things}) {places}\b",
            rf"\bthe (?:{things}) (?:highlighted|marked|shown|coloured|colored) in (?:{colours})\b",
        )
    )


def _pointers(text: str) -> Iterator[tuple[int, int]]:
    taken: list[tuple[int, int]] = []
    for pattern in _patterns():
        for match in pattern.finditer(text):
            if not any(a < match.end() and match.start() < b for a, b in taken):
                taken.append(match.span())
    yield from sorted(taken)


@cache
def _signs() -> frozenset[str]:
    """Words without which no pattern can match."""
    words = word_lists("sensory-pointers.tsv")
    return words["thing"] | words["colour"]


def _in_link(block: Block, start: int) -> bool:
    return any(i.start <= start < i.end for i in block.inlines if i.mark == "link")


_PLAIN_ENGLISH = frozenset("the of and to is for with that you are this it be or your if not can by an as at from have".split())
"""A text that has one of these is English, at least in part."""
_TEXT = frozenset({Zone.PROSE, Zone.LIST, Zone.HEADING, Zone.QUOTE, Zone.CAPTION})


@check("unmarked-foreign-text")
def unmarked_foreign_text(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report passages in another language than the article's that no ``lang`` attribute marks."""
    if article.language != "en":
        return
    page = article.accessibility
    for block in article.blocks:
        if block.zone not in _TEXT or len(block.text) < rule.options["least-characters"]:
            continue
        if not _PLAIN_ENGLISH.isdisjoint(article.words(block).keys) or _is_marked(article, block):
            continue
        if sum(c.isdigit() for c in block.text) * 20 > len(block.text):
            continue
        found = detect_block(block.text)
        if found not in (UNDETERMINED, "en"):
            yield tell(rule, page, block.span(), language=found)


def _is_marked(article: Article, block: Block) -> bool:
    declared = (block.language or article.document.language).lower().split("-")[0]
    return any(i.mark is Mark.LANGUAGE for i in block.inlines) or (bool(declared) and declared != "en")
