"""Lists that are typed and not marked up."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.article.article import Article
from healthlint.checks.accessibility.headings import paragraphs
from healthlint.checks.accessibility.tell import tell_at
from healthlint.checks.registry import check
from healthlint.model import Block, Edit, Finding, Fix, Format, Rule, Safety, Span

_BULLETS = ("•", "·", "●", "▪", "‣", "◦", "∙", "○", "■", "➢", "✓", "✔")
_DASHES = ("- ", "– ", "— ", "* ")
_FIRST = frozenset((*_BULLETS, *"-–—*0123456789"))
"""How a marked line begins."""


@check("fake-list")
def fake_list(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report lines or paragraphs that begin with typed bullets, dashes or numbers in place of list markup."""
    markdown = article.document.format is Format.MARKDOWN
    if markdown and not any(sign in article.source.text for sign in _BULLETS):
        return
    run: list[tuple[str, Span]] = []
    last = -1
    for i, block in _holders(article):
        for line in _written_lines(article, block) if markdown else _marked_lines(block):
            if run and (line[0] != run[0][0] or i > last + 1):
                yield from _told(rule, article, run)
                run = []
            run.append(line)
            last = i
    yield from _told(rule, article, run)


def _holders(article: Article) -> list[tuple[int, Block]]:
    """Paragraphs of prose that begin as a list might, or that have several lines of which one may."""
    return [(i, block) for i, block in article.once(paragraphs) if block.text[:1] in _FIRST or "\n" in block.text]


def _told(rule: Rule, article: Article, run: list[tuple[str, Span]]) -> Iterator[Finding]:
    if not run or len(run) < (2 if run[0][0] == "•" else 3):
        return
    fixes = _as_list(rule, article, run) if article.document.format is Format.MARKDOWN else ()
    yield tell_at(rule, article.document, run[0][1], count=len(run), fixes=fixes)


def _as_list(rule: Rule, article: Article, run: list[tuple[str, Span]]) -> tuple[Fix, ...]:
    """In Markdown: every typed bullet becomes one that Markdown reads, where nothing stands before it."""
    edits = []
    for _, span in run:
        line = article.source.text.rfind("\n", 0, span.start) + 1
        if article.source.text[line : span.start].strip():
            return ()
        spaced = article.source.text[span.start + 1 : span.start + 2] in (" ", "\t")
        edits.append(Edit(Span(span.start, span.start + 1), "-" if spaced else "- "))
    return (Fix(rule.parameters["fix-title"], tuple(edits), Safety.REVIEW),)


def _marked_lines(block: Block) -> list[tuple[str, Span]]:
    """Marker and place of each line that begins with one; empty if any line after the first marked one has none."""
    found = []
    at = 0
    for line in block.text.split("\n"):
        marker = _marker(line)
        if marker:
            found.append((marker, block.span(at, at + len(line.rstrip()))))
        elif found and line.strip():
            return []
        at += len(line) + 1
    return found


def _written_lines(article: Article, block: Block) -> list[tuple[str, Span]]:
    """The same in Markdown, where the lines of a paragraph run together when they are shown; other markers make lists there."""
    span = block.span()
    found = []
    at = span.start
    for line in article.source[span].split("\n"):
        bare = line.rstrip().lstrip(" \t*_")
        if bare.startswith(_BULLETS) and bare[1:].strip():
            start = at + len(line.rstrip()) - len(bare)
            found.append(("•", Span(start, start + len(bare))))
        elif found and bare:
            return []
        at += len(line) + 1
    return found


def _marker(line: str) -> str:
    if line[:1] not in _FIRST:
        return ""
    if line.startswith(_BULLETS) and len(line) > 2 and line[1:].strip():
        return "•"
    if line.startswith(_DASHES):
        return "-"
    number, dot, _ = line.partition(".")
    if not dot:
        number, dot, _ = line.partition(")")
    following = line[len(number) + 1 : len(number) + 2]
    if dot and number.isascii() and number.isdigit() and len(number) < 3 and following in (" ", "\xa0"):
        return "1"
    return ""
