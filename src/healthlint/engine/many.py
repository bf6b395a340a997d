"""Checks many files: takes from the cache what has not changed, and checks the rest in several processes."""
from __future__ import annotations

import gc
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import IO, Protocol, TypeVar
from weakref import finalize

from healthlint.engine.articles import Loaders, StoredReport
from healthlint.engine.cache import ResultCache
from healthlint.engine.freeze import UNREADABLE, Body, Frozen, Wanted, freeze, thaw_body, thaw_head
from healthlint.engine.walk import FoundFile
from healthlint.engine.workers import Lost, check_in_processes, processes_for
from healthlint.model import ArticleReport, Skipped, SourceError
from healthlint.parse import read_source
from healthlint.records import NamedTuple
from healthlint.resources import cache_folder

KEPT = 4
"""Bodies and texts fetched that stay in memory: a writer asks for one many times, then goes on to the next."""

SETTLED = 8
"""Files after which nearly all rules, tables and modules of a run are there: from then on no search for garbage goes through them."""

Answer = ArticleReport | Skipped


class Checker(Protocol):
    """How one file is checked, and what the result depends on besides its bytes."""

    def check(self, file: FoundFile) -> Answer:
        """Check one file."""

    def settings_key(self, file: FoundFile) -> bytes:
        """A hash over everything else that the result depends on."""


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
    store = _Store(checker, means.cache)
    answers: dict[int, Answer] = {}
    missing: list[tuple[int, bytes]] = []
    for index, file in enumerate(files):
        if file.path == "-":
            answers[index] = checker.check(file)  # its text cannot be read twice
            continue
        key = _key(file, checker) if means.cache else b""
        known = store.known(key, file, whole=means.wanted.body or means.wanted.line is not None)
        if known is None:
            missing.append((index, key))
        else:
            answers[index] = known
    for index, key, answer in _check_missing(files, missing, checker, means):
        answers[index] = store.add(key, files[index], answer) if isinstance(answer, Frozen) else answer
        means.progress(len(answers), len(files))
    if means.cache:
        means.cache.finish()
    return [answers[index] for index in range(len(files))]


def _key(file: FoundFile, checker: Checker) -> bytes:
    """What a result is kept under; empty for a file that cannot be read, which is never kept."""
    try:
        data = Path(file.path).read_bytes()
    except OSError:
        return b""
    return blake2b(data, digest_size=32, key=checker.settings_key(file)).digest()


def _check_missing(
    files: Sequence[FoundFile], missing: list[tuple[int, bytes]], checker: Checker, means: Means
) -> Iterator[tuple[int, bytes, Frozen | Skipped]]:
    processes = processes_for(len(missing), means.jobs)
    # A later run that writes the same lines takes them from the cache; packing articles for nobody is a fifth of a run.
    wanted = means.wanted._replace(body=means.wanted.body or (means.cache is not None and means.wanted.line is not None))
    if processes == 1:
        check = _Checking(checker, wanted)
        for index, key in missing:
            yield index, key, check(files[index])
        return
    unchecked = [files[index] for index, _ in missing]
    for number, answer in check_in_processes(unchecked, partial(_Checking, checker, wanted), processes, means.seconds):
        index, key = missing[number]
        if isinstance(answer, Lost):
            yield index, key, Skipped(files[index].relative, f"healthlint failed on it: {answer.why}", "failed")
        else:
            yield index, key, answer


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
        return answer if isinstance(answer, Skipped) else freeze(answer, line=self.wanted.line, body=self.wanted.body)


class _Store:
    """Where the rest of a report lies until a writer asks for it: in the cache, otherwise in a nameless file."""

    def __init__(self, checker: Checker, cache: ResultCache | None) -> None:
        self.checker = checker
        self.cache = cache
        self.file: IO[bytes] | None = None
        self.places: dict[str, tuple[int, int]] = {}
        """Where the body of a file lies in the nameless file, and how long it is."""
        self.bodies: OrderedDict[str, Body] = OrderedDict()
        self.texts: OrderedDict[str, str] = OrderedDict()

    def known(self, key: bytes, file: FoundFile, *, whole: bool) -> ArticleReport | None:
        """The report of an earlier run, if there is one that can be read: with its body, if ``whole``."""
        head = self.cache.head(key, whole=whole) if self.cache and key else None
        if head is None:
            return None
        try:
            return self._report(key, file, head)
        except UNREADABLE:
            return None

    def add(self, key: bytes, file: FoundFile, frozen: Frozen) -> ArticleReport:
        """Keep a report that was just made."""
        if self.cache and key and frozen.sound and self.cache.connection:
            self.cache.put(key, frozen)
        elif frozen.body:
            self.places[file.relative] = self._write(frozen.body)
        line = self._write(frozen.line) if frozen.line else None
        return self._report(key, file, frozen.head, line)

    def _report(self, key: bytes, file: FoundFile, data: bytes, line: tuple[int, int] | None = None) -> ArticleReport:
        head = thaw_head(data)
        loaders = Loaders(partial(self.body, key, file), partial(self.text, file, head.source["sha256"]), partial(self.line, line))
        return StoredReport(file.relative, head, loaders)

    def line(self, place: tuple[int, int] | None) -> str:
        """What the writer said of an article; empty if it was not asked."""
        return self._read(place).decode("utf-8") if place else ""

    def body(self, key: bytes, file: FoundFile) -> Body:
        """Blocks, facts and scorecards of a file."""
        return _kept(self.bodies, file.relative, partial(self._fetch, key, file))

    def text(self, file: FoundFile, sha256: str) -> str:
        """The text of a file. Raises ``SourceError`` if it is no longer the one that was checked."""
        return _kept(self.texts, file.relative, partial(self._read_text, file, sha256))

    def _read_text(self, file: FoundFile, sha256: str) -> str:
        source = read_source(Path(file.path).read_bytes(), file.relative)
        if source.sha256 != sha256:
            raise SourceError(f"{file.relative}: changed while healthlint ran; run again")
        return source.text

    def _fetch(self, key: bytes, file: FoundFile) -> Body:
        place = self.places.get(file.relative)
        packed = self._read(place) if place else self.cache and key and self.cache.body(key)
        if packed:
            try:
                return thaw_body(packed)
            except UNREADABLE:
                packed = b""
        # The cache was lost while we ran, or nobody was thought to ask.
        again = self.checker.check(file)
        if isinstance(again, Skipped):
            raise SourceError(f"{file.relative}: {again.reason}")
        return thaw_body(freeze(again).body)

    def _write(self, data: bytes) -> tuple[int, int]:
        if self.file is None:
            from tempfile import TemporaryFile

            self.file = TemporaryFile()  # noqa: SIM115 - it lives as long as the reports that read it
            finalize(self, self.file.close)
        place = (self.file.seek(0, 2), len(data))
        self.file.write(data)
        return place

    def _read(self, place: tuple[int, int]) -> bytes:
        at, length = place
        if self.file is None:
            return b""
        self.file.seek(at)
        return self.file.read(length)


Kept = TypeVar("Kept")


def _kept(store: OrderedDict[str, Kept], name: str, fetch: Callable[[], Kept]) -> Kept:
    """What is in ``store``, fetched if need be; the oldest makes room."""
    found = store.get(name)
    if found is None:
        found = store[name] = fetch()
        if len(store) > KEPT:
            store.popitem(last=False)
    return found
