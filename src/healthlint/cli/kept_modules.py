"""The modules that a run imports, in one file beside their compiled forms.

A cold run imports some two hundred small modules of ours. Finding, opening, comparing and reading each compiled file takes longer than
running what is in it, so the command keeps their compiled code in one file in the package's own ``__pycache__``: whoever can write
there can write the compiled modules themselves. A module whose source has another size or time than the code was made from is
imported as ever, and so is all, without a word, where no such file can be written.
"""

from __future__ import annotations

import marshal
import os
import sys
from importlib.machinery import ModuleSpec, SourceFileLoader
from itertools import accumulate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType
    from typing import Any, BinaryIO

PACKAGE = __name__.partition(".")[0]
_FOLDER = os.path.dirname(os.path.dirname(__file__))
_SIGN = b"healthlint modules 1\n"
_HEAD = 16
"""Bytes before the code in a compiled module: magic number, flags (0: by time and size), time in seconds and size of the source."""


class _Kept(SourceFileLoader):
    """Loads one module from code that is kept."""

    def __init__(self, name: str, source: str, code: Callable[[], bytes]) -> None:
        super().__init__(name, source)
        self.code = code

    def get_code(self, fullname: str) -> CodeType | None:
        """The code that was kept; where it is damaged, that of the module's own files."""
        try:
            return marshal.loads(self.code())  # type: ignore[no-any-return]  # noqa: S302 - lies where Python's own lies
        except (OSError, ValueError, EOFError, TypeError):
            return super().get_code(fullname)


class KeptModules:
    """A finder for ``sys.meta_path``; ``keep`` writes the file anew if a run needed modules that were not in it.

    The file: a sign, four bytes for the length of the index, the index, and the code of one module after the other.
    """

    def __init__(self, folder: str = _FOLDER) -> None:
        """``folder`` is that of the package."""
        self.folder = folder
        self.path = os.path.join(folder, "__pycache__", f"{PACKAGE}.{sys.implementation.cache_tag}.modules")
        self.start = 0
        self.file: BinaryIO | None = None
        self.index = self._open()
        self.stale: set[str] = set()

    def find_spec(self, name: str, *_search: object) -> ModuleSpec | None:
        """The place of a module that is kept and unchanged; ``None`` for all others."""
        found = self.index.get(name)
        if found is None:
            return None
        source, state, package, cached, _, _ = found
        if _state_of(source) != state:
            self.stale.add(name)
            return None
        spec = ModuleSpec(name, _Kept(name, source, lambda: self._code(name)), origin=source, is_package=package)
        spec.has_location = True
        spec.cached = cached
        if package:
            spec.submodule_search_locations = [os.path.dirname(source)]
        return spec

    def keep(self) -> None:
        """Add what this run imported besides, so that the next finds it here."""
        if sys.dont_write_bytecode or sys.pycache_prefix:  # compiled code may not be written, or not here
            return
        new = {n for n in sys.modules if n.startswith(f"{PACKAGE}.") and (n not in self.index or n in self.stale)}
        made = {name: row for name in new if (row := _row_of(sys.modules[name].__spec__)) is not None}
        if made:
            self._write({name: (*row[:4], self._code(name)) for name, row in self.index.items()} | made)

    def _open(self) -> dict[str, Any]:
        try:
            self.file = open(self.path, "rb", buffering=0)  # noqa: SIM115  (read from as long as modules are imported)
            sign, size = self.file.read(len(_SIGN)), int.from_bytes(self.file.read(4), "little")
            made_by, index = marshal.loads(self.file.read(size)) if sign == _SIGN else ((), {})  # noqa: S302 - see above
        except (OSError, ValueError, EOFError, TypeError, MemoryError):
            return {}
        self.start = len(_SIGN) + 4 + size
        return index if made_by == self._made_by() else {}

    def _code(self, name: str) -> bytes:
        file, (*_, offset, size) = self.file, self.index[name]
        if file is None:
            return b""
        if hasattr(os, "pread"):
            # Processes that were forked share one place in the file: between a seek and a read another may move it.
            return os.pread(file.fileno(), size, self.start + offset)
        file.seek(self.start + offset)
        return file.read(size)

    def _made_by(self) -> tuple[str, int, str]:
        return sys.version, sys.flags.optimize, self.folder

    def _write(self, modules: dict[str, tuple[Any, ...]]) -> None:
        codes = [row[-1] for row in modules.values()]
        offsets = accumulate(map(len, codes), initial=0)
        index = {n: (*row[:-1], at, len(row[-1])) for (n, row), at in zip(modules.items(), offsets, strict=False)}
        head = marshal.dumps((self._made_by(), index))
        part = f"{self.path}.{os.getpid()}"
        try:
            with open(part, "wb") as file:
                file.write(b"".join((_SIGN, len(head).to_bytes(4, "little"), head, *codes)))
            os.replace(part, self.path)
        except OSError:
            return


def _row_of(spec: ModuleSpec | None) -> tuple[str, tuple[int, int], bool, str, bytes] | None:
    """What is kept of a module: source, its state, whether it is a package, where its compiled form lies, its code.

    ``None`` if there is no compiled form that was made from the source as it is.
    """
    if spec is None or not spec.origin or not spec.cached:
        return None
    state = size, changed = _state_of(spec.origin)
    try:
        with open(spec.cached, "rb") as file:
            data = file.read()
    except OSError:
        return None
    told = bytes(4) + (changed // 10**9 & 0xFFFFFFFF).to_bytes(4, "little") + (size & 0xFFFFFFFF).to_bytes(4, "little")
    return (spec.origin, state, spec.submodule_search_locations is not None, spec.cached, data[_HEAD:]) if data[4:_HEAD] == told else None


def _state_of(source: str) -> tuple[int, int]:
    """Size and time of a source file; nothing fits one that is gone."""
    try:
        found = os.stat(source)
    except OSError:
        return -1, -1
    return found.st_size, found.st_mtime_ns
