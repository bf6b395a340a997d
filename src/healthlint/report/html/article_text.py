"""The article as its readers see it, in rows: a paragraph, list or table, and the cards of what was found in it."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup, escape

from healthlint.model import ArticleReport, Block, Kind, Zone
from healthlint.records import NamedTuple
from healthlint.report.html.cards import Card
from healthlint.report.html.escaping import safe
from healthlint.report.html.places import Map
from healthlint.report.html.runs import Highlight, badge, marked_text

LEFT_OUT = 160
"""Characters shown of page furniture in which nothing was found."""


class Row(NamedTuple):
    """A piece of the article and its cards."""

    body: Markup
    cards: tuple[Card, ...]
    level: int
    """Heading level of the cards."""
    runs_on: bool = False
    """Whether the cards may stand beside the next row too, as it has none."""


class _Placed(NamedTuple):
    highlights: dict[int, list[Highlight]]
    """By index of the block."""
    boxes: dict[int, list[Card]]
    """Cards about the whole article or about markup that readers do not see, by index of the nearest block."""
    cards: dict[int, list[Card]]
    """Cards by index of the block beside which they stand."""


def article_rows(article: ArticleReport, cards: Sequence[Card], prefix: str, level: int) -> list[Row]:
    """The rows of an article; its own headings begin at ``level``."""
    blocks = article.document.blocks
    placed = _place(blocks, cards)
    writer = _Writer(blocks, placed, prefix, level, article.facts.language or "en")
    rows = [row for group in _groups(blocks) for row in writer.rows(group)]
    if -1 in placed.boxes:
        rows.insert(0, Row(writer.boxes(-1), tuple(placed.cards[-1]), level))
    return _spread(rows)


def _spread(rows: list[Row]) -> list[Row]:
    """Join rows without cards, and let the cards before them run on beside them, so that the text is not torn apart."""
    spread: list[Row] = []
    for row in rows:
        last = spread[-1] if spread else None
        if last and not row.cards and not last.cards:
            spread[-1] = last._replace(body=last.body + row.body)
            continue
        if last and not row.cards:
            spread[-1] = last._replace(runs_on=True)
        spread.append(row)
    return spread


def _place(blocks: tuple[Block, ...], cards: Sequence[Card]) -> _Placed:
    where = Map(blocks)
    highlights: dict[int, list[Highlight]] = defaultdict(list)
    boxes: dict[int, list[Card]] = defaultdict(list)
    beside: dict[int, list[Card]] = defaultdict(list)
    for card in cards:
        span = card.finding.span
        pieces = where.pieces(span) if span.end > span.start else []
        for order, (number, start, end) in enumerate(pieces):
            highlights[number].append(Highlight(start, end, card.number, card.letter, card.shape, order == 0))
        home = pieces[0][0] if pieces else where.nearest(span.start)
        if not pieces:
            boxes[home].append(card)
        if not card.suppressed:
            beside[home].append(card)
    return _Placed(highlights, boxes, beside)


def _groups(blocks: tuple[Block, ...]) -> Iterator[list[int]]:
    """Indexes of blocks that belong together: the items of one list, the cells of one table, a stretch of furniture."""
    def key(number: int) -> tuple[str, int]:
        block = blocks[number]
        if block.zone is Zone.FURNITURE:
            return ("furniture", 0)
        if block.kind in (Kind.LIST_ITEM, Kind.TABLE_CELL) and block.group:
            return (block.kind.value, block.group)
        return ("", number)

    shown = [n for n, b in enumerate(blocks) if b.text.strip() or b.inlines]
    for _, group in groupby(shown, key):
        yield list(group)


class _Writer:
    """Writes groups of blocks, and keeps count of the headings above them."""

    def __init__(self, blocks: tuple[Block, ...], placed: _Placed, prefix: str, level: int, language: str) -> None:
        self._blocks = blocks
        self._placed = placed
        self._prefix = prefix
        self._level = level
        self._language = language
        self._open: list[int] = []

    def rows(self, group: list[int]) -> Iterator[Row]:
        """One row for most groups; a list is cut after each item that has cards, so that they stand beside it."""
        for part in self._parts(group):
            body = Markup("").join(self.boxes(n) for n in part) + self._body(part)
            cards = tuple(c for n in part for c in self._placed.cards.get(n, ()))
            yield Row(body, cards, min(self._level + len(self._open), 6))

    def _parts(self, group: list[int]) -> list[list[int]]:
        if self._blocks[group[0]].kind is not Kind.LIST_ITEM:
            return [group]
        parts: list[list[int]] = [[]]
        for number in group:
            parts[-1].append(number)
            if self._placed.cards.get(number):
                parts.append([])
        return [p for p in parts if p]

    def boxes(self, number: int) -> Markup:
        """The anchors of findings that have no words of the article to stand on."""
        cards = self._placed.boxes.get(number, [])
        if not cards:
            return Markup()
        whole = [c for c in cards if not c.finding.excerpt]
        hidden = [c for c in cards if c.finding.excerpt]
        return self._box("About the whole article", whole) + self._box("In the page’s code", hidden)

    def _box(self, label: str, cards: list[Card]) -> Markup:
        if not cards:
            return Markup()
        links = Markup(" ".join(badge(c.number, c.letter, self._prefix) for c in cards))  # noqa: S704 - numbers and letters
        return Markup('<p class="box">{}: {}</p>').format(label, links)

    def _body(self, group: list[int]) -> Markup:
        block = self._blocks[group[0]]
        if block.zone is Zone.FURNITURE:
            return self._furniture(group)
        if block.kind is Kind.TABLE_CELL:
            return self._table(group)
        if block.kind is Kind.LIST_ITEM:
            return self._list(group)
        return self._single(group[0])

    def _text(self, number: int) -> Markup:
        return marked_text(self._blocks[number], self._placed.highlights.get(number, ()), self._prefix)

    def _attributes(self, number: int, *classes: str) -> Markup:
        block = self._blocks[number]
        names = " ".join(c for c in classes if c)
        found = Markup(' class="{}"').format(names) if names else Markup("")
        if block.language and block.language.lower() != self._language:
            found += Markup(' lang="{}"').format(escape(block.language) if _is_tag(block.language) else "und")
        if any("\u0590" <= c <= "\u08ff" for c in block.text):
            found += Markup(' dir="auto"')
        return found

    def _single(self, number: int) -> Markup:
        block = self._blocks[number]
        anchor = Markup("")
        if block.kind is Kind.HEADING:
            name = f"h{self._heading(block)}"
            anchor = Markup(' id="{}h{}"').format(self._prefix, number)
        elif block.zone is Zone.CODE or block.kind is Kind.CODE:
            name = "pre"
        else:
            name = "blockquote" if block.zone is Zone.QUOTE else "p"
        zone = "" if block.zone in (Zone.PROSE, Zone.HEADING, Zone.TITLE) else f"z-{block.zone.value}"
        label = Markup("{}. ").format(safe(block.label)) if block.kind is Kind.FOOTNOTE and block.label else ""
        attributes = self._attributes(number, zone, "off" if block.hidden else "")
        return Markup("<{0}{1}{2}>{3}{4}</{0}>").format(name, anchor, attributes, label, self._text(number))

    def _heading(self, block: Block) -> int:
        level = block.level or (1 if block.zone is Zone.TITLE else 2)
        while self._open and self._open[-1] >= level:
            self._open.pop()
        self._open.append(level)
        return min(self._level + len(self._open) - 1, 6)

    def _list(self, group: list[int]) -> Markup:
        items = Markup("").join(self._item(n) for n in group)
        zone = self._blocks[group[0]].zone
        return Markup('<ul class="li{}">{}</ul>').format("" if zone is Zone.LIST else f" z-{zone.value}", items)

    def _item(self, number: int) -> Markup:
        block = self._blocks[number]
        depth = f"d{min(block.level, 4)}" if block.level > 1 else ""
        label = Markup("<span>{}</span> ").format(safe(_label(block.label)))
        return Markup("<li{}>{}{}</li>").format(self._attributes(number, depth), label, self._text(number))

    def _table(self, group: list[int]) -> Markup:
        rows = Markup("").join(
            Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td{}>{}</td>").format(self._attributes(n), self._text(n)) for n in cells))
            for _, cells in groupby(group, key=lambda n: self._blocks[n].row)
        )
        return Markup('<table class="t">{}</table>').format(rows)

    def _furniture(self, group: list[int]) -> Markup:
        marked = [n for n in group if self._placed.highlights.get(n)]
        text = " · ".join(" ".join(self._blocks[n].text.split()) for n in group if n not in marked)
        cut = text if len(text) <= LEFT_OUT else text[:LEFT_OUT].rstrip() + "…"
        rest = Markup('<p class="z-furniture">Page furniture, not read: {}</p>').format(safe(cut)) if text else Markup()
        return Markup("").join(Markup('<p class="z-furniture">{}</p>').format(self._text(n)) for n in marked) + rest


def _label(label: str) -> str:
    return f"{label}." if label.isalnum() else label or "•"


def _is_tag(language: str) -> bool:
    return language.replace("-", "").isalnum() and language.isascii() and len(language) <= 35
