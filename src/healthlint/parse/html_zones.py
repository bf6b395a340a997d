"""Which parts of a page are the article, and which are its furniture, by what the markup tells."""
from __future__ import annotations

from collections.abc import Mapping

from healthlint.model import Element, Kind, Mark, Zone
from healthlint.parse.html_context import Part, State
from healthlint.parse.html_drafts import Draft
from healthlint.parse.html_readings import FURNITURE_TAGS, BlockReading
from healthlint.parse.html_words import FIRST_PART, NAMES_FURNITURE, NAMES_PERHAPS_FURNITURE, PARTS, SAYS_WORDS

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
_NEAR = 12
"""Words of the elements around that are kept."""
_MOST_AROUND = 16
"""Ways to stand in a page that are kept of each tag."""
_MOST = 0.5
"""A part that holds more of the page's prose than this share is no furniture, whatever it is called."""


_FURNITURE, _HEADING, _OTHER = Zone.FURNITURE, Kind.HEADING, Kind.OTHER


def assign_parts(drafts: list[Draft], parts: list[Part]) -> list[Element]:
    """Tell each part of the page what it is, from the outside in; the elements that are furniture for themselves."""
    _measure(drafts, parts)
    furniture = _assign(parts)
    too_much = _said_of_most(parts)
    return _assign(parts, unsaid=too_much) if too_much else furniture


def _said_of_most(parts: list[Part]) -> int:
    """The signs for parts that hold, together, more of the page's prose than a part can: a site's own prefix (``bio-card``), say."""
    held: dict[Zone, int] = {}
    root = parts[0]
    for part in parts[1:]:
        zone = part.zone
        if zone is not None and zone is not (part.outer or root).zone:
            held[zone] = held.get(zone, 0) + part.prose
    limit = _MOST * root.prose
    return sum([sign for zone, most, sign in PARTS if held.get(zone, 0) > max(limit, most)]) if held else 0


def _assign(parts: list[Part], unsaid: int = 0) -> list[Element]:
    """``assign_parts``, with no regard for the signs that are ``unsaid``."""
    root = parts[0]
    total = max(root.prose, 1)
    has_main = any(p.prose > _MOST * total for p in parts if p.reading.is_main)
    furniture = []
    for part in parts[1:]:
        outer, reading = part.outer or root, part.reading
        name = part.element.name
        part.inside = outer.inside or reading.is_main or name == "article"
        part.zone = zone = outer.zone
        part.words, part.near = outer.words, outer.near
        signs = reading.signs & ~unsaid
        if signs and part.chars:
            known = reading.words.get(outer.near)
            part.words, part.near = known or _words(part.element.attributes, reading, outer.near)
        if zone is not _FURNITURE and name not in _PAGE_WIDE and (reading.tells or signs > SAYS_WORDS):
            part.zone = zone = _zone(part, signs, total, has_main=has_main)
            if zone is _FURNITURE:
                furniture.append(part.element)
    return furniture


def _zone(part: Part, signs: int, total: int, *, has_main: bool) -> Zone | None:
    """What an element is, where the one around it is no furniture."""
    node = part.element
    told = _told(node.attributes, signs, part)
    if told is not None:
        return told
    if part.zone is None:
        score = _score(node, signs, part) + (has_main and not part.inside)
        return Zone.FURNITURE if score >= _ENOUGH and not _holds_article(part, total) else None
    return Zone.FURNITURE if node.name == "nav" or signs & NAMES_FURNITURE else part.zone


def zone_of(draft: Draft, layout: set[int]) -> Zone:
    """The zone of a block by its element and the part it stands in."""
    told = draft.part.zone
    if told is _FURNITURE or (draft.linked and _only_jumps(draft)):
        return _FURNITURE
    kind = draft.kind
    if kind is _HEADING:
        return Zone.HEADING
    return told or _BY_KIND.get(kind) or _by_place(draft.state, layout)


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
    return mark is Mark.LINK and target.startswith("#") and end - start == len(draft.text) and draft.part.zone is not Zone.REFERENCES


def layout_tables(drafts: list[Draft]) -> set[int]:
    """Tables that hold page layout and not data: with headings, lists or long prose in their cells."""
    found = set()
    for draft in drafts:
        state = draft.state
        if state.table and state.cell and (draft.kind is _HEADING or state.list_depth or len(draft.text) > 600):
            found.add(state.table)
    return found


def link_lists(drafts: list[Draft]) -> set[int]:
    """Unnumbered lists whose items are short links and nothing else: menus and tables of contents."""
    items: dict[int, int] = {}
    words: set[int] = set()
    for draft in drafts:
        group = draft.state.list_group
        if not group or draft.part.zone is Zone.REFERENCES:
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


def _measure(drafts: list[Draft], parts: list[Part]) -> None:
    for draft in drafts:
        part = draft.part
        size = len(draft.text)
        part.chars += size
        if draft.linked:
            part.linked += draft.linked
            size -= draft.linked
        if size > 60 and draft.kind is not _OTHER:
            part.prose += size
        if draft.kind is _HEADING and draft.state.level == 1:
            part.heading_one = True
    for part in reversed(parts):
        outer = part.outer
        if outer is not None and part.chars:
            outer.chars += part.chars
            outer.linked += part.linked
            outer.prose += part.prose
            outer.heading_one = outer.heading_one or part.heading_one


def _words(attributes: Mapping[str, str], reading: BlockReading, outer: str) -> tuple[str, str]:
    """Class and id words of this element and of those next around it, and the first of these words, for the elements inside.

    They are kept with the tag, as pages of one site nest the same tags.
    """
    get = attributes.get
    words = f"{get('class', '')} {get('id', '')} {get('itemprop', '')} {get('rel', '')}".lower().split()
    own = " ".join([*words, outer]) if outer else " ".join(words)
    found = own, own if own.count(" ") < _NEAR else " ".join(own.split(" ", _NEAR)[:_NEAR])
    if len(reading.words) >= _MOST_AROUND:
        reading.words.clear()
    reading.words[outer] = found
    return found


def _told(attributes: Mapping[str, str], signs: int, part: Part) -> Zone | None:
    """A part named by role, property or class."""
    role = attributes.get("role", "")
    if role.startswith("doc-") and role in _PART_ROLES:
        return _PART_ROLES[role]
    if part.heading_one:
        return None
    named = attributes.get("itemprop")
    if named and part.chars < 600 and named.lower() in _PROPERTIES:
        return _PROPERTIES[named.lower()]
    if signs >= FIRST_PART and not signs & NAMES_FURNITURE:
        for zone, most, sign in PARTS:
            if signs & sign and part.chars <= most:
                return zone
    return None


def _score(node: Element, signs: int, part: Part) -> int:
    """How much speaks for furniture."""
    score = FURNITURE_TAGS.get(node.name, 0)
    if part.inside and node.name in ("header", "footer", "aside"):
        score -= 1
    role = node.attributes.get("role")
    if role:
        score += _ROLES.get(role.strip().lower(), 0)
    if signs & NAMES_FURNITURE:
        score += 2
    elif signs & NAMES_PERHAPS_FURNITURE:
        score += 1
    if score:
        score += _density(part)
    if part.heading_one:
        score -= 2
    return score


def _density(part: Part) -> int:
    if not part.chars:
        return 0
    share = part.linked / part.chars
    if share > 0.5:
        return 1
    return -1 if part.prose > 400 and share < 0.2 else 0


def _holds_article(part: Part, total: int) -> bool:
    return part.prose > _MOST * total and part.element.name != "nav"
