"""Scores by textstat, for houses whose policy quotes it: an optional engine, release 0.7.4 only.

Later releases download a dictionary at the first syllable. This one takes every
decimal point for the end of a sentence, which is why it is not our own engine.
"""
from __future__ import annotations

from collections.abc import Callable

from healthlint.model import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

RELEASE = "0.7.4"
_NAMES = {
    "flesch-kincaid-grade": "flesch_kincaid_grade",
    "flesch-reading-ease": "flesch_reading_ease",
    "smog": "smog_index",
    "coleman-liau": "coleman_liau_index",
    "ari": "automated_readability_index",
    "lix": "lix",
}


def textstat_scores(text: str) -> dict[str, float]:
    """Return textstat's scores of ``text`` by our names.

    Raises ``ConfigError`` if the extra is not installed: a house that quotes
    textstat must never be shown other scores in its name.
    """
    engine = _engine()
    if not text.strip():
        return {}
    found: dict[str, float] = {}
    for ours, theirs in _NAMES.items():
        formula: Callable[[str], float] = getattr(engine, theirs)
        found[ours] = float(formula(text))
    return found


def _engine() -> Any:
    """The module, of the one release that works without a network."""
    import warnings
    from importlib.metadata import PackageNotFoundError, version

    try:
        found = version("textstat")
    except PackageNotFoundError:
        found = ""
    if found != RELEASE:
        there = f"release {found} is installed" if found else "it is not installed"
        raise ConfigError(f"readability/grade-too-high asks for textstat {RELEASE}, but {there}: pip install 'healthlint[textstat]'")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import textstat
    return textstat.textstat
