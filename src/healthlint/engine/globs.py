"""Path patterns as in ``.gitignore``, relative to the folder of the file that holds them."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from healthlint.records import NamedTuple


class Glob(NamedTuple):
    """A pattern and the folder it is relative to."""

    base: str
    """POSIX path relative to the project root, empty for the root itself."""
    pattern: str
    """``*.md``, ``shop/**``, ``/drafts/``, ``!keep.md``: what ``.gitignore`` means by it."""


def last_match(path: str, globs: Iterable[Glob]) -> Glob | None:
    """The last of ``globs`` that matches ``path`` or a folder above it, ``None`` if none does."""
    found = None
    for glob in globs:
        if matches(path, glob):
            found = glob
    return found


def is_matched(path: str, globs: Iterable[Glob]) -> bool:
    """Whether ``path`` is named by ``globs``: the last that matches decides, and ``!`` takes back."""
    found = last_match(path, globs)
    return found is not None and not found.pattern.startswith("!")


def matches(path: str, glob: Glob) -> bool:
    """Whether one pattern, its ``!`` left out, matches ``path`` or a folder above it. Folders end in ``/``."""
    if glob.base:
        if not path.startswith(glob.base + "/"):
            return False
        path = path[len(glob.base) + 1 :]
    return _matcher(glob.pattern.removeprefix("!"))(path)


@cache
def _matcher(pattern: str) -> Callable[[str], bool]:
    simple = pattern.removeprefix("*")
    if simple != pattern and simple.startswith(".") and not set(simple) & set("*?[/\\"):
        return lambda path: path.endswith(simple) or simple + "/" in path
    import re

    found = re.compile(translate(pattern)).match
    return lambda path: found(path) is not None


def translate(pattern: str) -> str:
    """The regular expression that a pattern stands for; it also takes everything inside a matched folder."""
    body = pattern.strip("/").split("/")
    anchored = pattern.startswith("/") or len(body) > 1
    out = "" if anchored else "(?:.*/)?"
    for number, part in enumerate(body):
        last = number == len(body) - 1
        if part == "**":
            out += ".*" if last else "(?:.*/)?"
        else:
            out += _piece(part) + ("" if last else "/")
    return f"(?s:{out}{'/' if pattern.endswith('/') else '(?:/|$)'})" if body[-1] != "**" else f"(?s:{out})"


def _piece(part: str) -> str:
    """One path component: ``*`` and ``?`` stop at slashes, ``[a-z]`` and ``\\x`` as in shells."""
    import re

    out, i = "", 0
    while i < len(part):
        char = part[i]
        i += 1
        if char == "*":
            out += "[^/]*"
            while i < len(part) and part[i] == "*":
                i += 1
        elif char == "?":
            out += "[^/]"
        elif char == "[" and (end := part.find("]", i + 1)) > 0:
            inside = part[i:end].replace("\\", "\\\\")
            out += "[" + ("^" + inside[1:] if inside[0] in "!^" else inside) + "]"
            i = end + 1
        elif char == "\\" and i < len(part):
            out += re.escape(part[i])
            i += 1
        else:
            out += re.escape(char)
    return out
