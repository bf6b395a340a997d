"""Which part each block plays, where markup does not say: references, byline, biography, dates, disclaimer, furniture.

Guesses are careful. Prose that is taken for furniture or references would be
read by no rule, so a block leaves the article's text only on strong signs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from healthlint.article.zones_headings import LINKS, PERHAPS, SURE, fold_heading, is_newsletter
from healthlint.article.zones_looks import (
    disclaims,
    is_address_line,
    is_byline,
    is_chrome,
    is_date_line,
    is_life_story,
    is_link_only,
    is_name,
    is_reviewer_line,
    is_role_line,
    reference_score,
)
from healthlint.model import Block, Document, Kind, Mark, Zone

_OPEN = frozenset({Zone.PROSE, Zone.LIST, Zone.TABLE, Zone.HEADING, Zone.CAPTION, Zone.QUOTE})
"""Zones that may be wrong for want of markup; all others were told."""
_HEADS = frozenset({Zone.HEADING, Zone.TITLE})
_LOOK = 3
_LONG_PROSE = 400
"""Characters from which a paragraph is prose of the article unless it says otherwise itself."""


def assign_zones(document: Document) -> tuple[Block, ...]:
    """The blocks of a document with their zones filled in from headings, wording and layout."""
    zoning = _Zoning(document)
    zoning.by_headings()
    zoning.by_lists()
    zoning.by_wording()
    zoning.tail()
    return zoning.result()


class _Zoning:
    """The zones as far as they are known."""

    def __init__(self, document: Document) -> None:
        self.blocks = document.blocks
        self.zones = [b.zone for b in self.blocks]
        self.guessed = [False] * len(self.blocks)
        self._scores: dict[int, int] = {}

    def result(self) -> tuple[Block, ...]:
        """Blocks with a new zone are copies; the others are the parser's own."""
        return tuple(
            b if b.zone is z else replace(b, zone=z, inferred=g) for b, z, g in zip(self.blocks, self.zones, self.guessed, strict=True)
        )

    def score(self, i: int) -> int:
        """How much block ``i`` looks like a reference; the best of its lines if it has several."""
        found = self._scores.get(i)
        if found is None:
            lines = self.blocks[i].text.split("\n")
            found = self._scores[i] = max(reference_score(line) for line in lines[:5]) if lines else 0
        return found

    def put(self, i: int, zone: Zone, *, guessed: bool = True) -> None:
        """Move block ``i`` unless markup told its zone."""
        if self.zones[i] in _OPEN:
            self.zones[i] = zone
            self.guessed[i] = guessed

    def linked(self, i: int) -> bool:
        """Whether block ``i`` is little more than a link."""
        block = self.blocks[i]
        return is_link_only(block.text, sum(m.end - m.start for m in block.inlines if m.mark is Mark.LINK))

    # Sections under headings

    def by_headings(self) -> None:
        """Give sections the zone that their heading names."""
        for head, body in self._sections():
            folded = fold_heading(self.blocks[head].text)
            if len(folded) > 60:
                continue
            sure = SURE.get(folded) or (Zone.FURNITURE if is_newsletter(folded) else None)
            if sure:
                self._sure_section(sure, head, body)
            elif folded in PERHAPS:
                self._perhaps_section(PERHAPS[folded], folded, head, body)

    def _sections(self) -> Iterator[tuple[int, range]]:
        """Each heading, or short line ending in a colon, with the blocks below it up to the next of its rank."""
        heads = [i for i, b in enumerate(self.blocks) if b.kind is Kind.HEADING or self._is_label(i)]
        for n, head in enumerate(heads):
            level = self.blocks[head].level or 6
            end = len(self.blocks)
            for other in heads[n + 1 : n + 200]:
                if self.blocks[other].kind is Kind.HEADING and (self.blocks[other].level or 6) <= level:
                    end = other
                    break
            yield head, range(head + 1, end)

    def _is_label(self, i: int) -> bool:
        """A paragraph such as “**Sources:**” that serves as a heading."""
        block = self.blocks[i]
        if block.kind is not Kind.PARAGRAPH or len(block.text) > 45 or "\n" in block.text:
            return False
        bold = any(m.mark is Mark.STRONG and m.end - m.start >= len(block.text.rstrip(" :")) for m in block.inlines)
        return bold or (block.text.endswith(":") and fold_heading(block.text) in SURE)

    def _sure_section(self, zone: Zone, head: int, body: range) -> None:
        if zone is Zone.REFERENCES:
            self._references(body, sure=True)
        elif zone is Zone.DISCLAIMER:
            self._disclaimer(body)
        elif zone is Zone.FURNITURE:
            self._furniture(head, body)
        else:
            self._people(zone, head, body)

    def _perhaps_section(self, zone: Zone, folded: str, head: int, body: range) -> None:
        entries = [i for i in body if self.blocks[i].text and self.zones[i] in _OPEN - _HEADS]
        alike = sum(self.score(i) >= _LOOK for i in entries)
        if folded in LINKS or zone is Zone.FURTHER_READING:
            if entries and alike * 2 > len(entries) and "read" not in folded and folded not in {"see also", "find out more", "learn more"}:
                self._references(body, sure=False)
            else:
                self._links(entries)
        elif zone is Zone.REFERENCES and entries and alike * 2 >= len(entries):
            self._references(body, sure=False)
        elif zone is Zone.REFERENCES and entries and folded.startswith("source") and all(self.linked(i) for i in entries):
            self._references(body, sure=True)
        elif zone is Zone.FURNITURE and entries and all(len(self.blocks[i].text) < 120 for i in entries[:6]):
            if any(is_address_line(self.blocks[i].text) for i in entries[:6]):
                self.put(head, Zone.FURNITURE)
                for i in entries[:12]:
                    if len(self.blocks[i].text) < 120:
                        self.put(i, Zone.FURNITURE)

    def _references(self, body: range, *, sure: bool) -> None:
        """Entries up to the last block that looks like one; running text after it is none."""
        entries = [i for i in body if self.zones[i] in _OPEN - _HEADS and self.blocks[i].text]
        listed = [i for i in entries if self._is_entry(i, sure=sure)]
        if not listed:
            return
        last = listed[-1]
        for i in entries:
            if i > last:
                break
            if i in listed or (not disclaims(self.blocks[i].text) and len(self.blocks[i].text) < _LONG_PROSE):
                self.put(i, Zone.REFERENCES, guessed=not sure)

    def _is_entry(self, i: int, *, sure: bool) -> bool:
        block = self.blocks[i]
        if self.score(i) >= _LOOK:
            return True
        if disclaims(block.text) or is_chrome(block.text):
            return False
        if block.kind in {Kind.LIST_ITEM, Kind.TABLE_CELL, Kind.FOOTNOTE}:
            return sure and len(block.text) < _LONG_PROSE
        return sure and (self.linked(i) or _numbered(block.text)) and len(block.text) < _LONG_PROSE

    def _links(self, entries: Sequence[int]) -> None:
        for i in entries:
            if self.linked(i) or (self.score(i) >= _LOOK and self.blocks[i].kind is not Kind.PARAGRAPH):
                self.put(i, Zone.FURTHER_READING)

    def _disclaimer(self, body: range) -> None:
        for n, i in enumerate(i for i in body if self.zones[i] in _OPEN - _HEADS):
            text = self.blocks[i].text
            if disclaims(text) or (n < 3 and not is_address_line(text) and self.score(i) < _LOOK):
                self.put(i, Zone.DISCLAIMER, guessed=False)
            else:
                break

    def _furniture(self, head: int, body: range) -> None:
        entries = [i for i in body if self.zones[i] in _OPEN]
        contents = fold_heading(self.blocks[head].text) in {"table of contents", "contents", "on this page", "in this article", "page contents"}
        if contents:
            entries = [i for i in entries if self.blocks[i].kind is Kind.LIST_ITEM and (self.linked(i) or self._names_heading(i))]
        else:
            entries = [i for i in entries[:4] if self._is_site_talk(self.blocks[i].text)]
        if entries or is_newsletter(fold_heading(self.blocks[head].text)):
            self.put(head, Zone.FURNITURE)
        for i in entries:
            self.put(i, Zone.FURNITURE)

    def _is_site_talk(self, text: str) -> bool:
        """Whether a passage under a heading of the site's own belongs to the site too."""
        return is_chrome(text) or (len(text) < 80 and not is_name(text) and not is_role_line(text))

    def _names_heading(self, i: int) -> bool:
        text = fold_heading(self.blocks[i].text)
        return any(b.kind is Kind.HEADING and fold_heading(b.text) == text for b in self.blocks[i : i + 400])

    def _people(self, zone: Zone, head: int, body: range) -> None:
        """A biography or the line under “Reviewed by”: names, roles and life stories, not the text that may follow."""
        for n, i in enumerate(i for i in body if self.zones[i] in _OPEN):
            text = self.blocks[i].text
            if is_name(text) or is_role_line(text) or is_life_story(text) or is_date_line(text) or self.linked(i) or (n == 0 and len(text) < 200):
                self.put(i, zone, guessed=False)
            elif n > 0:
                break
        del head

    # Lists without a heading

    def by_lists(self) -> None:
        """Runs of entries that look like references, whatever stands above them."""
        for run in self._runs():
            scores = [self.score(i) for i in run]
            alike = sum(s >= _LOOK for s in scores)
            if alike >= 2 and alike * 2 >= len(run) and sum(scores) >= 2.5 * len(run):
                for i in run:
                    self.put(i, Zone.REFERENCES)
        self._footnotes()

    def _runs(self) -> Iterator[list[int]]:
        """Neighbouring items of one list, or neighbouring paragraphs that begin with numbers."""
        run: list[int] = []
        for i, block in enumerate(self.blocks):
            if run and not self._goes_on(run[-1], i):
                yield run
                run = []
            if self.zones[i] in {Zone.LIST, Zone.PROSE} and (block.kind is Kind.LIST_ITEM or _numbered(block.text)):
                run.append(i)
        if run:
            yield run

    def _goes_on(self, a: int, b: int) -> bool:
        first, second = self.blocks[a], self.blocks[b]
        if b - a > 1 or second.kind is not first.kind:
            return False
        return first.group == second.group or bool(first.label.isdigit() and second.label.isdigit())

    def _footnotes(self) -> None:
        notes = [i for i, b in enumerate(self.blocks) if b.kind is Kind.FOOTNOTE and self.zones[i] in _OPEN]
        alike = sum(self.score(i) >= 2 or self.linked(i) for i in notes)
        for i in notes:
            if alike * 2 > len(notes) or self.score(i) >= 2 or self.linked(i):
                self.put(i, Zone.REFERENCES, guessed=False)

    # Passages that say what they are

    def by_wording(self) -> None:
        """Dates, bylines, disclaimers and furniture that their own words betray."""
        first = self._first_prose()
        last = self._last_prose()
        for i, block in enumerate(self.blocks):
            if self.zones[i] not in {Zone.PROSE, Zone.LIST, Zone.HEADING} or not block.text:
                continue
            zone = self._told_by_words(i, block, edge=i <= first + 1 or i > last)
            if zone:
                self.put(i, zone)

    def _told_by_words(self, i: int, block: Block, *, edge: bool) -> Zone | None:
        text = block.text
        short = len(text) <= 200
        if short and is_date_line(text) and (edge or not text.strip().isdigit()) and block.kind is not Kind.HEADING:
            return Zone.DATES
        if short and edge and is_reviewer_line(text):
            return Zone.REVIEWER
        if short and edge and is_byline(text):
            return Zone.BYLINE
        if block.kind is not Kind.HEADING and len(text) < 1200 and disclaims(text) and self._is_whole_disclaimer(text):
            return Zone.DISCLAIMER
        if is_chrome(text) and (edge or len(text) < 160 or block.kind is not Kind.PARAGRAPH):
            return Zone.FURNITURE
        return self._caption(i, text)

    def _is_whole_disclaimer(self, text: str) -> bool:
        """A short passage, or one that begins by disclaiming; a long one may hold prose as well."""
        return len(text) < 450 or disclaims(text[:300])

    def _caption(self, i: int, text: str) -> Zone | None:
        if self.zones[i] is not Zone.PROSE or len(text) > 300:
            return None
        low = text[:24].lower()
        if low.startswith(("figure ", "fig. ", "fig ", "table ", "image: ", "photo: ", "image credit", "photo credit", "picture: ", "credit: ")):
            named = low.split(" ")[1:2]
            if low.startswith(("image", "photo", "picture", "credit")) or (named and named[0].strip("0123456789")[:1] in {".", ":"} and named[0][0].isdigit()):
                return Zone.CAPTION
        return None

    def _first_prose(self) -> int:
        return next((i for i, b in enumerate(self.blocks) if self.zones[i] is Zone.PROSE and len(b.text) > 120), len(self.blocks))

    def _last_prose(self) -> int:
        """The last long paragraph before references, disclaimer and the like."""
        stop = next((i for i, z in enumerate(self.zones) if z in {Zone.REFERENCES, Zone.DISCLAIMER} and i > len(self.zones) // 2), len(self.zones))
        return max((i for i in range(stop) if self.zones[i] in {Zone.PROSE, Zone.LIST} and len(self.blocks[i].text) > 60), default=-1)

    # What follows the article

    def tail(self) -> None:
        """Name, role, life story and imprint after the end of the article."""
        start = self._last_prose() + 1
        self._bios(max(start, 1))
        self._imprint(max(start, 1))

    def _bios(self, start: int) -> None:
        for i in range(start, len(self.blocks)):
            if self.zones[i] not in {Zone.PROSE, Zone.HEADING} or not is_name(self.blocks[i].text):
                continue
            below = [n for n in range(i + 1, min(i + 4, len(self.blocks))) if self.zones[n] in {Zone.PROSE, Zone.HEADING}]
            told = [n for n in below if is_role_line(self.blocks[n].text) or self._tells_of(i, n)]
            if told:
                self.put(i, Zone.BYLINE)
                for n in told:
                    self.put(n, Zone.BIO)

    def _tells_of(self, name: int, i: int) -> bool:
        """Whether a passage is the life story of the person named."""
        words = [w.strip(".,") for w in self.blocks[name].text.split() if len(w) > 2 and w not in {"Prof", "Professor"}]
        text = self.blocks[i].text
        return any(w in text[:80] for w in words) and is_life_story(text)

    def _imprint(self, start: int) -> None:
        """Lines of address; short lines between them belong to them."""
        lines = [i for i in range(start, len(self.blocks)) if self.zones[i] in {Zone.PROSE, Zone.HEADING, Zone.LIST}]
        hits = [i for i in lines if is_address_line(self.blocks[i].text)]
        if len(hits) < 2:
            return
        for i in lines:
            if hits[0] <= i <= hits[-1] and len(self.blocks[i].text) < 100:
                self.put(i, Zone.FURNITURE)
        self._publisher(hits[0])

    def _publisher(self, first: int) -> None:
        """A passage on the publisher, just above its address."""
        i = first - 1
        words = self.blocks[first].text.split()[:1]
        if i > 0 and self.zones[i] is Zone.PROSE and words and self.blocks[i].text.startswith(words[0]) and len(self.blocks[i].text) < 600:
            self.put(i, Zone.FURNITURE)


def _numbered(text: str) -> bool:
    """Whether a passage begins with a printed number, as in ``[3] Smith``."""
    head = text[:6].lstrip("[(")
    digits = len(head) - len(head.lstrip("0123456789"))
    return 0 < digits < 4 and len(text) > digits + 2 and (text[0] in "[(" or text[digits] in ".) ")
