"""A rules folder read from its YAML files: what the compiled form is made of."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from healthlint.checks.lexical import KINDS
from healthlint.checks.lexical_terms import compile_lexical
from healthlint.checks.registry import CHECKS, TELLING, import_checks
from healthlint.model import Rule, RuleError, did_you_mean
from healthlint.rulebook.compiled import Compiled
from healthlint.rulebook.lexical_file import check_lexical, tables_of
from healthlint.rulebook.profile_file import read_profiles
from healthlint.rulebook.rule_file import read_rule
from healthlint.rulebook.scorecard_file import load_scorecards

NOT_FAMILIES = frozenset({"profiles", "scorecards", "words"})
"""Folders of ``rules/`` that hold no rules."""


def load_rules(folders: Sequence[Path]) -> dict[str, Rule]:
    """Every rule in ``folders`` with its examples; a later folder's rule takes the place of an earlier one of the same id."""
    return {rule.id: rule for folder in folders for rule in _read_rules(folder)}


def compile_folder(folder: Path) -> Compiled:
    """Everything that ``folder`` holds, checked. Raises ``RuleError`` for what cannot be used."""
    rules = _read_rules(folder)
    cards = load_scorecards([folder])
    return Compiled(
        rules={rule.id: rule for rule in rules},
        profiles=read_profiles(folder),
        scorecards=lambda: cards,
        lexical=compile_lexical(rules, tables_of(rules)),
        modules=_modules_of(rules),
        telling={rule.id: TELLING[rule.check](rule) for rule in rules if rule.check in TELLING},
    )


def _read_rules(folder: Path) -> list[Rule]:
    if not folder.is_dir():
        raise RuleError(f"{folder}: no such rules folder")
    paths = sorted(path for path in folder.glob("*/*.yaml") if path.parent.name not in NOT_FAMILIES)
    rules = [read_rule(path) for path in paths]
    for rule in rules:
        check_lexical(rule)
    return rules


def _modules_of(rules: Iterable[Rule]) -> dict[str, str]:
    """The module that holds each check, so that a run imports those it needs and no other."""
    import_checks()
    found: dict[str, str] = {}
    for rule in rules:
        if rule.check in KINDS:
            continue
        if rule.check not in CHECKS:
            near = did_you_mean(rule.check, [*CHECKS, *KINDS])
            raise RuleError(f"{rule.path}: unknown check '{rule.check}'{near} A check is a function marked @check(\"{rule.check}\").")
        found[rule.check] = CHECKS[rule.check].__module__
    return found
