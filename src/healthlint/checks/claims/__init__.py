"""Checks of what an article claims; each module registers its own."""

from healthlint.checks.claims import absolute, appeals, observational, safety, uncited, wording

__all__ = ["absolute", "appeals", "observational", "safety", "uncited", "wording"]
