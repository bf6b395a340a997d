"""Answers of grammar engines, kept between runs: an unchanged article starts no Java."""
from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import blake2b

from healthlint.grammar import Match
from healthlint.resources import cache_folder


class KeptAnswers:
    """Answers by engine, version, dialect and text, in a file of the user's cache folder."""

    def __init__(self) -> None:
        """Open the file; without a safe folder nothing is kept."""
        folder = cache_folder()
        self._path = os.path.join(folder, "grammar.sqlite3") if folder else ""

    def answer(self, key: str, ask: Callable[[], list[Match]]) -> list[Match]:
        """The kept answer to ``key``, or the one that ``ask`` gives, which is then kept."""
        digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        found = self._read(digest)
        if found is None:
            found = ask()
            self._write(digest, found)
        return found

    def _read(self, digest: str) -> list[Match] | None:
        try:
            with closing(self._connect()) as base:
                row = base.execute("select answer from answers where digest = ?", (digest,)).fetchone()
            return [Match(a, b, rule, text, tuple(new)) for a, b, rule, text, new in json.loads(row[0])] if row else None
        except (sqlite3.Error, ValueError, TypeError):
            return None

    def _write(self, digest: str, matches: list[Match]) -> None:
        try:
            with closing(self._connect()) as base, base:
                base.execute("insert or replace into answers values (?, ?)", (digest, json.dumps(matches)))
        except sqlite3.Error:
            return

    def _connect(self) -> sqlite3.Connection:
        base = sqlite3.connect(self._path or ":memory:", timeout=2)
        base.execute("create table if not exists answers (digest text primary key, answer text)")
        return base
