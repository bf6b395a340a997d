"""A block of an HTML page as it is read, before it is known what part of the page it stands in."""
from __future__ import annotations

from healthlint.model import Kind, Mark, Segment
from healthlint.parse.html_context import Context

Marked = tuple[Mark, int, int, str, int, str]
"""Mark, start, end, target, node and anchor."""


def by_place(marked: Marked) -> tuple[int, int]:
    """The order of inline markup in a block: what begins first, and of those the longest."""
    return marked[1], -marked[2]


class Draft:
    """A block before its zone is known."""

    __slots__ = ("anchors", "context", "inlines", "kind", "label", "linked", "node", "segments", "text")

    def __init__(
        self, context: Context, node: int, text: str, segments: tuple[Segment, ...], inlines: list[Marked], anchors: tuple[str, ...]
    ) -> None:
        """Kind and label are those of the elements around it."""
        self.context = context
        self.node = node
        """Of the innermost block-level element, -1 for none."""
        self.text = text
        self.segments = segments
        self.inlines = inlines
        self.anchors = anchors
        self.linked = sum([i[2] - i[1] for i in inlines if i[0] is Mark.LINK]) if inlines else 0
        """Characters inside links."""
        state = context.state
        self.kind, self.label = state.kind, ""
        item = state.item
        if item is not None and (state.kind is Kind.LIST_ITEM or state.kind is Kind.PARAGRAPH):
            self.kind, self.label = (Kind.LIST_ITEM, item.label) if item.label else (Kind.PARAGRAPH, "")
            item.label = ""
