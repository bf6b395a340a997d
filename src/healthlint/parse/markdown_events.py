"""The events of a Markdown parser, turned into blocks."""
from __future__ import annotations

from collections.abc import Callable

from healthlint.model import Kind, Span, Zone
from healthlint.parse.markdown_indented import is_prose, write_prose
from healthlint.parse.markdown_inline import InlineReader
from healthlint.parse.markdown_writer import Place, Writer
from healthlint.parse.mask import Masked
from healthlint.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from healthlint.parse.markdown_html import HtmlReader

_ASIDES = ("**", "__", "#", "<", ":", "💡", "⚠", "ℹ", "📌", "✅", "❗", "🔑", "📝", "🚨", "🛑")
"""What a block quote begins with that is a box of the author's own and no quotation."""
_LONGEST_HEADING = 150
_BLOCK_ENDS = frozenset({"Paragraph", "Item", "DefinitionListDefinition", "TableCell", "CodeBlock", "HtmlBlock"})


class _Containers(NamedTuple):
    """Where a block stands."""

    lists: list[int]
    """Numbers of the open lists."""
    quotes: list[Zone]
    """What the open block quotes make of their prose."""


class EventReader:
    """Walks the events once and remembers in which containers it stands."""

    def __init__(self, writer: Writer, masked: Masked) -> None:
        """Stand outside of all containers."""
        self.writer = writer
        self.masked = masked
        self.source = writer.text
        self.html: HtmlReader | None = None
        self.inline = InlineReader(writer, masked)
        self.covered: list[Span] = []
        self._inside = _Containers([], [])
        self._label = ""
        self._footnote = ""
        self._table = 0
        self._row = 0
        self._term = False
        self._html: tuple[int, int] | None = None
        self._hashes = 0
        self._skip_to = 0
        self._leaves: dict[str, Callable[[Any, int, int], None]] = {
            "Text": self._text,
            "Code": self.inline.code,
            "InlineMath": self.inline.math,
            "DisplayMath": self.inline.math,
            "InlineHtml": self._inline_html,
            "FootnoteReference": self._footnote_reference,
        }
        self._starts: dict[str, Callable[[Any, Span], None]] = {
            "Paragraph": self._start_paragraph,
            "Heading": self._start_heading,
            "BlockQuote": self._start_quote,
            "List": self._start_list,
            "Item": self._start_item,
            "FootnoteDefinition": self._start_footnote,
            "DefinitionListTitle": self._start_term,
            "DefinitionListDefinition": self._start_definition,
            "Table": self._start_table,
            "TableHead": self._start_row,
            "TableRow": self._start_row,
            "TableCell": self._start_cell,
            "CodeBlock": self._start_code,
            "HtmlBlock": self._start_html,
        }

    def read(self, event: Any, start: int, end: int) -> None:
        """Take one event in."""
        if isinstance(event, str):
            self._read_bare(event, start, end)
            return
        ((name, value),) = event.items()
        if name == "Html":
            self._collect_html(start, end)
            return
        self._leave_html()
        if name == "Start":
            self._start(value, Span(start, end))
        elif name == "End":
            self._end(value if isinstance(value, str) else next(iter(value)), Span(start, end))
        elif name in self._leaves:
            if start < self._skip_to:
                return
            if self.html and self.html.unseen and name != "InlineHtml":
                return
            if not self.writer.writing:
                self.writer.begin(self._place(), start)
            self._leaves[name](value, start, end)

    def finish(self) -> None:
        """End the last block."""
        self._leave_html()
        self.writer.flush(len(self.source))

    def _read_bare(self, event: str, start: int, end: int) -> None:
        self._leave_html()
        if event == "Rule":
            self.writer.flush(start)
            self.writer.element("hr", Span(start, self._stripped(Span(start, end))), {})
        elif not self.inline.images:
            self._break(start, end, hard=event == "HardBreak")

    def _start(self, value: Any, span: Span) -> None:
        name, data = (value, None) if isinstance(value, str) else next(iter(value.items()))
        if name in {"Link", "Image"} and not self.writer.writing:
            self.writer.begin(self._place(), span.start)
        if not self.inline.open(name, data, span) and name in self._starts:
            self._starts[name](data, span)

    def _end(self, name: str, span: Span) -> None:
        if self.inline.close(name, span):
            return
        if name == "Heading":
            self.writer.flush(self._stripped(span))
        elif name in _BLOCK_ENDS:
            self.writer.flush(span.end)
            self._hashes = 0
            if name == "Item":
                self._label = ""
        else:
            self._end_container(name, span.end)

    def _end_container(self, name: str, end: int) -> None:
        self.writer.flush(end)
        if name == "BlockQuote":
            self._inside.quotes.pop()
        elif name == "List":
            self._inside.lists.pop()
        elif name == "FootnoteDefinition":
            self._footnote = ""
        elif name == "DefinitionListTitle":
            self._term = False
        elif name == "Table":
            self._table = 0

    def _stripped(self, span: Span) -> int:
        """Where a construct ends without the white space after it."""
        end = span.end
        while end > span.start and self.source[end - 1] in " \t\r\n":
            end -= 1
        return end

    # Places

    def _place(self) -> Place:
        place = self._bare_place()
        return self.html.place(place) if self.html and self.html.stack else place

    def _bare_place(self) -> Place:
        zone = self._inside.quotes[-1] if self._inside.quotes else Zone.PROSE
        if self._table:
            return Place(Kind.TABLE_CELL, Zone.TABLE, group=self._table, row=self._row)
        if self._footnote:
            return Place(Kind.FOOTNOTE, zone, label=self._footnote)
        if self._inside.lists:
            label, self._label = self._label, ""
            kind = Kind.LIST_ITEM if label else Kind.PARAGRAPH
            inner = Zone.LIST if zone is Zone.PROSE else zone
            return Place(kind, inner, len(self._inside.lists), label, self._inside.lists[-1])
        return Place(Kind.TERM if self._term else Kind.PARAGRAPH, zone)

    # Blocks

    def _begin(self, span: Span, place: Place | None = None) -> None:
        self.covered.append(span)
        self.writer.begin(place or self._place(), span.start)

    def _start_paragraph(self, _: Any, span: Span) -> None:
        if self.writer.writing and self.writer.place.kind is Kind.LIST_ITEM and not self.writer.length:
            self.covered.append(span)  # the first paragraph of an item is the item
        else:
            self._begin(span)
        self._hashes = self._count_hashes(span)
        if self._hashes:
            self.writer.change(Place(Kind.HEADING, Zone.HEADING, self._hashes))

    def _count_hashes(self, span: Span) -> int:
        """``##Dose`` is meant as a heading; ``#tag #other`` is not."""
        head = self.source[span.start : min(span.end, span.start + _LONGEST_HEADING + 10)]
        line = head.split("\n", 1)[0].split("\r", 1)[0]
        words = line.lstrip("#").strip()
        size = len(line) - len(line.lstrip("#"))
        if not 0 < size < 7 or not words or len(words) > _LONGEST_HEADING or " #" in words:
            return 0
        return size if (words[0].isalnum() or words[0] in "*\"“'‘¿") and (size > 1 or " " in words) else 0

    def _start_heading(self, data: dict[str, Any], span: Span) -> None:
        level = int(data["level"][1])
        quoted = bool(self._inside.quotes) and self._inside.quotes[-1] is Zone.QUOTE
        self._begin(span, Place(Kind.HEADING, Zone.QUOTE if quoted else Zone.HEADING, level))
        self.writer.element(f"h{level}", Span(span.start, self._stripped(span)), {k: v or "" for k, v in data["attrs"]})
        self.writer.anchor(data["id"] or "", span)

    def _start_quote(self, kind: str | None, span: Span) -> None:
        self.writer.flush(span.start)
        first = self.source[span.start : span.start + 300].lstrip("> \t")
        callout = kind is not None or span.start in self.masked.callouts or first.startswith(("[!", *_ASIDES))
        outer = self._inside.quotes[-1] if self._inside.quotes else Zone.PROSE
        self._inside.quotes.append(outer if callout else Zone.QUOTE)

    def _start_list(self, number: int | None, span: Span) -> None:
        self.writer.flush(span.start)
        self._inside.lists.append(self.writer.new_group())
        self.writer.element("ul" if number is None else "ol", Span(span.start, self._stripped(span)), {})

    def _start_item(self, _: Any, span: Span) -> None:
        self._label = self._printed_label(span)
        self._begin(Span(span.start, span.start + 1), self._place())

    def _printed_label(self, span: Span) -> str:
        """The number as it stands in the source: editors count by that."""
        at = span.start
        while at < span.end and self.source[at] in " \t>":
            at += 1
        stop = at
        while stop < span.end and self.source[stop] in "0123456789":
            stop += 1
        return self.source[at:stop].lstrip("0") or ("0" if stop > at else "•")

    def _start_footnote(self, name: str, span: Span) -> None:
        self.writer.flush(span.start)
        self.covered.append(span)
        self._footnote = name

    def _start_term(self, _: Any, span: Span) -> None:
        self._term = True
        self._begin(span)

    def _start_definition(self, _: Any, span: Span) -> None:
        self._begin(span)

    def _start_table(self, _: Any, span: Span) -> None:
        self.writer.flush(span.start)
        self.covered.append(span)
        self._table = self.writer.new_group()
        self._row = 0
        self.writer.element("table", Span(span.start, self._stripped(span)), {})

    def _start_row(self, _: Any, span: Span) -> None:
        self.writer.flush(span.start)
        self._row += 1

    def _start_cell(self, _: Any, span: Span) -> None:
        self.writer.begin(self._place(), span.start)

    def _start_code(self, kind: Any, span: Span) -> None:
        if kind == "Indented" and not self._inside.quotes and is_prose(self.source[span.start : span.end]):
            self.covered.append(span)
            write_prose(self.writer, *span)
            self._skip_to = span.end
        else:
            self._begin(span, Place(Kind.CODE, Zone.CODE))

    def _start_html(self, _: Any, span: Span) -> None:
        self.covered.append(span)
        self.writer.flush(span.start)

    # HTML

    def _collect_html(self, start: int, end: int) -> None:
        """Lines of one HTML block come one by one and are read as one."""
        if self._html and not self.source[self._html[1] : start].strip(" \t>"):
            self._html = (self._html[0], end)
            return
        self._leave_html()
        self._html = (start, end)

    def _leave_html(self) -> None:
        if self._html:
            (start, end), self._html = self._html, None
            self._html_reader().read_block(self.masked.text, start, end)

    def _html_reader(self) -> HtmlReader:
        """The reader of HTML, imported when the first tag comes."""
        if self.html is None:
            from healthlint.parse.markdown_html import HtmlReader

            self.html = HtmlReader(self.writer)
        return self.html

    def _inline_html(self, _: str, start: int, end: int) -> None:
        if not self.inline.images:
            self._html_reader().read_inline(self.masked.text, start, end)

    # Lines

    def _footnote_reference(self, _: str, start: int, end: int) -> None:
        self.writer.footnote(start, end)

    def _text(self, value: str, start: int, end: int) -> None:
        if self._hashes and not self.writer.length:
            skip = len(value) - len(value.lstrip("#"))
            value, start = value[skip:], start + skip
        self.inline.text(value, start, end)

    def _break(self, start: int, end: int, *, hard: bool) -> None:
        if self._hashes or start in self.masked.breaks:
            self._hashes = 0
            self.writer.begin(self._place(), end)
        elif hard or self._is_entry(end):
            self.writer.put("\n", start, end)
        else:
            self.writer.space(start, end)

    def _is_entry(self, at: int) -> bool:
        """Whether the next line begins like an entry of a list of sources, which readers know by its line."""
        first = self.source[at : at + 1]
        if first in {"[", "("}:
            close = self.source.find("]" if first == "[" else ")", at, at + 6)
            return close > 0 and self.source[at + 1 : close].isdigit()
        return (first != "" and first in "¹²³⁴⁵⁶⁷⁸⁹") or self.source.startswith("<sup>", at)
