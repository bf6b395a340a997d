"""Checks of family ``citations``: numbering, entries, markers, and whether the source fits the claim."""
from __future__ import annotations

from healthlint.checks.citations import anchors, entries, fit, identifiers, markers, numbering, sources

__all__ = ["anchors", "entries", "fit", "identifiers", "markers", "numbering", "sources"]
