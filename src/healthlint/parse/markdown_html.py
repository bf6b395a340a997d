"""HTML inside Markdown: its tags and text, written into the same blocks."""
from __future__ import annotations

from functools import cache

from healthlint.model import Comment, Kind, Mark, Span, Zone
from healthlint.parse.html_entities import REFERENCE, decode_reference
from healthlint.parse.html_tokens import COMMENT, END, START, TEXT, Token, tokenize
from healthlint.parse.html_written import read_attributes
from healthlint.parse.markdown_writer import Place, Writer
from healthlint.patterns import compile_pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MARKS = {
    "sup": Mark.SUPERSCRIPT, "sub": Mark.SUBSCRIPT, "code": Mark.CODE, "kbd": Mark.CODE, "samp": Mark.CODE, "em": Mark.EMPHASIS,
    "i": Mark.EMPHASIS, "strong": Mark.STRONG, "b": Mark.STRONG, "q": Mark.QUOTE, "cite": Mark.CITE, "abbr": Mark.ABBREVIATION,
    "dfn": Mark.DEFINITION, "del": Mark.DELETED, "s": Mark.DELETED, "time": Mark.TIME,
}  # fmt: skip
_ZONES = {
    "blockquote": Zone.QUOTE, "figcaption": Zone.CAPTION, "caption": Zone.CAPTION, "td": Zone.TABLE, "th": Zone.TABLE,
    "nav": Zone.FURNITURE, "footer": Zone.FURNITURE, "pre": Zone.CODE, "summary": Zone.HEADING,
}  # fmt: skip
_KINDS = {
    "li": Kind.LIST_ITEM, "figcaption": Kind.CAPTION, "caption": Kind.CAPTION, "td": Kind.TABLE_CELL, "th": Kind.TABLE_CELL,
    "dt": Kind.TERM, "pre": Kind.CODE, "summary": Kind.OTHER,
}  # fmt: skip
_BLOCKS = _HEADINGS | frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html", "label", "li", "main", "menu", "nav", "ol",
        "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)
_UNSEEN = frozenset({"svg", "math", "object", "template", "noscript", "select", "video", "audio", "canvas", "head", "title"})
_MEDIA = frozenset({"iframe", "video", "audio", "img", "table", "ul", "ol"})
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "wbr", "source", "track", "embed", "area", "base", "col"})
_DEEPEST = 200


@cache
def _words() -> re.Pattern[str]:
    """White space, references, and words with single spaces between them."""
    return compile_pattern(rf"[ \t\r\n\f]+|{REFERENCE}|[^ \t\r\n\f&]+(?: [^ \t\r\n\f&]+)*|&")


class _Element:
    """An open HTML element that holds blocks."""

    __slots__ = ("count", "group", "hidden", "language", "name", "number", "row", "words")

    def __init__(self, name: str, attributes: dict[str, str], number: int) -> None:
        self.name = name
        self.words = f"{attributes.get('class', '')} {attributes.get('id', '')}".strip().lower()
        self.hidden = name == "details" or "hidden" in attributes
        self.language = attributes.get("lang", "")
        self.number = number
        self.group = 0
        self.count = 0
        self.row = 0


class HtmlReader:
    """Keeps the open HTML elements of a Markdown text, which may begin in one block and end in another."""

    def __init__(self, writer: Writer) -> None:
        """No element is open."""
        self.writer = writer
        self.stack: list[_Element] = []
        self.unseen: list[str] = []
        """Open elements whose text readers do not see, such as ``svg``."""
        self._last_closed: dict[str, int] = {}
        self._links: list[int] = []

    def read_block(self, text: str, start: int, end: int) -> None:
        """Read a stretch of HTML between Markdown blocks; ``text`` has the offsets of the source."""
        for token in tokenize(text, start, end):
            self._read(text, token, inline=False)
        self.writer.flush(end)

    def read_inline(self, text: str, start: int, end: int) -> None:
        """Read one tag or comment inside a line of Markdown."""
        for token in tokenize(text, start, end):
            self._read(text, token, inline=True)

    def place(self, start_place: Place) -> Place:
        """What a Markdown block is, with the HTML elements around it."""
        for element in reversed(self.stack):
            zone = _ZONES.get(element.name)
            if zone and start_place.zone in {Zone.PROSE, Zone.LIST}:
                return start_place._replace(zone=zone)
        return start_place

    def _read(self, text: str, token: Token, *, inline: bool) -> None:
        kind, start, end, name, attributes = token
        if kind == COMMENT:
            self._comment(text, start, end)
        elif kind == TEXT:
            if not inline and not self.unseen:
                self._text(text, start, end)
        elif kind == START:
            self._start_tag(name, read_attributes(text[attributes : end - 1]), start, end, inline=inline)
            if name in _UNSEEN and text[end - 2] != "/" and self._closes_later(name, end):
                self.unseen.append(name)
        elif kind == END:
            self._end_tag(name, end, inline=inline)

    def _closes_later(self, name: str, at: int) -> bool:
        """Whether an end tag follows: one that is missing must not hide the rest of the article."""
        if name not in self._last_closed:
            self._last_closed[name] = self.writer.text.lower().rfind(f"</{name}")
        return self._last_closed[name] >= at

    def _comment(self, text: str, start: int, end: int) -> None:
        inner = text[start + 4 : end].removesuffix("-->").removesuffix("--!>")
        self.writer.comments.append(Comment(inner.strip(), Span(start, end)))

    # Text

    def _text(self, text: str, start: int, end: int) -> None:
        if self.writer.pieces is None:
            if not text[start:end].strip():
                return
            self.writer.begin(self._here(), start)
        for match in _words().finditer(text, start, end):
            a, b = match.span()
            piece = match.group()
            if piece[0] in " \t\r\n\f":
                self.writer.space(a, b)
            elif piece[0] == "&" and len(piece) > 1:
                self._reference(text, piece, a)
            else:
                self.writer.keep(a, b)

    def _reference(self, text: str, piece: str, at: int) -> None:
        found = decode_reference(piece, following=text[at + len(piece) : at + len(piece) + 1])
        if found is None:
            self.writer.keep(at, at + len(piece))
            return
        self.writer.put(found.text, at, at + found.length)
        self.writer.keep(at + found.length, at + len(piece))

    # Tags

    def _start_tag(self, name: str, attributes: dict[str, str], start: int, end: int, *, inline: bool) -> None:
        self.writer.anchor(attributes.get("id") or (attributes.get("name", "") if name == "a" else ""), start, end)
        if self.unseen and name not in _MEDIA:
            return
        if name in _BLOCKS:
            self._open_block(name, attributes, start, end, inline=inline)
        elif name in _MEDIA:
            self._media(name, attributes, start, end)
        elif name == "a":
            self._open_link(attributes, start, end)
        elif name == "br":
            self.writer.put("\n", start, end)
        elif name in _MARKS:
            target = attributes.get("datetime", "") or attributes.get("title", "") if name in {"time", "abbr"} else ""
            self.writer.open(_MARKS[name], start, target, attributes.get("id", ""))

    def _open_block(self, name: str, attributes: dict[str, str], start: int, end: int, *, inline: bool) -> None:
        if inline and self.writer.pieces is not None:
            self.writer.put("\n", start, end)
            return
        self.writer.flush(start)
        number = self.writer.element(name, start, end, attributes) if name in _HEADINGS or name in _MEDIA else -1
        if name == "hr" or len(self.stack) >= _DEEPEST:
            return
        if name in {"li", "p", "td", "th", "tr", "dt", "dd"} and self.stack and self.stack[-1].name == name:
            self._pop(len(self.stack) - 1, start)
        element = _Element(name, attributes, number)
        self._number(element, attributes)
        self.stack.append(element)
        self._describe()
        if name in _HEADINGS or name in {"li", "td", "th", "pre", "dt"}:
            self.writer.begin(self._here(), start)
            if number >= 0:
                self.writer.adopt(number)

    def _number(self, element: _Element, attributes: dict[str, str]) -> None:
        if element.name in {"ul", "ol", "table"}:
            element.group = self.writer.new_group()
            start = attributes.get("start", "1")
            element.count = int(start) - 1 if start.isascii() and start.isdigit() and len(start) < 6 else 0
        if not self.stack:
            return
        if element.name == "li":
            outer = next((e for e in reversed(self.stack) if e.name in {"ul", "ol"}), None)
            if outer:
                value = attributes.get("value", "")
                outer.count = int(value) if value.isascii() and value.isdigit() and len(value) < 6 else outer.count + 1
                element.group, element.count = outer.group, outer.count if outer.name == "ol" else 0
        elif element.name == "tr":
            outer = next((e for e in reversed(self.stack) if e.name == "table"), None)
            if outer:
                outer.row += 1
                element.group, element.row = outer.group, outer.row

    def _here(self) -> Place:
        """What text at this point of the HTML is."""
        level = sum(e.name in {"ul", "ol"} for e in self.stack)
        for element in reversed(self.stack):
            name = element.name
            if name in _HEADINGS:
                return Place(Kind.HEADING, Zone.HEADING, int(name[1]))
            if name == "li":
                label = str(element.count) if element.count else "•"
                return Place(Kind.LIST_ITEM, Zone.LIST, max(level, 1), label, element.group)
            if name in {"td", "th"}:
                row = next((e for e in reversed(self.stack) if e.name == "tr"), None)
                return Place(Kind.TABLE_CELL, Zone.TABLE, group=row.group if row else 0, row=row.row if row else 0)
            if name in _ZONES or name in _KINDS:
                return Place(_KINDS.get(name, Kind.PARAGRAPH), _ZONES.get(name, Zone.PROSE))
        return Place(Kind.PARAGRAPH, Zone.PROSE)

    def _media(self, name: str, attributes: dict[str, str], start: int, end: int) -> None:
        self.writer.element(name, start, end, attributes)
        if name == "img":
            self.writer.point(Mark.IMAGE, attributes.get("alt", ""), start, end)

    def _open_link(self, attributes: dict[str, str], start: int, end: int) -> None:
        if self.writer.pieces is None:
            self.writer.begin(self._here(), start)
        self._links.append(self.writer.element("a", start, end, attributes))
        self.writer.open(Mark.LINK, start, attributes.get("href", ""), attributes.get("id", ""))

    def _end_tag(self, name: str, end: int, *, inline: bool) -> None:
        if self.unseen:
            if name == self.unseen[-1]:
                self.unseen.pop()
            return
        if name == "a":
            self.writer.close(Mark.LINK, end)
            if self._links:
                self.writer.stretch(self._links.pop(), end)
        elif name in _MARKS:
            self.writer.close(_MARKS[name], end)
        elif name in _BLOCKS:
            if inline and self.writer.pieces is not None:
                return
            self.writer.flush(end)
            for i in range(len(self.stack) - 1, -1, -1):
                if self.stack[i].name == name:
                    self._pop(i, end)
                    break

    def _pop(self, depth: int, end: int) -> None:
        for element in self.stack[depth:]:
            if element.number >= 0:
                self.writer.stretch(element.number, end)
        del self.stack[depth:]
        self._describe()

    def _describe(self) -> None:
        """Tell the writer what the open elements say of the blocks inside them."""
        stack, writer = self.stack, self.writer
        writer.hidden = True in [e.hidden for e in stack] and "summary" not in [e.name for e in stack]
        writer.classes = " ".join([e.words for e in stack[-4:] if e.words])
        writer.language = next((e for e in [e.language for e in reversed(stack)] if e), "")
