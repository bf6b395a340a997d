"""Which parts of a page are the article, and which are its furniture, by what the markup tells."""
from __future__ import annotations

import re
from itertools import pairwise

from healthlint.model import Kind, Mark, Zone
from healthlint.parse.html_blocks import Draft
from healthlint.parse.html_context import Context
from healthlint.parse.html_elements import HEADINGS
from healthlint.parse.html_nodes import Node

_WORD = re.compile(r"[A-Z]?[a-z]++|[A-Z]++")

_FURNITURE = frozenset(
    "nav navbar navigation menu submenu breadcrumb breadcrumbs cookie cookies consent gdpr newsletter subscribe subscription "
    "signup footer masthead "
    "share sharing social addthis sharethis comments comment respond disqus advert adverts advertisement ad ads adsense "
    "sponsor sponsored promo "
    "popup pagination pager skip skiplink toc tableofcontents toolbar topbar navbox login search searchform copyright sidebar "
    "taboola outbrain "
    "recirc feedback rating tags tagcloud logo branding".split()
)
"""Class or id words that name a page's furniture."""
_PERHAPS = frozenset(
    "widget banner related recommended trending popular aside modal dialog overlay rail secondary header links index more "
    "next prev previous "
    "action actions button buttons follow meta teaser card cards promo carousel tool tools survey helpful".split()
)
"""Words that do so only together with other signs."""
_TAGS = {
    "nav": 3, "footer": 2, "header": 1, "aside": 1, "form": 2, "dialog": 2, "button": 2, "menu": 1, "address": 1,
    "fieldset": 2, "optgroup": 2,
}  # fmt: skip
_ROLES = {
    "navigation": 3, "banner": 2, "contentinfo": 3, "complementary": 1, "search": 3, "dialog": 2, "alertdialog": 3, "menu": 3, "menubar": 3,
    "toolbar": 3, "doc-toc": 3, "form": 2, "alert": 1,
}  # fmt: skip
_PARTS = (
    (Zone.REFERENCES, 10**9, frozenset("references reflist bibliography footnotes endnotes citations refs referencelist".split())),
    (Zone.FURTHER_READING, 3000, frozenset({"furtherreading", "readmore"})),
    (Zone.DISCLAIMER, 3000, frozenset({"disclaimer", "disclaimers"})),
    (Zone.REVIEWER, 800, frozenset("reviewer reviewers reviewed reviewedby medicalreview medicallyreviewed factchecked".split())),
    (Zone.BIO, 3000, frozenset("bio biography authorbio aboutauthor authorbox".split())),
    (Zone.BYLINE, 400, frozenset("byline bylines author authors contributor contributors writer writers vcard".split())),
    (Zone.CAPTION, 800, frozenset("caption captions figcaption".split())),
    (
        Zone.DATES,
        250,
        frozenset("date dates published updated modified dateline timestamp pubdate datetime lastmod lastupdated posted".split()),
    ),
)
"""Zone, the most characters such a part may hold, and the class or id words that name it."""
_PART_ROLES = {
    "doc-bibliography": Zone.REFERENCES, "doc-biblioentry": Zone.REFERENCES, "doc-endnotes": Zone.REFERENCES,
    "doc-endnote": Zone.REFERENCES, "doc-footnote": Zone.REFERENCES,
}  # fmt: skip
_PROPERTIES = {
    "author": Zone.BYLINE, "reviewedby": Zone.REVIEWER, "datepublished": Zone.DATES, "datemodified": Zone.DATES, "lastreviewed": Zone.DATES,
    "citation": Zone.REFERENCES,
}  # fmt: skip
_PAGE_WIDE = frozenset({"html", "body"})
_COLLAPSED = frozenset({"accordion", "collapse", "collapsed", "collapsible", "tabpanel", "toggle", "expander", "faq"})

_ENOUGH = 2
"""A part with a score of this or more is furniture."""
_LONGEST_JUMP = 40
_MOST_JOINTS = 2
"""An id of more words than this is a sentence made into a link target."""
_MOST = 0.5
"""A part that holds more of the page's prose than this share is no furniture, whatever it is called."""


def assign_parts(drafts: list[Draft], contexts: list[Context], nodes: list[Node]) -> None:
    """Tell each block-level element what part of the page it is, from the outside in."""
    _measure(drafts, contexts)
    root = contexts[0]
    total = max(root.prose, 1)
    in_main = {-1: False}
    has_main = any(c.node >= 0 and _is_main(nodes[c.node]) and c.prose > _MOST * total for c in contexts)
    known: dict[str, frozenset[str]] = {}
    for context in contexts[1:]:
        outer = context.outer or root
        node = nodes[context.node]
        in_main[context.node] = inside = in_main[outer.node] or node.name == "article" or _is_main(node)
        context.part = outer.part
        context.words = outer.words
        if not node.attributes and node.name not in _TAGS:
            continue
        words = _words(node, known)
        if words:
            context.words = _near(node, outer.words)
        if node.name in _PAGE_WIDE or context.part is Zone.FURNITURE:
            continue
        told = _told(node, words, context)
        if told is not None:
            context.part = told
        elif context.part is None:
            score = _score(node, words, context, inside=inside) + (has_main and not inside)
            if score >= _ENOUGH and not _holds_article(context, total, node):
                context.part = Zone.FURNITURE
        elif node.name == "nav" or not words.isdisjoint(_FURNITURE):
            context.part = Zone.FURNITURE


def zone_of(draft: Draft, layout: set[int]) -> Zone:
    """The zone of a block by its element and the part it stands in."""
    context = draft.context
    part = context.part
    if part is Zone.FURNITURE or _only_jumps(draft):
        return Zone.FURNITURE
    if draft.kind is Kind.HEADING:
        return Zone.HEADING
    return part or _BY_KIND.get(draft.kind) or _by_place(context, layout)


_BY_KIND = {Kind.CODE: Zone.CODE, Kind.CAPTION: Zone.CAPTION, Kind.OTHER: Zone.HEADING}


def _by_place(context: Context, layout: set[int]) -> Zone:
    if context.quote:
        return Zone.QUOTE
    if context.table and context.table not in layout and context.cell:
        return Zone.TABLE
    return Zone.LIST if context.list_group else Zone.PROSE


def _only_jumps(draft: Draft) -> bool:
    """“Skip to content”, “Back to top”: a paragraph that is one link inside the page."""
    if draft.kind is not Kind.PARAGRAPH or len(draft.inlines) != 1 or len(draft.text) > _LONGEST_JUMP:
        return False
    mark, start, end, target, _, _ = draft.inlines[0]
    return mark is Mark.LINK and target.startswith("#") and end - start == len(draft.text) and draft.context.part is not Zone.REFERENCES


def layout_tables(drafts: list[Draft]) -> set[int]:
    """Tables that hold page layout and not data: with headings, lists or long prose in their cells."""
    found = set()
    for draft in drafts:
        context = draft.context
        if context.table and context.cell and (draft.kind is Kind.HEADING or context.list_depth or len(draft.text) > 600):
            found.add(context.table)
    return found


def link_lists(drafts: list[Draft]) -> set[int]:
    """Unnumbered lists whose items are short links and nothing else: menus and tables of contents."""
    items: dict[int, int] = {}
    words: set[int] = set()
    for draft in drafts:
        group = draft.context.list_group
        if not group or draft.context.part is Zone.REFERENCES:
            continue
        items[group] = items.get(group, 0) + 1
        linked = sum(i[2] - i[1] for i in draft.inlines if i[0] is Mark.LINK)
        inside = all(i[3].startswith("#") for i in draft.inlines if i[0] is Mark.LINK)
        if not linked or linked < len(draft.text) - 2 or len(draft.text) > 70 or (draft.label != "•" and not inside):
            words.add(group)
    return {g for g, n in items.items() if n >= 3 and g not in words}


def _measure(drafts: list[Draft], contexts: list[Context]) -> None:
    for draft in drafts:
        context = draft.context
        size = len(draft.text)
        linked = sum(i[2] - i[1] for i in draft.inlines if i[0] is Mark.LINK)
        context.chars += size
        context.linked += linked
        if size - linked > 60 and draft.kind is not Kind.OTHER:
            context.prose += size - linked
        if draft.kind is Kind.HEADING and draft.context.level == 1:
            context.heading_one = True
    for context in reversed(contexts):
        outer = context.outer
        if outer is not None:
            outer.chars += context.chars
            outer.linked += context.linked
            outer.prose += context.prose
            outer.heading_one = outer.heading_one or context.heading_one


def _is_main(node: Node) -> bool:
    return node.name == "main" or node.attributes.get("role") == "main" or node.attributes.get("itemprop") == "articleBody"


def _words(node: Node, known: dict[str, frozenset[str]]) -> frozenset[str]:
    names = f"{node.attributes.get('class', '')} {_telling_id(node)}"
    found = known.get(names)
    if found is None:
        # "author-bio" names a part by both its words and by the two joined.
        words: set[str] = set()
        for name in names.split():
            pieces = [w.lower() for w in _WORD.findall(name)]
            words.update(pieces)
            words.update(a + b for a, b in pairwise(pieces))
        found = known[names] = frozenset(words)
    return found


def _telling_id(node: Node) -> str:
    """The id, unless it is made from the words of a heading."""
    name = node.attributes.get("id", "")
    return "" if node.name in HEADINGS or name.count("-") + name.count("_") > _MOST_JOINTS else name


def _near(node: Node, outer: str) -> str:
    """Class and id words of this element and of those next around it."""
    get = node.attributes.get
    own = f"{get('class', '')} {get('id', '')} {get('itemprop', '')} {get('rel', '')}"
    return " ".join([*own.lower().split(), *outer.split()[:12]])


def _told(node: Node, words: frozenset[str], context: Context) -> Zone | None:
    """A part named by role, property or class."""
    attributes = node.attributes
    role = attributes.get("role", "")
    if role.startswith("doc-") and role in _PART_ROLES:
        return _PART_ROLES[role]
    if context.heading_one:
        return None
    named = attributes.get("itemprop", "").lower()
    if named in _PROPERTIES and context.chars < 600:
        return _PROPERTIES[named]
    if words:
        for zone, most, names in _PARTS:
            if not names.isdisjoint(words) and context.chars <= most and words.isdisjoint(_FURNITURE):
                return zone
    return None


def _score(node: Node, words: frozenset[str], context: Context, *, inside: bool) -> int:
    """How much speaks for furniture."""
    score = _TAGS.get(node.name, 0)
    if inside and node.name in ("header", "footer", "aside"):
        score -= 1
    role = node.attributes.get("role", "").strip().lower()
    score += _ROLES.get(role, 0)
    if words:
        if not words.isdisjoint(_FURNITURE):
            score += 2
        elif not words.isdisjoint(_PERHAPS):
            score += 1
    if score:
        score += _density(context)
    if context.heading_one:
        score -= 2
    return score


def _density(context: Context) -> int:
    if not context.chars:
        return 0
    share = context.linked / context.chars
    if share > 0.5:
        return 1
    return -1 if context.prose > 400 and share < 0.2 else 0


def _holds_article(context: Context, total: int, node: Node) -> bool:
    return context.prose > _MOST * total and node.name != "nav"
