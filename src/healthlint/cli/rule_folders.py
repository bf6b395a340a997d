"""The rules that commands for rule authors work on: built-in, and those of the house."""
from __future__ import annotations

from pathlib import Path

from healthlint.engine.config import load_config
from healthlint.model import ConfigError, Rule, did_you_mean
from healthlint.resources import rules_folder
from healthlint.rulebook.folder import load_rules


def house_folders() -> list[Path]:
    """The rule folders that the configuration names besides the built-in one."""
    return [Path(folder) for folder in load_config(".", {}).rules if folder != "builtin"]


def known_rules(extra: list[Path] | None = None) -> dict[str, Rule]:
    """Every rule, by id."""
    return load_rules([Path(rules_folder()), *house_folders(), *(extra or [])])


def find_rule(name: str, known: dict[str, Rule]) -> Rule:
    """The rule of that id or former id. Raises ``ConfigError`` with the nearest id."""
    if name in known:
        return known[name]
    for rule in known.values():
        if name in rule.formerly:
            return rule
    same_fault = [i for i in known if i.partition("/")[2] == name]
    if len(same_fault) == 1:
        return known[same_fault[0]]
    raise ConfigError(f"unknown rule '{name}'{did_you_mean(name, known)} 'healthlint rules' lists them all.")
