"""Which part each block plays, where markup does not say: references, byline, biography, dates, disclaimer, furniture.

Guesses are careful. Prose that is taken for furniture or references would be
read by no rule, so a block leaves the article's text only on strong signs.
"""
from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from healthlint.article.zones_people import is_byline, is_date_line, is_life_story, is_name, is_reviewer_line, is_role_line
from healthlint.article.zones_sections import zone_sections
from healthlint.article.zones_site import SiteTalk, is_address_line
from healthlint.article.zoning import LOOK, OPEN, Zoning, begins_with_number
from healthlint.model import Block, Document, Kind, Zone

_WORDED = frozenset({Zone.PROSE, Zone.LIST, Zone.HEADING})
"""Zones whose passages may say themselves what they are."""
_BODY = frozenset({Zone.PROSE, Zone.LIST})
_NUMBER_BEGINS = frozenset("[(0123456789")
_CAPTIONS = ("figure ", "fig. ", "fig ", "table ", "image: ", "photo: ", "image credit", "photo credit", "picture: ", "credit: ")


def assign_zones(document: Document, vocabulary: frozenset[str] | None = None) -> tuple[Block, ...]:
    """The blocks of a document with their zones filled in from headings, wording and layout.

    ``vocabulary`` are the words of all blocks: who knows them spares the look for wordings that stand nowhere.
    """
    zoning = Zoning(document, vocabulary)
    zone_sections(zoning)
    _zone_lists(zoning)
    _zone_footnotes(zoning)
    _zone_wordings(zoning)
    start = max(_last_prose(zoning) + 1, 1)
    _zone_biographies(zoning, start)
    _zone_imprint(zoning, start)
    return zoning.result()


# Lists without a heading


def _zone_lists(zoning: Zoning) -> None:
    """Runs of entries that look like references, whatever stands above them."""
    for run in _runs(zoning):
        if len(run) < 2:
            continue
        scores = [zoning.score(i) for i in run]
        alike = sum(s >= LOOK for s in scores)
        if alike >= 2 and alike * 2 >= len(run) and sum(scores) * 2 >= 5 * len(run):
            for i in run:
                zoning.put(i, Zone.REFERENCES)


def _runs(zoning: Zoning) -> Iterator[list[int]]:
    """Neighbouring items of one list, or neighbouring paragraphs that begin with numbers."""
    run: list[int] = []
    item = Kind.LIST_ITEM
    for i, zone in enumerate(zoning.zones):
        if zone not in _BODY:
            continue
        block = zoning.blocks[i]
        if block.kind is not item and (block.text[:1] not in _NUMBER_BEGINS or not begins_with_number(block.text)):
            continue
        if run and not _goes_on(zoning.blocks[run[-1]], block, i - run[-1]):
            yield run
            run = []
        run.append(i)
    yield run


def _goes_on(first: Block, second: Block, distance: int) -> bool:
    if distance > 1 or second.kind is not first.kind:
        return False
    return first.group == second.group or (first.label.isdigit() and second.label.isdigit())


def _zone_footnotes(zoning: Zoning) -> None:
    """Definitions of footnotes: references if most look like it, else only those that do; the others are remarks."""
    notes = [i for i, b in enumerate(zoning.blocks) if b.kind is Kind.FOOTNOTE and zoning.zones[i] in OPEN]
    alike = {i for i in notes if zoning.score(i) >= 2 or zoning.linked(i)}
    for i in notes:
        if i in alike or len(alike) * 2 > len(notes):
            zoning.put(i, Zone.REFERENCES, guessed=False)


# Passages that say what they are


def _zone_wordings(zoning: Zoning) -> None:
    """Dates, bylines, disclaimers and furniture that their own words betray."""
    first = next((i for i in range(len(zoning.blocks)) if zoning.zones[i] is Zone.PROSE and len(zoning.text(i)) > 120), len(zoning.blocks))
    last = _last_prose(zoning)
    for i, block in enumerate(zoning.blocks):
        if zoning.zones[i] in _WORDED and block.text:
            edge = i <= first + 1 or i > last
            zone = _people_zone(block, edge=edge) or _site_zone(zoning.site, block, edge=edge)
            if zone is None and edge and block.kind is Kind.PARAGRAPH and zoning.is_menu(i):
                zone = Zone.FURNITURE
            if zone:
                zoning.put(i, zone)
            elif zoning.zones[i] is Zone.PROSE and _is_caption(block.text):
                zoning.put(i, Zone.CAPTION)


def _people_zone(block: Block, *, edge: bool) -> Zone | None:
    text = block.text
    if block.kind is not Kind.HEADING and is_date_line(text) and (edge or not text.strip().isdigit()):
        return Zone.DATES
    if edge and is_reviewer_line(text):
        return Zone.REVIEWER
    return Zone.BYLINE if edge and is_byline(text) else None


def _site_zone(site: SiteTalk, block: Block, *, edge: bool) -> Zone | None:
    text = block.text
    if block.kind is not Kind.HEADING and _is_whole_disclaimer(site, text):
        return Zone.DISCLAIMER
    brief = len(text) < (80 if block.kind is Kind.HEADING else 160)
    return Zone.FURNITURE if (edge or brief or block.kind is Kind.LIST_ITEM) and site.is_chrome(text) else None


def _is_whole_disclaimer(site: SiteTalk, text: str) -> bool:
    """A short passage, or one that begins by disclaiming; a long one may hold prose as well."""
    return site.may_disclaim and len(text) < 1200 and site.disclaims(text if len(text) < 450 else text[:300])


def _is_caption(text: str) -> bool:
    """``Figure 1. Title`` and ``Photo: name``, not ``Figure 1 shows``."""
    low = text[:24].lower()
    if len(text) > 300 or not low.startswith(_CAPTIONS):
        return False
    if not low.startswith(("fig", "table")):
        return True
    number = low.split(" ", 2)[1]
    return number[:1].isdigit() and number.lstrip("0123456789.")[:1] in {"", ":"} and (number[-1] in ".:" or " • " in text or " – " in text)


def _last_prose(zoning: Zoning) -> int:
    """The last long paragraph before the references or the disclaimer that close the article."""
    zones = zoning.zones
    stop = len(zones)
    if Zone.REFERENCES in zones or Zone.DISCLAIMER in zones:
        sizes = [len(b.text) if z is Zone.PROSE or z is Zone.LIST else 0 for b, z in zip(zoning.blocks, zones, strict=True)]
        before = accumulate(sizes, initial=0)
        half = sum(sizes) // 2
        closing = (i for i, z in enumerate(zones) if next(before) > half and (z is Zone.REFERENCES or z is Zone.DISCLAIMER))
        stop = next(closing, stop)
    return next((i for i in range(stop - 1, -1, -1) if zones[i] in _BODY and len(zoning.blocks[i].text) > 60), -1)


# What follows the article


def _zone_biographies(zoning: Zoning, start: int) -> None:
    """A name, with the role or life story below it."""
    for i in range(start, len(zoning.blocks)):
        if zoning.zones[i] not in {Zone.PROSE, Zone.HEADING} or not is_name(zoning.text(i)):
            continue
        marked = zoning.is_heading(i) and not zoning.blocks[i].inferred
        below = [n for n in range(i + 1, min(i + 4, len(zoning.blocks))) if zoning.zones[n] in {Zone.PROSE, Zone.HEADING}]
        told = [n for n in below if _tells_of(zoning.text(i), zoning.text(n)) or (not marked and is_role_line(zoning.text(n)))]
        if told:
            zoning.put(i, Zone.BYLINE)
            for n in told:
                zoning.put(n, Zone.BIO)


def _tells_of(name: str, text: str) -> bool:
    """Whether a passage is the life story of the person named."""
    words = (w.strip(".,") for w in name.split() if len(w) > 2 and w not in {"Prof", "Professor"})
    return any(w in text[:80] for w in words) and is_life_story(text)


def _zone_imprint(zoning: Zoning, start: int) -> None:
    """Lines of address, the short lines between them, and the passage on the publisher above them."""
    lines = [i for i in range(start, len(zoning.blocks)) if zoning.zones[i] in {Zone.PROSE, Zone.HEADING, Zone.LIST}]
    hits = [i for i in lines if is_address_line(zoning.text(i))]
    if len(hits) < 2:
        return
    for i in lines:
        if hits[0] <= i <= hits[-1] and len(zoning.text(i)) < 100:
            zoning.put(i, Zone.FURNITURE)
    above = hits[0] - 1
    firm = zoning.text(hits[0]).split(None, 1)[0]
    if above > 0 and zoning.zones[above] is Zone.PROSE and len(zoning.text(above)) < 600 and zoning.text(above).startswith(firm):
        zoning.put(above, Zone.FURNITURE)
