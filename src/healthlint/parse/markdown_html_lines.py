"""Where HTML stands among Markdown: its lines, which come one by one, and its tags inside lines."""
from __future__ import annotations

from healthlint.parse.markdown_writer import Place, Writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.parse.markdown_html import HtmlReader


class HtmlLines:
    """Gives the reader of HTML what is one piece; the reader is imported when the first tag comes."""

    def __init__(self, writer: Writer, text: str) -> None:
        """``text`` is the source with what is no article masked; it has the same offsets."""
        self.writer = writer
        self.text = text
        self.reader: HtmlReader | None = None
        self.waiting: tuple[int, int] | None = None
        """Where the lines stand that were met and are not read yet."""

    def add(self, start: int, end: int) -> None:
        """One more line: those of one block are read as one."""
        if self.waiting and not self.writer.text[self.waiting[1] : start].strip(" \t>"):
            self.waiting = self.waiting[0], end
        else:
            self.read_waiting()
            self.waiting = start, end

    def read_waiting(self) -> None:
        """Read the lines that are waiting, as the block ends here."""
        if self.waiting:
            (start, end), self.waiting = self.waiting, None
            self._reader().read_block(self.text, start, end)

    def read_inline(self, start: int, end: int) -> None:
        """Read one tag or comment inside a line."""
        self._reader().read_inline(self.text, start, end)

    def place(self, place: Place) -> Place:
        """What a Markdown block is, with the HTML elements around it."""
        return self.reader.place(place) if self.reader and self.reader.stack else place

    def _reader(self) -> HtmlReader:
        if self.reader is None:
            from healthlint.parse.markdown_html import HtmlReader

            self.reader = HtmlReader(self.writer)
        return self.reader
