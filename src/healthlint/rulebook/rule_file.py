"""One YAML file becomes one Rule."""
from __future__ import annotations

from pathlib import Path

from healthlint.model import Applies, Confidence, Example, Rule, RuleSource, Safety, Severity, shared_applies
from healthlint.rulebook.schema import APPLIES, GIVEN, OPTIONAL, REQUIRED, ZONES, FileCheck, shape
from healthlint.rulebook.yaml_reader import YamlMap, read_yaml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DEFAULT_ZONES = ("heading", "prose", "list", "caption")
DEFAULT_PROFILES = ("default", "uk-nhs", "us-cdc", "eu", "publisher")


def read_rule(path: Path) -> Rule:
    """The rule in ``path``, whose folder is its family and whose name is its fault.

    Raises ``RuleError`` naming file, line, key and remedy.
    """
    return rule_from(read_yaml(path), path)


def rule_from(data: YamlMap, path: Path) -> Rule:
    """The rule that the parsed file ``data`` describes."""
    file = FileCheck(path)
    file.known(data, REQUIRED + OPTIONAL)
    for key in REQUIRED:
        if not data.get(key):
            file.fail(None, key, f"'{key}' is missing; a rule needs {', '.join(REQUIRED)}")
    name, parameters = _check(data, file)
    fix = file.choice(data, "fix", "none")
    return Rule(
        id=f"{path.parent.name}/{path.stem}",
        summary=file.text(data, "summary"),
        why=file.text(data, "why"),
        severity=Severity(file.choice(data, "severity", "info")),
        confidence=Confidence(file.choice(data, "confidence", "possible")),
        message=file.text(data, "message"),
        messages=_wordings(data, "messages", file),
        advice=file.text(data, "advice"),
        advices=_wordings(data, "advices", file),
        sources=_sources(data, file),
        fix=None if fix == "none" else Safety(fix),
        check=name,
        parameters=parameters,
        options=shape(dict(file.mapping(data, "options"))),
        zones=file.texts(data, "zones", ZONES) or DEFAULT_ZONES,
        applies=_applies(data, file),
        profiles=file.texts(data, "profiles") if "profiles" in data else DEFAULT_PROFILES,
        once=file.choice(data, "once", "false") == "true",
        named_check=int(file.text(data, "named-check") or 0),
        formerly=file.texts(data, "formerly"),
        examples=_examples(data, file),
        path=str(path),
    )


def _check(data: YamlMap, file: FileCheck) -> tuple[str, dict[str, Any]]:
    value = data["check"]
    if isinstance(value, str):
        return value, {}
    if not isinstance(value, YamlMap) or len(value) != 1:
        file.fail(data, "check", "'check' must be a name, or one name with its parameters")
    name, parameters = next(iter(value.items()))
    if not isinstance(parameters, YamlMap):
        file.fail(value, name, f"the parameters of '{name}' must be 'name: value' lines")
    return name, _plain(parameters)


def _plain(value: Any) -> Any:
    """A parsed value as ordinary mappings and lists, which can be kept in the compiled form."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


def _wordings(data: YamlMap, key: str, file: FileCheck) -> dict[str, str]:
    found = file.mapping(data, key)
    return {name: file.text(found, name) for name in found}


def _sources(data: YamlMap, file: FileCheck) -> tuple[RuleSource, ...]:
    value = data["sources"]
    if not isinstance(value, list) or not all(isinstance(v, YamlMap) for v in value):
        file.fail(data, "sources", "'sources' must be a list of {name, clause, url}")
    for source in value:
        file.known(source, ("name", "clause", "url"))
        if not source.get("name"):
            file.fail(source, "name", "a source needs a 'name'")
    return tuple(RuleSource(s["name"], s.get("clause", ""), s.get("url", "")) for s in value)


def _applies(data: YamlMap, file: FileCheck) -> Applies:
    value = file.mapping(data, "applies")
    file.known(value, APPLIES)
    found = {key: file.texts(value, key, allowed) for key, allowed in APPLIES.items()}
    found["languages"] = found["languages"] or ("en",)
    fields = ("formats", "content-types", "audiences", "locales", "not-document-types", "languages")
    return shared_applies(tuple(found[key] for key in fields))


def _examples(data: YamlMap, file: FileCheck) -> tuple[Example, ...]:
    value = file.mapping(data, "examples")
    file.known(value, ("given", "fail", "pass"))
    common = _given(value, file)
    return tuple(
        _example(item, kind == "fail", common, value, file) for kind in ("fail", "pass") for item in _items(value, kind, file)
    )


def _items(value: YamlMap, kind: str, file: FileCheck) -> list[Any]:
    items = value.get(kind, [])
    if not isinstance(items, list):
        file.fail(value, kind, f"'{kind}' must be a list of examples")
    return items


def _example(item: Any, fails: bool, common: dict[str, Any], where: YamlMap, file: FileCheck) -> Example:  # noqa: FBT001
    if isinstance(item, str):
        return Example(item, fails, common)
    if not isinstance(item, YamlMap):
        file.fail(where, "fail" if fails else "pass", "an example is a text, or {text, given}")
    file.known(item, ("text", "given"))
    return Example(file.text(item, "text"), fails, {**common, **_given(item, file)})


def _given(where: YamlMap, file: FileCheck) -> dict[str, Any]:
    given = file.mapping(where, "given")
    file.known(given, GIVEN)
    return {key: shape(v) if key == "options" else v for key, v in given.items()}
