"""Scores by textstat, for houses whose policy quotes it: an optional engine, release 0.7.4 only.

Later releases download a dictionary at the first syllable. This one takes every
decimal point for the end of a sentence, which is why it is not our own engine.
"""
from __future__ import annotations

from collections.abc import Callable

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
    """Return textstat's scores of ``text`` by our names; empty if the extra ``healthlint[textstat]`` is not installed."""
    engine = _engine()
    if engine is None or not text.strip():
        return {}
    found: dict[str, float] = {}
    for ours, theirs in _NAMES.items():
        formula: Callable[[str], float] = getattr(engine, theirs)
        found[ours] = float(formula(text))
    return found


def _engine() -> Any:
    """The module, ``None`` if it or the release that works without a network is absent."""
    import warnings
    from importlib.metadata import PackageNotFoundError, version

    try:
        if version("textstat") != RELEASE:
            return None
    except PackageNotFoundError:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import textstat
    return textstat.textstat
