"""What stands inside a block of Markdown: text, code, links, images, footnote references."""
from __future__ import annotations

from collections.abc import Callable

from healthlint.model import Mark
from healthlint.parse.markdown_writer import Writer
from healthlint.parse.mask import FILLER, Masked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    _Start = Callable[[Any, int, int], None]
    _End = Callable[[int, int], None]


class InlineReader:
    """Writes the inline events into the block at hand."""

    def __init__(self, writer: Writer, masked: Masked) -> None:
        """No image is open."""
        self.writer = writer
        self.masked = masked.text
        self.source = writer.text
        self.images: list[dict[str, Any]] = []
        self._alt: list[str] = []

    def starts(self) -> dict[str, _Start]:
        """What to do where inline markup of a name begins."""
        return {"Emphasis": self._open_emphasis, "Strong": self._open_strong, "Strikethrough": self._open_struck}

    def ends(self) -> dict[str, _End]:
        """What to do where it ends."""
        return {
            "Emphasis": self._close_emphasis,
            "Strong": self._close_strong,
            "Strikethrough": self._close_struck,
            "Link": self._close_link,
            "Image": self._close_image,
        }

    # Emphasis

    def _open_emphasis(self, _: Any, start: int, _end: int) -> None:
        self.writer.open(Mark.EMPHASIS, start)

    def _close_emphasis(self, _: int, end: int) -> None:
        self.writer.close(Mark.EMPHASIS, end)

    def _open_strong(self, _: Any, start: int, _end: int) -> None:
        self.writer.open(Mark.STRONG, start)

    def _close_strong(self, _: int, end: int) -> None:
        self.writer.close(Mark.STRONG, end)

    def _open_struck(self, _: Any, start: int, _end: int) -> None:
        self.writer.open(self._struck(start), start)

    def _close_struck(self, start: int, end: int) -> None:
        self.writer.close(self._struck(start), end)

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
        self._code(value, (inner, stop), start, end)

    def math(self, value: str, start: int, end: int) -> None:
        """Add a formula as code; two prices in one sentence are text."""
        size = 2 if self.source.startswith("$$", start) else 1
        if size == 1 and not any(c in value for c in "\\^_={") and any(len(w) > 3 and w.isalpha() for w in value.split()):
            self.writer.keep(start, end)
        elif not self.images:
            self._code(value, (start + size, end - size), start, end)

    def _code(self, value: str, inner: tuple[int, int], start: int, end: int) -> None:
        at = self.writer.length
        if self.masked[slice(*inner)] == value:
            self.writer.raw(*inner)
        else:
            self.writer.put(value.replace(FILLER, ""), *inner)
        self.writer.mark(Mark.CODE, at, "", start, end)

    # Links and images

    def open_link(self, data: dict[str, Any], start: int, end: int) -> None:
        """Begin a link."""
        address = self._address(data["dest_url"], start, end)
        title = data["title"]
        self.writer.element("a", start, end, {"href": address, "title": title} if title else {"href": address})
        self.writer.open(Mark.LINK, start, address)

    def _close_link(self, _: int, end: int) -> None:
        self.writer.close(Mark.LINK, end)

    def _address(self, address: str, start: int, end: int) -> str:
        """The link's address, with the template that masking hid in it."""
        if FILLER not in address:
            return address
        at = self.masked.find(address, start, end)
        return self.source[at : at + len(address)] if at >= 0 else address.replace(FILLER, "")

    def _close_image(self, start: int, end: int) -> None:
        data = self.images.pop()
        if self.images:
            return
        attributes = {"src": self._address(data["dest_url"], start, end), "alt": "".join(self._alt)}
        self._alt = []
        if data["title"]:
            attributes["title"] = data["title"]
        self.writer.element("img", start, end, attributes)
        self.writer.point(Mark.IMAGE, attributes["alt"], start, end)
