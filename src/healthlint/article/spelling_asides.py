"""Spelling beside the running text: alternative texts, tooltips, and what a page says of itself in title and description.

These words follow the article's spelling and have no vote on it. Most
articles have none that shows a spelling, so a text is mapped to its source
only once one of its words does.
"""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from healthlint.article.accessibility_outline import decoded
from healthlint.article.article import Article
from healthlint.article.site_names import site_letters, site_names
from healthlint.article.spelling import NAMED_PLACES, READ, WITH_TEXTS, showing_words, votes_in
from healthlint.language.words import find_words
from healthlint.model import Block, Element, Meta, Segment, Span, SpellingVote, Zone
from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple

_ORIGINS = frozenset({"front-matter", "meta", "title"})
_LOGOS = ("logo", "icon", "badge", "avatar")
"""Words by which a picture of the site and not of the article is known."""


class Aside(NamedTuple):
    """A word beside the running text that shows a spelling."""

    vote: SpellingVote
    where: str
    """``alt``, ``tooltip``, ``title`` or ``description``."""


def read_asides(article: Article) -> tuple[Aside, ...]:
    """Return the words of alternative texts and metadata that show a spelling, in the order of the source."""
    found = [*_of_metadata(article), *_of_elements(article)]
    return tuple(sorted(found, key=lambda a: a.vote.span))


def _of_metadata(article: Article) -> Iterator[Aside]:
    for meta in article.document.metadata:
        where = NAMED_PLACES.get(meta.key.lower())
        if where and meta.origin in _ORIGINS and showing_words(frozenset(find_words(meta.value).keys)):
            value = _value_of(article, meta)
            yield from _aside(article, _own_part(article, value) if where == "title" else value, where)


def _value_of(article: Article, meta: Meta) -> Span | None:
    """Where the value itself stands: a ``<meta>`` element is known as a whole."""
    return _attribute(article.source[meta.span], "content", meta.span.start) if meta.origin == "meta" else meta.span


def _of_elements(article: Article) -> Iterator[Aside]:
    page = article.accessibility
    for i in [i for name in WITH_TEXTS for i in page.by_name.get(name, ())]:
        element = page.elements[i]
        for name, where in (("alt", "alt"), ("title", "tooltip")):
            text = element.attributes.get(name, "")
            if text and showing_words(frozenset(find_words(text).keys)) and not page.hidden(i) and _is_own(article, element):
                yield from _aside(article, _value_in(article, element, name), where)


def _is_own(article: Article, element: Element) -> bool:
    """Whether an attribute belongs to the article: no site furniture, no logo."""
    own = " ".join(element.attributes.get(key, "").lower() for key in ("alt", "class", "id"))
    return not any(word in own for word in _LOGOS) and _among_own_text(article, element.span.start)


def _among_own_text(article: Article, at: int) -> bool:
    """Whether the block that holds the place, or the last one before it, is the author's, and no furniture surrounds it."""
    if any(span.start <= at < span.end for span in article.document.furniture):
        return False
    starts = article.once(_starts)
    i = bisect_right(starts, at) - 1
    return not article.blocks or article.blocks[max(i, 0)].zone in READ


def _starts(article: Article) -> list[int]:
    return [block.outer.start or block.span().start for block in article.blocks]


def _value_in(article: Article, element: Element, name: str) -> Span | None:
    """Where the value of an attribute stands; in Markdown the alternative text stands between brackets."""
    written = article.source[element.tag]
    if written.startswith("<"):
        return _attribute(written, name, element.tag.start)
    if name != "alt" or not written.startswith("![") or written.startswith("![["):
        return None
    close = _closing_bracket(written)
    return Span(element.tag.start + 2, element.tag.start + close) if close > 2 else None


def _closing_bracket(written: str) -> int:
    depth = 0
    for at in range(1, len(written)):
        if written[at] in "[]" and written[at - 1] != "\\":
            depth += 1 if written[at] == "[" else -1
            if not depth:
                return at
    return -1


@cache
def _attributes() -> re.Pattern[str]:
    return compile_pattern(r"""[\s"'/]([\w:.-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")


def _attribute(tag: str, name: str, offset: int) -> Span | None:
    """Where the value of an attribute of a start tag stands in the source."""
    for match in _attributes().finditer(tag):
        if match[1].lower() == name and match.lastindex:
            start, end = match.span(match.lastindex)
            return Span(offset + start, offset + end)
    return None


@cache
def _parting() -> re.Pattern[str]:
    return compile_pattern(r"\s(?:[|–—·»:]|--?)\s")


def _own_part(article: Article, span: Span | None) -> Span | None:
    """The part of a page's title that names the article: the first that is not the site's name."""
    if span is None:
        return None
    text = article.source[span]
    cuts = [m.span() for m in _parting().finditer(text)]
    parts = list(zip([0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)], strict=True))
    if len(parts) > 1:
        site = article.once(site_names)
        parts = [(a, b) for a, b in parts if site_letters(text[a:b]) not in site] or parts
    start, end = parts[0]
    return Span(span.start + start, span.start + end)


def _aside(article: Article, span: Span | None, where: str) -> Iterator[Aside]:
    if span is None:
        return
    for vote in votes_in(article, _block(article, span)):
        yield Aside(vote, where)


def _block(article: Article, span: Span) -> Block:
    """A stretch of the source as a block of its own: character references as what they stand for."""
    raw = article.source[span]
    pieces: list[str] = []
    segments: list[Segment] = []
    length = 0
    for start, end in _pieces(raw):
        piece = decoded(raw[start:end])
        segments.append(Segment(length, length + len(piece), span.start + start, span.start + end))
        pieces.append(piece)
        length += len(piece)
    return Block(Zone.TITLE, "".join(pieces), tuple(segments), outer=span)


@cache
def _reference() -> re.Pattern[str]:
    return compile_pattern(r"&#?\w++;")


def _pieces(raw: str) -> Iterator[tuple[int, int]]:
    """Ranges of plain text and of character references, in turn."""
    at = 0
    for match in _reference().finditer(raw) if "&" in raw else ():
        if match.start() > at:
            yield at, match.start()
        yield match.span()
        at = match.end()
    if at < len(raw):
        yield at, len(raw)
