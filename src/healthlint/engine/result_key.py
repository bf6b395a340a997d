"""What the result for a file depends on besides its bytes, as one hash."""
from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b

import healthlint
from healthlint.engine.books import settings_of
from healthlint.engine.config import Config
from healthlint.engine.suppress import Entry
from healthlint.engine.walk import FoundFile, suffix_of
from healthlint.model import Rule, Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.engine.run import Bench

MOST_KEPT = 20
"""Keys that are remembered; a library where every file has settings of its own has no use for any."""


class SettingsKeys:
    """A hash for each file over everything besides its bytes that its result depends on; files of one configuration share theirs."""

    def __init__(self, bench: Bench) -> None:
        """``bench`` is what the files are checked with."""
        self._bench = bench
        self._rules: dict[int, bytes] = {}
        """The key of each rulebook, by its identity: a run keeps all that it opened."""
        self._known: dict[tuple[int, str, str], tuple[Config, bytes]] = {}
        """By the identity of a configuration, which is kept so that no other takes its place; the file's ending and its place."""

    def of(self, file: FoundFile) -> bytes:
        """The key of one file."""
        own = self._bench.config.for_path(file.relative)
        # An entry that silences nothing any more is told in the article whose path it gives.
        place = file.relative if any(entry.path == file.relative for entry in self._bench.entries) else ""
        suffix = suffix_of(file.path)
        known = self._known.get((id(own), suffix, place))
        if known is None:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            known = self._known[id(own), suffix, place] = own, self._make(own, suffix, place)
        return known[1]

    def _make(self, own: Config, suffix: str, place: str) -> bytes:
        book = self._bench.books.book_for(own)
        if id(book) not in self._rules:
            self._rules[id(book)] = rules_key(book.rules.values())
        return settings_key(self._rules[id(book)], settings_of(own, book, self._bench.today), self._bench.entries, (suffix, place))


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
