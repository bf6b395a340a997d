"""Where the folder ``rules/`` lies, and where what was made from it is kept for the next run."""
from __future__ import annotations

import marshal
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from sys import version_info

from healthlint.digests import sha256

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    Made = TypeVar("Made")


MOST_KEPT = 80
"""Tables kept: each change of a word list makes new ones, and the oldest make room."""


@cache
def rules_folder() -> Path:
    """The built-in ``rules/`` folder.

    A wheel carries it as package data. An editable install does not, so the
    checkout's own folder is the second place to look; a stale copy left in
    site-packages can then never win over the files being edited.
    """
    here = Path(__file__).resolve().parent
    checkout = here.parent.parent / "rules"
    if (here.parent.parent / "pyproject.toml").is_file() and checkout.is_dir():
        return checkout
    return here / "rules"


def words_file(name: str) -> Path:
    """The table ``rules/words/<name>``."""
    return rules_folder() / "words" / name


def cache_folder() -> Path | None:
    """The user's own cache folder for healthlint, made if need be; ``None`` if there is none that is safe to use."""
    own = os.environ.get("HEALTHLINT_CACHE_DIR")
    return _private_folder(own or os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "healthlint"))  # noqa: PTH111, PTH118


@cache
def _private_folder(name: str) -> Path | None:
    folder = Path(name)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
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
    folder = cache_folder()
    if folder is None:
        return make()
    path = folder / f"words-{words_stamp()}-{name}"
    try:
        kept: Made = marshal.loads(path.read_bytes())  # noqa: S302 - a folder that only this user can write to
    except (OSError, ValueError, EOFError, TypeError):
        made = make()
        keep_file(path, marshal.dumps(made), "words-*", MOST_KEPT)  # type: ignore[arg-type]  # makers give built-in types
        return made
    return kept


def keep_file(path: Path, data: bytes, alike: str, most: int) -> None:
    """Write a file of the cache folder whole or not at all, and forget all but the ``most`` newest that are ``alike``.

    ``alike`` is a glob pattern. Failing to keep something is no harm.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError:
        return
    for old in sorted(path.parent.glob(alike), key=_age)[most:]:
        old.unlink(missing_ok=True)


def _age(path: Path) -> float:
    try:
        return -path.stat().st_mtime
    except OSError:  # another run has just forgotten it
        return 0.0


@cache
def words_stamp() -> str:
    """A hash over names, sizes and times of the word lists and of the code that reads them."""
    seen = sha256(f"1 {version_info[:3]}".encode())
    for folder in (rules_folder() / "words", Path(__file__).parent / "language"):
        with os.scandir(folder) as entries:
            for name, size, changed in sorted((e.name, e.stat().st_size, e.stat().st_mtime_ns) for e in entries if e.is_file()):
                seen.update(f"{folder}/{name} {size} {changed}\n".encode("utf-8", "surrogateescape"))
    return seen.hexdigest()[:20]
