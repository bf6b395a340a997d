"""Puts blocks together from pieces of Markdown and of the HTML inside it."""
from __future__ import annotations

from bisect import bisect_right

from healthlint.model import Block, Comment, Element, Inline, Kind, Mark, Meta, Places, Source, Span, Zone
from healthlint.parse.mask import Gap
from healthlint.parse.pieces import Pieces
from healthlint.records import NamedTuple

_new = tuple.__new__
"""Makes a named tuple of a plain one, without the call of its constructor: a page has thousands."""

_Opened = tuple[Mark, int, str, int, str]
"""Inline markup whose end has not come yet: mark, place in the block, target, place in the source, anchor."""
_Marked = tuple[Mark, int, int, str, int, int, str]
"""Inline markup: mark, its range of the block, target, its range of the source, anchor."""


class Place(NamedTuple):
    """What a block is, as told by the markup around it."""

    kind: Kind
    zone: Zone
    level: int = 0
    label: str = ""
    group: int = 0
    row: int = 0


_PROSE, _LIST, _LIST_ITEM = Zone.PROSE, Zone.LIST, Kind.LIST_ITEM
_PARAGRAPH = Place(Kind.PARAGRAPH, Zone.PROSE)


class Containers:
    """What stands around the text at hand in Markdown, and so what its block is."""

    def __init__(self) -> None:
        """Outside of all containers."""
        self.lists: list[int] = []
        """Numbers of the open lists."""
        self.label = ""
        """Of a list item that has no text yet."""
        self.quotes: list[Zone] = []
        """What the open block quotes make of their prose."""
        self.footnote = ""
        self.term = False
        self.table = self.row = 0

    def place(self) -> Place:
        """What a block that begins here is; only the first of a list item has its label."""
        zone = self.quotes[-1] if self.quotes else _PROSE
        if self.table:
            return Place(Kind.TABLE_CELL, Zone.TABLE, group=self.table, row=self.row)
        if self.footnote:
            return Place(Kind.FOOTNOTE, zone, label=self.footnote)
        if self.lists:
            label, self.label = self.label, ""
            kind = _LIST_ITEM if label else _PARAGRAPH.kind
            return _new(Place, (kind, _LIST if zone is _PROSE else zone, len(self.lists), label, self.lists[-1], 0))
        if self.term:
            return Place(Kind.TERM, zone)
        return _PARAGRAPH if zone is _PROSE else Place(Kind.PARAGRAPH, zone)


class Writer:
    """Collects blocks, elements, comments and anchors in source order."""

    def __init__(self, source: Source, gaps: tuple[Gap, ...]) -> None:
        """Nothing is written yet."""
        self.text = source.text
        self.blocks: list[Block] = []
        self.elements: list[Element] = []
        self.comments: list[Comment] = []
        self.metadata: list[Meta] = []
        self.anchors: dict[str, Span] = {}
        self.hidden = False
        self.language = ""
        self.classes = ""
        self.groups = 0
        self.place = _PARAGRAPH
        """What the block at hand is."""
        self.pieces: Pieces | None = None
        """The text of the block at hand; ``None`` where no block has been begun."""
        self.gaps = gaps
        """What masking hid inside lines."""
        self._gap_starts = [g.start for g in gaps]
        self._start = 0
        self._open: list[_Opened] = []
        self._inlines: list[_Marked] = []
        self._pending: list[int] = []
        self._names: list[str] = []
        self._notes: list[Span] = []

    # Blocks

    def begin(self, place: Place, start: int) -> None:
        """End the block at hand and begin another at ``start`` of the source."""
        if self.pieces is not None:
            self.flush(start)
        self.pieces = Pieces(self.text)
        self.place = place
        self._start = start

    def flush(self, end: int) -> None:
        """End the block at hand at ``end`` of the source, unless no text has come."""
        pieces = self.pieces
        if pieces is None:
            return
        self.pieces = None
        text, segments, cut = pieces.trimmed()
        if text:
            while self._open:
                self._finish(self._open.pop(), len(text) + cut, end)
            self._add(text, segments, self._placed(len(text), cut, pieces.length) if self._inlines else (), end)
        elif self._inlines:
            self._inlines = []
        if self._pending:
            self._pending = []
        if self._open:
            self._open = []
        if self._notes:
            notes, self._notes = self._notes, []
            for note in notes:
                self._add_note(note)

    def _placed(self, size: int, cut: int, length: int) -> tuple[Inline, ...]:
        """The inline markup of a block of whose ``length`` characters ``cut`` were cut at the start and ``size`` are left."""
        found, self._inlines = self._inlines, []
        if size < length:
            found = [(m, min(max(a - cut, 0), size), min(max(b - cut, 0), size), t, i, j, n) for m, a, b, t, i, j, n in found]
        if len(found) > 1:
            found.sort()
            found.sort(key=_by_place)
        new = _new
        return tuple([new(Inline, (mark, a, b, target, new(Span, (i, j)), anchor)) for mark, a, b, target, i, j, anchor in found])

    def _add(self, text: str, segments: tuple[Places, ...], inlines: tuple[Inline, ...], end: int) -> None:
        kind, zone, level, label, group, row = self.place
        names: tuple[str, ...] = ()
        if self._names:
            names, self._names = tuple(self._names), []
        for i in self._pending:
            self.elements[i].block = len(self.blocks)
        self.blocks.append(
            Block(
                zone, text, segments, kind, level, label, names, group, row, inlines, _new(Span, (self._start, end)),
                self.language, self.hidden, classes=self.classes,
            )
        )  # fmt: skip

    def _add_note(self, span: Span) -> None:
        """The text of an inline footnote, as a block after the one it stands in."""
        pieces = Pieces(self.text)
        pieces.keep(*span)
        text, segments, _ = pieces.trimmed()
        if text:
            self.blocks.append(Block(Zone.PROSE, text, segments, Kind.FOOTNOTE, label=f"inline-{span.start}", outer=span))

    def _finish(self, opened: _Opened, at: int, end: int) -> None:
        mark, begun, target, start, anchor = opened
        self._inlines.append((mark, begun, max(at, begun), target, start, end, anchor))

    # Text

    def keep(self, start: int, end: int) -> None:
        """Add ``source[start:end]`` as it stands, less what masking hid in it."""
        pieces = self.pieces
        if pieces is None:
            return
        if self.gaps:
            start = self._keep_between_gaps(pieces, start, end)
        pieces.keep_apart(start, end)

    def _keep_between_gaps(self, pieces: Pieces, start: int, end: int) -> int:
        """Keep what stands before and between gaps, with one space around them; the end of the last of them is where to go on."""
        i = max(bisect_right(self._gap_starts, start) - 1, 0)
        while i < len(self.gaps) and self.gaps[i].start < end:
            gap = self.gaps[i]
            i += 1
            if gap.end <= start:
                continue
            pieces.keep_apart(start, gap.start)
            if gap.start >= start:
                self._cross(gap)
            start = max(start, gap.end)
        return start

    def _cross(self, gap: Gap) -> None:
        if gap.mark is Mark.FOOTNOTE:
            self._cross_note(gap)
        elif gap.opens and gap.mark:
            self.open(gap.mark, gap.start)
        elif gap.closes and gap.mark:
            self.close(gap.mark, gap.end)
        elif gap.mark is Mark.TEMPLATE:
            self.point(Mark.TEMPLATE, "", gap.start, gap.end)

    def _cross_note(self, gap: Gap) -> None:
        if gap.content.end:
            self._notes.append(gap.content)
            self.point(Mark.FOOTNOTE, f"inline-{gap.content.start}", gap.start, gap.end)
        else:
            self.footnote(gap.start, gap.end)

    def footnote(self, start: int, end: int) -> None:
        """Add a reference ``[^name]``, shown as ``[name]``."""
        pieces = self.pieces
        if pieces is None:
            return
        pieces.put("[", start, start + 2)
        at = pieces.length
        pieces.keep(start + 2, end - 1)
        self.mark(Mark.FOOTNOTE, at, self.text[start + 2 : end - 1], start, end)
        pieces.put("]", end - 1, end)

    def put(self, text: str, start: int, end: int) -> None:
        """Add ``text`` that stands for ``source[start:end]``."""
        if self.pieces is not None:
            self.pieces.put(text, start, end)

    def space(self, start: int, end: int) -> None:
        """Add one space for a line end or a run of white space, unless there is one already."""
        if self.pieces is not None and not self.pieces.ends_with_space():
            self.pieces.put(" ", start, end)

    def raw(self, start: int, end: int) -> None:
        """Add ``source[start:end]`` with nothing left out: code."""
        if self.pieces is not None:
            self.pieces.keep(start, end)

    @property
    def length(self) -> int:
        """Characters in the block at hand."""
        return self.pieces.length if self.pieces else 0

    # Inline markup and elements

    def open(self, mark: Mark, start: int, target: str = "", anchor: str = "") -> None:
        """Begin inline markup whose construct starts at ``start``."""
        pieces = self.pieces
        self._open.append((mark, pieces.length if pieces else 0, target, start, anchor))

    def close(self, mark: Mark, end: int) -> None:
        """End the innermost open markup of this kind, if there is one."""
        if self._open and self._open[-1][0] is mark:
            self._finish(self._open.pop(), self.length, end)
            return
        for i in range(len(self._open) - 2, max(len(self._open) - 30, -1), -1):
            if self._open[i][0] is mark:
                self._finish(self._open.pop(i), self.length, end)
                return

    def mark(self, mark: Mark, at: int, target: str, start: int, end: int) -> None:
        """Mark the text from ``at`` up to here, for the construct ``source[start:end]``."""
        self._inlines.append((mark, at, self.length, target, start, end, ""))

    def point(self, mark: Mark, target: str, start: int, end: int) -> None:
        """Mark a place without text."""
        if self.pieces is not None:
            self.mark(mark, self.pieces.length, target, start, end)

    def element(self, name: str, start: int, end: int, attributes: dict[str, str]) -> int:
        """Record an element; it gets the number of the block at hand once that is written."""
        number = len(self.elements)
        self.elements.append(Element(name, start, end, end, attributes))
        if self.pieces is not None:
            self._pending.append(number)
        return number

    def stretch(self, number: int, end: int) -> None:
        """Let an element end at ``end``, now that its end tag has come."""
        self.elements[number].end = end

    def anchor(self, name: str, start: int, end: int) -> None:
        """Record an ``id`` for the block at hand or the next."""
        if name:
            self.anchors.setdefault(name, Span(start, end))
            self._names.append(name)

    def new_group(self) -> int:
        """Return the number of a new list or table."""
        self.groups += 1
        return self.groups

    def adopt(self, number: int) -> None:
        """Let an element recorded before belong to the block at hand."""
        self._pending.append(number)


def _by_place(inline: _Marked) -> tuple[int, int]:
    return inline[1], -inline[2]
