"""What can go wrong through no fault of healthlint itself. Each names the file, the place and the remedy."""
from __future__ import annotations

from collections.abc import Iterable


class HealthlintError(Exception):
    """Wrong use: the command ends with status 2 and prints this text, never a traceback."""


class SourceError(HealthlintError):
    """An article that cannot be read or decoded."""


class RuleError(HealthlintError):
    """A rule, profile or scorecard file that is not well formed."""


class ConfigError(HealthlintError):
    """A setting that does not exist or has a value that cannot be used."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``, did you mean 'severity'?`` for the known word nearest to ``word``, else an empty string."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f", did you mean '{near[0]}'?" if near else ""
