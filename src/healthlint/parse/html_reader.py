"""What the walk over a page tells its readers, and what it makes itself."""
from __future__ import annotations

from healthlint.model import Element, Span
from healthlint.parse.html_written import Written


class Reader:
    """Is told of a page's elements and text in source order, nested as they should be."""

    def open(self, written: Written, index: int, element: Element) -> None:
        """An element begins; one without content closes at once."""

    def close(self, index: int) -> None:
        """An element ends."""

    def text(self, piece: str, start: int, end: int) -> None:
        """Character data that is more than white space, references not decoded: ``piece`` is what stands there."""

    def space(self, start: int, end: int) -> None:
        """White space between two tags."""

    def aside(self, kind: int, start: int, end: int) -> None:
        """What is neither: a comment, raw text, a doctype."""


class Nodes:
    """Every element in source order, parents before children, and what else the walk over a page came by."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self.nodes: list[Element] = []
        self.runs: list[tuple[int, int, int]] = []
        """Character data: index of its element (-1: none), start and end."""
        self.comments: list[tuple[int, int]] = []
        """Ranges of the comments in the source, brackets included."""
        self.anchors: dict[str, Span] = {}
        """``id`` and ``name`` values to the start tags that have them first."""
        self.stating: list[int] = []
        """Index of each element that states a fact of the page, or of something on it."""
        self.deep = False
        """Whether elements are nested deeper than any layout needs."""
