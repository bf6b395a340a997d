"""A block of an HTML page as it is read, before it is known what part of the page it stands in."""
from __future__ import annotations

from collections.abc import Sequence

from healthlint.model import Kind, Mark, Places
from healthlint.parse.html_context import Part, State

Marked = tuple[Mark, int, int, str, int, str]
"""Mark, start, end, target, node and anchor."""


def by_place(marked: Marked) -> tuple[int, int]:
    """The order of inline markup in a block: what begins first, and of those the longest."""
    return marked[1], -marked[2]


_LINK, _LIST_ITEM, _PARAGRAPH = Mark.LINK, Kind.LIST_ITEM, Kind.PARAGRAPH


class Draft:
    """A block before its zone is known."""

    __slots__ = ("anchors", "inlines", "kind", "label", "linked", "node", "part", "segments", "state", "text")

    def __init__(
        self,
        state: State,
        part: Part,
        node: int,
        text: str,
        segments: tuple[Places, ...],
        inlines: Sequence[Marked],
        anchors: tuple[str, ...],
    ) -> None:
        """Kind and label are those of the elements around it."""
        self.state = state
        self.part = part
        self.node = node
        """Of the innermost block-level element, -1 for none."""
        self.text = text
        self.segments = segments
        self.inlines = inlines
        self.anchors = anchors
        self.linked = 0
        """Characters inside links."""
        for mark, start, end, _, _, _ in inlines:
            if mark is _LINK:
                self.linked += end - start
        self.kind, self.label, item = state.kind, "", state.item
        if item is not None and (self.kind is _LIST_ITEM or self.kind is _PARAGRAPH):
            self.kind, self.label = (_LIST_ITEM, item.label) if item.label else (_PARAGRAPH, "")
            item.label = ""
