"""Which part each block plays, where markup does not say: references, byline, biography, dates, disclaimer, furniture.

Guesses are careful. Prose that is taken for furniture or references would be
read by no rule, so a block leaves the article's text only on strong signs.
"""
from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from healthlint.article.zones_people import (
    LONGEST_DATES,
    is_byline,
    is_date_line,
    is_life_story,
    is_name,
    is_reviewer_line,
    is_role_line,
)
from healthlint.article.zones_references import may_score
from healthlint.article.zones_sections import zone_sections
from healthlint.article.zones_site import SiteTalk, is_address_line
from healthlint.article.zoning import LOOK, OPEN, Zoning, begins_with_number
from healthlint.model import Block, Document, Kind, Zone

_WORDED = frozenset({Zone.PROSE, Zone.LIST, Zone.HEADING})
"""Zones whose passages may say themselves what they are."""
_BODY = frozenset({Zone.PROSE, Zone.LIST})
_TITLED = frozenset({Zone.PROSE, Zone.HEADING})
_CLOSING = frozenset({Zone.REFERENCES, Zone.DISCLAIMER})
_NUMBER_BEGINS = frozenset("[(0123456789")
_CAPTION_BEGINS = frozenset("FfTtIiPpCc")
_CAPTIONS = ("figure ", "fig. ", "fig ", "table ", "image: ", "photo: ", "image credit", "photo credit", "picture: ", "credit: ")


def assign_zones(
    document: Document, lows: list[str] | None = None, vocabulary: frozenset[str] | None = None, folded: str | None = None
) -> tuple[Block, ...]:
    """The blocks of a document with their zones filled in from headings, wording and layout.

    ``lows`` are their folded texts, ``vocabulary`` are the words of all and ``folded`` is their text, of which ASCII is enough:
    who knows them spares looks for wordings that stand nowhere.
    """
    zoning = Zoning(document, lows, vocabulary, folded)
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
        promising = sum([may_score(zoning.texts[i]) for i in run])
        if promising < 2 or promising * 2 < len(run):
            continue
        scores = [zoning.score(i) for i in run]
        alike = sum(s >= LOOK for s in scores)
        if alike >= 2 and alike * 2 >= len(run) and sum(scores) * 2 >= 5 * len(run):
            for i in run:
                zoning.put(i, Zone.REFERENCES)


def _runs(zoning: Zoning) -> Iterator[list[int]]:
    """Neighbouring items of one list, or neighbouring paragraphs that begin with numbers."""
    run: list[int] = []
    item, kinds, texts = Kind.LIST_ITEM, zoning.kinds, zoning.texts
    for i, zone in enumerate(zoning.zones):
        if zone not in _BODY:
            continue
        if kinds[i] is not item and (texts[i][:1] not in _NUMBER_BEGINS or not begins_with_number(texts[i])):
            continue
        if run and (run[-1] < i - 1 or kinds[i] is not kinds[i - 1] or not _goes_on(zoning.blocks[i - 1], zoning.blocks[i])):
            yield run
            run = []
        run.append(i)
    yield run


def _goes_on(first: Block, second: Block) -> bool:
    return first.group == second.group or (first.label.isdigit() and second.label.isdigit())


def _zone_footnotes(zoning: Zoning) -> None:
    """Definitions of footnotes: references if most look like it, else only those that do; the others are remarks."""
    note = Kind.FOOTNOTE
    if note not in zoning.kinds:
        return
    notes = [i for i, kind in enumerate(zoning.kinds) if kind is note and zoning.zones[i] in OPEN]
    alike = {i for i in notes if zoning.score(i) >= 2 or zoning.linked(i)}
    for i in notes:
        if i in alike or len(alike) * 2 > len(notes):
            zoning.put(i, Zone.REFERENCES, guessed=False)


# Passages that say what they are


def _zone_wordings(zoning: Zoning) -> None:
    """Dates, bylines, disclaimers and furniture that their own words betray."""
    zones, texts, lows, prose = zoning.zones, zoning.texts, zoning.lows, Zone.PROSE
    first = next((i for i, zone in enumerate(zones) if zone is prose and len(texts[i]) > 120), len(zones))
    last = _last_prose(zoning)
    for i, zone in enumerate(zones):
        text = texts[i]
        if zone not in _WORDED or not text:
            continue
        edge = i <= first + 1 or i > last
        told = _told_zone(zoning, i, lows[i], edge=edge)
        if told:
            zoning.put(i, told)
        elif zone is prose and _is_caption(text):
            zoning.put(i, Zone.CAPTION)


def _told_zone(zoning: Zoning, i: int, low: str, *, edge: bool) -> Zone | None:
    """What a passage says that it is; ``edge`` where it stands before or behind the article's long paragraphs."""
    kind, size, site = zoning.kinds[i], len(low), zoning.site
    heading = kind is Kind.HEADING
    if not heading and size <= LONGEST_DATES and is_date_line(low) and (edge or not low.strip().isdigit()):
        return Zone.DATES
    if edge and is_reviewer_line(low):
        return Zone.REVIEWER
    if edge and is_byline(zoning.texts[i]):
        return Zone.BYLINE
    if not heading and site.may_disclaim and _is_whole_disclaimer(site, low):
        return Zone.DISCLAIMER
    if (edge or size < (80 if heading else 160) or kind is Kind.LIST_ITEM) and site.is_chrome(low):
        return Zone.FURNITURE
    return Zone.FURNITURE if edge and kind is Kind.PARAGRAPH and zoning.is_menu(i) else None


def _is_whole_disclaimer(site: SiteTalk, low: str) -> bool:
    """A short passage, or one that begins by disclaiming; a long one may hold prose as well."""
    return len(low) < 1200 and site.disclaims(low if len(low) < 450 else low[:300])


def _is_caption(text: str) -> bool:
    """``Figure 1. Title`` and ``Photo: name``, not ``Figure 1 shows``."""
    if text[0] not in _CAPTION_BEGINS or len(text) > 300:
        return False
    low = text[:24].lower()
    if not low.startswith(_CAPTIONS):
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
        sizes = [len(text) if z in _BODY else 0 for text, z in zip(zoning.texts, zones, strict=True)]
        before = accumulate(sizes, initial=0)
        half = sum(sizes) // 2
        stop = next((i for i, z in enumerate(zones) if next(before) > half and z in _CLOSING), stop)
    return next((i for i in range(stop - 1, -1, -1) if zones[i] in _BODY and len(zoning.texts[i]) > 60), -1)


# What follows the article


def _zone_biographies(zoning: Zoning, start: int) -> None:
    """A name, with the role or life story below it."""
    zones, texts = zoning.zones, zoning.texts
    for i in range(start, len(zones)):
        if zones[i] not in _TITLED or not is_name(texts[i]):
            continue
        marked = zoning.is_heading(i) and not zoning.blocks[i].inferred
        below = [n for n in range(i + 1, min(i + 4, len(zones))) if zones[n] in _TITLED]
        told = [n for n in below if _tells_of(zoning, i, n) or (not marked and is_role_line(zoning.low(n)))]
        if told:
            zoning.put(i, Zone.BYLINE)
            for n in told:
                zoning.put(n, Zone.BIO)


def _tells_of(zoning: Zoning, name: int, i: int) -> bool:
    """Whether passage ``i`` is the life story of the person whom passage ``name`` names."""
    words = (w.strip(".,") for w in zoning.text(name).split() if len(w) > 2 and w not in {"Prof", "Professor"})
    return any(w in zoning.text(i)[:80] for w in words) and is_life_story(zoning.low(i))


def _zone_imprint(zoning: Zoning, start: int) -> None:
    """Lines of address, the short lines between them, and the passage on the publisher above them."""
    lines = [i for i in range(start, len(zoning.zones)) if zoning.zones[i] in _WORDED]
    hits = [i for i in lines if is_address_line(zoning.lows[i])]
    if len(hits) < 2:
        return
    for i in lines:
        if hits[0] <= i <= hits[-1] and len(zoning.text(i)) < 100:
            zoning.put(i, Zone.FURNITURE)
    above = hits[0] - 1
    firm = zoning.text(hits[0]).split(None, 1)[0]
    if above > 0 and zoning.zones[above] is Zone.PROSE and len(zoning.text(above)) < 600 and zoning.text(above).startswith(firm):
        zoning.put(above, Zone.FURNITURE)
