"""The table of checks, filled as the modules of this package are imported."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module

from healthlint.article.article import Article
from healthlint.model import Block, Finding, Rule

Check = Callable[[Rule, Article], Iterator[Finding]]
Telling = Callable[[Rule], frozenset[str]]
"""Says by which words a rule tells whether an article concerns it."""

CHECKS: dict[str, Check] = {}
"""Check functions by the name that rule files give in ``check:``."""
TELLING: dict[str, Telling] = {}
"""For the checks that have nothing to say of an article without certain words: those words."""


def check(name: str, *, telling: Telling | None = None) -> Callable[[Check], Check]:
    """Register a check function under ``name``.

    With ``telling`` the check runs only on an article with one of those words,
    and ``telling_blocks`` gives it the blocks where they stand.
    """

    def register(function: Check) -> Check:
        if name in CHECKS:
            raise ValueError(f"two checks are named '{name}'")
        CHECKS[name] = function
        if telling is not None:
            TELLING[name] = telling
        return function

    return register


def elements(*names: str) -> Telling:
    """For checks that have nothing to say of a page without one of these elements, or attributes (``[lang]``), which tell as words do."""
    tags = frozenset(name if name[0] == "[" else f"<{name}" for name in names)
    return lambda _: tags


def given(*names: str) -> Telling:
    """For checks that do not apply to an article without one of these facts (see ``article.asked``): they tell in the place of words."""
    return lambda _: frozenset(names)


def telling_blocks(rule: Rule, article: Article, zones: Iterable[str] = ()) -> Iterable[Block]:
    """The blocks of these zones, by default the rule's, that hold one of its telling words.

    All blocks of the zones, where the engine did not look for the words: no
    check may rely on being spared the others.
    """
    zones = zones or rule.zones
    asked = article.asked
    if asked is None or rule.id not in asked.of:
        return article.in_zones(zones)
    return asked.blocks_with(asked.of[rule.id], zones)


def telling_words_of(rule: Rule, article: Article) -> frozenset[str]:
    """The words that the rule waits for, kept with the rules; worked out from its file where the engine did not look for them."""
    asked = article.asked
    return TELLING[rule.check](rule) if asked is None or rule.id not in asked.of else asked.of[rule.id]


def find_check(name: str, module: str) -> Check:
    """The check of that name; ``module`` is where it was last seen. Raises ``KeyError`` if there is none."""
    if name not in CHECKS and module:
        import_module(module)
    if name not in CHECKS:
        import_checks()
    return CHECKS[name]


def telling_of(rule: Rule, modules: Mapping[str, str]) -> frozenset[str]:
    """The words that a rule waits for with its settings as they are; ``modules`` are those of the checks."""
    find_check(rule.check, modules.get(rule.check, ""))
    return TELLING[rule.check](rule)


def import_checks() -> None:
    """Import every module of checks."""
    from pkgutil import walk_packages

    import healthlint.checks

    for module in walk_packages(healthlint.checks.__path__, f"{healthlint.checks.__name__}."):
        import_module(module.name)
