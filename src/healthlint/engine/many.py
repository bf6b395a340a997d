"""Checks many files: takes from the cache what has not changed, and checks the rest in several processes."""
from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import blake2b
from pathlib import Path

from healthlint.engine.cache import ResultCache
from healthlint.engine.freeze import Frozen, Wanted, freeze
from healthlint.engine.store import Answer, Checker, Store
from healthlint.engine.walk import FoundFile
from healthlint.engine.workers import Lost, check_in_processes, processes_for
from healthlint.model import Skipped
from healthlint.records import NamedTuple
from healthlint.resources import cache_folder

SETTLED = 8
"""Files after which nearly all rules, tables and modules of a run are there: from then on no search for garbage goes through them."""

class Means(NamedTuple):
    """With what files are checked."""

    jobs: int = 0
    """Processes; 0 leaves it to the number of files."""
    seconds: float = 60
    """What a file may take in a process of its own."""
    cache: ResultCache | None = None
    progress: Callable[[int, int], None] = lambda _done, _all: None
    """Told how many files are done, of how many."""
    wanted: Wanted = Wanted()
    """What the writers will ask for."""


def open_cache(warn: Callable[[str], None]) -> ResultCache | None:
    """The user's cache; ``None`` if there is no folder for one."""
    folder = cache_folder()
    return ResultCache(Path(folder), warn) if folder else None


def check_many(files: Sequence[FoundFile], checker: Checker, means: Means) -> list[Answer]:
    """The answer for each file, in the order of ``files``, whatever way it was come by."""
    store = Store(checker, means.cache, means.wanted)
    answers: dict[int, Answer] = {}
    missing: list[tuple[int, bytes]] = []
    keys = [_key(file, checker) if means.cache else b"" for file in files]
    for index, known in enumerate(store.known(keys, files)):
        if known is not None:
            answers[index] = known
        elif files[index].path == "-":
            answers[index] = checker.check(files[index])  # its text cannot be read twice
        else:
            missing.append((index, keys[index]))
    for index, key, answer in _check_missing(files, missing, checker, means):
        answers[index] = store.add(key, files[index], answer) if isinstance(answer, Frozen) else answer
        means.progress(len(answers), len(files))
    if means.cache:
        means.cache.finish()
    return [answers[index] for index in range(len(files))]


def _key(file: FoundFile, checker: Checker) -> bytes:
    """What a result is kept under; empty for a file that cannot be read, or not twice, which is never kept."""
    if file.path == "-":
        return b""
    try:
        with open(file.path, "rb") as opened:
            data = opened.read()
    except OSError:
        return b""
    return blake2b(data, digest_size=32, key=checker.settings_key(file)).digest()


def _check_missing(
    files: Sequence[FoundFile], missing: list[tuple[int, bytes]], checker: Checker, means: Means
) -> Iterator[tuple[int, bytes, Frozen | Skipped]]:
    processes = processes_for(len(missing), means.jobs)
    if processes == 1:
        check = _Checking(checker, means.wanted)
        for index, key in missing:
            yield index, key, check(files[index])
        return
    # A large file that came last would keep one process busy when the others have nothing left to do.
    missing = sorted(missing, key=lambda one: _size(files[one[0]]), reverse=True)
    unchecked = [files[index] for index, _ in missing]
    for number, answer in check_in_processes(unchecked, partial(_Checking, checker, means.wanted), processes, means.seconds):
        index, key = missing[number]
        if isinstance(answer, Lost):
            yield index, key, Skipped(files[index].relative, f"healthlint failed on it: {answer.why}", "failed")
        else:
            yield index, key, answer


def _size(file: FoundFile) -> int:
    try:
        return os.path.getsize(file.path)
    except OSError:
        return 0


class _Checking:
    """Checks file after file, and keeps of each what the writers want."""

    def __init__(self, checker: Checker, wanted: Wanted) -> None:
        self.checker = checker
        self.wanted = wanted
        self.checked = 0

    def __call__(self, file: FoundFile) -> Frozen | Skipped:
        answer = self.checker.check(file)
        self.checked += 1
        if self.checked == SETTLED:
            gc.freeze()
        return answer if isinstance(answer, Skipped) else freeze(answer, self.wanted)
