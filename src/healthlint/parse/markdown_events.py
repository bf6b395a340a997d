"""The events of a Markdown parser, turned into blocks."""

from typing import Any

from healthlint.model import Kind, Mark, Span, Zone
from healthlint.parse.markdown_html import HtmlReader
from healthlint.parse.markdown_writer import Place, Writer
from healthlint.parse.masking import FILLER, Masked

_INLINE = {"Emphasis": Mark.EMPHASIS, "Strong": Mark.STRONG, "Superscript": Mark.SUPERSCRIPT, "Subscript": Mark.SUBSCRIPT}
_ASIDES = ("**", "__", "#", "<", ":", "💡", "⚠", "ℹ", "📌", "✅", "❗", "🔑", "📝", "🚨", "🛑")
"""What a block quote begins with that is a box of the author's own and no quotation."""


class _List:
    __slots__ = ("group", "items", "number")

    def __init__(self, number: int | None, group: int) -> None:
        self.number = number
        self.group = group
        self.items: list[int] = []


class EventReader:
    """Walks the events once and remembers in which containers it stands."""

    def __init__(self, writer: Writer, masked: Masked) -> None:
        """Stand outside of all containers."""
        self.writer = writer
        self.masked = masked
        self.source = writer.text
        self.html = HtmlReader(writer)
        self.covered: list[Span] = []
        self._lists: list[_List] = []
        self._label = ""
        self._quotes: list[Zone] = []
        self._footnote = ""
        self._table = 0
        self._row = 0
        self._term = False
        self._image: list[tuple[int, str, dict[str, Any]]] = []
        self._alt: list[str] = []
        self._html_from = -1
        self._html_to = -1
        self._links: list[int] = []
        self._hash = 0
        self._note_end = 0

    def read(self, event: Any, start: int, end: int) -> None:
        """Take one event in; dispatch by its name."""
        if event in ("SoftBreak", "HardBreak"):
            self._break(event, start, end)
            return
        if event == "Rule":
            self._leave_html()
            self.writer.flush(start)
            return
        ((name, value),) = event.items()
        if name == "Html":
            self._collect_html(start, end)
            return
        self._leave_html()
        if start < self._note_end and name not in {"Start", "End"}:
            return
        getattr(self, f"_on_{name.lower()}")(value, start, end)

    def finish(self) -> None:
        """End the last block."""
        self._leave_html()
        self.writer.flush(len(self.source))

    # Containers

    def _on_start(self, value: Any, start: int, end: int) -> None:
        name, data = (value, None) if isinstance(value, str) else next(iter(value.items()))
        mark = _INLINE.get(name)
        if mark:
            self.writer.open(mark, start)
            return
        handler = getattr(self, f"_start_{name.lower()}", None)
        if handler:
            handler(data, start, end)

    def _on_end(self, value: Any, start: int, end: int) -> None:
        name = value if isinstance(value, str) else next(iter(value))
        mark = _INLINE.get(name)
        if mark:
            self.writer.close(mark, end)
            return
        handler = getattr(self, f"_end_{name.lower()}", None)
        if handler:
            handler(start, end)

    def _place(self) -> Place:
        place = self._bare_place()
        return self.html.place(place) if self.html.stack else place

    def _bare_place(self) -> Place:
        zone = self._quotes[-1] if self._quotes else Zone.PROSE
        if self._table:
            return Place(Kind.TABLE_CELL, Zone.TABLE, group=self._table, row=self._row)
        if self._footnote:
            return Place(Kind.FOOTNOTE, zone, label=self._footnote)
        if self._lists:
            label, self._label = self._label, ""
            kind = Kind.LIST_ITEM if label else Kind.PARAGRAPH
            inner = Zone.LIST if zone is Zone.PROSE else zone
            return Place(kind, inner, len(self._lists), label, self._lists[-1].group)
        if self._term:
            return Place(Kind.TERM, zone)
        return Place(Kind.PARAGRAPH, zone)

    def _start_paragraph(self, _: Any, start: int, end: int) -> None:
        self.covered.append(Span(start, end))
        if not (self.writer.writing and self.writer.place.kind is Kind.LIST_ITEM and not self.writer.length):
            self.writer.begin(self._place(), start)
        self._hash = 0
        if self.source.startswith("#", start):
            size = len(self.source[start : start + 7]) - len(self.source[start : start + 7].lstrip("#"))
            if 0 < size < 7 and self._is_heading_line(start, size):
                self._hash = size
                self.writer.change(Place(Kind.HEADING, Zone.HEADING, size))

    def _is_heading_line(self, start: int, size: int) -> bool:
        """``##Dose`` is meant as a heading; ``#tag #other`` is not."""
        stop = min((p for p in (self.source.find("\n", start, start + 200), self.source.find("\r", start, start + 200)) if p >= 0), default=-1)
        line = self.source[start + size : stop if stop >= 0 else start + 200].strip()
        if not line or not (line[0].isalnum() or line[0] in "*\"“'‘¿") or " #" in line or len(line) > 150:
            return False
        return size > 1 or " " in line

    def _end_paragraph(self, _: int, end: int) -> None:
        self.writer.flush(end)
        self._hash = 0

    def _start_heading(self, data: Any, start: int, end: int) -> None:
        self.covered.append(Span(start, end))
        level = int(data["level"][1])
        zone = self._quotes[-1] if self._quotes and self._quotes[-1] is Zone.QUOTE else Zone.HEADING
        self.writer.begin(Place(Kind.HEADING, zone, level), start)
        self.writer.element(f"h{level}", Span(start, self._stripped(start, end)), {k: v or "" for k, v in data["attrs"]})
        if data["id"]:
            self.writer.anchor(data["id"], Span(start, end))

    def _stripped(self, start: int, end: int) -> int:
        while end > start and self.source[end - 1] in " \t\r\n":
            end -= 1
        return end

    def _end_heading(self, start: int, end: int) -> None:
        self.writer.flush(self._stripped(start, end))

    def _start_blockquote(self, data: Any, start: int, end: int) -> None:
        self.writer.flush(start)
        first = self.source[start:end].lstrip("> \t")
        callout = data is not None or first.startswith("[!") or first.startswith(_ASIDES)
        outer = self._quotes[-1] if self._quotes else Zone.PROSE
        self._quotes.append(outer if callout else Zone.QUOTE)

    def _end_blockquote(self, _: int, end: int) -> None:
        self.writer.flush(end)
        self._quotes.pop()

    def _start_list(self, data: Any, start: int, end: int) -> None:
        self.writer.flush(start)
        self._lists.append(_List(data, self.writer.new_group()))
        self.writer.element("ul" if data is None else "ol", Span(start, self._stripped(start, end)), {})

    def _end_list(self, _: int, end: int) -> None:
        self.writer.flush(end)
        self._lists.pop()
        self._label = ""

    def _start_item(self, _: Any, start: int, end: int) -> None:
        self.covered.append(Span(start, start + 1))
        self._label = self._printed_label(start, end)
        self.writer.begin(self._place(), start)

    def _printed_label(self, start: int, end: int) -> str:
        """The number as it stands in the source: readers of the source, and editors, count by that."""
        at = start
        while at < end and self.source[at] in " \t>":
            at += 1
        stop = at
        while stop < end and self.source[stop].isdigit():
            stop += 1
        return self.source[at:stop].lstrip("0") or ("0" if stop > at else "•")

    def _end_item(self, _: int, end: int) -> None:
        self.writer.flush(end)
        self._label = ""

    def _start_footnotedefinition(self, data: Any, start: int, end: int) -> None:
        self.writer.flush(start)
        self.covered.append(Span(start, end))
        self._footnote = str(data)

    def _end_footnotedefinition(self, _: int, end: int) -> None:
        self.writer.flush(end)
        self._footnote = ""

    def _start_definitionlisttitle(self, _: Any, start: int, end: int) -> None:
        self.covered.append(Span(start, end))
        self._term = True
        self.writer.begin(self._place(), start)

    def _end_definitionlisttitle(self, _: int, end: int) -> None:
        self.writer.flush(end)
        self._term = False

    def _start_definitionlistdefinition(self, _: Any, start: int, end: int) -> None:
        self.covered.append(Span(start, end))
        self.writer.begin(self._place(), start)

    def _end_definitionlistdefinition(self, _: int, end: int) -> None:
        self.writer.flush(end)

    def _start_table(self, _: Any, start: int, end: int) -> None:
        self.writer.flush(start)
        self.covered.append(Span(start, end))
        self._table = self.writer.new_group()
        self._row = 0
        self.writer.element("table", Span(start, self._stripped(start, end)), {})

    def _end_table(self, _: int, end: int) -> None:
        self.writer.flush(end)
        self._table = 0

    def _start_tablehead(self, _: Any, start: int, end: int) -> None:
        self._row += 1

    def _start_tablerow(self, _: Any, start: int, end: int) -> None:
        self._row += 1

    def _start_tablecell(self, _: Any, start: int, end: int) -> None:
        self.writer.begin(self._place(), start)

    def _end_tablecell(self, _: int, end: int) -> None:
        self.writer.flush(end)

    def _start_codeblock(self, _: Any, start: int, end: int) -> None:
        self.covered.append(Span(start, end))
        self.writer.begin(Place(Kind.CODE, Zone.CODE), start)

    def _end_codeblock(self, _: int, end: int) -> None:
        self.writer.flush(end)

    def _start_htmlblock(self, _: Any, start: int, end: int) -> None:
        self.covered.append(Span(start, end))
        self.writer.flush(start)

    def _collect_html(self, start: int, end: int) -> None:
        if self._html_from < 0:
            self._html_from = start
        elif start != self._html_to and self.source[self._html_to : start].strip(" \t>"):
            self._leave_html()
            self._html_from = start
        self._html_to = end

    def _leave_html(self) -> None:
        if self._html_from >= 0:
            start, self._html_from = self._html_from, -1
            self.html.read_block(self.masked.text, start, self._html_to)

    # Inside blocks

    def _break(self, event: str, start: int, end: int) -> None:
        if self._image:
            return
        if self._hash or start in self.masked.breaks:
            self._hash = 0
            self.writer.begin(self._place(), end)
        elif event == "SoftBreak" and not self._is_entry(end):
            self.writer.space(start, end)
        else:
            self.writer.put("\n", start, end)

    def _is_entry(self, at: int) -> bool:
        """Whether the next line begins like an entry of a list of sources, which readers know by its line."""
        first = self.source[at : at + 1]
        if first in {"[", "("}:
            close = self.source.find("]" if first == "[" else ")", at, at + 6)
            return close > 0 and self.source[at + 1 : close].isdigit()
        return first in {"¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"} or self.source.startswith("<sup>", at)

    def _on_text(self, value: str, start: int, end: int) -> None:
        if self._image:
            self._alt.append(value)
            return
        if not self.writer.writing:
            self.writer.begin(self._place(), start)
        if self._hash and not self.writer.length:
            skip = len(value) - len(value.lstrip("#"))
            value = value[skip:]
            start += skip
        shown = self.masked.text[start:end]
        if value == shown:
            self.writer.keep(start, end)
        elif FILLER not in value:
            self._put_other(value, start, end)

    def _put_other(self, value: str, start: int, end: int) -> None:
        """An entity, an escape, or indentation that the parser made up (nothing in the source stands for it)."""
        if not value.strip() and "&" not in self.source[start:end]:
            self.writer.put(value, start, start)
        elif value.endswith(self.source[start:end]):
            self.writer.keep(start, end)
        else:
            self.writer.put(value, start, end)

    def _on_code(self, value: str, start: int, end: int) -> None:
        if self._image:
            self._alt.append(value)
            return
        ticks = end - start - len(self.source[start:end].lstrip("`"))
        inner, stop = start + ticks, end - ticks
        if self.source[inner:stop] != value and self.source[inner + 1 : stop - 1] == value:
            inner, stop = inner + 1, stop - 1
        self._write_marked(Mark.CODE, value, (inner, stop), Span(start, end))

    def _write_marked(self, mark: Mark, value: str, inner: tuple[int, int], span: Span) -> None:
        at = self.writer.length
        if self.source[inner[0] : inner[1]] == value:
            self.writer.raw(*inner)
        else:
            self.writer.put(value.replace(FILLER, ""), *inner)
        self.writer.mark(mark, at, "", span)

    def _on_inlinemath(self, value: str, start: int, end: int) -> None:
        if not any(c in value for c in "\\^_={") and any(len(w) > 3 and w.isalpha() for w in value.split()):
            self.writer.keep(start, end)  # two prices in one sentence
            return
        self._write_marked(Mark.CODE, value, (start + 1, end - 1), Span(start, end))

    def _on_displaymath(self, value: str, start: int, end: int) -> None:
        self._write_marked(Mark.CODE, value, (start + 2, end - 2), Span(start, end))

    def _on_inlinehtml(self, _: str, start: int, end: int) -> None:
        if not self._image:
            self.html.read_inline(self.masked.text, start, end)

    def _on_footnotereference(self, _: str, start: int, end: int) -> None:
        self.writer.footnote(start, end)

    def _on_tasklistmarker(self, _: bool, start: int, end: int) -> None:
        """The box is drawn; no text stands for it."""

    def _start_strikethrough(self, _: Any, start: int, end: int) -> None:
        self.writer.open(Mark.DELETED if self.source.startswith("~~", start) else Mark.SUBSCRIPT, start)

    def _end_strikethrough(self, start: int, end: int) -> None:
        self.writer.close(Mark.DELETED if self.source.startswith("~~", start) else Mark.SUBSCRIPT, end)

    def _start_link(self, data: Any, start: int, end: int) -> None:
        if not self.writer.writing:
            self.writer.begin(self._place(), start)
        attributes = {"href": self._address(data["dest_url"], start, end)}
        if data["title"]:
            attributes["title"] = data["title"]
        self.writer.element("a", Span(start, end), attributes)
        self.writer.open(Mark.LINK, start, attributes["href"])

    def _address(self, address: str, start: int, end: int) -> str:
        """The link's address, with the template that masking hid in it."""
        if FILLER not in address:
            return address
        at = self.masked.text.find(address, start, end)
        return self.source[at : at + len(address)] if at >= 0 else address.replace(FILLER, "")

    def _end_link(self, _: int, end: int) -> None:
        self.writer.close(Mark.LINK, end)

    def _start_image(self, data: Any, start: int, end: int) -> None:
        self._image.append((start, self._address(data["dest_url"], start, end), data))

    def _end_image(self, start: int, end: int) -> None:
        if not self._image:
            return
        _, address, data = self._image.pop()
        if self._image:
            return
        alt = "".join(self._alt)
        self._alt = []
        attributes = {"src": address, "alt": alt}
        if data["title"]:
            attributes["title"] = data["title"]
        self.writer.element("img", Span(start, end), attributes)
        self.writer.point(Mark.IMAGE, alt, Span(start, end))
