"""Regular expressions remembered from run to run.

``re`` translates a pattern into the code of its engine anew in each process, in Python: for the fifty-odd patterns that an
article needs this took an eighth of a cold run. The code is kept in the user's cache folder, under the version of the engine that
it was made for, and the engine checks it once more before it runs it. Where it cannot be kept or read, patterns are compiled as ever.
"""
from __future__ import annotations

import marshal
import os
import re
from functools import cache
from sys import byteorder, version_info

from healthlint.resources import cache_folder, keep_file, read_kept

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    _Kept = dict[tuple[str, int], tuple[Any, ...]]

MOST_KEPT = 2_000
"""Patterns kept; beyond that the store begins anew."""
CODE = 4
"""Bytes of one part of the engine's code."""
PYTHONS = 4
"""Interpreters whose stores are kept."""


def compile_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` gives."""
    store = _store()
    found = store.get(pattern, int(flags))
    if found is None:
        found = re.compile(pattern, flags)
        store.add(found, int(flags))
    return found


class _Store:
    """The patterns of earlier runs, and those that are new in this one."""

    def __init__(self, path: str | None) -> None:
        self.path = path
        self.new: set[tuple[str, int]] = set()
        self.kept = self._read()

    def _read(self) -> _Kept:
        try:
            return dict(marshal.loads(read_kept(self.path))) if self.path else {}  # noqa: S302 - a folder that only this user can write to
        except (OSError, ValueError, EOFError, TypeError):
            return {}

    def get(self, pattern: str, flags: int) -> re.Pattern[str] | None:
        """The pattern as an earlier run compiled it."""
        row = self.kept.get((pattern, flags))
        if row is None:
            return None
        from _sre import compile as make  # type: ignore[import-not-found]

        try:
            all_flags, code, groups, names = row
            by_number = [None] * (groups + 1)
            for name, number in names.items():
                by_number[number] = name
            made: re.Pattern[str] = make(pattern, all_flags, memoryview(code).cast("I").tolist(), groups, names, tuple(by_number))
        except (TypeError, ValueError, AttributeError, IndexError, RuntimeError, OverflowError):
            return None
        return made

    def add(self, made: re.Pattern[str], flags: int) -> None:
        """Remember a pattern of this run until its end."""
        if self.path is None:
            return
        if not self.new:
            import atexit

            atexit.register(self.keep)
        self.new.add((made.pattern, flags))

    def keep(self) -> None:
        """Write the store with what is new, whole or not at all; failing to is no harm."""
        if self.path is None:
            return
        try:
            new = {(pattern, flags): _row(pattern, flags) for pattern, flags in self.new}
        except (ImportError, AttributeError):  # another Python, with other insides
            return
        kept = self._read()  # another run may have added its own
        kept = (kept if len(kept) + len(new) < MOST_KEPT else {}) | new
        keep_file(self.path, marshal.dumps(kept), "patterns-*", PYTHONS)


def _row(pattern: str, flags: int) -> tuple[Any, ...]:
    """The arguments by which the engine makes the pattern: all its flags, its code, its number of groups and their names."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(pattern, flags)
    code = b"".join(part.to_bytes(CODE, byteorder) for part in _compiler._code(parsed, flags))  # noqa: SLF001  (what re.compile calls)
    return flags | int(parsed.state.flags), code, parsed.state.groups - 1, dict(parsed.state.groupdict)


@cache
def _store() -> _Store:
    try:
        from _sre import CODESIZE, MAGIC
    except ImportError:  # another interpreter than CPython
        return _Store(None)
    folder = cache_folder() if CODESIZE == CODE else None
    name = f"patterns-{'.'.join(map(str, version_info[:3]))}-{MAGIC}-{byteorder}"
    return _Store(os.path.join(folder, name) if folder else None)
