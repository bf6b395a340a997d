"""What a grammar engine offers, whichever it is."""
from __future__ import annotations

from typing import Protocol

from healthlint.model import HealthlintError
from healthlint.records import NamedTuple


class Match(NamedTuple):
    """One remark of an engine on a text."""

    start: int
    """In code points of the text sent."""
    end: int
    rule: str
    """The engine's own name for it; not ours to promise."""
    message: str
    replacements: tuple[str, ...] = ()


class Backend(Protocol):
    """A grammar engine that is ready to be asked."""

    name: str
    """``languagetool`` or ``harper``."""

    @property
    def version(self) -> str:
        """The engine's own version: answers are kept under it."""

    def check(self, text: str, dialect: str) -> list[Match]:
        """The engine's remarks on ``text`` in ``dialect`` (``en-GB`` or ``en-US``). Raises ``GrammarUnavailableError``."""

    def close(self) -> None:
        """Stop what was started for it."""


class GrammarUnavailableError(HealthlintError):
    """The engine that was asked for cannot run; the text says why and what to do."""
