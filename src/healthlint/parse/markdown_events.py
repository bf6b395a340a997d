"""The events of a Markdown parser, turned into blocks."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from healthlint.model import Kind, Zone
from healthlint.parse.lines import begins_entry, count_hashes, printed_number
from healthlint.parse.markdown_html_lines import HtmlLines
from healthlint.parse.markdown_indented import is_prose, write_prose
from healthlint.parse.markdown_inline import InlineReader
from healthlint.parse.markdown_writer import Containers, Place, Writer
from healthlint.parse.mask import Masked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_ASIDES = ("**", "__", "#", "<", ":", "💡", "⚠", "ℹ", "📌", "✅", "❗", "🔑", "📝", "🚨", "🛑")
"""What a block quote begins with that is a box of the author's own and no quotation."""
_LIST_ITEM = Kind.LIST_ITEM


class EventReader:
    """Walks the events once and remembers in which containers it stands."""

    def __init__(self, writer: Writer, masked: Masked) -> None:
        """Stand outside of all containers."""
        self.writer = writer
        self.masked = masked
        self.source = writer.text
        self.html = HtmlLines(writer, masked.text)
        self.inline = InlineReader(writer, masked)
        self.covered: list[tuple[int, int]] = []
        """Ranges of the source that blocks came from."""
        self._inside = Containers()
        self._hashes = 0
        self._skip_to = 0

    def _leaves(self) -> dict[str, Callable[[Any, int, int], None]]:
        # None of the three tables is kept: a reader that holds its own methods is freed late and at a cost.
        return {
            "Text": self._text,
            "Code": self.inline.code,
            "InlineMath": self.inline.math,
            "DisplayMath": self.inline.math,
            "InlineHtml": self._inline_html,
            "FootnoteReference": self._footnote_reference,
        }

    def _starts(self) -> dict[str, Callable[[Any, int, int], None]]:
        return self.inline.starts() | {
            "Link": self._start_link,
            "Image": self._start_image,
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

    def _ends(self) -> dict[str, Callable[[int, int], None]]:
        return self.inline.ends() | {
            "Heading": self._end_heading,
            "Paragraph": self._end_block,
            "Item": self._end_item,
            **dict.fromkeys(("DefinitionListDefinition", "TableCell", "CodeBlock", "HtmlBlock"), self._end_block),
            "BlockQuote": self._end_quote,
            "List": self._end_list,
            "FootnoteDefinition": self._end_footnote,
            "DefinitionListTitle": self._end_term,
            "Table": self._end_table,
        }

    def read(self, events: Iterable[tuple[Any, Any]], shifts: Sequence[int]) -> None:
        """Take all events in; ``shifts`` turn their places in bytes into places in the text."""
        writer, starts, ends, leaves, other = self.writer, self._starts(), self._ends(), self._leaves(), self._end_other
        html = self.html
        for event, place in events:
            start, end = place["start"], place["end"]
            start -= shifts[start]
            end -= shifts[end]
            if type(event) is str:
                self._read_bare(event, start, end)
                continue
            name, value = event.popitem()
            if html.waiting and name != "Html":
                html.read_waiting()
            if name == "Start":
                name, data = (value, None) if type(value) is str else value.popitem()
                if name in starts:
                    starts[name](data, start, end)
            elif name == "End":
                name = value if type(value) is str else next(iter(value))
                ends.get(name, other)(start, end)
            elif name in leaves and start >= self._skip_to and (html.reader is None or name == "InlineHtml" or not html.reader.unseen):
                if writer.pieces is None:
                    writer.begin(self._place(), start)
                leaves[name](value, start, end)
            elif name == "Html":
                html.add(start, end)
        html.read_waiting()
        writer.flush(len(self.source))

    def _read_bare(self, event: str, start: int, end: int) -> None:
        self.html.read_waiting()
        if event == "Rule":
            self.writer.flush(start)
            self.writer.element("hr", start, self._stripped(start, end), {})
        elif not self.inline.images:
            self._break(start, end, hard=event == "HardBreak")

    def _start_link(self, data: dict[str, Any], start: int, end: int) -> None:
        if self.writer.pieces is None:
            self.writer.begin(self._place(), start)
        self.inline.open_link(data, start, end)

    def _start_image(self, data: dict[str, Any], start: int, _end: int) -> None:
        if self.writer.pieces is None:
            self.writer.begin(self._place(), start)
        self.inline.images.append(data)

    def _stripped(self, start: int, end: int) -> int:
        """Where a construct ends without the white space after it."""
        while end > start and self.source[end - 1] in " \t\r\n":
            end -= 1
        return end

    # Ends

    def _end_other(self, _: int, end: int) -> None:
        self.writer.flush(end)

    def _end_block(self, _: int, end: int) -> None:
        self.writer.flush(end)
        self._hashes = 0

    def _end_heading(self, start: int, end: int) -> None:
        self.writer.flush(self._stripped(start, end))

    def _end_item(self, start: int, end: int) -> None:
        self._end_block(start, end)
        self._inside.label = ""

    def _end_quote(self, _: int, end: int) -> None:
        self.writer.flush(end)
        self._inside.quotes.pop()

    def _end_list(self, _: int, end: int) -> None:
        self.writer.flush(end)
        self._inside.lists.pop()

    def _end_footnote(self, _: int, end: int) -> None:
        self.writer.flush(end)
        self._inside.footnote = ""

    def _end_term(self, _: int, end: int) -> None:
        self.writer.flush(end)
        self._inside.term = False

    def _end_table(self, _: int, end: int) -> None:
        self.writer.flush(end)
        self._inside.table = 0

    # Places

    def _place(self) -> Place:
        return self.html.place(self._inside.place())

    # Blocks

    def _begin(self, place: Place, start: int, end: int) -> None:
        self.covered.append((start, end))
        self.writer.begin(place, start)

    def _start_paragraph(self, _: Any, start: int, end: int) -> None:
        writer = self.writer
        if writer.pieces is not None and writer.place.kind is _LIST_ITEM and not writer.pieces.length:
            self.covered.append((start, end))  # the first paragraph of an item is the item
        else:
            self._begin(self._place(), start, end)
        self._hashes = count_hashes(self.source, start, end) if self.source[start] == "#" else 0
        if self._hashes:
            writer.place = Place(Kind.HEADING, Zone.HEADING, self._hashes)

    def _start_heading(self, data: dict[str, Any], start: int, end: int) -> None:
        level = int(data["level"][1])
        quoted = bool(self._inside.quotes) and self._inside.quotes[-1] is Zone.QUOTE
        self._begin(Place(Kind.HEADING, Zone.QUOTE if quoted else Zone.HEADING, level), start, end)
        self.writer.element(f"h{level}", start, self._stripped(start, end), {k: v or "" for k, v in data["attrs"]})
        self.writer.anchor(data["id"] or "", start, end)

    def _start_quote(self, kind: str | None, start: int, _end: int) -> None:
        self.writer.flush(start)
        first = self.source[start : start + 300].lstrip("> \t")
        callout = kind is not None or start in self.masked.callouts or first.startswith(("[!", *_ASIDES))
        outer = self._inside.quotes[-1] if self._inside.quotes else Zone.PROSE
        self._inside.quotes.append(outer if callout else Zone.QUOTE)

    def _start_list(self, number: int | None, start: int, end: int) -> None:
        self.writer.flush(start)
        self._inside.lists.append(self.writer.new_group())
        self.writer.element("ul" if number is None else "ol", start, self._stripped(start, end), {})

    def _start_item(self, _: Any, start: int, end: int) -> None:
        self._inside.label = printed_number(self.source, start, end) or "•"
        self._begin(self._place(), start, start + 1)

    def _start_footnote(self, name: str, start: int, end: int) -> None:
        self.writer.flush(start)
        self.covered.append((start, end))
        self._inside.footnote = name

    def _start_term(self, _: Any, start: int, end: int) -> None:
        self._inside.term = True
        self._begin(self._place(), start, end)

    def _start_definition(self, _: Any, start: int, end: int) -> None:
        self._begin(self._place(), start, end)

    def _start_table(self, _: Any, start: int, end: int) -> None:
        self.writer.flush(start)
        self.covered.append((start, end))
        self._inside.table = self.writer.new_group()
        self._inside.row = 0
        self.writer.element("table", start, self._stripped(start, end), {})

    def _start_row(self, _: Any, start: int, _end: int) -> None:
        self.writer.flush(start)
        self._inside.row += 1

    def _start_cell(self, _: Any, start: int, _end: int) -> None:
        self.writer.begin(self._place(), start)

    def _start_code(self, kind: Any, start: int, end: int) -> None:
        if kind == "Indented" and not self._inside.quotes and is_prose(self.source[start:end]):
            self.covered.append((start, end))
            write_prose(self.writer, start, end)
            self._skip_to = end
        else:
            self._begin(Place(Kind.CODE, Zone.CODE), start, end)

    def _start_html(self, _: Any, start: int, end: int) -> None:
        self.covered.append((start, end))
        self.writer.flush(start)

    # Lines

    def _inline_html(self, _: str, start: int, end: int) -> None:
        if not self.inline.images:
            self.html.read_inline(start, end)

    def _footnote_reference(self, _: str, start: int, end: int) -> None:
        self.writer.footnote(start, end)

    def _text(self, value: str, start: int, end: int) -> None:
        if self._hashes and not self.writer.length:
            skip = len(value) - len(value.lstrip("#"))
            value, start = value[skip:], start + skip
        writer, pieces = self.writer, self.writer.pieces
        if pieces is None or writer.gaps or self.inline.images or value != self.masked.text[start:end]:
            self.inline.text(value, start, end)
        else:
            pieces.keep_apart(start, end)

    def _break(self, start: int, end: int, *, hard: bool) -> None:
        if self._hashes or start in self.masked.breaks:
            self._hashes = 0
            self.writer.begin(self._place(), end)
        elif hard or begins_entry(self.source, end):
            self.writer.put("\n", start, end)
        else:
            self.writer.space(start, end)
