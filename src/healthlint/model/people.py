"""Who wrote and checked an article, and when."""
from __future__ import annotations

from collections.abc import Mapping

from healthlint.civil_dates import date
from healthlint.enumerations import StrEnum
from healthlint.model.span import Span
from healthlint.records import field, record


class Role(StrEnum):
    """What a named person is, as far as the page says."""

    CLINICIAN = "clinician"
    RESEARCHER = "researcher"
    TRAINEE = "trainee"
    OTHER = "other"
    UNKNOWN = "unknown"


@record(frozen=True)
class Person:
    """An author or reviewer named by the page."""

    name: str
    span: Span
    """The name in the source."""
    credentials: tuple[str, ...] = ()
    role: Role = Role.UNKNOWN
    organisation: bool = False
    """Whether a body is named where a person is expected."""
    title: str = ""
    """Job title or post as printed."""
    registers: tuple[tuple[str, str], ...] = ()
    """Register or identifier and number: ``("GMC", "1234567")``, ``("ORCID", "0000-...")``."""
    origin: str = "byline"
    """``byline``, ``bio``, ``front-matter``, ``meta``, ``json-ld``, ``microdata`` ..."""
    has_profile: bool = False
    """Whether a biography or a link to one is given."""
    credential_span: Span | None = None
    """Where the credential that decided ``role`` stands."""
    title_span: Span | None = None
    """Where a title that anyone may use stands, such as “health coach”; ``None`` if none is given."""


class DateKind(StrEnum):
    """What a date says of the article."""

    PUBLISHED = "published"
    UPDATED = "updated"
    REVIEWED = "reviewed"
    NEXT_REVIEW = "next-review"


@record(frozen=True)
class PageDate:
    """A date that the page gives for itself."""

    kind: DateKind
    value: date
    span: Span
    origin: str
    """``visible``, ``front-matter``, ``meta``, ``json-ld``, ``microdata`` or ``time``."""
    precision: str = "day"
    """``day``, ``month`` or ``year``; ``value`` is then the first day of it."""


@record(frozen=True)
class Authorship:
    """People and dates as found, and where the sources of one page disagree."""

    authors: tuple[Person, ...] = ()
    """People; where a byline names only a desk or a team, that body, marked as organisation."""
    reviewers: tuple[Person, ...] = ()
    dates: tuple[PageDate, ...] = ()
    """The best of each kind first."""
    conflicts: tuple[tuple[str, Span, Span], ...] = ()
    """What two places of the page say differently: ``("author", here, there)``."""
    unsure: bool = False
    """Whether something looked like a byline but could not be read with confidence."""
    organisations: tuple[Person, ...] = ()
    """Bodies named as author: ``Example Health``, ``Web Team``."""
    impossible: tuple[tuple[DateKind, Span], ...] = ()
    """Where the page prints a day for itself that no calendar has."""

    def date(self, kind: DateKind) -> PageDate | None:
        """The date that counts for ``kind``, ``None`` if the page gives none."""
        return next((d for d in self.dates if d.kind is kind), None)


COMPONENTS = ("information-only", "not-a-substitute", "consult", "no-delay", "emergency")
"""The parts that a medical disclaimer may have, in the order in which reports list them."""


@record(frozen=True)
class Disclaimer:
    """The medical disclaimer of a page, component by component."""

    components: Mapping[str, Span] = field(default_factory=dict)
    """Name of the component (one of ``COMPONENTS``) to the sentence that carries it."""
    spans: tuple[Span, ...] = ()
    """Every passage that belongs to a disclaimer, in order."""
    linked: Span | None = None
    """A link to a disclaimer on another page."""
    emergency_numbers: tuple[tuple[str, Span], ...] = ()
    buried: Span | None = None
    """Where it runs on from a reference list or a footer with nothing to set it off."""

    @property
    def present(self) -> bool:
        """Whether the page says that it does not replace medical advice."""
        return bool(self.components.keys() & {"information-only", "not-a-substitute"})
