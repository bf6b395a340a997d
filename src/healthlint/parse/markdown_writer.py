"""Puts blocks together from pieces of Markdown and of the HTML inside it."""
from __future__ import annotations

from bisect import bisect_right

from healthlint.model import Block, Comment, Element, Inline, Kind, Mark, Meta, Segment, Source, Span, Zone
from healthlint.parse.mask import Gap
from healthlint.parse.pieces import Pieces
from healthlint.records import NamedTuple


class Place(NamedTuple):
    """What a block is, as told by the markup around it."""

    kind: Kind
    zone: Zone
    level: int = 0
    label: str = ""
    group: int = 0
    row: int = 0


class _Open(NamedTuple):
    """Inline markup whose end has not come yet."""

    mark: Mark
    at: int
    target: str
    start: int
    anchor: str


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
        self._gaps = gaps
        self._gap_starts = [g.start for g in gaps]
        self._pieces: Pieces | None = None
        self._place = Place(Kind.PARAGRAPH, Zone.PROSE)
        self._start = 0
        self._end = 0
        self._open: list[_Open] = []
        self._inlines: list[Inline] = []
        self._pending: list[int] = []
        self._names: list[str] = []
        self._notes: list[Span] = []

    # Blocks

    def begin(self, place: Place, start: int) -> None:
        """End the block at hand and begin another at ``start`` of the source."""
        self.flush(start)
        self._pieces = Pieces(self.text)
        self._place = place
        self._start = start

    @property
    def writing(self) -> bool:
        """Whether a block has been begun."""
        return self._pieces is not None

    @property
    def place(self) -> Place:
        """What the block at hand is."""
        return self._place

    def change(self, place: Place) -> None:
        """Make the block at hand something else."""
        self._place = place

    def flush(self, end: int) -> None:
        """End the block at hand at ``end`` of the source, unless no text has come."""
        pieces = self._pieces
        if pieces is None:
            return
        self._pieces = None
        text, segments, cut = pieces.trimmed()
        if text:
            self._close_marks(len(text) + cut, end)
            self._add(text, segments, cut, end)
        elif self._inlines:
            self._inlines = []
        self._pending = []
        self._open = []
        notes, self._notes = self._notes, []
        for note in notes:
            self._add_note(note)

    def _add(self, text: str, segments: tuple[Segment, ...], cut: int, end: int) -> None:
        place = self._place
        size = len(text)
        found = []
        if self._inlines:
            found = sorted(
                Inline(mark, min(max(start - cut, 0), size), min(max(stop - cut, 0), size), target, span, anchor)
                for mark, start, stop, target, span, anchor in self._inlines
            )
            found.sort(key=lambda i: (i.start, -i.end))
        number = len(self.blocks)
        self.blocks.append(
            Block(
                place.zone, text, segments, place.kind,
                level=place.level, label=place.label, group=place.group, row=place.row,
                anchors=tuple(self._names), inlines=tuple(found), outer=Span(self._start, end),
                language=self.language, hidden=self.hidden, classes=self.classes,
            )
        )  # fmt: skip
        for i in self._pending:
            self.elements[i].block = number
        self._inlines = []
        self._names = []

    def _add_note(self, span: Span) -> None:
        """The text of an inline footnote, as a block after the one it stands in."""
        pieces = Pieces(self.text)
        pieces.keep(*span)
        text, segments, _ = pieces.trimmed()
        if text:
            self.blocks.append(Block(Zone.PROSE, text, segments, Kind.FOOTNOTE, label=f"inline-{span.start}", outer=span))

    def _close_marks(self, at: int, end: int) -> None:
        while self._open:
            self._finish(self._open.pop(), at, end)

    def _finish(self, opened: _Open, at: int, end: int) -> None:
        self._inlines.append(Inline(opened.mark, opened.at, max(at, opened.at), opened.target, Span(opened.start, end), opened.anchor))

    # Text

    def keep(self, start: int, end: int) -> None:
        """Add ``source[start:end]`` as it stands, less what masking hid in it."""
        pieces = self._pieces
        if pieces is None:
            return
        i = max(bisect_right(self._gap_starts, start) - 1, 0)
        while i < len(self._gaps) and self._gaps[i].start < end:
            gap = self._gaps[i]
            i += 1
            if gap.end <= start:
                continue
            self._keep_piece(pieces, start, gap.start)
            if gap.start >= start:
                self._cross(gap)
            start = max(start, gap.end)
        self._keep_piece(pieces, start, end)

    def _keep_piece(self, pieces: Pieces, start: int, end: int) -> None:
        """Keep a piece; of the spaces around something unseen only one is left."""
        if start < end and self.text[start] == " " and pieces.ends_with_space():
            start += 1
        pieces.keep(start, end)

    def _cross(self, gap: Gap) -> None:
        if gap.mark is Mark.FOOTNOTE:
            self._cross_note(gap)
        elif gap.opens and gap.mark:
            self.open(gap.mark, gap.start)
        elif gap.closes and gap.mark:
            self.close(gap.mark, gap.end)
        elif gap.mark is Mark.TEMPLATE:
            self.point(Mark.TEMPLATE, "", Span(gap.start, gap.end))

    def _cross_note(self, gap: Gap) -> None:
        if gap.content.end:
            self._notes.append(gap.content)
            self.point(Mark.FOOTNOTE, f"inline-{gap.content.start}", Span(gap.start, gap.end))
        else:
            self.footnote(gap.start, gap.end)

    def footnote(self, start: int, end: int) -> None:
        """Add a reference ``[^name]``, shown as ``[name]``."""
        pieces = self._pieces
        if pieces is None:
            return
        pieces.put("[", start, start + 2)
        at = pieces.length
        pieces.keep(start + 2, end - 1)
        self._inlines.append(Inline(Mark.FOOTNOTE, at, pieces.length, self.text[start + 2 : end - 1], Span(start, end)))
        pieces.put("]", end - 1, end)

    def put(self, text: str, start: int, end: int) -> None:
        """Add ``text`` that stands for ``source[start:end]``."""
        if self._pieces is not None:
            self._pieces.put(text, start, end)

    def space(self, start: int, end: int) -> None:
        """Add one space for a line end or a run of white space, unless there is one already."""
        if self._pieces is not None and not self._pieces.ends_with_space():
            self._pieces.put(" ", start, end)

    def raw(self, start: int, end: int) -> None:
        """Add ``source[start:end]`` with nothing left out: code."""
        if self._pieces is not None:
            self._pieces.keep(start, end)

    @property
    def length(self) -> int:
        """Characters in the block at hand."""
        return self._pieces.length if self._pieces else 0

    # Inline markup and elements

    def open(self, mark: Mark, start: int, target: str = "", anchor: str = "") -> None:
        """Begin inline markup whose construct starts at ``start``."""
        self._open.append(_Open(mark, self.length, target, start, anchor))

    def close(self, mark: Mark, end: int) -> None:
        """End the innermost open markup of this kind, if there is one."""
        for i in range(len(self._open) - 1, max(len(self._open) - 30, -1), -1):
            if self._open[i].mark is mark:
                self._finish(self._open.pop(i), self.length, end)
                return

    def mark(self, mark: Mark, at: int, target: str, span: Span) -> None:
        """Mark the text from ``at`` up to here."""
        self._inlines.append(Inline(mark, at, self.length, target, span))

    def point(self, mark: Mark, target: str, span: Span) -> None:
        """Mark a place without text."""
        if self._pieces is not None:
            self._inlines.append(Inline(mark, self.length, self.length, target, span))

    def element(self, name: str, span: Span, attributes: dict[str, str], tag: Span | None = None) -> int:
        """Record an element; it gets the number of the block at hand once that is written."""
        self.elements.append(Element(name, span.start, (tag or span).end, span.end, attributes))
        number = len(self.elements) - 1
        if self._pieces is not None:
            self._pending.append(number)
        return number

    def stretch(self, number: int, end: int) -> None:
        """Let an element end at ``end``, now that its end tag has come."""
        self.elements[number].end = end

    def anchor(self, name: str, span: Span) -> None:
        """Record an ``id`` for the block at hand or the next."""
        if name:
            self.anchors.setdefault(name, span)
            self._names.append(name)

    def new_group(self) -> int:
        """Return the number of a new list or table."""
        self.groups += 1
        return self.groups

    def adopt(self, number: int) -> None:
        """Let an element recorded before belong to the block at hand."""
        self._pending.append(number)
