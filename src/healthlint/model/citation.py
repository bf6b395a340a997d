"""Citation markers and the references they point to."""
from __future__ import annotations

from collections.abc import Mapping

from healthlint.cached import cached_property
from healthlint.enumerations import StrEnum
from healthlint.model.document import Block
from healthlint.model.span import Span
from healthlint.records import record


class MarkerStyle(StrEnum):
    """How an article writes its citation markers."""

    SUPERSCRIPT = "superscript"
    BRACKET = "bracket"
    FOOTNOTE = "footnote"
    FLATTENED = "flattened"
    """Superscripts that became plain digits in copying: ``pain.1 Magnesium``."""
    AUTHOR_YEAR = "author-year"
    NONE = "none"


class Evidence(StrEnum):
    """What kind of study or document a reference says it is, strongest first."""

    GUIDELINE = "guideline"
    META_ANALYSIS = "meta-analysis"
    SYSTEMATIC_REVIEW = "systematic-review"
    REVIEW = "review"
    TRIAL = "trial"
    COHORT = "cohort"
    CASE_CONTROL = "case-control"
    CROSS_SECTIONAL = "cross-sectional"
    CASE_REPORT = "case-report"
    PROTOCOL = "protocol"
    ANIMAL = "animal"
    CELL = "cell"
    LETTER = "letter"
    PREPRINT = "preprint"
    WEB_PAGE = "web-page"
    BOOK = "book"
    UNKNOWN = "unknown"


@record(frozen=True)
class Marker:
    """One citation in the text: ``[1,3-5]`` is one marker with four numbers."""

    numbers: tuple[int, ...]
    """In the order written, ranges filled in; a reversed range gives its two ends as written."""
    block: Block
    start: int
    """Of the numbers in ``block.text``, without brackets."""
    end: int
    style: MarkerStyle
    reversed_range: bool = False
    label: str = ""
    """Footnote name or author-year text where there is no number."""
    target: str = ""
    """Address of the link under the marker, empty if none."""
    list_number: int = 0
    """Which reference list it points into, from 0, where an article has several."""

    @property
    def span(self) -> Span:
        """The numbers in the source."""
        return self.block.span(self.start, self.end)


@record(frozen=True)
class Reference:
    """One entry of a reference list, as far as it could be read."""

    number: int | None
    """As printed, or counted where the markup numbers the list; ``None`` in unnumbered lists."""
    block: Block
    start: int
    end: int
    label_span: Span | None = None
    """The printed number in the source; ``None`` where markup makes it."""
    label: str = ""
    """Footnote name, or anchor that markers link to."""
    title: str = ""
    authors: str = ""
    container: str = ""
    """Journal, publisher or body."""
    year: int | None = None
    year_span: Span | None = None
    doi: str | None = None
    pmid: str | None = None
    url: str | None = None
    evidence: Evidence = Evidence.UNKNOWN
    population: tuple[str, ...] = ()
    """Who was studied, as far as the title says: ``women``, ``children``, ``mice`` ..."""
    list_number: int = 0

    @property
    def text(self) -> str:
        """The entry as readers see it, without its number."""
        return self.block.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """The entry in the source."""
        return self.block.span(self.start, self.end)


@record(frozen=True)
class ListFacts:
    """How one reference list is numbered and headed."""

    heading: Block | None = None
    footnotes: bool = False
    """Made of footnote definitions, which the renderer numbers."""
    counted: bool = False
    """No number is printed: entries are counted by the markup or by us."""
    numbered: bool = True
    """Whether the source or the markup numbers the entries; false for bullets and plain paragraphs."""


@record(frozen=True)
class Citations:
    """All markers and references of an article."""

    style: MarkerStyle = MarkerStyle.NONE
    markers: tuple[Marker, ...] = ()
    """In reading order."""
    references: tuple[Reference, ...] = ()
    """In list order."""
    elsewhere: bool = False
    """Whether the reference list stands on another page or was cut off: numbering cannot be judged."""
    heading: Block | None = None
    """The heading over the (first) reference list."""
    lists: tuple[ListFacts, ...] = ()
    """The reference lists, by ``list_number``."""

    @cached_property
    def entries(self) -> Mapping[tuple[int, int], tuple[Reference, ...]]:
        """Entries by list and number; more than one where a number is printed twice."""
        found: dict[tuple[int, int], tuple[Reference, ...]] = {}
        for reference in self.references:
            if reference.number is not None:
                key = reference.list_number, reference.number
                found[key] = (*found.get(key, ()), reference)
        return found

    @cached_property
    def labelled(self) -> Mapping[str, Reference]:
        """Footnote definitions by name; the first of two with one name."""
        found: dict[str, Reference] = {}
        for reference in self.references:
            if reference.list_number < len(self.lists) and self.lists[reference.list_number].footnotes:
                found.setdefault(reference.label, reference)
        return found

    def cited_by(self, marker: Marker) -> tuple[Reference, ...]:
        """The entries that a marker points to, in its order."""
        if marker.style is MarkerStyle.FOOTNOTE:
            note = self.labelled.get(marker.label)
            return (note,) if note else ()
        return tuple(r for n in dict.fromkeys(marker.numbers) for r in self.entries.get((marker.list_number, n), ()))
