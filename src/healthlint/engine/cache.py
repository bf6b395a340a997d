"""Results of earlier runs, kept by everything that they depend on."""
from __future__ import annotations

import os
import sqlite3
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from weakref import finalize

from healthlint.engine.freeze import Frozen
from healthlint.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FILE = "results.sqlite3"
"""Name of the cache in the user's own cache folder; it serves all projects."""
LAYOUT = 4
"""Changes when the table does, or the way in which reports are stored."""
SIZE_LIMIT = 512_000_000
"""Bytes above which the older half of the entries is dropped."""
BATCH = 200
"""Entries written in one transaction: the file is locked for milliseconds only."""


class Known(NamedTuple):
    """What is known of a result before any of its larger parts is read."""

    head: bytes
    form: str
    """The format that wrote the article, and the path in it; empty if none did."""
    whole: bool
    """Whether the body is there too."""


class ResultCache:
    """One sqlite file. Whatever is wrong with it, a run warns once and goes on without."""

    def __init__(self, folder: Path, warn: Callable[[str], None] | None = None) -> None:
        """Open the cache in ``folder``, making it if need be."""
        self.warn = warn or _to_stderr
        self.connection: sqlite3.Connection | None = None
        self.waiting: dict[bytes, Frozen] = {}
        try:
            _make_private(folder)
            self.connection = _connect(folder / FILE)
            finalize(self, self.connection.close)
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def known(self, key: bytes) -> Known | None:
        """What is stored under ``key``, if anything is."""
        waiting = self.waiting.get(key)
        if waiting is not None:
            return Known(waiting.head, waiting.form, bool(waiting.body))
        row = self._select("head, form, length(body) > 0", key)
        return Known(row[0], row[1], bool(row[2])) if row else None

    def written(self, key: bytes, form: str) -> bytes:
        """What ``form`` wrote of the article under ``key``; empty if another did: articles of one text share a key, and not a path."""
        waiting = self.waiting.get(key)
        if waiting is not None:
            return waiting.written if waiting.form == form else b""
        row = self._select("form, written", key)
        return row[1] if row and row[0] == form else b""

    def part(self, name: str, key: bytes) -> bytes:
        """``findings`` or ``body`` of what is stored under ``key``; empty if it was not kept, or is no longer there."""
        waiting = self.waiting.get(key)
        if waiting is not None:
            found: bytes = getattr(waiting, name)
            return found
        row = self._select(name, key)
        return row[0] if row else b""

    def put(self, key: bytes, frozen: Frozen) -> None:
        """Store a report."""
        self.waiting[key] = frozen
        if len(self.waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting."""
        if self.connection is None or not self.waiting:
            return
        rows = [(key, f.head, f.findings, f.body, f.form, f.written) for key, f in self.waiting.items()]
        try:
            with self.connection:
                self.connection.executemany(_INSERT, rows)
            self.waiting.clear()
        except sqlite3.Error as error:
            self._give_up(error)

    def finish(self) -> None:
        """Write what is waiting, and drop the older half of a cache that grew too large. It can still be read."""
        self.flush()
        if self.connection is None:
            return
        try:
            _prune(self.connection)
        except sqlite3.Error as error:
            self._give_up(error)

    def close(self) -> None:
        """Let go of the file."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def _select(self, columns: str, key: bytes) -> tuple[Any, ...] | None:
        if self.connection is None:
            return None
        try:
            query = f"SELECT {columns} FROM results WHERE key = ?"  # noqa: S608 - all our own words
            row: tuple[Any, ...] | None = self.connection.execute(query, (key,)).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        return row

    def _give_up(self, error: Exception) -> None:
        self.warn(f"cache: {error}; every article is checked again ('healthlint cache clean' makes a new cache)")
        self.close()


_INSERT = "INSERT OR REPLACE INTO results (key, head, findings, body, form, written) VALUES (?, ?, ?, ?, ?, ?)"
_TABLE = """CREATE TABLE results (
    number INTEGER PRIMARY KEY, key BLOB UNIQUE, head BLOB, form TEXT, findings BLOB, written BLOB, body BLOB)"""
"""What every run reads comes first: what lies behind the larger parts of a row takes longer to come to."""


def _to_stderr(message: str) -> None:
    sys.stderr.write(f"healthlint: {message}\n")


def _make_private(folder: Path) -> None:
    """Make ``folder`` so that nobody else can write to it; refuse one that somebody else could have filled."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in (folder, folder / FILE):
        if path.is_symlink():
            raise PermissionError(f"{path} is a link")
        if path.exists() and hasattr(os, "getuid"):
            found = path.stat()
            if found.st_uid != os.getuid():
                raise PermissionError(f"{path} belongs to somebody else")
            if stat.S_IMODE(found.st_mode) & 0o022:
                raise PermissionError(f"others may write to {path}")


def _connect(path: Path) -> sqlite3.Connection:
    new = not path.exists()
    connection = sqlite3.connect(path, timeout=5.0)
    try:
        if new:
            path.chmod(0o600)
        connection.execute("PRAGMA synchronous = OFF")
        (layout,) = connection.execute("PRAGMA user_version").fetchone()
        if layout != LAYOUT:
            with connection:
                connection.execute("DROP TABLE IF EXISTS results")
                connection.execute(_TABLE)
                connection.execute(f"PRAGMA user_version = {LAYOUT}")
    except BaseException:
        connection.close()
        raise
    return connection


def _prune(connection: sqlite3.Connection) -> None:
    (size,) = connection.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").fetchone()
    if size <= SIZE_LIMIT:
        return
    with connection:
        connection.execute("DELETE FROM results WHERE number <= (SELECT (min(number) + max(number)) / 2 FROM results)")
    connection.execute("VACUUM")


def clean(folder: Path) -> int:
    """Remove the cache in ``folder``; the bytes that it took."""
    freed = 0
    for path in sorted(folder.glob(f"{FILE}*")):
        freed += path.stat().st_size
        path.unlink()
    return freed
