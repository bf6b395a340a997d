"""Checks the part of a rule file that lists terms and patterns, and reads the tables that it names."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from healthlint.checks.lexical import KINDS
from healthlint.checks.lexical_terms import phrase_of
from healthlint.model import Rule, RuleError, did_you_mean
from healthlint.resources import rules_folder
from healthlint.rulebook.patterns import slow_part

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

KEYS = (
    "terms", "table", "patterns", "unless", "unless-sentence", "not-when", "quotations", "first-only",
)  # fmt: skip
SCOPES = ("negated", "hedged", "question", "quoted", "attributed", "conditional")


def check_lexical(rule: Rule) -> None:
    """Raise ``RuleError`` if the parameters of a lexical rule cannot be used."""
    if rule.check not in KINDS:
        return
    p = rule.parameters
    for key in p:
        if key not in KEYS:
            raise RuleError(f"{rule.path}: unknown key '{key}' under '{rule.check}'{did_you_mean(key, KEYS)}")
    for scope in p.get("not-when", ()):
        if scope not in SCOPES:
            raise RuleError(f"{rule.path}: unknown scope '{scope}' under 'not-when'{did_you_mean(scope, SCOPES)}")
    if not (p.get("terms") or p.get("table") or p.get("patterns")):
        raise RuleError(f"{rule.path}: '{rule.check}' needs 'terms', a 'table' or 'patterns'")
    for pattern in p.get("patterns", ()):
        _check_pattern(rule, pattern)


def _check_pattern(rule: Rule, pattern: Mapping[str, Any]) -> None:
    for key in ("anchor", "pattern"):
        if not pattern.get(key):
            raise RuleError(f"{rule.path}: a pattern needs '{key}'; name the words that it starts with, so that it is tried only there")
    if isinstance(pattern["anchor"], str):
        raise RuleError(f"{rule.path}: 'anchor' must be a list of words, such as [{pattern['anchor']}]")
    for anchor in pattern["anchor"]:
        if phrase_of(anchor) is None:
            raise RuleError(f"{rule.path}: the anchor '{anchor}' has no word in it")
    problem = slow_part(pattern["pattern"])
    if problem:
        raise RuleError(f"{rule.path}: the pattern '{pattern['pattern']}' has {problem}")


def tables_of(rules: Sequence[Rule]) -> dict[str, Mapping[str, Sequence[str]]]:
    """The tables that lexical rules name, by file name."""
    found: dict[str, Mapping[str, Sequence[str]]] = {}
    for rule in rules:
        name = rule.parameters.get("table") if rule.check in KINDS else None
        if name and name not in found:
            found[name] = read_table(_find_table(name, rule))
    return found


def _find_table(name: str, rule: Rule) -> Path:
    beside = Path(rule.path).parent.parent / "words" / name
    for path in (beside, Path(rules_folder(), "words", name)):
        if path.is_file():
            return path
    raise RuleError(f"{rule.path}: the table '{name}' is not in {beside.parent}; tables lie in the folder words/ beside the families")


@cache
def read_table(path: Path) -> dict[str, tuple[str, ...]]:
    """``term<TAB>alternative|alternative`` lines; ``#`` starts a comment line."""
    found: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        term, _, rest = line.partition("\t")
        if phrase_of(term) is None:
            raise RuleError(f"{path}:{number}: '{term}' has no word in it")
        found[term.strip()] = tuple(a.strip() for a in rest.split("\t")[0].split("|") if a.strip())
    return found
