"""The table of checks, filled as the modules of this package are imported."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

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


def find_check(name: str, module: str) -> Check:
    """The check of that name; ``module`` is where it was last seen. Raises ``KeyError`` if there is none."""
    if name not in CHECKS and module:
        import_module(module)
    if name not in CHECKS:
        import_checks()
    return CHECKS[name]


def import_checks() -> None:
    """Import every module of checks."""
    from pkgutil import walk_packages

    import healthlint.checks

    for module in walk_packages(healthlint.checks.__path__, f"{healthlint.checks.__name__}."):
        import_module(module.name)
