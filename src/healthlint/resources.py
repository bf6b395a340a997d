"""Where the folder ``rules/`` lies, and where what was made from it is kept for the next run.

File names are texts here and wherever a run passes: importing ``pathlib`` is a thirtieth of checking one article.
"""
from __future__ import annotations

import marshal
import os
from collections.abc import Callable
from functools import cache
from sys import version_info

from healthlint.digests import sha256
from healthlint.packed_file import PackedFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import TypeVar

    Made = TypeVar("Made")


MARSHAL = marshal.version
MOST_TABLES = 500
"""Tables kept in one file: a rule that somebody is working on makes a new one with each change of its phrases."""
MOST_KEPT = 4
"""Files of tables kept: each change of a word list makes a new one, and the oldest make room."""


@cache
def rules_folder() -> str:
    """The built-in ``rules/`` folder.

    A wheel carries it as package data. An editable install does not, so the
    checkout's own folder is the second place to look; a stale copy left in
    site-packages can then never win over the files being edited.
    """
    here = os.path.dirname(os.path.realpath(__file__))
    top = os.path.dirname(os.path.dirname(here))
    checkout = os.path.join(top, "rules")
    return checkout if os.path.isfile(os.path.join(top, "pyproject.toml")) and os.path.isdir(checkout) else os.path.join(here, "rules")


def words_text(name: str) -> str:
    """The text of the table ``rules/words/<name>``."""
    with open(os.path.join(rules_folder(), "words", name), encoding="utf-8") as file:
        return file.read()


def cache_folder() -> str | None:
    """The user's own cache folder for healthlint, made if need be; ``None`` if there is none that is safe to use."""
    own = os.environ.get("HEALTHLINT_CACHE_DIR")
    return _private_folder(own or os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "healthlint"))


@cache
def _private_folder(name: str) -> str | None:
    folder = os.path.normpath(name)
    try:
        os.makedirs(folder, 0o700, exist_ok=True)
        found = os.stat(folder)
    except OSError:
        return None
    private = os.name != "posix" or (found.st_uid == os.geteuid() and not found.st_mode & 0o022)
    return folder if private and os.access(folder, os.W_OK) else None


def derived(name: str, make: Callable[[], Made]) -> Made:
    """What ``make`` builds from the word lists, taken from the cache folder if neither they nor the code have changed.

    Building the larger tables takes longer than checking an article. The
    value is made of built-in types only: ``marshal`` keeps no others. ``make``
    stands in ``language/``, whose code and word lists are what is watched.
    """
    tables = _tables()
    if tables is None:
        return make()
    try:
        kept: Made = marshal.loads(tables.read(name))  # noqa: S302 - a folder that only this user can write to
    except (KeyError, OSError, ValueError, EOFError, TypeError):
        made = make()
        _keep_table(tables, name, marshal.dumps(made))  # type: ignore[arg-type]  # makers give built-in types
        return made
    return kept


@cache
def _tables() -> PackedFile | None:
    folder = cache_folder()
    return PackedFile(os.path.join(folder, f"words-{words_stamp()}"), (MARSHAL,)) if folder else None


def _keep_table(tables: PackedFile, name: str, data: bytes) -> None:
    """Add a table to the file as it is now: another run may have added its own."""
    now = PackedFile(tables.path, tables.made_by)
    try:
        pieces = {known: now.read(known) for known in list(now.places)[-MOST_TABLES:]} | {name: data}
    except OSError:
        pieces = {name: data}
    now.close()
    if now.write(pieces, {}):
        forget_old(tables.path, "words-*", MOST_KEPT)


def read_kept(path: str) -> bytes:
    """The bytes of a file of the cache folder. Raises ``OSError``."""
    with open(path, "rb", buffering=0) as file:
        return file.read()


def keep_file(path: str, data: bytes, alike: str, most: int) -> None:
    """Write a file of the cache folder whole or not at all, and forget all but the ``most`` newest that are ``alike``.

    ``alike`` is a glob pattern. Failing to keep something is no harm.
    """
    part = f"{path}.{os.getpid()}.part"
    try:
        with open(part, "wb") as file:
            file.write(data)
        os.replace(part, path)
    except OSError:
        return
    forget_old(path, alike, most)


def forget_old(path: str, alike: str, most: int) -> None:
    """Leave no more than the ``most`` newest files beside ``path`` whose names are ``alike``, a glob pattern."""
    from pathlib import Path

    for old in sorted(Path(path).parent.glob(alike), key=_age)[most:]:
        old.unlink(missing_ok=True)


def _age(path: Path) -> float:
    try:
        return -path.stat().st_mtime
    except OSError:  # another run has just forgotten it
        return 0.0


@cache
def words_stamp() -> str:
    """A hash over names, sizes and times of the word lists and of the code that reads them."""
    seen = [f"1 {version_info[:3]}"]
    for folder in (os.path.join(rules_folder(), "words"), os.path.join(os.path.dirname(__file__), "language")):
        with os.scandir(folder) as entries:
            states = [(entry.path, entry.stat()) for entry in entries if entry.is_file()]
        seen += sorted([f"{path} {state.st_size} {state.st_mtime_ns}" for path, state in states])
    return sha256("\n".join(seen).encode("utf-8", "surrogateescape")).hexdigest()[:20]
