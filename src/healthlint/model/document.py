"""An article as parsed: blocks of prose without markup, each with its map back to the source."""
from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from operator import itemgetter

from healthlint.cached import cached_property
from healthlint.enumerations import StrEnum
from healthlint.model.element import Element, ElementIndex
from healthlint.model.finding import Edit
from healthlint.model.source import Comment, Format, Source
from healthlint.model.span import Places, Segment, Span, joined
from healthlint.records import NamedTuple, field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_new = tuple.__new__
"""What the constructor of a span calls: called directly, as a page asks for dozens."""


class Zone(StrEnum):
    """What part a block plays in the article; rules name the zones they read."""

    TITLE = "title"
    HEADING = "heading"
    PROSE = "prose"
    LIST = "list"
    TABLE = "table"
    QUOTE = "quote"
    CAPTION = "caption"
    CODE = "code"
    BYLINE = "byline"
    BIO = "bio"
    REVIEWER = "reviewer"
    DATES = "dates"
    REFERENCES = "references"
    FURTHER_READING = "further-reading"
    DISCLAIMER = "disclaimer"
    FURNITURE = "furniture"
    """Navigation, cookie text, newsletter, footer, address: not the author's article."""


class Kind(StrEnum):
    """The structural element a block came from."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    """A footnote's definition; ``Block.label`` is its name."""
    CODE = "code"
    TERM = "term"
    """``<dt>``, or the label part of a definition list."""
    OTHER = "other"


class Mark(StrEnum):
    """Inline markup inside a block that the readers of an article need to know of."""

    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    LINK = "link"
    CODE = "code"
    EMPHASIS = "emphasis"
    STRONG = "strong"
    QUOTE = "quote"
    CITE = "cite"
    ABBREVIATION = "abbreviation"
    DEFINITION = "definition"
    FOOTNOTE = "footnote"
    """A reference to a footnote; ``target`` is its name."""
    IMAGE = "image"
    """Zero-width; ``target`` is the alternative text."""
    DELETED = "deleted"
    TIME = "time"
    """``target`` is the machine-readable ``datetime``."""
    LANGUAGE = "language"
    """Text in another language; ``target`` is the language tag."""
    TEMPLATE = "template"
    """A placeholder that a template engine fills in; masked from the text."""


_FEW = 8
"""Segments up to this number are looked through; a list to search in is not worth making for them."""


class Inline(NamedTuple):
    """Inline markup over ``text[start:end]`` of a block."""

    mark: Mark
    start: int
    end: int
    target: str = ""
    """Link address, footnote name, alternative text, date or language, by ``mark``."""
    span: Span = Span(0, 0)
    """The whole construct in the source, tags or brackets included."""
    anchor: str = ""
    """``id`` or ``name`` of the element, empty if none."""


@record(frozen=True, eq=False)
class Block:
    """A paragraph, heading, list item or table cell as a reader sees it, markup removed.

    ``segments`` map ranges of ``text`` to ranges of the source, in order and
    without gaps. They are made while parsing, so no rule and no report ever
    searches for its match again.
    """

    zone: Zone
    text: str
    segments: tuple[Places, ...]
    """Plain numbers, in the order of ``Segment``."""
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    """Heading level 1 to 6, or nesting depth of a list item from 1."""
    label: str = ""
    """What stands before a list item or names a footnote, without punctuation: ``3``, ``•``, ``a``."""
    anchors: tuple[str, ...] = ()
    """``id`` and ``name`` attributes on the block, or on elements that open just before its text."""
    group: int = 0
    """Number of the list or table that the block belongs to, 0 if none; blocks of one list share it."""
    row: int = 0
    """1-based row inside a table, 0 elsewhere."""
    inlines: tuple[Inline, ...] = ()
    outer: Span = Span(0, 0)
    """The whole element in the source, markup included: where a block may be wrapped, moved or removed."""
    language: str = ""
    """Nearest declared ``lang``, empty if none."""
    hidden: bool = False
    """Not shown at first (inactive tab, closed accordion, ``hidden``): still part of the article."""
    inferred: bool = False
    """Whether the zone was guessed from wording and layout and not told by markup."""
    classes: str = ""
    """``class`` and ``id`` words of the block and its nearest ancestors, lower case, for zone reading."""

    @cached_property
    def _starts(self) -> list[int]:
        return [s[0] for s in self.segments]

    def _segment_at(self, at: int) -> int:
        """Index of the segment that holds ``text[at]``, or of the one nearest to it."""
        count = len(self.segments)
        if count > _FEW:
            return min(max(bisect_right(self._starts, at) - 1, 0), count - 1)
        for i in range(count - 1, 0, -1):
            if self.segments[i][0] <= at:
                return i
        return 0

    def source_offset(self, index: int, *, end: bool = False) -> int:
        """Where in the source ``text[index]`` begins or, with ``end``, where ``text[index - 1]`` ends."""
        segments = self.segments
        if not segments:
            return self.outer.start
        at = index - 1 if end else index
        first, last, source_start, source_end = segments[0 if len(segments) == 1 else self._segment_at(at)]
        if at >= last:
            return source_end
        if last - first != source_end - source_start:
            return source_end if end else source_start
        return source_start + index - first

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Turn a range of ``text`` into the range of the source it came from."""
        segments = self.segments
        if start == 0 and end is None and segments and self.text:
            return _new(Span, (segments[0][2], segments[-1][3]))
        if end is None:
            end = len(self.text)
        first = self.source_offset(start)
        if end <= start:
            return Span(first, first)
        return _new(Span, (first, self.source_offset(end, end=True)))

    def pieces(self, start: int, end: int) -> list[Segment]:
        """The segments under ``text[start:end]``, cut to that range; verbatim ones are cut exactly."""
        found: list[Segment] = []
        for seg in self.segments[self._segment_at(start) :]:
            if seg[0] >= end:
                break
            if seg[1] > start:
                found.append(Segment(*seg).cut(start, end))
        return found

    def replace(self, start: int, end: int, text: str) -> tuple[Edit, ...]:
        """Edits that turn ``text[start:end]`` of the block into ``text`` and keep any markup inside it.

        What both texts share at their ends is left alone; of the rest the
        first piece takes the new words and the others are emptied.
        """
        old = self.text[start:end]
        head = 0
        while head < min(len(old), len(text)) and old[head] == text[head]:
            head += 1
        tail = 0
        while tail < min(len(old), len(text)) - head and old[-1 - tail] == text[-1 - tail]:
            tail += 1
        start, end, text = start + head, end - tail, text[head : len(text) - tail]
        if start == end:
            at = self.source_offset(start, end=True) if start else self.source_offset(0)
            return (Edit(Span(at, at), text),) if text else ()
        pieces = self.pieces(start, end)
        spans = joined(pieces)
        return tuple(Edit(span, text if i == 0 else "") for i, span in enumerate(spans))

    def marked(self, mark: Mark, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` touches inline markup of this kind."""
        return any(i.mark is mark and i.start < end and start < i.end for i in self.inlines)


class Meta(NamedTuple):
    """One fact that the page states about itself outside its prose."""

    origin: str
    """``front-matter``, ``meta``, ``json-ld``, ``microdata`` or ``title``."""
    key: str
    """Dotted path in the origin's own words: ``author.name``, ``article:published_time``, ``datePublished``."""
    value: str
    span: Span
    """The value, or the element that carries it where its value has no exact place."""


@record(frozen=True, eq=False)
class Document:
    """A parsed article. Code outside ``parse`` sees this and never the markup."""

    source: Source
    format: Format
    blocks: tuple[Block, ...]
    """In order of their text in the source."""
    elements: tuple[Element, ...] = ()
    comments: tuple[Comment, ...] = ()
    metadata: tuple[Meta, ...] = ()
    anchors: Mapping[str, Span] = field(default_factory=dict)
    """``id`` and ``name`` values to the element's start tag."""
    language: str = ""
    """Declared language of the page, empty if none."""
    title: str = ""
    """The article's title as its readers see it; empty if none was found."""
    fragment: bool = True
    """Whether the source is a part of a page, without ``<html>`` or ``<body>``."""
    runs: tuple[tuple[int, int, int], ...] = ()
    """Character data of an HTML source in order: index in ``elements`` (-1: none), start and end, references not decoded."""
    furniture: tuple[Span, ...] = ()
    """Stretches of an HTML source that markup tells to be page furniture, in order and apart."""
    notes: tuple[str, ...] = ()
    """What parsing noticed, by key: ``error-page``, ``deep-nesting``, ``templated`` ..."""
    grow_tree: Callable[[], Any] | None = None
    """Builds the beautifulsoup4 tree of an HTML source; ``None`` for other formats. Use ``tree``."""

    @cached_property
    def index(self) -> ElementIndex:
        """Its elements by name and by attribute."""
        return ElementIndex(self.elements)

    def in_furniture(self, span: Span) -> bool:
        """Whether a place belongs to the page's furniture and not to the article."""
        at = bisect_right(self.furniture, span.start, key=itemgetter(0)) - 1
        return at >= 0 and self.furniture[at].end > span.start

    @cached_property
    def tree(self) -> Any:
        """The beautifulsoup4 tree, made once and only when asked for; ``None`` where there is none.

        Each ``Tag`` has ``tag.span`` (start tag) and ``tag.outer`` (whole element) as source ranges.
        """
        return self.grow_tree() if self.grow_tree else None
