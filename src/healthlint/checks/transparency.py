"""Checks of what a page discloses about itself. Those about suppressions stand in a module of their own."""

from healthlint.checks import suppressions

__all__ = ["suppressions"]
