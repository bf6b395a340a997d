"""Rule files in the form that loads fastest: one JSON file kept in the user's cache folder.

Reading some two hundred YAML files takes longer than checking an article. The
compiled form is named by a hash of all their bytes, so that it can never be
stale, and is read only from a folder that belongs to the user alone.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from healthlint import __version__
from healthlint.model import Applies, Confidence, Rule, RuleSource, Safety, Severity

FORM = "1"
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


def cache_folder() -> Path | None:
    """The user's own cache folder for healthlint, made if need be; ``None`` if there is none that is safe to use."""
    base = os.environ.get("HEALTHLINT_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111
    folder = Path(base) if os.environ.get("HEALTHLINT_CACHE_DIR") else Path(base) / "healthlint"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except OSError:
        return None
    private = os.name != "posix" or (found.st_uid == os.geteuid() and not found.st_mode & 0o022)
    return folder if private and os.access(folder, os.W_OK) else None


def load_compiled(digest: str) -> list[Rule] | None:
    """The rules kept under ``digest``; ``None`` if there are none or they cannot be read."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        records = json.loads((folder / f"rules-{digest}.json").read_bytes())
        return [_rule(record) for record in records]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep_compiled(digest: str, rules: Iterable[Rule]) -> None:
    """Keep ``rules``, without their examples, under ``digest``; failing to is no harm."""
    folder = cache_folder()
    if folder is None:
        return
    path = folder / f"rules-{digest}.json"
    part = folder / f"rules-{digest}.{os.getpid()}.part"
    try:
        part.write_text(json.dumps([_record(rule) for rule in rules], ensure_ascii=False, separators=(",", ":")), "utf-8")
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


def _record(rule: Rule) -> dict[str, Any]:
    return asdict(replace(rule, examples=()))


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
