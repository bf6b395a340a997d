"""Headings: empty, skipped in level, more than one at the top, or only bold text."""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from healthlint.article.article import Article
from healthlint.checks.accessibility.tell import tell, tell_at
from healthlint.checks.registry import check, elements
from healthlint.model import Block, Edit, Finding, Fix, Format, Kind, Mark, Rule, Safety, Span, Zone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.article.accessibility import Accessibility

_NOT_ARTICLE = frozenset({Zone.FURNITURE})
_RUNNING = frozenset({Zone.PROSE, Zone.LIST, Zone.TABLE, Zone.QUOTE})
_STRONG = Mark.STRONG
_ENDINGS = (".", "!", ";", ",", "…", "”", '"')


@check("empty-heading", telling=elements("h1", "h2", "h3", "h4", "h5", "h6", "[role]"))
def empty_heading(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report headings without a name."""
    names = ("h1", "h2", "h3", "h4", "h5", "h6")
    if article.document.format is Format.MARKDOWN:
        for element in article.document.elements:
            if element.name in names and not article.source[element.span].strip("# \t\r\n"):
                fix = Fix(rule.parameters["fix-title"], (Edit(element.span, ""),), Safety.REVIEW)
                yield tell_at(rule, article.document, element.span, "ffd0e9 empty-heading", fixes=[fix])
        return
    page = article.accessibility
    every, text = page.elements, page.source.text
    for name in names:
        for i in page.by_name.get(name, ()):
            element = every[i]
            shown = element.tag_end < element.end and text[element.tag_end].isalnum()
            if not shown and not page.hidden(i) and page.nameless(i) and page.role(i) == "heading":
                yield tell(rule, page, i, "ffd0e9 empty-heading", fixes=_without(rule, page, i))
    for i in page.by_role.get("heading", ()):
        if every[i].name not in names and not page.hidden(i) and not page.name(i):
            yield tell(rule, page, i, "ffd0e9 empty-heading")


def _without(rule: Rule, page: Accessibility, i: int) -> tuple[Fix, ...]:
    """Deletes a heading that holds no other element; nothing else could be lost."""
    if len(page.inside(i)) or page.elements[i].span == page.elements[i].tag:
        return ()
    return (Fix(rule.parameters["fix-title"], (Edit(page.elements[i].span, ""),), Safety.REVIEW),)


def _headings(article: Article) -> list[Block]:
    heading = Kind.HEADING
    return [b for b in article.blocks if b.kind is heading and b.zone not in _NOT_ARTICLE and b.level]


@check("skipped-heading-level")
def skipped_heading_level(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a heading more than one level below the one before it."""
    before = 1 if any(m.origin == "front-matter" and m.key == "title" for m in article.document.metadata) else 0
    headings = article.once(_headings)
    for at, block in enumerate(headings):
        if before and block.level > before + 1 and not block.hidden:
            fixes = _moved_up(rule, article, headings[at:], before)
            yield tell_at(rule, article.document, block.span(), "heading-order", before=before, level=block.level, fixes=fixes)
        before = block.level


def _moved_up(rule: Rule, article: Article, headings: list[Block], before: int) -> tuple[Fix, ...]:
    """Moves a heading to the level below ``before``, and with it all that follow before the section ends."""
    by = headings[0].level - before - 1
    edits: list[Edit] = []
    for block in headings:
        if block.level <= before:
            break
        mine = _at_level(article, block, max(before + 1, block.level - by))
        if not mine:
            return ()
        edits += mine
    return (Fix(rule.parameters["fix-title"].format(by=by), tuple(edits), Safety.REVIEW),)


def _at_level(article: Article, block: Block, level: int) -> tuple[Edit, ...]:
    """Edits that give a heading another level; none where it is not written in the usual way."""
    outer = block.outer
    written = article.source[outer]
    if article.document.format is Format.MARKDOWN and written.startswith("#" * block.level):
        return (Edit(Span(outer.start, outer.start + block.level), "#" * level),)
    name = f"h{block.level}"
    if written[1:3].lower() != name or written[-5:].lower() != f"</{name}>":
        return ()
    return (
        Edit(Span(outer.start + 2, outer.start + 3), str(level)),
        Edit(Span(outer.end - 2, outer.end - 1), str(level)),
    )


@check("main-heading-count")
def main_heading_count(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a second main heading in the article, or a whole page without one."""
    document = article.document
    main = [b for b in article.once(_headings) if b.level == 1]
    title = next((i for i, b in enumerate(main) if b.zone is Zone.TITLE), 0)
    # What stands before the title is the name of the site.
    for block in main[title + 1 :]:
        if _letters(block.text) != _letters(main[title].text) and not block.hidden:
            yield tell_at(rule, article.document, block.span(), variant="several", count=len(main) - title)
            return
    whole = document.format is Format.HTML and not document.fragment and "templated" not in document.notes
    if whole and not main and not _any_main_heading(article):
        yield tell_at(rule, article.document, Span(article.top.start, article.top.start), "page-has-heading-one")


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _any_main_heading(article: Article) -> bool:
    page = article.accessibility
    if page.by_name.get("h1"):
        return True
    stated = (page.elements[i].attributes for i in page.with_attribute.get("role", ()))
    return any(has.get("role") == "heading" and has.get("aria-level") == "1" for has in stated)


@check("bold-as-heading")
def bold_as_heading(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a short paragraph of nothing but bold text that stands before running text."""
    blocks = article.blocks
    large = _set_large(article)
    if not large and Mark.STRONG not in article.marks:
        return
    marked = [(i, block) for i, block in article.once(paragraphs) if (block.inlines and _all_bold(block)) or i in large]
    for i, block in marked:
        after = blocks[i + 1] if i + 1 < len(blocks) else block
        if after is block or after.zone not in _RUNNING or block.group:
            continue
        text = block.text.strip()
        words = len(text.split())
        if words > rule.options["max-words"] or not words or text.endswith(_ENDINGS):
            continue
        if _all_bold(after) or i + 1 in large or not any(c.isalpha() for c in text) or len(after.text) < 2 * len(text):
            continue
        fixes = _as_heading(rule, article, block)
        span = Span(fixes[0].edits[0].span.start, fixes[0].edits[-1].span.end) if fixes else block.span()
        yield tell_at(rule, article.document, span, "p-as-heading", fixes=fixes, text=text)


_LARGE = r"font-weight\s*+:\s*+(?:bold|[6-9]00)|font-size\s*+:\s*+(?:(?:1[2-9]\d|[2-9]\d\d)%|(?:1\.[2-9]|[2-9])\d*+r?em)"


def _set_large(article: Article) -> frozenset[int]:
    """Indices of blocks whose own element makes them bold or large by its style."""
    if article.document.format is not Format.HTML:
        return frozenset()
    page = article.accessibility
    styled = (page.elements[i] for i in page.with_attribute.get("style", ()))
    held = [e for e in styled if e.name in ("p", "div") and e.block >= 0 and "font" in e.attributes["style"].lower()]
    return frozenset(e.block for e in held if re.search(_LARGE, e.attributes["style"].lower()))


def paragraphs(article: Article) -> list[tuple[int, Block]]:
    """The paragraphs of running text, with their places among all blocks."""
    prose, paragraph = Zone.PROSE, Kind.PARAGRAPH
    return [(i, block) for i, block in enumerate(article.blocks) if block.zone is prose and block.kind is paragraph]


def _all_bold(block: Block) -> bool:
    ends = [inline.end for inline in block.inlines if inline.start <= 0 and inline.mark is _STRONG]
    return bool(ends) and max(ends) >= len(block.text.rstrip(" :"))


def _start(block: Block) -> int:
    return block.span().start


def _as_heading(rule: Rule, article: Article, block: Block) -> tuple[Fix, ...]:
    """In Markdown: the bold signs become those of a heading one level below the last."""
    if article.document.format is not Format.MARKDOWN:
        return ()
    bold = next((i for i in block.inlines if i.mark is Mark.STRONG), None)
    if bold is None:
        return ()
    written = article.source[bold.span]
    if not written.startswith(("**", "__")):
        return ()
    headings = article.once(_headings)
    at = bisect_left(headings, bold.span.start, key=_start)
    before = headings[at - 1].level if at else 1
    level = min(before + (before == 1), 6)
    edits = (
        Edit(Span(bold.span.start, bold.span.start + 2), "#" * level + " "),
        Edit(Span(bold.span.end - 2, bold.span.end), ""),
    )
    return (Fix(rule.parameters["fix-title"].format(level=level), edits, Safety.REVIEW),)
