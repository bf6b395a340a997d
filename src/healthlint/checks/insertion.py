"""Where text is added to an article, and how it is written in the article's own markup."""
from __future__ import annotations

from healthlint.article.article import Article
from healthlint.model import Block, Format, Kind, Span, Zone

_BODY = frozenset({Zone.PROSE, Zone.LIST, Zone.QUOTE, Zone.CAPTION, Zone.TABLE, Zone.TITLE, Zone.HEADING, Zone.DISCLAIMER})
_HEADS = frozenset({Zone.TITLE, Zone.HEADING})
_PASSAGE = 60
"""Characters from which a block is surely the article's own."""


def after_article(article: Article) -> Span:
    """The empty place behind the last passage of the article itself, before sources, biography and furniture."""
    blocks = [b for b in article.blocks if b.zone in _BODY and b.text]
    passages = [b for b in blocks if b.zone not in _HEADS]
    # What is shorter may be a label of the page's furniture that nothing marks as such.
    best = [b for b in passages if len(b.text) >= _PASSAGE] or passages or blocks
    if not best:
        return article.top
    last = best[-1]
    at = _end_of_list(article, last) if last.kind in {Kind.LIST_ITEM, Kind.TABLE_CELL} else max(last.outer.end, last.span().end)
    return Span(at, at)


def after_title(article: Article) -> Span:
    """The empty place behind the title; the top of an article without one."""
    title = next((b for b in article.blocks if b.zone is Zone.TITLE), None)
    if title is None:
        return article.top
    at = max(title.outer.end, title.span().end)
    return Span(at, at)


def _end_of_list(article: Article, last: Block) -> int:
    """Behind the whole list or table that ends the article."""
    end = max(last.outer.end, last.span().end)
    if article.document.format is not Format.HTML:
        return end
    document, place = article.document, last.span()
    by_name = document.index.by_name
    lists = [document.elements[i] for name in ("ul", "ol", "dl", "table") for i in by_name.get(name, ())]
    return max([end, *[e.end for e in lists if e.span.holds(place)]])


def passage(article: Article, heading: str, text: str) -> str:
    """A section of its own with ``heading`` and ``text``, to stand behind another block."""
    if article.document.format is Format.HTML:
        return f"\n<section>\n<h2>{heading}</h2>\n<p>{text}</p>\n</section>"
    mark = "## " if article.document.format is Format.MARKDOWN else ""
    return f"\n\n{mark}{heading}\n\n{text}"


def sentence_after(text: str) -> str:
    """A sentence to stand behind another one."""
    return f" {text}"
