"""A rules folder in the form that loads fastest: one file of plain values in the user's cache folder.

Reading some two hundred YAML files takes far longer than checking an article. The compiled form names the folder's files with their
sizes and times, and is used only while they are what they were; it is read only from a folder that belongs to the user alone, and holds
built-in types only: ``marshal`` knows no others.
"""
from __future__ import annotations

import marshal
import os
from collections.abc import Iterable, Mapping
from functools import partial
from sys import version_info

from healthlint import __version__
from healthlint.checks.lexical import LexicalTable
from healthlint.enumerations import StrEnum
from healthlint.model import Confidence, Rule, RuleSource, Safety, Severity, shared_applies
from healthlint.records import field_names, is_record, record, replace
from healthlint.resources import cache_folder, keep_file, read_kept, rules_folder, words_stamp
from healthlint.rulebook.profile import Override, Profile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from healthlint.rulebook.scorecards import Card

FORM = 8
"""Changes with the layout of the compiled form."""
MOST_KEPT = 12
"""Compiled folders kept: a user has few houses."""
_WORD_LISTS = os.path.join(rules_folder(), "words")


@record(frozen=True)
class Compiled:
    """Everything that one rules folder holds, by id or name. The rules are without their examples."""

    rules: Mapping[str, Rule]
    profiles: Mapping[str, Profile]
    scorecards: Callable[[], Mapping[str, Card]]
    """Gives the scorecards: few runs ask for them."""
    lexical: LexicalTable
    modules: Mapping[str, str]
    """The module that holds each check."""
    telling: Mapping[str, frozenset[str]]
    """The words that structural rules wait for, by rule; a rule that waits for none is not in it."""


def stamp_of(folder: str) -> list[Any]:
    """What the compiled form of ``folder`` depends on: our version, and its files with their sizes and times.

    The word lists of the built-in rules and the code of the checks count for every folder, as its rules may name them.
    """
    checks = os.path.join(os.path.dirname(os.path.dirname(__file__)), "checks")
    found: list[Any] = [FORM, __version__, version_info[:3], folder, words_stamp()]
    for place in (folder, checks):
        for below in _add_files(place, found):
            _add_files(below, found)
    return found


def _add_files(folder: str, found: list[Any]) -> list[str]:
    """Add path, size and time of every file in ``folder``; returns its folders, but for the built-in word lists, which have a stamp.

    A configuration can name any folder as its rules: a link that leads nowhere, or a folder that nobody may read, holds no rules.
    """
    below: list[str] = []
    try:
        entries = os.scandir(folder)
    except OSError:
        return below
    with entries:
        for entry in entries:
            if not entry.is_dir():
                found.append((entry.path, *_state_of(entry)))
            elif entry.path != _WORD_LISTS and entry.name != "__pycache__":
                below.append(entry.path)
    return below


def _state_of(entry: os.DirEntry[str]) -> tuple[int, int]:
    """Size and time of a file; nothing for a link that leads nowhere."""
    try:
        file = entry.stat()
    except OSError:
        return 0, 0
    return file.st_size, file.st_mtime_ns


def load_compiled(folder: str) -> Compiled | None:
    """The kept form of ``folder``; ``None`` if there is none, it cannot be read or the folder has changed."""
    kept = _kept_at(folder)
    if kept is None:
        return None
    try:
        stamp, *parts = marshal.loads(read_kept(kept))  # noqa: S302 - a folder that only this user can write to
        return _decoded(*parts) if stamp == stamp_of(folder) else None
    except (OSError, ValueError, EOFError, KeyError, TypeError):
        return None


def keep_compiled(folder: str, compiled: Compiled) -> None:
    """Keep the form of ``folder``, whole or not at all; failing to is no harm."""
    path = _kept_at(folder)
    if path is None:
        return
    keep_file(path, marshal.dumps((stamp_of(folder), *_encoded(compiled))), "rules-*", MOST_KEPT)


def _kept_at(folder: str) -> str | None:
    """Where the form of ``folder`` is kept: under its name, so that an edit takes the place of what was before."""
    place = cache_folder()
    letters = "".join(c if c.isalnum() else "-" for c in os.path.abspath(folder))
    return os.path.join(place, f"rules-{letters[-120:]}") if place else None


def _encoded(compiled: Compiled) -> tuple[Any, ...]:
    rules = [replace(rule, examples=()) for rule in compiled.rules.values()]
    lists = (rules, list(compiled.profiles.values()), list(compiled.scorecards().values()))
    parts = (*lists, compiled.lexical, compiled.modules, compiled.telling)
    return tuple(_plain(part) for part in parts)


def _plain(value: Any) -> Any:
    """``value`` of built-in types only: a record is the tuple of its fields, an enumeration its value."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Mapping):
        return {key: _plain(v) for key, v in value.items()}
    if isinstance(value, (tuple, list, frozenset)):
        made = [_plain(v) for v in value]
        return made if isinstance(value, list) else tuple(made)
    return tuple(_plain(getattr(value, name)) for name in field_names(value)) if is_record(value) else value


def _decoded(
    rules: list[Any], profiles: list[Any], cards: list[Any], lexical: tuple[Any, ...], modules: dict[str, str], telling: dict[str, Any]
) -> Compiled:
    return Compiled(
        rules={row[0]: _rule(row) for row in rules},
        profiles={row[0]: _profile(row) for row in profiles},
        scorecards=partial(_cards, cards),
        lexical=LexicalTable(*lexical),
        modules=modules,
        telling={rule: frozenset(words) for rule, words in telling.items()},
    )


_SEVERITIES = {s.value: s for s in Severity}
_CONFIDENCES = {c.value: c for c in Confidence}
_SAFETIES = {s.value: s for s in Safety}
_AT = {name: i for i, name in enumerate(field_names(Rule))}


def _rule(row: tuple[Any, ...]) -> Rule:
    values = list(row)
    values[_AT["severity"]] = _SEVERITIES[values[_AT["severity"]]]
    values[_AT["confidence"]] = _CONFIDENCES[values[_AT["confidence"]]]
    values[_AT["fix"]] = _SAFETIES.get(values[_AT["fix"]])
    values[_AT["sources"]] = _sources(values[_AT["sources"]])
    values[_AT["applies"]] = shared_applies(values[_AT["applies"]])
    return Rule(*values)


def _sources(rows: Iterable[tuple[str, str, str]]) -> tuple[RuleSource, ...]:
    return tuple(RuleSource(*row) for row in rows)


def _profile(row: tuple[Any, ...]) -> Profile:
    values = dict(zip(field_names(Profile), row, strict=True))
    values["fail_on"] = _SEVERITIES.get(values["fail_on"])
    values["min_confidence"] = _CONFIDENCES[values["min_confidence"]]
    values["sources"] = _sources(values["sources"])
    values["gate_rules"] = frozenset(values["gate_rules"])
    values["overrides"] = {rule: Override(_SEVERITIES.get(severity), options) for rule, (severity, options) in values["overrides"].items()}
    return Profile(**values)


def _cards(rows: Iterable[tuple[Any, ...]]) -> dict[str, Card]:
    return {row[0]: _card(row) for row in rows}


def _card(row: tuple[Any, ...]) -> Card:
    from healthlint.rulebook.scorecards import Card, CardItem, Score

    values = dict(zip(field_names(Card), row, strict=True))
    values["items"] = tuple(CardItem(*item) for item in values["items"])
    values["scores"] = tuple(Score(*score) for score in values["scores"])
    values["sources"] = _sources(values["sources"])
    return Card(**values)
