"""Rule files in the form that loads fastest: one JSON file kept in the user's cache folder.

Reading some two hundred YAML files takes longer than checking an article. The
compiled form is named by a hash of all their bytes, so that it can never be
stale, and is read only from a folder that belongs to the user alone.
"""
from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from healthlint import __version__
from healthlint.model import Applies, Confidence, Rule, RuleSource, Safety, Severity
from healthlint.records import asdict, record, replace
from healthlint.resources import cache_folder
from healthlint.rulebook.profile_file import Override, Profile
from healthlint.rulebook.scorecards import Card, CardItem, Score

__all__ = ["Compiled", "cache_folder", "digest_of", "keep_compiled", "load_compiled"]

FORM = "3"
"""Changes with the layout of the compiled form."""
MOST_KEPT = 12
"""Compiled folders kept: a user has few houses, and each edit of a rule makes a new one."""


def digest_of(paths: Iterable[Path]) -> str:
    """A hash over the names and bytes of ``paths`` and our version."""
    seen = blake2b(f"{FORM} {__version__}".encode(), digest_size=16)
    for path in paths:
        seen.update(os.fsencode(path))
        seen.update(path.read_bytes())
    return seen.hexdigest()


@record(frozen=True)
class Compiled:
    """Everything that one rules folder holds, by id or name. The rules are without their examples."""

    rules: Mapping[str, Rule]
    profiles: Mapping[str, Profile]
    scorecards: Mapping[str, Card]
    homes: Mapping[str, str]
    """Modules of the checks that the rules name."""


def load_compiled(digest: str) -> Compiled | None:
    """What is kept under ``digest``; ``None`` if there is nothing or it cannot be read."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        kept = json.loads((folder / f"rules-{digest}.json").read_bytes())
        return Compiled(
            rules={record["id"]: _rule(record) for record in kept["rules"]},
            profiles={record["name"]: _profile(record) for record in kept["profiles"]},
            scorecards={record["id"]: _card(record) for record in kept["scorecards"]},
            homes=kept["homes"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep_compiled(digest: str, compiled: Compiled) -> None:
    """Keep ``compiled`` under ``digest``; failing to is no harm."""
    folder = cache_folder()
    if folder is None:
        return
    path = folder / f"rules-{digest}.json"
    part = folder / f"rules-{digest}.{os.getpid()}.part"
    records = {
        "rules": [asdict(replace(rule, examples=())) for rule in compiled.rules.values()],
        "profiles": [asdict(profile) for profile in compiled.profiles.values()],
        "scorecards": [asdict(card) for card in compiled.scorecards.values()],
        "homes": dict(compiled.homes),
    }
    try:
        part.write_text(json.dumps(records, ensure_ascii=False, separators=(",", ":"), default=sorted), "utf-8")
        part.replace(path)
    except OSError:
        return
    _forget_all_but_newest(folder)


def _forget_all_but_newest(folder: Path) -> None:
    def age(path: Path) -> float:
        try:
            return -path.stat().st_mtime
        except OSError:
            return 0.0

    for old in sorted(folder.glob("rules-*.json"), key=age)[MOST_KEPT:]:
        old.unlink(missing_ok=True)


def _rule(record: dict[str, Any]) -> Rule:
    record["severity"] = Severity(record["severity"])
    record["confidence"] = Confidence(record["confidence"])
    record["fix"] = Safety(record["fix"]) if record["fix"] else None
    record["sources"] = tuple(RuleSource(**source) for source in record["sources"])
    record["applies"] = Applies(**{key: tuple(value) for key, value in record["applies"].items()})
    for key in ("zones", "profiles", "formerly"):
        record[key] = tuple(record[key])
    record["examples"] = ()
    return Rule(**record)


def _profile(record: dict[str, Any]) -> Profile:
    record["fail_on"] = Severity(record["fail_on"]) if record["fail_on"] else None
    record["min_confidence"] = Confidence(record["min_confidence"])
    record["sources"] = tuple(RuleSource(**source) for source in record["sources"])
    record["gate_rules"] = frozenset(record["gate_rules"])
    record["overrides"] = {rule: _override(value) for rule, value in record["overrides"].items()}
    for key in ("select", "ignore"):
        record[key] = tuple(record[key])
    return Profile(**record)


def _override(value: dict[str, Any]) -> Override:
    return Override(Severity(value["severity"]) if value["severity"] else None, value["options"])


def _card(record: dict[str, Any]) -> Card:
    record["items"] = tuple(CardItem(**_with_tuples(item)) for item in record["items"])
    record["scores"] = tuple(Score(**_with_tuples(score)) for score in record["scores"])
    record["sources"] = tuple(RuleSource(**source) for source in record["sources"])
    return Card(**_with_tuples(record))


def _with_tuples(record: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in record.items()}
