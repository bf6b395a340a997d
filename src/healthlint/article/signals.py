"""What a page shows besides its prose: ways to reach its publisher, policies, pictures, tools, what its front matter states."""
from __future__ import annotations

import itertools
import re
from collections.abc import Set as AbstractSet
from functools import cache

from healthlint.article.article import Article
from healthlint.language.digits import has_digit
from healthlint.language.table_rows import table_rows
from healthlint.language.words import find_words, fold
from healthlint.model import Format, Mark, Zone
from healthlint.patterns import compile_pattern

_HEADED = frozenset({"summary-heading"})
_TITLES = frozenset({Zone.HEADING, Zone.TITLE})
_PICTURES = frozenset({"<img", "<picture", "<svg", "<figure", "<video"})
_LONGEST_NUMBER = 40
"""Characters before "in 10" that are looked at."""
_CONTEXT = frozenset({"audience", "literacy", "objective", "main-message"})


@cache
def _phrases() -> dict[str, list[tuple[str, str]]]:
    """Phrases and signals by the phrase's first word; the first word is empty where the phrase does not begin with one."""
    found: dict[str, list[tuple[str, str]]] = {}
    for phrase, signal in table_rows("page-signals.tsv"):
        if signal not in _HEADED:
            first = find_words(phrase).keys[0] if phrase[0].isalpha() and phrase[-1] != ":" else ""
            found.setdefault(first, []).append((phrase, signal))
    return found


@cache
def _openings() -> frozenset[str]:
    return frozenset(_phrases()) - {""}


@cache
def _headed() -> tuple[tuple[str, str], ...]:
    """Phrases and signals of headings."""
    return tuple(row for row in table_rows("page-signals.tsv") if row[1] in _HEADED)


@cache
def _number() -> re.Pattern[str]:
    return compile_pattern(r"(?<![\w.])\d")


@cache
def _share() -> re.Pattern[str]:
    """A sign or word for per cent with a number before it; begun with the rarer part, which is found fast."""
    return compile_pattern(r"(?:(?<=\d)|(?<=\d\s))(?:%|per cent\b|percent\b)")


@cache
def _out_of() -> re.Pattern[str]:
    return compile_pattern(r" (?:in|out of) (?:every )?\d")


@cache
def _how_many() -> re.Pattern[str]:
    return compile_pattern(r"\b(?:\d[\d,]*|one|two)$")


def _tells_chance(low: str) -> bool:
    """Whether the text gives a percentage, or says ``1 in 10`` or ``two out of 5``."""
    if ("%" in low or "per cent" in low or "percent" in low) and _share().search(low):
        return True
    return any(_how_many().search(low, max(0, m.start() - _LONGEST_NUMBER), m.start()) for m in _out_of().finditer(low))


@cache
def _telephone() -> re.Pattern[str]:
    return compile_pattern(r"\+\d[\d ()-]{8,}|(?:tel|phone)[^\w]{0,3}\d")


def _gives_address(low: str, words: AbstractSet[str]) -> bool:
    """Whether an e-mail address or a telephone number stands in the text."""
    at = low.find("@")
    while at > 0:
        after = low[at + 1 : at + 40].split(None, 1)
        if low[at - 1].isalnum() and after and "." in after[0]:
            return True
        at = low.find("@", at + 1)
    return ("+" in low or not words.isdisjoint({"tel", "phone", "telephone"})) and bool(_telephone().search(low))


def read_signals(article: Article) -> frozenset[str]:
    """Read every signal of the page; scorecards and rules on disclosure ask for them by name."""
    found = {f"format:{article.document.format.value}"}
    shown = [b for b in article.blocks if b.text and b.zone is not Zone.REFERENCES]
    cited = article.in_zones({Zone.REFERENCES})
    words = frozenset().union(*(article.words(b).keys for b in shown)) if cited else article.vocabulary
    found |= _in_text(fold("\n".join([b.text for b in shown])), words)
    titles = fold("\n".join([b.text for b in article.in_zones(_TITLES)]))
    found |= {signal for phrase, signal in _headed() if phrase in titles}
    found |= _parts(article, found)
    found |= _numbers(article)
    found |= {f"context:{meta.key.lower().replace('_', '-')}" for meta in article.document.metadata if meta.origin == "front-matter"} & {
        f"context:{name}" for name in _CONTEXT
    }
    if any(m.key.lower().endswith(("publisher.name", "publisher", "og:site_name")) for m in article.document.metadata):
        found.add("publisher")
    if not _unheaded_section(article):
        found.add("all-sections-headed")
    return frozenset(found)


def _in_text(low: str, words: AbstractSet[str]) -> set[str]:
    phrases = _phrases()
    found: set[str] = set()
    for first in ("", *(_openings() & words)):
        for phrase, signal in phrases[first]:
            if signal not in found and phrase in low:
                found.add(signal)
    if "contact" not in found and _gives_address(low, words):
        found.add("contact")
    return found


def _parts(article: Article, known: AbstractSet[str]) -> set[str]:
    """What elements and inline markup show; what is ``known`` already is not looked for again."""
    found = set()
    if not _PICTURES.isdisjoint(article.tags):
        found.add("image")
    if article.in_zones({Zone.TABLE}):
        found.add("table")
    if article.in_zones({Zone.LIST}):
        found.add("list")
    if "image" in found and "contact" in known:
        return found
    inlines = [inline for block in article.blocks for inline in block.inlines]
    marks = [inline.mark for inline in inlines]
    if Mark.IMAGE in marks:
        found.add("image")
    if "contact" not in known:
        targets = [inline.target for inline, mark in zip(inlines, marks, strict=True) if mark is Mark.LINK]
        if any(target.startswith(("mailto:", "tel:")) for target in targets):
            found.add("contact")
    return found


def _numbers(article: Article) -> set[str]:
    found: set[str] = set()
    text = "\0".join([b.text for b in article.in_zones({Zone.PROSE, Zone.LIST})])
    if _number().search(text):
        found.add("number")
    if has_digit(text) and _tells_chance(text.lower()):
        found.add("probability")
    return found


def _unheaded_section(article: Article) -> bool:
    """Whether plain text starts a section by open space alone: two empty lines before prose without a heading."""
    if article.document.format is not Format.TEXT:
        return False
    blocks = [b for b in article.blocks if b.text]
    text = article.source.text
    return any(
        one.zone is Zone.PROSE and two.zone is Zone.PROSE and text[one.span().end : two.span().start].count("\n") >= 3
        for one, two in itertools.pairwise(blocks)
    )
