"""Which files a run reads: named ones, and those found in named folders."""
from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator

from healthlint.engine.config import Config, parents
from healthlint.engine.config_file import relative
from healthlint.engine.globs import Glob, is_matched
from healthlint.model import Skipped
from healthlint.records import NamedTuple

OWN_MARK = b'<meta name="generator" content="healthlint '
"""What the head of our own report begins with."""

UNREAD = frozenset({".pdf", ".docx", ".doc", ".odt", ".rtf", ".rst", ".adoc", ".epub", ".tex", ".pages"})
"""Documents that healthlint cannot read: named in the coverage of a run, so that nobody takes them for checked."""


class FoundFile(NamedTuple):
    """One article to read."""

    path: str
    relative: str
    """POSIX path relative to the project root, as printed."""


class Found(NamedTuple):
    """What a run reads, and what it leaves out and why."""

    files: tuple[FoundFile, ...]
    """Sorted by printed path, each file once."""
    skipped: tuple[Skipped, ...]


def find_files(paths: Iterable[str], root: str, config: Config, *, force_exclude: bool = False, stdin_name: str = "") -> Found:
    """Find the articles under ``paths``; a path ``-`` stands for standard input.

    A file named outright is read whatever the patterns say, unless
    ``force_exclude`` (a hook passes every changed file). A named path that
    is missing or unreadable is skipped as an ``error``: the others are still
    read, and the run ends with status 2.
    """
    finder = _Finder(root, config)
    for name in paths:
        if name == "-":
            finder.files["-"] = FoundFile("-", stdin_name or "-")
        else:
            finder.named(name, force_exclude=force_exclude)
    files = sorted(finder.files.values(), key=lambda f: f.relative)
    skipped = {s.path: s for s in finder.skipped if s.path not in finder.files}
    return Found(tuple(files), tuple(skipped[path] for path in sorted(skipped)))


class _Finder:
    def __init__(self, root: str, config: Config) -> None:
        self.root = root
        self.config = config
        self.files: dict[str, FoundFile] = {}
        self.skipped: list[Skipped] = []
        self.real: dict[str, str] = {}

    def named(self, path: str, *, force_exclude: bool) -> None:
        shown = self._shown(path)
        try:
            mode = os.stat(path).st_mode
        except OSError as error:
            self.skip(shown, f"cannot be read: {error.strerror}", "error")
            return
        if stat.S_ISDIR(mode):
            self._folder(path)
        elif not stat.S_ISREG(mode):
            self.skip(shown, "not a regular file", "error")
        elif force_exclude and not self._wanted(shown):
            self.skip(shown, "left out by the configuration", "excluded")
        elif suffix_of(path) in UNREAD:
            self.skip(shown, "healthlint reads HTML, Markdown and plain text", "error")
        else:
            self._add(path, shown, named=True)

    def skip(self, shown: str, reason: str, kind: str = "skipped") -> None:
        self.skipped.append(Skipped(shown, reason, kind))

    def _shown(self, path: str) -> str:
        return relative(path, self.root)

    def _wanted(self, shown: str) -> bool:
        here = self.config.in_folder(shown.rpartition("/")[0])
        name = shown if shown.isascii() and shown.islower() else shown + "\0" + shown.lower()
        return any(is_matched(n, here.include) for n in name.split("\0")) and not is_matched(shown, here.exclude)

    def _folder(self, folder: str) -> None:
        shown = self._shown(folder)
        listed = _listed_by_git(folder)
        for path in listed if listed is not None else _walk(folder, "" if shown == "." else shown, self.skip):
            self._candidate(path)

    def _candidate(self, path: str) -> None:
        shown = self._shown(path)
        suffix = suffix_of(path)
        if suffix in UNREAD and not is_matched(shown, self.config.in_folder(shown.rpartition("/")[0]).exclude):
            self.skip(shown, "healthlint reads HTML, Markdown and plain text")
        elif self._wanted(shown):
            self._check_kind(path, shown)

    def _check_kind(self, path: str, shown: str) -> None:
        try:
            mode = os.stat(path).st_mode
        except FileNotFoundError:
            if os.path.islink(path):
                self.skip(shown, "a link that leads nowhere")
            return
        except OSError as error:
            self.skip(shown, f"cannot be read: {error.strerror}", "error")
            return
        if stat.S_ISREG(mode) and is_own_report(path):
            self.skip(shown, "a report that healthlint wrote")
        elif stat.S_ISREG(mode):
            self._add(path, shown, named=False)
        elif not stat.S_ISDIR(mode):
            self.skip(shown, "not a regular file")

    def _add(self, path: str, shown: str, *, named: bool) -> None:
        if shown in self.files:
            return
        real = os.path.realpath(path)
        if real in self.real:
            self.skip(shown, f"the same file as {self.real[real]}")
            return
        size = os.stat(path).st_size
        limit = self.config.limits["max-bytes"]
        if size > limit:
            reason = f"{size} bytes, over the limit of {limit:.0f} ('limits.max-bytes')"
            self.skip(shown, reason, "error" if named else "skipped")
            return
        self.real[real] = shown
        self.files[shown] = FoundFile(path, shown)


def suffix_of(path: str) -> str:
    """The ending of a file's name with its dot, in lower case."""
    return os.path.splitext(path)[1].lower()


def is_own_report(path: str) -> bool:
    """Whether healthlint wrote this page: a report left among articles is none of them."""
    if suffix_of(path) != ".html":
        return False
    try:
        with open(path, "rb") as file:
            return OWN_MARK in file.read(200)
    except OSError:
        return False


def _listed_by_git(folder: str) -> list[str] | None:
    """What git tracks or would track in ``folder``; ``None`` outside a repository or without git."""
    here = os.path.abspath(folder)
    if not any(os.path.exists(os.path.join(place, ".git")) for place in (here, *parents(here))):
        return None
    import subprocess

    from healthlint.engine.git import GIT

    command = [*GIT, "-C", folder, "ls-files", "-co", "--exclude-standard", "-z"]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - a fixed command
    except OSError:
        return None
    if done.returncode:
        return None
    names = (os.fsdecode(name) for name in done.stdout.split(b"\0") if name)
    return sorted({os.path.join(folder, name) for name in names})


def _walk(folder: str, shown: str, skip: Callable[..., None]) -> Iterator[str]:
    """Every file below ``folder`` that no ``.gitignore`` on the way names; hidden folders and links to folders are not entered."""
    waiting: list[tuple[str, str, tuple[Glob, ...]]] = [(folder, shown, ())]
    while waiting:
        here, name, ignored = waiting.pop()
        ignored = (*ignored, *_gitignore(here, name))
        try:
            entries = sorted(os.scandir(here), key=lambda e: e.name)
        except OSError as error:
            skip(name or ".", f"cannot be read: {error.strerror}", "error")
            continue
        for entry in entries:
            inner = f"{name}/{entry.name}" if name else entry.name
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith(".") and not is_matched(inner + "/", ignored):
                    waiting.append((entry.path, inner, ignored))
            elif not is_matched(inner, ignored) and not _leads_to_folder(entry):
                yield entry.path


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_symlink() and entry.is_dir()
    except OSError:  # a link that leads to itself: what it is will be told with its name
        return False


def _gitignore(folder: str, base: str) -> Iterator[Glob]:
    try:
        with open(os.path.join(folder, ".gitignore"), encoding="utf-8", errors="replace") as file:
            text = file.read()
    except OSError:
        return
    for line in text.split("\n"):
        pattern = line.rstrip("\r").rstrip()
        if pattern and not pattern.startswith("#"):
            yield Glob(base, pattern)
