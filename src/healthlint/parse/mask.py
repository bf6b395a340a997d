"""What masking found in a text, and the text with it hidden."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.model import Comment, Mark, Span
from healthlint.records import NamedTuple

FILLER = "\ue0f0"
"""Stands for a template inside a line: neither a space nor punctuation, so emphasis around it still works."""


LONGEST = 2000
"""A template tag that does not close within this many characters is text."""


class Gap(NamedTuple):
    """``source[start:end]`` that readers do not see inside a line."""

    start: int
    end: int
    mark: Mark | None = None
    """Mark that begins or ends here, or stands here (``TEMPLATE``, ``FOOTNOTE``)."""
    opens: bool = False
    closes: bool = False
    content: Span = Span(0, 0)
    """Of an inline footnote: the text of the note."""


class Masked(NamedTuple):
    """A text of the same length in which foreign syntax is hidden."""

    text: str
    gaps: tuple[Gap, ...] = ()
    """In order, without overlaps."""
    breaks: frozenset[int] = frozenset()
    """Ends of lines after which a new block begins though no blank line says so."""
    callouts: frozenset[int] = frozenset()
    """Starts of callout markers such as ``[!info]`` inside block quotes."""
    comments: tuple[Comment, ...] = ()
    templated: bool = False


class Mask:
    """What was found so far."""

    def __init__(self, text: str, start: int = 0) -> None:
        """Nothing is hidden yet but the front matter, up to ``start``, which becomes one blank line."""
        self.source = text
        front = text[:start].rstrip("\r\n")
        self._shown = " " * len(front) + text[len(front) :] if front else text
        self.chars: list[str] | None = None
        """The text as it is shown, made when there is something to hide in it."""
        self.gaps: list[Gap] = []
        self.breaks: set[int] = set()
        self.callouts: set[int] = set()
        self.comments: list[Comment] = []
        self.templated = False

    def blank(self, start: int, end: int) -> None:
        """Turn a range into spaces; line ends stay."""
        self._fill(start, end, " ")

    def hide(self, start: int, end: int, mark: Mark | None = None) -> None:
        """Blank a range that has its lines for itself; otherwise leave it out of the text of its line."""
        if self.chars is not None and self.chars[start] != self.source[start]:
            return  # inside something hidden before
        if self.alone(start, end):
            self._fill(start, end, " ")
        else:
            self._fill(start, end, FILLER)
            self.gaps.append(Gap(start, end, mark))

    def _fill(self, start: int, end: int, by: str) -> None:
        if self.chars is None:
            self.chars = list(self._shown)
        hidden = self.source[start:end]
        if "\n" in hidden or "\r" in hidden:
            self.chars[start:end] = [c if c in "\r\n" else by for c in hidden]
        else:
            self.chars[start:end] = by * len(hidden)

    def quote(self, at: int) -> None:
        """Make the line whose white space begins at ``at`` one of a box, so that Markdown does not take it for code."""
        if self.chars is None:
            self.chars = list(self._shown)
        self.chars[at] = ">"
        self.callouts.add(at)

    def lines_with(self, sign: str, start: int) -> Iterator[int]:
        """Where the lines begin in which ``sign`` stands: a pattern is tried on those and not at every character."""
        text = self.source
        at = text.find(sign, start)
        while at >= 0:
            line = text.rfind("\n", 0, at) + 1
            if line >= start:
                yield line
            end = text.find("\n", at)
            at = text.find(sign, end) if end >= 0 else -1

    @property
    def shown(self) -> str:
        """The text with what is hidden left blank."""
        return self._shown if self.chars is None else "".join(self.chars)

    def alone(self, start: int, end: int) -> bool:
        """Whether nothing else stands on the lines of a range."""
        text = self.source
        while start > 0 and text[start - 1] in "> \t-*":
            start -= 1
        while end < len(text) and text[end] in " \t":
            end += 1
        return (start == 0 or text[start - 1] in "\r\n") and (end == len(text) or text[end] in "\r\n")
