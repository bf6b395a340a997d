"""Every key of ``healthlint.toml``: one table for reading, for the JSON Schema and for the starter file."""
from __future__ import annotations

from healthlint.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Key(NamedTuple):
    """One setting."""

    name: str
    kind: str
    """``text``, ``choice``, ``list``, ``integer``, ``number``, ``flag`` or ``table``."""
    meaning: str
    default: Any = None
    choices: tuple[str, ...] = ()
    per_file: bool = False
    """Whether an override block, front matter or the environment of one article may set it."""
    adds: bool = False
    """Whether values from several places are joined; otherwise the nearest wins."""


KEYS: dict[str, Key] = {
    key.name: key
    for key in (
        Key("profile", "list", "Profiles to judge by; on conflict the first wins.", ("default",), per_file=True),
        Key("locale", "choice", "Spelling convention.", "auto", ("auto", "en-GB", "en-GB-oxendict", "en-US"), per_file=True),
        Key("content-type", "choice", "Which law the wording answers to.", "editorial", ("editorial", "commercial"), per_file=True),
        Key("audience", "choice", "Who reads it.", "public", ("public", "clinician"), per_file=True),
        Key(
            "document-type", "choice", "What kind of page it is.", "auto",
            ("auto", "article", "clinical-reference", "news", "story", "medicine", "index", "glossary"), per_file=True,
        ),
        Key("select", "list", "Only these rules or families.", (), per_file=True),
        Key("ignore", "list", "Never these rules or families.", (), per_file=True, adds=True),
        Key("fail-on", "choice", "Mildest severity that blocks publication.", "error", ("error", "warning", "info", "never")),
        Key("min-confidence", "choice", "Least sure finding that may block.", "likely", ("certain", "likely", "possible")),
        Key("fail-under", "number", "Block an article that passes fewer than this per cent of its rules.", None),
        Key("rules", "list", "Rule folders; 'builtin' is healthlint's own.", ("builtin",)),
        Key(
            "include", "list", "Files that a folder is searched for.",
            ("*.html", "*.htm", "*.xhtml", "*.md", "*.markdown", "*.mdx", "*.qmd", "*.txt", "*.text"),
        ),
        Key(
            "exclude", "list", "Files and folders left out; a pattern after '!' takes them in again.",
            (
                ".[!.]*/", "node_modules/", "LICENSE*", "LICENCE*", "COPYING*", "NOTICE*", "CHANGELOG*", "CONTRIBUTING*",
                "CODE_OF_CONDUCT*", "SECURITY.md", "AUTHORS*", "requirements*.txt", "robots.txt", "llms.txt", "CMakeLists.txt",
            ),
            adds=True,
        ),
        Key("words", "list", "The house's own words, never reported as misspelt or foreign.", (), per_file=True, adds=True),
        Key("baseline", "text", "File of findings that were there before and do not block.", ""),
        Key("grammar", "choice", "Optional grammar backend.", "off", ("off", "harper", "languagetool", "auto")),
        Key("require-grammar", "flag", "Fail if the grammar backend cannot run.", default=False),
        Key("jobs", "integer", "Processes; 0 lets healthlint decide.", 0),
        Key("limits", "table", "'max-bytes', 'line-length', 'nesting' and 'entities' of a file, and 'seconds' it may take.", {}),
        Key("rule", "table", "Severity and options by rule id.", {}, per_file=True),
        Key("attestations", "table", "What a person has confirmed, by scorecard item: by, on, evidence, until.", {}),
    )
}  # fmt: skip

LIMITS = {"max-bytes": 10_000_000, "seconds": 60, "line-length": 5_000_000, "nesting": 20_000, "entities": 500_000}
"""Limits on one file, and their defaults."""

ATTESTATION_KEYS = ("by", "on", "evidence", "until")
"""What an attestation may say."""

ONLY_IN_FILES = ("extends", "override")
"""Keys of a configuration file that are no settings themselves."""


def schema() -> dict[str, Any]:
    """The JSON Schema of ``healthlint.toml``."""
    settings = {key.name: _key_schema(key) for key in KEYS.values()}
    override = {name: settings[name] for name, key in KEYS.items() if key.per_file}
    override["files"] = {"type": "array", "items": {"type": "string"}, "description": "Patterns of the files it holds for."}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "healthlint.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            **settings,
            "extends": {"type": "array", "items": {"type": "string"}, "description": "Configuration files that this one builds on."},
            "override": {
                "type": "array",
                "description": "Other settings for some files; later blocks win.",
                "items": {"type": "object", "additionalProperties": False, "required": ["files"], "properties": override},
            },
        },
    }


def _key_schema(key: Key) -> dict[str, Any]:
    found: dict[str, Any] = {"description": key.meaning}
    if key.default is not None and key.kind != "table":
        found["default"] = list(key.default) if key.kind == "list" else key.default
    if key.kind == "choice":
        return {**found, "enum": list(key.choices)}
    if key.kind == "list":
        many = {"type": "array", "items": {"type": "string"}}
        return {**found, "anyOf": [{"type": "string"}, many]}
    if key.kind == "table":
        return {**found, **_table_schema(key.name)}
    return {**found, "type": {"text": "string", "integer": "integer", "number": "number", "flag": "boolean"}[key.kind]}


def _table_schema(name: str) -> dict[str, Any]:
    if name == "limits":
        inner = {limit: {"type": "number", "default": value} for limit, value in LIMITS.items()}
        return {"type": "object", "additionalProperties": False, "properties": inner}
    item: dict[str, Any] = {"type": "object"}
    if name == "attestations":
        item |= {"additionalProperties": False, "properties": {k: {"type": "string"} for k in ATTESTATION_KEYS}}
    else:
        item |= {"properties": {"severity": {"enum": ["error", "warning", "info"]}}}
    return {"type": "object", "additionalProperties": item}
