"""The table of checks, filled as the modules of this package are imported."""
from __future__ import annotations

from collections.abc import Callable, Iterator

from healthlint.article import Article
from healthlint.model import Finding, Rule

Check = Callable[[Rule, Article], Iterator[Finding]]

CHECKS: dict[str, Check] = {}
"""Check functions by the name that rule files give in ``check:``."""


def check(name: str) -> Callable[[Check], Check]:
    """Register a check function under ``name``."""

    def register(function: Check) -> Check:
        if name in CHECKS:
            raise ValueError(f"two checks are named '{name}'")
        CHECKS[name] = function
        return function

    return register
