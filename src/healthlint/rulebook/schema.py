"""The shape of a rule file: which keys it may have and what they may hold."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from healthlint.model import RuleError, did_you_mean
from healthlint.rulebook.yaml_reader import YamlMap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

REQUIRED = ("summary", "why", "severity", "confidence", "message", "sources", "check", "examples")
OPTIONAL = (
    "messages", "advice", "advices", "fix", "options", "zones", "applies", "profiles", "once", "named-check", "formerly",
)  # fmt: skip
CHOICES: Mapping[str, tuple[str, ...]] = {
    "severity": ("error", "warning", "info"),
    "confidence": ("certain", "likely", "possible"),
    "fix": ("safe", "review", "none"),
    "once": ("true", "false"),
}
ZONES = (
    "title", "heading", "prose", "list", "table", "quote", "caption", "code", "byline", "bio", "reviewer", "dates",
    "references", "further-reading", "disclaimer", "furniture",
)  # fmt: skip
APPLIES: Mapping[str, tuple[str, ...]] = {
    "formats": ("html", "markdown", "text"),
    "content-types": ("editorial", "commercial"),
    "audiences": ("public", "clinician"),
    "locales": ("auto", "en-GB", "en-GB-oxendict", "en-US"),
    "not-document-types": ("article", "clinical-reference", "news", "story", "medicine", "index", "glossary"),
    "languages": (),
}
GIVEN = (
    "locale", "profile", "options", "format", "today", "content-type", "document-type", "audience", "words",
)  # fmt: skip
STRINGS = ("summary", "why", "message", "advice")


class FileCheck:
    """Checks one parsed file and words the error: file, line, key, remedy."""

    def __init__(self, path: Path | str) -> None:
        """Errors will name ``path``."""
        self.path = path

    def fail(self, where: YamlMap | None, key: str, problem: str) -> NoReturn:
        """Raise a ``RuleError`` for ``key`` of the mapping ``where``."""
        line = where.lines.get(key, 1) if where is not None else 1
        raise RuleError(f"{self.path}:{line}: {problem}")

    def known(self, where: YamlMap, keys: Iterable[str], what: str = "key") -> None:
        """Refuse keys that are not among ``keys``."""
        allowed = tuple(keys)
        for key in where:
            if key not in allowed:
                self.fail(where, key, f"unknown {what} '{key}'{did_you_mean(key, allowed)} Known: {', '.join(allowed)}.")

    def mapping(self, where: YamlMap, key: str) -> YamlMap:
        """The mapping under ``key``; an absent one is empty."""
        value = where.get(key, YamlMap())
        if not isinstance(value, YamlMap):
            self.fail(where, key, f"'{key}' must hold 'name: value' lines")
        return value

    def text(self, where: YamlMap, key: str) -> str:
        """The text under ``key``, without surrounding white space; an absent one is empty."""
        value = where.get(key, "")
        if not isinstance(value, str):
            self.fail(where, key, f"'{key}' must be text")
        return value.strip()

    def texts(self, where: YamlMap, key: str, allowed: Iterable[str] = ()) -> tuple[str, ...]:
        """The list of texts under ``key``, each among ``allowed`` if that is given."""
        value = where.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            self.fail(where, key, f"'{key}' must be a list of texts, such as [a, b]")
        choices = tuple(allowed)
        for item in value:
            if choices and item not in choices:
                self.fail(where, key, f"'{item}' is not known under '{key}'{did_you_mean(item, choices)} Known: {', '.join(choices)}.")
        return tuple(value)

    def choice(self, where: YamlMap, key: str, default: str) -> str:
        """The word under ``key``, which must be one of its ``CHOICES``."""
        value = where.get(key, default)
        if value not in CHOICES[key]:
            self.fail(where, key, f"'{key}' must be one of {', '.join(CHOICES[key])}, not '{value}'")
        return str(value)


def shape(value: Any) -> Any:
    """A YAML value as number, truth value, text, list or mapping, by how it looks."""
    if isinstance(value, dict):
        return {k: shape(v) for k, v in value.items()}
    if isinstance(value, list):
        return [shape(v) for v in value]
    text = str(value)
    if text in {"true", "false"}:
        return text == "true"
    for number in (int, float):
        try:
            return number(text)
        except ValueError:
            continue
    return text
