"""Results of earlier runs, kept by everything that they depend on."""
from __future__ import annotations

import os
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from weakref import finalize

from healthlint.engine.freeze import Frozen
from healthlint.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FILE = "results.sqlite3"
"""Name of the cache in the user's own cache folder; it serves all projects."""
LAYOUT = 5
"""Changes when the tables do, or the way in which reports are stored."""
SIZE_LIMIT = 512_000_000
"""Bytes above which the older half of the entries is dropped."""
BATCH = 200
"""Entries written in one transaction: the file is locked for milliseconds only."""


class Known(NamedTuple):
    """What is known of a result before any of its larger parts is read."""

    head: bytes
    whole: bool
    """Whether the body is there too."""
    written: bool
    """Whether the article is there as the format that was asked for writes it."""


class ResultCache:
    """One sqlite file. Whatever is wrong with it, a run warns once and goes on without."""

    def __init__(self, folder: Path, warn: Callable[[str], None] | None = None) -> None:
        """Open the cache in ``folder``, making it if need be."""
        self.warn = warn or _to_stderr
        self.connection: sqlite3.Connection | None = None
        self.waiting: dict[bytes, Frozen] = {}
        self.texts: dict[tuple[bytes, str], bytes] = {}
        """What formats wrote and is not in the file yet."""
        try:
            _make_private(folder)
            self.connection = _connect(folder / FILE)
            finalize(self, _let_go, self.connection, self.waiting, self.texts)
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Many are read: the file is locked against writers once, and not for each."""
        self._run("BEGIN")
        try:
            yield
        finally:
            self._run("COMMIT")

    def known(self, key: bytes, form: str = "") -> Known | None:
        """What is stored under ``key``, if anything is."""
        waiting = self.waiting.get(key)
        if waiting is not None:
            return Known(waiting.head, bool(waiting.body), (key, form) in self.texts)
        row = self._run(_KNOWN, key, form, key)
        return Known(row[0], bool(row[1]), bool(row[2])) if row else None

    def written(self, key: bytes, form: str) -> bytes:
        """What ``form`` wrote of the article under ``key``; articles of one text share a key, and not the path that is in ``form``."""
        waiting = self.texts.get((key, form))
        if waiting is not None:
            return waiting
        row = self._run("SELECT written FROM texts WHERE key = ? AND form = ?", key, form)
        return row[0] if row else b""

    def part(self, name: str, key: bytes) -> bytes:
        """``findings`` or ``body`` of what is stored under ``key``; empty if it was not kept, or is no longer there."""
        waiting = self.waiting.get(key)
        if waiting is not None:
            found: bytes = getattr(waiting, name)
            return found
        row = self._run(f"SELECT {name} FROM results WHERE key = ?", key)  # noqa: S608 - one of our own two words
        return row[0] if row else b""

    def put(self, key: bytes, frozen: Frozen) -> None:
        """Store a report."""
        self.waiting[key] = frozen
        if frozen.form:
            self.texts[key, frozen.form] = frozen.written
        if len(self.waiting) >= BATCH:
            self.flush()

    def keep(self, key: bytes, form: str, written: bytes) -> None:
        """Store what a format wrote of an article whose report is stored."""
        self.texts[key, form] = written
        if len(self.texts) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting."""
        if self.connection is None:
            return
        try:
            _write(self.connection, self.waiting, self.texts)
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

    def _run(self, statement: str, *values: bytes | str) -> tuple[Any, ...] | None:
        """The first row of the answer, if there is one."""
        if self.connection is None:
            return None
        try:
            row: tuple[Any, ...] | None = self.connection.execute(statement, values).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        return row

    def _give_up(self, error: Exception) -> None:
        self.warn(f"cache: {error}; every article is checked again ('healthlint cache clean' makes a new cache)")
        self.close()


_TABLES = {
    "results": "number INTEGER PRIMARY KEY, key BLOB UNIQUE, head BLOB, findings BLOB, body BLOB",
    "texts": "key BLOB, form TEXT, written BLOB, UNIQUE (key, form)",
}
"""What every run reads comes first: what lies behind the larger parts of a row takes longer to come to."""
_KNOWN = "SELECT head, length(body) > 0, EXISTS (SELECT 1 FROM texts WHERE key = ? AND form = ?) FROM results WHERE key = ?"


def _write(connection: sqlite3.Connection, reports: dict[bytes, Frozen], texts: dict[tuple[bytes, str], bytes]) -> None:
    """Write what is waiting, which then waits no more."""
    rows = [(key, f.head, f.findings, f.body) for key, f in reports.items()]
    with connection:
        connection.executemany("INSERT OR REPLACE INTO results (key, head, findings, body) VALUES (?, ?, ?, ?)", rows)
        connection.executemany("INSERT OR REPLACE INTO texts VALUES (?, ?, ?)", [(*place, text) for place, text in texts.items()])
    reports.clear()
    texts.clear()


def _let_go(connection: sqlite3.Connection, reports: dict[bytes, Frozen], texts: dict[tuple[bytes, str], bytes]) -> None:
    """Write what writers made after the run, and close; a cache that cannot be written now has missed nothing that cannot be made again."""
    with suppress(sqlite3.Error):
        _write(connection, reports, texts)
    connection.close()


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
                for name, columns in _TABLES.items():
                    connection.execute(f"DROP TABLE IF EXISTS {name}")
                    connection.execute(f"CREATE TABLE {name} ({columns})")
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
        connection.execute("DELETE FROM texts WHERE key NOT IN (SELECT key FROM results)")
    connection.execute("VACUUM")


def clean(folder: Path) -> int:
    """Remove the cache in ``folder``; the bytes that it took."""
    freed = 0
    for path in sorted(folder.glob(f"{FILE}*")):
        freed += path.stat().st_size
        path.unlink()
    return freed
