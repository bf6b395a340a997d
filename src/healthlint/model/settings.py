"""The settings under which an article is judged."""
from __future__ import annotations

from collections.abc import Mapping

from healthlint.civil_dates import date
from healthlint.records import field, record


@record(frozen=True)
class Settings:
    """Everything besides the text that a check may depend on."""

    locale: str = "auto"
    """``auto``, ``en-GB``, ``en-GB-oxendict`` or ``en-US``."""
    content_type: str = "editorial"
    """``editorial`` or ``commercial``: which law the wording answers to."""
    audience: str = "public"
    """``public`` or ``clinician``."""
    document_type: str = "auto"
    """``auto``, or one of ``article``, ``clinical-reference``, ``news``, ``story``, ``medicine``, ``index``, ``glossary``."""
    today: date = date(2026, 1, 1)
    """The date by which reviews and sources are judged; the command line sets it."""
    profiles: tuple[str, ...] = ("default",)
    words: tuple[str, ...] = ()
    """The house's own words and names, never reported as misspelt, foreign or unexplained."""
    attestations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What a person has confirmed for a scorecard item: ``{"pif-tick/2": {"by", "on", "evidence", "until"}}``."""
