"""The elements of a page, and where they stand by name and by attribute."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from healthlint.model.span import Span

_new = tuple.__new__
"""What the constructor of a span calls: called directly, as a page asks for dozens."""


class Element:
    """An element that rules ask for by name in any format: heading, link, image, table, list, frame, media.

    A page has thousands, so ranges are kept as plain numbers and made into spans when asked for. Only parsing sets its fields.
    """

    __slots__ = ("attributes", "block", "end", "name", "parent", "start", "tag_end")

    def __init__(
        self, name: str, start: int, tag_end: int, end: int, attributes: Mapping[str, str], parent: int = -1, block: int = -1
    ) -> None:
        """All places are offsets in the source."""
        self.name = name
        """HTML name in lower case; Markdown constructs use the name of the element they become."""
        self.start = start
        self.tag_end = tag_end
        """Where the start tag ends; equal to ``end`` in Markdown."""
        self.end = end
        self.attributes = attributes
        """Decoded; the first of duplicates wins."""
        self.parent = parent
        """Index in ``Document.elements`` of the element around it, -1 if none; HTML lists every element, parents first."""
        self.block = block
        """Index of the block in ``Document.blocks`` that holds the element's text, -1 if none."""

    @property
    def span(self) -> Span:
        """From the start tag to the end of the element; the whole construct in Markdown."""
        return _new(Span, (self.start, self.end))

    @property
    def tag(self) -> Span:
        """The start tag alone; equal to ``span`` in Markdown."""
        return _new(Span, (self.start, self.tag_end))


class ElementIndex:
    """The elements of a page by name and by attribute, as places in ``Document.elements`` in reading order: one pass for all who ask."""

    __slots__ = ("by_name", "with_attribute")

    def __init__(self, elements: tuple[Element, ...]) -> None:
        """What is not on the page is not in the tables."""
        by_name: defaultdict[str, list[int]] = defaultdict(list)
        with_attribute: defaultdict[str, list[int]] = defaultdict(list)
        for i, element in enumerate(elements):
            by_name[element.name].append(i)
            attributes = element.attributes
            if attributes:
                for key in attributes:
                    with_attribute[key].append(i)
        by_name.default_factory = with_attribute.default_factory = None
        self.by_name: Mapping[str, list[int]] = by_name
        self.with_attribute: Mapping[str, list[int]] = with_attribute
