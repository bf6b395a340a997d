"""What the result for a file depends on besides its bytes, as one hash."""
from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b

import healthlint
from healthlint.engine.suppress import Entry
from healthlint.model import Rule, Settings


def rules_key(rules: Iterable[Rule]) -> bytes:
    """A hash over healthlint itself and its rules with their effective settings."""
    rules = tuple(rules)
    folders = tuple(sorted({os.path.dirname(os.path.dirname(rule.path)) for rule in rules if rule.path}))
    stamp = _stamp((os.path.dirname(healthlint.__file__), *folders))
    # The text of the rules is in the stamp of their files; here is what profiles and users made of them.
    chosen = [(r.id, r.severity.value, r.confidence.value, json.dumps(dict(r.options), sort_keys=True, default=str)) for r in rules]
    return _digest((healthlint.__version__, sys.version_info[:3], stamp, chosen))


def settings_key(rules: bytes, settings: Settings, entries: tuple[Entry, ...], named: tuple[str, str]) -> bytes:
    """A hash over the key of the rules, everything that the user set, and what matters of the file's name: its ending, its place."""
    suffix, place = named
    return _digest((rules, settings, entries, suffix.lower(), place))


def _digest(parts: tuple[object, ...]) -> bytes:
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=32).digest()


@cache
def _stamp(folders: tuple[str, ...]) -> str:
    """Names, sizes and times of our own files: a checkout changes without a new version."""
    seen = blake2b(digest_size=16)
    for folder in folders:
        for name, size, changed in sorted(_files(folder)):
            seen.update(f"{name}\0{size}\0{changed}\n".encode("utf-8", "surrogateescape"))
    return seen.hexdigest()


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != "__pycache__":
                        waiting.append(entry.path)
                else:
                    found = entry.stat()
                    yield entry.path, found.st_size, found.st_mtime_ns
