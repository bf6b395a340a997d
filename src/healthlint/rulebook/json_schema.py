"""The JSON Schema of a rule file: completion and checks in editors. ``rules/schema.json`` is made from it."""
from __future__ import annotations

from healthlint.checks.lexical import KINDS
from healthlint.rulebook.lexical_file import KEYS, SCOPES
from healthlint.rulebook.schema import APPLIES, CHOICES, GIVEN, OPTIONAL, REQUIRED, STRINGS, ZONES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MEANING = {
    "summary": "One line: what the rule finds.",
    "why": "Why it matters for a reader.",
    "severity": "How bad it is if it is true.",
    "confidence": "How likely it is true.",
    "message": "What, why it matters here, what to do. {found} and {better} stand for what was found and what to write.",
    "messages": "Other wordings of the message, by the variant that the check names.",
    "advice": "What to do, in more words.",
    "advices": "Other wordings of the advice, by variant.",
    "sources": "Which authority asks for it.",
    "fix": "The least careful safety that its fixes may have.",
    "check": "The name of a check, or one lexical kind with its parameters.",
    "options": "What a profile or a house may change, with the default.",
    "zones": "Parts of the article that it reads.",
    "applies": "Articles that it is for; elsewhere the outcome is not-applicable.",
    "profiles": "Profiles that it belongs to.",
    "once": "Whether it is reported once per article at most.",
    "named-check": "Which of the six named checks it carries, 1 to 6.",
    "formerly": "Ids that it had before.",
    "examples": "Texts that fail and texts that pass, with CriticMarkup marks: its tests.",
}


def rule_schema() -> dict[str, Any]:
    """The schema as plain data."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "healthlint rule",
        "type": "object",
        "additionalProperties": False,
        "required": list(REQUIRED),
        "properties": {key: {"description": MEANING[key], **_shape(key)} for key in (*REQUIRED, *OPTIONAL)},
    }


def _shape(key: str) -> dict[str, Any]:
    if key in CHOICES:
        return {"enum": [True, False] if key == "once" else list(CHOICES[key])}
    if key in STRINGS:
        return {"type": "string"}
    return _SHAPES[key]


def _texts(*choices: str) -> dict[str, Any]:
    return {"type": "array", "items": {"enum": list(choices)} if choices else {"type": "string"}}


def _lexical() -> dict[str, Any]:
    pattern = {
        "type": "object",
        "additionalProperties": False,
        "required": ["anchor", "pattern"],
        "properties": {"anchor": _texts(), "pattern": {"type": "string"}, "better": _texts()},
    }
    shapes: dict[str, Any] = {
        "terms": {"anyOf": [_texts(), {"type": "object", "additionalProperties": _texts()}]},
        "table": {"type": "string"},
        "patterns": {"type": "array", "items": pattern},
        "unless": _texts(),
        "unless-sentence": _texts(),
        "not-when": _texts(*SCOPES),
        "quotations": {"type": "boolean"},
        "first-only": {"type": "boolean"},
    }
    return {"type": "object", "additionalProperties": False, "properties": {key: shapes[key] for key in KEYS}}


def _example() -> dict[str, Any]:
    given = {"type": "object", "additionalProperties": False, "properties": {key: {} for key in GIVEN}}
    whole = {
        "type": "object",
        "additionalProperties": False,
        "required": ["text"],
        "properties": {"text": {"type": "string"}, "given": given},
    }
    examples = {"type": "array", "items": {"anyOf": [{"type": "string"}, whole]}}
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {"given": given, "fail": examples, "pass": examples},
    }


_WORDINGS: dict[str, Any] = {"type": "object", "additionalProperties": {"type": "string"}}
_SHAPES: dict[str, dict[str, Any]] = {
    "messages": _WORDINGS,
    "advices": _WORDINGS,
    "sources": {
        "type": "array",
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": ["name"],
            "properties": {"name": {"type": "string"}, "clause": {"type": "string"}, "url": {"type": "string"}},
        },
    },
    "check": {
        "anyOf": [
            {"type": "string"},
            {"type": "object", "minProperties": 1, "maxProperties": 1, "properties": {kind: _lexical() for kind in KINDS}},
        ]
    },
    "options": {"type": "object"},
    "zones": _texts(*ZONES),
    "applies": {
        "type": "object",
        "additionalProperties": False,
        "properties": {key: _texts(*choices) for key, choices in APPLIES.items()},
    },
    "profiles": _texts(),
    "named-check": {"type": "integer", "minimum": 1, "maximum": 6},
    "formerly": _texts(),
    "examples": _example(),
}
