"""Links from markers to entries, and back."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from healthlint.article.article import Article
from healthlint.article.citations_signs import LIST_ZONES, names_entry
from healthlint.checks.registry import check, elements
from healthlint.model import Block, Edit, Finding, Fix, Inline, Mark, Rule, Safety, Source, Span
from healthlint.patterns import compile_pattern


@cache
def _href() -> re.Pattern[str]:
    return compile_pattern(r"\bhref\s*=\s*[\"']?\s*([^\"'\s>]+)", re.IGNORECASE)


@check("dead-anchor", telling=elements("a"))
def dead_anchor(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report each link from a marker to an entry, or back, that leads nowhere on the page."""
    anchors, within = article.document.anchors, Mark.LINK
    without_entry = _markers_without_entry(article)
    for block in article.blocks:
        if block.zone not in LIST_ZONES:
            continue
        for link in block.inlines:
            target = _own_fragment(link, article.source) if link.mark is within and "#" in link.target else ""
            if not target or target in anchors or not _is_citation_link(block, link, target) or (block, link.start) in without_entry:
                continue
            span = _address(article.source, link)
            near = _nearest(target, anchors)
            yield rule.finding(
                span, variant="near" if near else "", target=target, nearest=near[0] if near else "",
                fixes=_fixes(article.source, span, target, near),
            )  # fmt: skip


def _nearest(target: str, anchors: Iterable[str]) -> list[str]:
    from difflib import get_close_matches

    known = list(anchors)
    return get_close_matches(target, known, n=1, cutoff=0.6) if len(known) < 3000 else []


def _fixes(source: Source, span: Span, target: str, near: list[str]) -> list[Fix]:
    written = source[span]
    if not near or not written.endswith(target):
        return []
    better = written[: len(written) - len(target)] + near[0]
    return [Fix(f"“{written}” → “{better}”", (Edit(span, better),), Safety.REVIEW)]


def _markers_without_entry(article: Article) -> set[tuple[Block, int]]:
    """Places of numbers that have no entry: rule ``missing-reference`` speaks of those."""
    citations = article.citations
    if not citations.references:
        return set()
    found = set()
    for marker in citations.markers:
        if marker.numbers and marker.target and not all((marker.list_number, n) in citations.entries for n in marker.numbers):
            found |= {(marker.block, i.start) for i in marker.block.inlines if i.start <= marker.end and marker.start <= i.end}
    return found


def _own_fragment(link: Inline, source: Source) -> str:
    """The fragment of a link to this very page, empty for other links."""
    page, mark, fragment = link.target.partition("#")
    own = not page or (page.rpartition("/")[2] == source.path.rpartition("/")[2] and "//" not in page)
    return fragment if mark and own and not fragment.startswith(("!", "/", ":~:")) else ""


def _is_citation_link(block: Block, link: Inline, target: str) -> bool:
    """Whether a link is a marker, or the way back from an entry: its text is a number or an arrow, its target named like an entry."""
    text = block.text[link.start : link.end].strip("[]() \u00a0,.")
    if not text or text in "↑↩^⤴⏎" or text == "↩︎":
        return names_entry(target)
    return text.isdecimal() and names_entry(target) and target.rstrip("0123456789") != target


def _address(source: Source, link: Inline) -> Span:
    """Where the address stands in the link's source."""
    match = _href().search(source.text, link.span.start, link.span.end)
    if match:
        return Span(match.start(1), match.end(1))
    at = source.text.rfind("](", link.span.start, link.span.end)
    return Span(at + 2, link.span.end - 1) if at >= 0 else link.span
