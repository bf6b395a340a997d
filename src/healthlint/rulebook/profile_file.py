"""One YAML file becomes one Profile: which rules run, with which settings, and what blocks publication."""
from __future__ import annotations

from pathlib import Path

from healthlint.model import Confidence, RuleSource, Severity
from healthlint.rulebook.profile import Override, Profile
from healthlint.rulebook.schema import CHOICES, FileCheck, shape
from healthlint.rulebook.yaml_reader import YamlMap, read_yaml

KEYS = ("title", "summary", "sources", "extends", "locale", "select", "ignore", "rules", "gate")


def read_profile(path: Path) -> Profile:
    """The profile in ``path``. Raises ``RuleError`` naming file, line, key and remedy."""
    data = read_yaml(path)
    file = FileCheck(path)
    file.known(data, KEYS)
    gate = file.mapping(data, "gate")
    file.known(gate, ("fail-on", "min-confidence", "rules"))
    rules = file.mapping(data, "rules")
    locale = file.text(data, "locale")
    fail_on = _word(gate, "fail-on", (*CHOICES["severity"], "never"), "error", file)
    return Profile(
        name=path.stem,
        title=file.text(data, "title") or path.stem,
        summary=file.text(data, "summary"),
        sources=tuple(RuleSource(s["name"], s.get("clause", ""), s.get("url", "")) for s in data.get("sources", [])),
        extends=file.text(data, "extends"),
        locale="" if locale == "auto" else locale,
        select=file.texts(data, "select"),
        ignore=file.texts(data, "ignore"),
        overrides={rule: _override(rules, rule, file) for rule in rules},
        fail_on=None if fail_on == "never" else Severity(fail_on),
        min_confidence=Confidence(_word(gate, "min-confidence", CHOICES["confidence"], "likely", file)),
        gate_rules=frozenset(file.texts(gate, "rules")),
        path=str(path),
    )


def _word(where: YamlMap, key: str, choices: tuple[str, ...], default: str, file: FileCheck) -> str:
    value = where.get(key, default)
    if value not in choices:
        file.fail(where, key, f"'{key}' must be one of {', '.join(choices)}, not '{value}'")
    return str(value)


def _override(rules: YamlMap, rule: str, file: FileCheck) -> Override:
    value = file.mapping(rules, rule)
    file.known(value, ("severity", "options"))
    severity = Severity(file.choice(value, "severity", "info")) if "severity" in value else None
    return Override(severity, shape(dict(file.mapping(value, "options"))))


def read_profiles(folder: Path) -> dict[str, Profile]:
    """The profiles in ``profiles/`` of a rules folder, by name."""
    return {path.stem: read_profile(path) for path in sorted((folder / "profiles").glob("*.yaml"))}
