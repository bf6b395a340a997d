"""Where the parts of a report lie until a writer comes to its article: in the cache, otherwise in a nameless file."""
from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import IO, Protocol, TypeVar
from weakref import finalize

from healthlint.engine.articles import StoredReport
from healthlint.engine.cache import Known, ResultCache
from healthlint.engine.freeze import (
    UNREADABLE,
    Body,
    Findings,
    Frozen,
    Wanted,
    freeze,
    pack_text,
    thaw_body,
    thaw_findings,
    thaw_head,
    thaw_text,
)
from healthlint.engine.walk import FoundFile
from healthlint.model import ArticleReport, Skipped, SourceError
from healthlint.parse import read_source

FETCHED = 4
"""Parts of one kind that stay in memory: a writer asks for one many times, then goes on to the next article."""

LOOKED_UP = 1000
"""Results that are looked up at once: a run beside this one that wants to write waits for milliseconds only."""

Answer = ArticleReport | Skipped


class Checker(Protocol):
    """How one file is checked, and what the result depends on besides its bytes."""

    def check(self, file: FoundFile) -> Answer:
        """Check one file."""

    def settings_key(self, file: FoundFile) -> bytes:
        """A hash over everything else that the result depends on."""


class Store:
    """Takes in reports as bytes and gives them out as reports that fetch their parts."""

    def __init__(self, checker: Checker, cache: ResultCache | None, wanted: Wanted) -> None:
        """``wanted`` is what the writers of this run will ask for; what else they ask for is found out by checking again."""
        self.checker = checker
        self.cache = cache
        self.wanted = wanted
        self.spool = _Spool()
        self.findings: _Fetched[Findings] = _Fetched()
        self.bodies: _Fetched[Body] = _Fetched()
        self.texts: _Fetched[str] = _Fetched()

    def known(self, keys: Sequence[bytes], files: Sequence[FoundFile]) -> list[ArticleReport | None]:
        """For each file the report of an earlier run, if there is one that can be read and has all that is wanted."""
        if self.cache is None:
            return [None] * len(files)
        found: list[ArticleReport | None] = []
        known = partial(self._known, self.cache)
        for at in range(0, len(files), LOOKED_UP):
            with self.cache.reading():
                found += map(known, keys[at : at + LOOKED_UP], files[at : at + LOOKED_UP])
        return found

    def _known(self, cache: ResultCache, key: bytes, file: FoundFile) -> ArticleReport | None:
        form = self.wanted.form
        known = cache.known(key, form.of(file.relative) if form else "") if key else None
        if known is None or not (known.whole or self._is_enough(known)):
            return None
        try:
            return self._report(key, file, known.head)
        except UNREADABLE:
            return None

    def _is_enough(self, known: Known) -> bool:
        """Whether a report without its body serves this run."""
        form = self.wanted.form
        return not self.wanted.body and (form is None or not form.whole or known.written)

    def add(self, key: bytes, file: FoundFile, frozen: Frozen) -> ArticleReport:
        """Keep a report that was just made."""
        if self.cache and key and frozen.sound and self.cache.connection:
            self.cache.put(key, frozen)
            return self._report(key, file, frozen.head)
        parts = {name: self.spool.write(getattr(frozen, name)) for name in ("findings", "body")}
        parts[frozen.form] = self.spool.write(frozen.written)
        return self._report(b"", file, frozen.head, parts)

    def _report(self, key: bytes, file: FoundFile, head: bytes, spooled: Mapping[str, tuple[int, int]] | None = None) -> ArticleReport:
        thawed = thaw_head(head)
        return StoredReport(file.relative, thawed, _Parts(self, file, key, thawed.source["sha256"], spooled or {}))


class _Parts:
    """The parts of one article, each fetched when it is asked for."""

    __slots__ = ("file", "key", "sha256", "spooled", "store")

    def __init__(self, store: Store, file: FoundFile, key: bytes, sha256: str, spooled: Mapping[str, tuple[int, int]]) -> None:
        self.store, self.file, self.key = store, file, key
        self.sha256 = sha256
        self.spooled = spooled
        """Where parts lie that are in no cache: ``findings``, ``body``, and what a format wrote under the name that it is kept by."""

    def findings(self) -> Findings:
        """The findings, and where they stand."""
        return self.store.findings.fetch(self.file.relative, partial(self._thaw, "findings", thaw_findings))

    def body(self) -> Body:
        """Blocks, facts and scorecards."""
        return self.store.bodies.fetch(self.file.relative, partial(self._thaw, "body", thaw_body))

    def text(self) -> str:
        """The text of the file. Raises ``SourceError`` if it is no longer the one that was checked."""
        return self.store.texts.fetch(self.file.relative, self._read_text)

    def written(self, form: str) -> str | None:
        """The article as a format wrote it, if that is kept."""
        cache = self.store.cache
        packed = cache.written(self.key, form) if cache and self.key else self.store.spool.read(self.spooled.get(form, (0, 0)))
        try:
            return thaw_text(packed)
        except UNREADABLE:
            return None

    def keep(self, form: str, text: str) -> None:
        """Keep what a format wrote for the runs to come."""
        if self.store.cache and self.key:
            self.store.cache.keep(self.key, form, pack_text(text))

    def _read_text(self) -> str:
        source = read_source(Path(self.file.path).read_bytes(), self.file.relative)
        if source.sha256 != self.sha256:
            raise self._changed()
        return source.text

    def _changed(self) -> SourceError:
        return SourceError(f"{self.file.relative}: changed while healthlint ran; run again")

    def _packed(self, name: str) -> bytes:
        """One part as bytes; empty if it is no longer there, or nobody was thought to ask for it."""
        if name in self.spooled:
            return self.store.spool.read(self.spooled[name])
        return self.store.cache.part(name, self.key) if self.store.cache and self.key else b""

    def _thaw(self, name: str, thaw: Callable[[bytes], Part]) -> Part:
        packed = self._packed(name)
        if packed:
            try:
                return thaw(packed)
            except UNREADABLE:
                packed = b""
        again = self.store.checker.check(self.file)
        if isinstance(again, Skipped):
            raise SourceError(f"{self.file.relative}: {again.reason}")
        if again.document.source.sha256 != self.sha256:
            raise self._changed()
        made: bytes = getattr(freeze(again), name)
        return thaw(made)


class _Spool:
    """A nameless file that ends with the run."""

    def __init__(self) -> None:
        self.file: IO[bytes] | None = None

    def write(self, data: bytes) -> tuple[int, int]:
        """Add to the file; where it lies, and how long it is."""
        if not data:
            return 0, 0
        if self.file is None:
            from tempfile import TemporaryFile

            self.file = TemporaryFile()  # noqa: SIM115 - it lives as long as the reports that read it
            finalize(self, self.file.close)
        place = (self.file.seek(0, 2), len(data))
        self.file.write(data)
        return place

    def read(self, place: tuple[int, int]) -> bytes:
        """What lies at a place."""
        at, length = place
        if self.file is None:
            return b""
        self.file.seek(at)
        return self.file.read(length)


Part = TypeVar("Part")


class _Fetched(OrderedDict[str, Part]):
    """The parts of one kind that were fetched last, by file."""

    def fetch(self, name: str, make: Callable[[], Part]) -> Part:
        """The part of one file; the oldest makes room for a new one."""
        found = self.get(name)
        if found is None:
            found = self[name] = make()
            if len(self) > FETCHED:
                self.popitem(last=False)
        return found
