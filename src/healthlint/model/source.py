"""The file as read: its format, its decoded text and how to write it back unchanged, and the comments in it."""
from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import accumulate

from healthlint.cached import cached_property
from healthlint.digests import sha256
from healthlint.enumerations import StrEnum
from healthlint.model.span import Span
from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterable


class Format(StrEnum):
    """The markup an article is written in."""

    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"


@cache
def _newline() -> re.Pattern[str]:
    return compile_pattern(r"\r\n|\n|\r")


@record(frozen=True)
class Source:
    """An article's text, decoded from the bytes of its file.

    ``text`` keeps its newlines exactly as they stand in the file; a leading
    byte order mark is not part of it.
    """

    path: str
    """POSIX path relative to the project root, as printed in reports."""
    text: str
    encoding: str = "utf-8"
    """Codec name that turns ``text`` back into the bytes of the file."""
    bom: bytes = b""
    """The byte order mark that stood before the text, empty if none."""
    exact: bool = True
    """Whether encoding ``text`` again gives the very bytes that were read; ``fix`` refuses the file otherwise."""
    digest: str = ""
    """``sha256``, where ``text`` does not give the very bytes; empty otherwise."""
    notes: tuple[str, ...] = ()
    """What was unusual in decoding, by key of the rule that reports it (``undeclared-encoding`` ...)."""

    @cached_property
    def sha256(self) -> str:
        """Hash of the bytes read, in hexadecimal: few who read an article ask for it."""
        return self.digest or sha256(self.bom + self.text.encode(self.encoding, "surrogatepass")).hexdigest()

    @cached_property
    def _line_starts(self) -> list[int]:
        if "\r" in self.text:
            return [0, *[m.end() for m in _newline().finditer(self.text)]]
        lengths = accumulate(map(len, self.text.split("\n")))
        return [0, *[end + number for number, end in enumerate(lengths, 1)][:-1]]

    def line_column(self, offset: int) -> tuple[int, int]:
        """1-based line and column, in code points, of ``offset``.

        A line ends at ``\\n``, ``\\r\\n`` or a lone ``\\r`` and nothing else, as in editors.
        """
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line_columns(self, offsets: Iterable[int]) -> dict[int, tuple[int, int]]:
        """``line_column`` of each of ``offsets``, without a table of all lines: for a few places in a long text."""
        if "\r" in self.text:
            return {offset: self.line_column(offset) for offset in offsets}
        found: dict[int, tuple[int, int]] = {}
        line, done = 1, 0
        for offset in sorted({*offsets}):
            line += self.text.count("\n", done, offset)
            done = offset
            found[offset] = line, offset - self.text.rfind("\n", 0, offset)
        return found

    def line_around(self, offset: int) -> Span:
        """The range of the line in which ``offset`` lies, without its newline."""
        text = self.text
        offset -= text[offset - 1 : offset + 1] == "\r\n"
        start = text.rfind("\n", 0, offset) + 1
        start = max(start, text.rfind("\r", start, offset) + 1)
        end = text.find("\n", offset)
        end = len(text) if end < 0 else end
        cut = text.find("\r", offset, end)
        return Span(start, end if cut < 0 else cut)

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]


class Comment(NamedTuple):
    """A comment in the source: the place for suppressions."""

    text: str
    """Without the comment's own brackets, stripped."""
    span: Span
