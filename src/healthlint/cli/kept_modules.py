"""The modules that a run imports, in one file beside their compiled forms.

A cold run imports some two hundred small modules of ours. Finding, opening, comparing and reading each compiled file takes longer than
running what is in it, so the command keeps their compiled code in one file in the package's own ``__pycache__``: whoever can write
there can write the compiled modules themselves. A module whose source has another size or time than the code was made from is
imported as ever, and so is all, without a word, where no such file can be written.

The file also says which modules of ours each one asked for while it was imported. They are made before it, without the locks, searches
and questions to others by which Python imports a module that it knows nothing of: these cost more than all else about a small module.
"""

from __future__ import annotations

import marshal
import os
import sys
from importlib.machinery import ModuleSpec, SourceFileLoader

from healthlint.packed_file import PackedFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, ModuleType

PACKAGE = __name__.partition(".")[0]
_FOLDER = os.path.dirname(os.path.dirname(__file__))
_NEEDS = 4
"""Where it is told of a module what it needs, after its source, the state of that, whether it is a package and its compiled file."""
_HEAD = 16
"""Bytes before the code in a compiled module: magic number, flags (0: by time and size), time in seconds and size of the source."""


class _Kept(SourceFileLoader):
    """Loads one module from code that is kept."""

    def __init__(self, name: str, source: str, kept: KeptModules) -> None:
        super().__init__(name, source)
        self.kept = kept

    def get_code(self, fullname: str) -> CodeType | None:
        """The code that was kept; where it is damaged, that of the module's own files."""
        try:
            return marshal.loads(self.kept.file.read(fullname))  # type: ignore[no-any-return]  # noqa: S302 - lies where Python's own lies
        except (OSError, ValueError, EOFError, TypeError):
            self.kept.stale.add(fullname)
            return super().get_code(fullname)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module, after those that it is known to need."""
        name = module.__name__
        self.kept.make_needed(name)
        self.kept.running.append(name)
        try:
            super().exec_module(module)
        finally:
            self.kept.running.pop()


class KeptModules:
    """A finder for ``sys.meta_path``; ``keep`` writes the file anew if a run needed what was not in it."""

    def __init__(self, folder: str = _FOLDER) -> None:
        """``folder`` is that of the package."""
        path = os.path.join(folder, "__pycache__", f"{PACKAGE}.{sys.implementation.cache_tag}.modules")
        self.file = PackedFile(path, (sys.version, sys.flags.optimize, folder))
        self.stale: set[str] = set()
        self.running: list[str] = []
        """Modules that are being run, the innermost last."""
        self.asked: dict[str, list[str]] = {}
        """What modules asked for that they were not known to need."""

    def find_spec(self, name: str, *_search: object) -> ModuleSpec | None:
        """The place of a module that is kept and unchanged; ``None`` for all others."""
        spec = self._spec_of(name)
        if spec is not None and self.running:
            self.asked.setdefault(self.running[-1], []).append(name)
        return spec

    def make_needed(self, name: str) -> None:
        """Make the modules that ``name`` is known to need, as far as they are not there."""
        if "threading" in sys.modules:  # what is made here is not locked: another thread could see it half made
            return
        for needed in self.file.about[name][_NEEDS]:
            if needed not in sys.modules:
                self._make(needed)

    def _make(self, name: str) -> None:
        """What ``import name`` would do; left to that, which tells what is wrong, if it cannot be done."""
        parent, _, last = name.rpartition(".")
        spec = self._spec_of(name) if parent in sys.modules else None
        if spec is None or spec.loader is None:
            return
        module = sys.modules[name] = type(sys)(name)
        module.__spec__, module.__loader__, module.__package__ = spec, spec.loader, spec.parent
        module.__file__, module.__dict__["__cached__"] = spec.origin, spec.cached
        if spec.submodule_search_locations is not None:
            module.__path__ = spec.submodule_search_locations
        try:
            spec.loader.exec_module(module)
        except ImportError:
            del sys.modules[name]
        except BaseException:
            del sys.modules[name]
            raise
        else:
            setattr(sys.modules[parent], last, module)

    def _spec_of(self, name: str) -> ModuleSpec | None:
        found = self.file.about.get(name)
        if found is None:
            return None
        source, state, package, cached, _ = found
        if _state_of(source) != state:
            self.stale.add(name)
            return None
        spec = ModuleSpec(name, _Kept(name, source, self), origin=source, is_package=package)
        spec.has_location = True
        spec.cached = cached
        if package:
            spec.submodule_search_locations = [os.path.dirname(source)]
        return spec

    def keep(self) -> None:
        """Add what this run imported besides, and what asked for what, so that the next finds it here."""
        if sys.dont_write_bytecode or sys.pycache_prefix:  # compiled code may not be written, or not here
            return
        known = self.file.about
        new = {n for n in sys.modules if n.startswith(f"{PACKAGE}.") and (n not in known or n in self.stale)}
        made = {name: row for name in new if (row := _row_of(sys.modules[name].__spec__)) is not None}
        if made or self.asked:
            try:
                codes = {name: self.file.read(name) for name in known} | {name: code for name, (*_, code) in made.items()}
            except OSError:  # what was kept cannot be read any more: a run does without
                return
            rows = {name: row[:_NEEDS] for name, row in (known | made).items()}
            needs = {n: (*(known[n][_NEEDS] if n in known else ()), *self.asked.get(n, ())) for n in rows}
            self.file.write(codes, {name: (*row, needs[name]) for name, row in rows.items()})


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
