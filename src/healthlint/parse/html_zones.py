"""Which parts of a page are the article, and which are its furniture, by what the markup tells."""
from __future__ import annotations

from collections.abc import Mapping

from healthlint.model import Element, Kind, Mark, Zone
from healthlint.parse.html_context import Context, State
from healthlint.parse.html_drafts import Draft
from healthlint.parse.html_elements import HEADINGS
from healthlint.parse.html_words import FIRST_PART, NAMES_FURNITURE, NAMES_PERHAPS_FURNITURE, PARTS, words_say

_TAGS = {
    "nav": 3, "footer": 2, "header": 1, "aside": 1, "form": 2, "dialog": 2, "button": 2, "menu": 1, "address": 1,
    "fieldset": 2, "optgroup": 2,
}  # fmt: skip
_ROLES = {
    "navigation": 3, "banner": 2, "contentinfo": 3, "complementary": 1, "search": 3, "dialog": 2, "alertdialog": 3, "menu": 3, "menubar": 3,
    "toolbar": 3, "doc-toc": 3, "form": 2, "alert": 1,
}  # fmt: skip
_PART_ROLES = {
    "doc-bibliography": Zone.REFERENCES, "doc-biblioentry": Zone.REFERENCES, "doc-endnotes": Zone.REFERENCES,
    "doc-endnote": Zone.REFERENCES, "doc-footnote": Zone.REFERENCES,
}  # fmt: skip
_PROPERTIES = {
    "author": Zone.BYLINE, "reviewedby": Zone.REVIEWER, "datepublished": Zone.DATES, "datemodified": Zone.DATES, "lastreviewed": Zone.DATES,
    "citation": Zone.REFERENCES,
}  # fmt: skip
_PAGE_WIDE = frozenset({"html", "body"})

_ENOUGH = 2
"""A part with a score of this or more is furniture."""
_LONGEST_JUMP = 40
_MOST_JOINTS = 2
"""An id of more words than this is a sentence made into a link target."""
_NEAR = 12
"""Words of the elements around that are kept."""
_MOST = 0.5
"""A part that holds more of the page's prose than this share is no furniture, whatever it is called."""


def assign_parts(drafts: list[Draft], contexts: list[Context], nodes: list[Element]) -> list[Element]:
    """Tell each block-level element what part of the page it is, from the outside in; those that are furniture for themselves."""
    _measure(drafts, contexts)
    furniture = _assign(contexts, nodes)
    too_much = _said_of_most(contexts)
    return _assign(contexts, nodes, unsaid=too_much) if too_much else furniture


def _said_of_most(contexts: list[Context]) -> int:
    """The signs for parts that hold, together, more of the page's prose than a part can: a site's own prefix (``bio-card``), say."""
    held: dict[Zone, int] = {}
    for context in contexts[1:]:
        part = context.part
        if part is not None and part is not (context.outer or contexts[0]).part:
            held[part] = held.get(part, 0) + context.prose
    limit = _MOST * contexts[0].prose
    return sum(sign for zone, most, sign in PARTS if held.get(zone, 0) > max(limit, most))


def _assign(contexts: list[Context], nodes: list[Element], unsaid: int = 0) -> list[Element]:
    """``assign_parts``, with no regard for the signs that are ``unsaid``."""
    root = contexts[0]
    total = max(root.prose, 1)
    has_main = any(c.node >= 0 and c.prose > _MOST * total and _is_main(nodes[c.node]) for c in contexts)
    furniture = []
    known: dict[tuple[int, str], tuple[str, str]] = {}
    for context in contexts[1:]:
        outer = context.outer or root
        node = nodes[context.node]
        name, attributes = node.name, node.attributes
        context.inside = outer.inside or name == "article" or _is_main(node)
        context.part = part = outer.part
        context.words, context.near = outer.words, outer.near
        if not attributes and name not in _TAGS:
            continue
        names = _names(node) & ~unsaid if attributes else 0
        if names and context.chars:
            key = (id(attributes), outer.near)
            words = known.get(key)
            if words is None:
                words = known[key] = _words(attributes, outer.near)
            context.words, context.near = words
        if part is not Zone.FURNITURE and name not in _PAGE_WIDE:
            context.part = part = _part(node, names, context, total, has_main=has_main)
            if part is Zone.FURNITURE:
                furniture.append(node)
    return furniture


def _part(node: Element, names: int, context: Context, total: int, *, has_main: bool) -> Zone | None:
    """What an element is, where the one around it is no furniture."""
    told = _told(node.attributes, names, context)
    if told is not None:
        return told
    if context.part is None:
        score = _score(node, names, context) + (has_main and not context.inside)
        return Zone.FURNITURE if score >= _ENOUGH and not _holds_article(context, total, node) else None
    return Zone.FURNITURE if node.name == "nav" or names & NAMES_FURNITURE else context.part


def zone_of(draft: Draft, layout: set[int]) -> Zone:
    """The zone of a block by its element and the part it stands in."""
    context = draft.context
    part = context.part
    if part is Zone.FURNITURE or _only_jumps(draft):
        return Zone.FURNITURE
    if draft.kind is Kind.HEADING:
        return Zone.HEADING
    return part or _BY_KIND.get(draft.kind) or _by_place(context.state, layout)


_BY_KIND = {Kind.CODE: Zone.CODE, Kind.CAPTION: Zone.CAPTION, Kind.OTHER: Zone.HEADING}


def _by_place(state: State, layout: set[int]) -> Zone:
    if state.quote:
        return Zone.QUOTE
    if state.table and state.table not in layout and state.cell:
        return Zone.TABLE
    return Zone.LIST if state.list_group else Zone.PROSE


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
        state = draft.context.state
        if state.table and state.cell and (draft.kind is Kind.HEADING or state.list_depth or len(draft.text) > 600):
            found.add(state.table)
    return found


def link_lists(drafts: list[Draft]) -> set[int]:
    """Unnumbered lists whose items are short links and nothing else: menus and tables of contents."""
    items: dict[int, int] = {}
    words: set[int] = set()
    for draft in drafts:
        group = draft.context.state.list_group
        if not group or draft.context.part is Zone.REFERENCES:
            continue
        items[group] = items.get(group, 0) + 1
        if group in words:
            continue
        size, linked = len(draft.text), draft.linked
        if not linked or linked < size - 2 or size > 70 or (draft.label != "•" and not _all_inside(draft)):
            words.add(group)
    return {g for g, n in items.items() if n >= 3 and g not in words}


def _all_inside(draft: Draft) -> bool:
    """Whether its links lead nowhere but to places of the page."""
    return all(i[3].startswith("#") for i in draft.inlines if i[0] is Mark.LINK)


def _measure(drafts: list[Draft], contexts: list[Context]) -> None:
    for draft in drafts:
        context = draft.context
        size, linked = len(draft.text), draft.linked
        context.chars += size
        context.linked += linked
        if size - linked > 60 and draft.kind is not Kind.OTHER:
            context.prose += size - linked
        if draft.kind is Kind.HEADING and context.state.level == 1:
            context.heading_one = True
    for context in reversed(contexts):
        outer = context.outer
        if outer is not None and context.chars:
            outer.chars += context.chars
            outer.linked += context.linked
            outer.prose += context.prose
            outer.heading_one = outer.heading_one or context.heading_one


def _is_main(node: Element) -> bool:
    attributes = node.attributes
    if not attributes:
        return node.name == "main"
    return node.name == "main" or attributes.get("role") == "main" or attributes.get("itemprop") == "articleBody"


def _names(node: Element) -> int:
    """What the class and id words say."""
    get = node.attributes.get
    said = words_say(get("class", ""))
    name = get("id")
    if name and node.name not in HEADINGS and name.count("-") + name.count("_") <= _MOST_JOINTS:
        # Else the id is made from the words of a heading.
        said |= words_say(name)
    return said


def _words(attributes: Mapping[str, str], outer: str) -> tuple[str, str]:
    """Class and id words of this element and of those next around it, and the first of these words, for the elements inside."""
    get = attributes.get
    words = f"{get('class', '')} {get('id', '')} {get('itemprop', '')} {get('rel', '')}".lower().split()
    own = " ".join([*words, outer]) if outer else " ".join(words)
    return own, own if own.count(" ") < _NEAR else " ".join(own.split(" ", _NEAR)[:_NEAR])


def _told(attributes: Mapping[str, str], names: int, context: Context) -> Zone | None:
    """A part named by role, property or class."""
    role = attributes.get("role", "")
    if role.startswith("doc-") and role in _PART_ROLES:
        return _PART_ROLES[role]
    if context.heading_one:
        return None
    named = attributes.get("itemprop")
    if named and context.chars < 600 and named.lower() in _PROPERTIES:
        return _PROPERTIES[named.lower()]
    if names >= FIRST_PART and not names & NAMES_FURNITURE:
        for zone, most, sign in PARTS:
            if names & sign and context.chars <= most:
                return zone
    return None


def _score(node: Element, names: int, context: Context) -> int:
    """How much speaks for furniture."""
    score = _TAGS.get(node.name, 0)
    if context.inside and node.name in ("header", "footer", "aside"):
        score -= 1
    role = node.attributes.get("role")
    if role:
        score += _ROLES.get(role.strip().lower(), 0)
    if names & NAMES_FURNITURE:
        score += 2
    elif names & NAMES_PERHAPS_FURNITURE:
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


def _holds_article(context: Context, total: int, node: Element) -> bool:
    return context.prose > _MOST * total and node.name != "nav"
