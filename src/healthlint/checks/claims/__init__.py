"""Checks of what an article claims; each module registers its own."""
from __future__ import annotations

from healthlint.checks.claims import absolute, appeals, balance, commercial, observational, safety, uncited, wording

__all__ = ["absolute", "appeals", "balance", "commercial", "observational", "safety", "uncited", "wording"]
