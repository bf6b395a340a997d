"""What stands inside a block of Markdown: text, code, links, images, footnote references."""
from __future__ import annotations

from healthlint.model import Mark, Span
from healthlint.parse.markdown_writer import Writer
from healthlint.parse.mask import FILLER, Masked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_MARKS = {"Emphasis": Mark.EMPHASIS, "Strong": Mark.STRONG}


class InlineReader:
    """Writes the inline events into the block at hand."""

    def __init__(self, writer: Writer, masked: Masked) -> None:
        """No image is open."""
        self.writer = writer
        self.masked = masked.text
        self.source = writer.text
        self.images: list[dict[str, Any]] = []
        self._alt: list[str] = []

    def open(self, name: str, data: Any, span: Span) -> bool:
        """Begin inline markup; ``False`` if ``name`` is none."""
        if name in _MARKS:
            self.writer.open(_MARKS[name], span.start)
        elif name == "Strikethrough":
            self.writer.open(self._struck(span.start), span.start)
        elif name == "Link":
            self._open_link(data, span)
        elif name == "Image":
            self.images.append(data)
        else:
            return False
        return True

    def close(self, name: str, span: Span) -> bool:
        """End inline markup; ``False`` if ``name`` is none."""
        if name in _MARKS:
            self.writer.close(_MARKS[name], span.end)
        elif name == "Strikethrough":
            self.writer.close(self._struck(span.start), span.end)
        elif name == "Link":
            self.writer.close(Mark.LINK, span.end)
        elif name == "Image":
            self._close_image(span)
        else:
            return False
        return True

    def _struck(self, start: int) -> Mark:
        """``~~gone~~`` is struck out, ``~2~`` is lowered."""
        return Mark.DELETED if self.source.startswith("~~", start) else Mark.SUBSCRIPT

    # Text

    def text(self, value: str, start: int, end: int) -> None:
        """Add a piece of text; where it is not what stands in the source, it is an entity or made up by the parser."""
        if self.images:
            self._alt.append(value)
        elif value == self.masked[start:end]:
            self.writer.keep(start, end)
        elif FILLER in value:
            return
        elif not value.strip() and "&" not in self.source[start:end]:
            self.writer.put(value, start, start)
        elif value.endswith(self.source[start:end]):
            self.writer.keep(start, end)
        else:
            self.writer.put(value, start, end)

    def code(self, value: str, start: int, end: int) -> None:
        """Add a code span without its backticks and the space they may need."""
        if self.images:
            self._alt.append(value)
            return
        shown = self.source[start:end]
        ticks = len(shown) - len(shown.lstrip("`"))
        inner, stop = start + ticks, end - ticks
        if self.masked[inner:stop] != value and self.masked[inner + 1 : stop - 1] == value:
            inner, stop = inner + 1, stop - 1
        self._code(value, Span(inner, stop), Span(start, end))

    def math(self, value: str, start: int, end: int) -> None:
        """Add a formula as code; two prices in one sentence are text."""
        size = 2 if self.source.startswith("$$", start) else 1
        if size == 1 and not any(c in value for c in "\\^_={") and any(len(w) > 3 and w.isalpha() for w in value.split()):
            self.writer.keep(start, end)
        elif not self.images:
            self._code(value, Span(start + size, end - size), Span(start, end))

    def _code(self, value: str, inner: Span, span: Span) -> None:
        at = self.writer.length
        if self.masked[inner.start : inner.end] == value:
            self.writer.raw(*inner)
        else:
            self.writer.put(value.replace(FILLER, ""), *inner)
        self.writer.mark(Mark.CODE, at, "", span)

    # Links and images

    def _open_link(self, data: dict[str, Any], span: Span) -> None:
        attributes = {"href": self._address(data["dest_url"], span)}
        if data["title"]:
            attributes["title"] = data["title"]
        self.writer.element("a", span, attributes)
        self.writer.open(Mark.LINK, span.start, attributes["href"])

    def _address(self, address: str, span: Span) -> str:
        """The link's address, with the template that masking hid in it."""
        if FILLER not in address:
            return address
        at = self.masked.find(address, *span)
        return self.source[at : at + len(address)] if at >= 0 else address.replace(FILLER, "")

    def _close_image(self, span: Span) -> None:
        data = self.images.pop()
        if self.images:
            return
        attributes = {"src": self._address(data["dest_url"], span), "alt": "".join(self._alt)}
        self._alt = []
        if data["title"]:
            attributes["title"] = data["title"]
        self.writer.element("img", span, attributes)
        self.writer.point(Mark.IMAGE, attributes["alt"], span)
