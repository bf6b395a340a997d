"""Links without a name, with a vague one, or with one name for two places."""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

from healthlint.article.article import Article
from healthlint.checks.accessibility.tell import tell, tell_at
from healthlint.checks.registry import check, elements
from healthlint.language.table_rows import table_rows
from healthlint.model import Block, Finding, Format, Inline, Mark, Related, Rule, Zone

_UNREAD = frozenset({Zone.FURNITURE, Zone.REFERENCES, Zone.CODE})
_LONGEST_SHOWN = 60
_NEAR = 20
"""Characters around a link in which “(PDF, 2 MB)” may stand."""
_EDGES = r"^[^\w]++|[^\w]++$"
"""Arrows, dots and brackets around a link text."""
_ADDRESS = ("http://", "https://", "www.")
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")


@check("link-no-name", telling=elements("a", "area", "[role]"))
def link_no_name(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report links that a screen reader can only call “link”."""
    if article.document.format is Format.MARKDOWN:
        yield from _empty_in_markdown(rule, article)
        return
    page = article.accessibility
    every, text = page.elements, page.source.text
    for name in ("a", "area"):
        for i in page.by_name.get(name, ()):
            element = every[i]
            if element.tag_end < element.end and text[element.tag_end].isalnum():
                continue  # text right after the tag names most links
            has = element.attributes
            if "href" in has and ("role" not in has or page.role(i) == "link") and not page.hidden(i) and page.nameless(i):
                yield tell(rule, page, i, "c487ae area-alt" if name == "area" else "c487ae link-name")
    for i in page.by_role.get("link", ()):
        if every[i].name not in ("a", "area") and not page.hidden(i) and not page.name(i):
            yield tell(rule, page, i, "c487ae link-name")


def _empty_in_markdown(rule: Rule, article: Article) -> Iterator[Finding]:
    """``[](address)``, and a link in HTML with nothing at all in it."""
    every, text = article.document.elements, article.source.text
    for i in article.document.index.by_name.get("a", ()):
        element = every[i]
        if text[element.start] == "[" and text[element.start + 1].isalnum():
            continue  # so begins the text of most links
        page = article.accessibility
        written = page.source[element.span]
        bracketed = written.startswith("[")
        if "href" not in element.attributes or not (bracketed or written.lower().startswith("<a")):
            continue
        shown = written[1:].partition("](")[0] if bracketed else written[len(page.source[element.tag]) :].removesuffix("</a>")
        if not shown.strip() and not page.name(i):
            yield tell(rule, page, i, "c487ae link-name")


@cache
def _vague_texts() -> frozenset[str]:
    return frozenset(text for text, _ in table_rows("vague-links.tsv"))


@check("vague-link-text", telling=elements("a"))
def vague_link_text(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report link texts that do not say where the link goes."""
    vague = _vague_texts()
    for block, link, text in article.once(_links):
        key = text if text[:1].isalnum() and text[-1:].isalnum() else re.sub(_EDGES, "", text)
        if key not in vague and not text.startswith(_ADDRESS):
            continue
        if link.target.startswith("#") or link.span.start in article.once(_named_otherwise):
            continue
        if key in vague:
            yield tell_at(rule, article.document, block.span(link.start, link.end), text=block.text[link.start : link.end].strip())
        elif _is_long_address(rule, block, link):
            yield tell_at(rule, article.document, block.span(link.start, link.end), variant="address", text=block.text.strip())


def _links(article: Article) -> list[tuple[Block, Inline, str]]:
    """The links of the article's own text, each with its words in lower case."""
    mark = Mark.LINK
    return [
        (block, inline, " ".join(block.text[inline.start : inline.end].lower().split()))
        for block in article.blocks
        if block.inlines and block.zone not in _UNREAD
        for inline in block.inlines
        if inline.mark is mark and inline.end > inline.start
    ]


def _named_otherwise(article: Article) -> frozenset[int]:
    """Starts of links that have another name than their text, or that nobody hears."""
    page = article.accessibility
    every = page.elements
    hidden = page.all_hidden(page.by_name.get("a", ()))
    named = [i for i in page.with_any("aria-label", "aria-labelledby") if every[i].name == "a"]
    return frozenset([every[i].start for i in (*hidden, *named)])


def _is_long_address(rule: Rule, block: Block, link: Inline) -> bool:
    """Whether the link is a block of its own and shows nothing but an address that takes long to hear."""
    whole = link.start == 0 and link.end == len(block.text)
    return whole and len(block.text) > rule.options["longest-address"] and " " not in block.text.strip()


@check("same-text-different-target", telling=elements("a"))
def same_text_different_target(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report the second of two links that read the same and lead to different pages."""
    least = rule.options["least-characters"]
    texts = [text for _, _, text in article.once(_links)]
    if len(set(texts)) == len(texts):
        return
    named = article.once(_named_otherwise)
    first: dict[str, tuple[Block, Inline]] = {}
    told: set[str] = set()
    for block, link, text in article.once(_links):
        if len(text) < least or text in told or text.isdigit() or link.span.start in named:
            continue
        known = first.get(text)
        if known is None:
            first[text] = (block, link)
            continue
        if known[1].target == link.target:
            continue
        targets = _plain_target(known[1].target), _plain_target(link.target)
        if all(targets) and targets[0] != targets[1] and text not in _vague_texts():
            told.add(text)
            span = block.span(link.start, link.end)
            earlier = known[0].span(known[1].start, known[1].end)
            shown = _shortened(" ".join(block.text[link.start : link.end].split()))
            yield tell_at(rule, article.document, span, related=[Related(earlier, rule.parameters["first-note"])], text=shown)


def _plain_target(target: str) -> str:
    """The page a link leads to, without fragment, tracking, scheme or final slash; empty for what is no page."""
    if target.startswith(("#", "mailto:", "tel:", "javascript:", "sms:")) or "{{" in target or "{%" in target:
        return ""
    try:
        parts = urlsplit(target)
    except ValueError:
        return ""
    query = "&".join(p for p in parts.query.split("&") if not p.startswith(_TRACKING))
    host = parts.netloc.lower().removeprefix("www.")
    path = parts.path.removesuffix("/").removesuffix("/index.html").removesuffix(".html")
    return f"{host}{path}?{query}" if host or path or query else ""


_FILES = {
    "pdf": "PDF", "doc": "Word", "docx": "Word", "xls": "Excel", "xlsx": "Excel", "ppt": "PowerPoint", "pptx": "PowerPoint",
    "odt": "OpenDocument", "ods": "OpenDocument", "zip": "ZIP", "epub": "EPUB",
}  # fmt: skip


@check("unannounced-new-window", telling=elements("[target]"))
def unannounced_new_window(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report links in the article that open a new window without saying so."""
    page = article.accessibility
    for i in page.with_attribute.get("target", ()):
        element = page.elements[i]
        kind, span, has = element.name, element.span, element.attributes
        if kind != "a" or has["target"].strip().lower() not in ("_blank", "_new") or "href" not in has:
            continue
        if page.hidden(i) or page.in_furniture(span):
            continue
        name = page.name(i)
        heard = f"{name} {has.get('title', '')}".lower()
        if heard.strip() and not any(word in heard for word in rule.parameters["says-so"]):
            yield tell(rule, page, i, text=_shortened(name))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def _kind_of_file(target: str) -> str | None:
    """What program opens the target, by its ending; ``None`` for a page."""
    if "?" in target or "#" in target:
        target = target.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]
    return _FILES.get(target[-5:].rpartition(".")[2].lower())


@check("unmarked-file-link", telling=elements("a"))
def unmarked_file_link(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report links to documents whose text does not say that they are no web pages."""
    for block, link, _ in article.once(_links):
        kind = _kind_of_file(link.target)
        if kind is None:
            continue
        near = block.text[max(0, link.start - _NEAR) : link.end + _NEAR].lower()
        if kind.lower() not in near and not any(word in near for word in rule.parameters["says-so"]):
            span = block.span(link.start, link.end)
            yield tell_at(rule, article.document, span, text=_shortened(block.text[link.start : link.end]), kind=kind)
