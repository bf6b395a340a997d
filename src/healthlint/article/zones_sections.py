"""Sections whose heading says what they are: references, disclaimer, biography, links, furniture."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthlint.article.zones_headings import CONTENTS, LINKS, PERHAPS, SURE, fold_heading, is_newsletter
from healthlint.article.zones_people import is_date_line, is_life_story, is_name, is_role_line
from healthlint.article.zones_site import is_address_line
from healthlint.article.zoning import BODY, LONG, LOOK, OPEN, Zoning, begins_with_number
from healthlint.model import Block, Kind, Mark, Zone

_FARTHEST = 400
"""How many headings ahead the end of a section is looked for."""


def zone_sections(zoning: Zoning) -> None:
    """Give sections the zone that their heading names."""
    for head, body in _sections(zoning):
        folded = fold_heading(zoning.low(head))
        if is_newsletter(folded) or SURE.get(folded) is Zone.FURNITURE:
            _furniture(zoning, folded, head, body)
        elif folded in SURE:
            _named(zoning, SURE[folded], body)
        elif folded in PERHAPS:
            _perhaps(zoning, folded, head, body)


def _sections(zoning: Zoning) -> Iterator[tuple[int, range]]:
    """Each heading, or bold line that serves as one, with the blocks below it up to the next of its rank."""
    heading, paragraph, texts = Kind.HEADING, Kind.PARAGRAPH, zoning.texts
    real = [i for i, kind in enumerate(zoning.kinds) if kind is heading]
    labels = [i for i, kind in enumerate(zoning.kinds) if kind is paragraph and len(texts[i]) <= 45 and _is_label(zoning.blocks[i])]
    heads = sorted([*[i for i in real if len(texts[i]) < 90], *labels])
    at = 0
    for head in heads:
        while at < len(real) and real[at] <= head:
            at += 1
        level = zoning.blocks[head].level or 6
        ends = (i for i in real[at : at + _FARTHEST] if (zoning.blocks[i].level or 6) <= level)
        yield head, range(head + 1, next(ends, len(zoning.blocks)))


def _is_label(block: Block) -> bool:
    """Whether a short paragraph such as “**Sources:**” serves as a heading."""
    if "\n" in block.text:
        return False
    bold = block.inlines and any(m.mark is Mark.STRONG and m.end - m.start >= len(block.text.rstrip(" :")) for m in block.inlines)
    return bool(bold) or (block.text.endswith(":") and fold_heading(block.text) in SURE)


def _named(zoning: Zoning, zone: Zone, body: range) -> None:
    if zone is Zone.REFERENCES:
        _references(zoning, body, sure=True)
    elif zone is Zone.DISCLAIMER:
        _disclaimer(zoning, body)
    else:
        _people(zoning, zone, body)


def _perhaps(zoning: Zoning, folded: str, head: int, body: range) -> None:
    """Let what stands below an ambiguous heading decide."""
    entries = [i for i in body if zoning.text(i) and zoning.zones[i] in BODY]
    if not entries:
        return
    alike = sum(_is_entry(zoning, i, sure=False) for i in entries)
    zone = PERHAPS[folded]
    if zone is Zone.FURNITURE:
        _contact(zoning, head, entries)
    elif alike * 2 >= len(entries) and not _is_link_heading(folded):
        _references(zoning, body, sure=False)
    elif folded in LINKS:
        _links(zoning, entries)
    elif folded.startswith("source") and all(zoning.linked(i) for i in entries):
        _references(zoning, body, sure=True)


def _is_link_heading(folded: str) -> bool:
    return "read" in folded or folded in {"see also", "find out more", "learn more", "backlinks"}


def _references(zoning: Zoning, body: range, *, sure: bool) -> None:
    """Entries up to the last block that looks like one; running text after it is none."""
    entries = [i for i in body if zoning.zones[i] in BODY and zoning.text(i)]
    listed = {i for i in entries if _is_entry(zoning, i, sure=sure)}
    if not listed:
        return
    groups = {zoning.blocks[i].group for i in listed} - {0}
    listed |= {i for i in entries if zoning.blocks[i].group in groups and len(zoning.text(i)) < LONG}
    last = max(listed)
    for i in entries:
        if i <= last and (i in listed or (len(zoning.text(i)) < LONG and not zoning.site.disclaims(zoning.low(i)))):
            zoning.put(i, Zone.REFERENCES, guessed=not sure)


def _is_entry(zoning: Zoning, i: int, *, sure: bool) -> bool:
    block = zoning.blocks[i]
    numbered = begins_with_number(block.text)
    running = block.kind is Kind.PARAGRAPH and len(block.text) > 250 and not numbered
    if zoning.score(i) >= (LOOK + 2 if running and not sure else LOOK):
        return True
    if not sure or len(block.text) >= LONG or zoning.site.disclaims(zoning.low(i)) or zoning.site.is_chrome(zoning.low(i)):
        return False
    return block.kind in {Kind.LIST_ITEM, Kind.TABLE_CELL, Kind.FOOTNOTE} or zoning.linked(i) or numbered


def _links(zoning: Zoning, entries: Sequence[int]) -> None:
    for i in entries:
        if zoning.linked(i) or (zoning.score(i) >= LOOK and zoning.blocks[i].kind is not Kind.PARAGRAPH):
            zoning.put(i, Zone.FURTHER_READING)


def _disclaimer(zoning: Zoning, body: range) -> None:
    """What disclaims, and the first paragraphs below the heading, which may do so in words of their own."""
    for n, i in enumerate(i for i in body if zoning.zones[i] in BODY):
        low = zoning.low(i)
        if not zoning.site.disclaims(low) and (n >= 3 or is_address_line(low) or zoning.score(i) >= LOOK):
            return
        zoning.put(i, Zone.DISCLAIMER, guessed=False)


def _furniture(zoning: Zoning, folded: str, head: int, body: range) -> None:
    entries = [i for i in body if zoning.zones[i] in OPEN]
    invites = is_newsletter(folded)
    if folded in CONTENTS:
        entries = [i for i in entries if zoning.blocks[i].kind is Kind.LIST_ITEM and (zoning.linked(i) or _names_heading(zoning, i))]
    else:
        entries = [i for i in entries[:4] if _is_site_talk(zoning, i, invites=invites)]
    if entries or invites:
        zoning.put(head, Zone.FURNITURE)
    for i in entries:
        zoning.put(i, Zone.FURNITURE)


def _is_site_talk(zoning: Zoning, i: int, *, invites: bool) -> bool:
    """Whether a passage under a heading of the site's own belongs to the site too."""
    text, low = zoning.text(i), zoning.low(i)
    return zoning.site.is_chrome(low) or (invites and len(text) < 80 and not is_name(text) and not is_role_line(low))


def _names_heading(zoning: Zoning, i: int) -> bool:
    text = fold_heading(zoning.low(i))
    near = range(i, min(i + 200, len(zoning.kinds)))
    return any(zoning.kinds[n] is Kind.HEADING and fold_heading(zoning.low(n)) == text for n in near)


def _contact(zoning: Zoning, head: int, entries: Sequence[int]) -> None:
    """Short lines below “Contact” with a telephone number or an address among them."""
    first = entries[:12]
    if any(len(zoning.text(i)) >= 120 for i in first[:6]) or not any(is_address_line(zoning.low(i)) for i in first[:6]):
        return
    for i in (head, *first):
        if len(zoning.text(i)) < 120:
            zoning.put(i, Zone.FURNITURE)


def _people(zoning: Zoning, zone: Zone, body: range) -> None:
    """A biography or the line under “Reviewed by”: names, roles and life stories, not the text that may follow."""
    for n, i in enumerate(i for i in body if zoning.zones[i] in OPEN):
        text, low = zoning.text(i), zoning.low(i)
        personal = is_name(text) or is_role_line(low) or is_life_story(low) or is_date_line(low) or zoning.linked(i)
        if personal or (n == 0 and len(text) < 200):
            zoning.put(i, zone, guessed=False)
        elif n > 0:
            return
