"""YAML as plain strings, lists and mappings, with the line of each key.

The ordinary loaders turn ``no``, ``on`` and ``3.10`` into something else, which
ruins word lists; and aliases let a small file grow without end. Hence this
reader: every scalar is text, aliases and tags are refused, keys are unique.
"""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from healthlint.model import RuleError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MAX_DEPTH = 20
MAX_BYTES = 4_000_000


class YamlMap(dict[str, "Any"]):
    """A mapping that remembers the 1-based line of each of its keys."""

    def __init__(self) -> None:
        """Start empty; ``lines`` grows with the keys."""
        super().__init__()
        self.lines: dict[str, int] = {}


def read_yaml(path: Path) -> YamlMap:
    """The mapping in a YAML file.

    Raises ``RuleError`` naming file and line if it is not well formed, uses an
    alias, repeats a key or is no mapping.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RuleError(f"{path}: cannot be read ({error.strerror}); check that the file exists and may be read") from error
    if len(data) > MAX_BYTES:
        raise RuleError(f"{path}: {len(data)} bytes are more than the {MAX_BYTES} that a rule file may have; move long tables to words/")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RuleError(f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8") from error
    return parse_yaml(text, str(path))


def parse_yaml(text: str, name: str) -> YamlMap:
    """The mapping in ``text``; ``name`` stands for the file in errors."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    events = yaml.parse(text, Loader=loader)
    try:
        value = _document(events, name)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise RuleError(f"{name}:{line}: not well-formed YAML: {error.problem or error.context}; check indentation and quotes") from error
    except yaml.YAMLError as error:
        raise RuleError(f"{name}: not readable as YAML: {error}; remove control characters") from error
    if not isinstance(value, YamlMap):
        raise RuleError(f"{name}:1: expected 'key: value' lines at the top level")
    return value


def _document(events: Iterator[Any], name: str) -> Any:
    value: Any = YamlMap()
    for event in events:
        kind = type(event).__name__
        if kind in {"ScalarEvent", "SequenceStartEvent", "MappingStartEvent", "AliasEvent"}:
            value = _value(event, events, name, 1)
    return value


def _value(event: Any, events: Iterator[Any], name: str, depth: int) -> Any:
    line = event.start_mark.line + 1
    kind = type(event).__name__
    if depth > MAX_DEPTH:
        raise RuleError(f"{name}:{line}: nested deeper than {MAX_DEPTH} levels")
    if kind == "AliasEvent" or getattr(event, "anchor", None):
        raise RuleError(f"{name}:{line}: anchors and aliases (& and *) are not allowed; write the value out, or quote it if it is text")
    if getattr(event, "tag", None) and kind != "ScalarEvent":
        raise RuleError(f"{name}:{line}: tags ({event.tag}) are not allowed; remove the tag")
    if kind == "ScalarEvent":
        return str(event.value)
    if kind == "SequenceStartEvent":
        return _sequence(events, name, depth)
    return _mapping(events, name, depth)


def _sequence(events: Iterator[Any], name: str, depth: int) -> list[Any]:
    found: list[Any] = []
    for event in events:
        if type(event).__name__ == "SequenceEndEvent":
            break
        found.append(_value(event, events, name, depth + 1))
    return found


def _mapping(events: Iterator[Any], name: str, depth: int) -> YamlMap:
    found = YamlMap()
    for event in events:
        if type(event).__name__ == "MappingEndEvent":
            break
        line = event.start_mark.line + 1
        key = _value(event, events, name, depth + 1)
        if not isinstance(key, str):
            raise RuleError(f"{name}:{line}: a key must be plain text; quote it")
        if key in found:
            raise RuleError(f"{name}:{line}: '{key}' stands twice (first on line {found.lines[key]}); keep one")
        found[key] = _value(next(events), events, name, depth + 1)
        found.lines[key] = line
    return found
