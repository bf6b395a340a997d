"""Settings as one place gives them: a TOML file, the environment, flags or front matter."""
from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping

from healthlint.engine.globs import Glob
from healthlint.engine.setting_keys import ATTESTATION_KEYS, KEYS, LIMITS, ONLY_IN_FILES, Key
from healthlint.model import ConfigError, did_you_mean
from healthlint.records import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NAMES = ("healthlint.toml", ".healthlint.toml", "pyproject.toml")
"""Configuration files, in the order in which one folder is searched."""

Values = dict[str, "Any"]


@record(frozen=True)
class Layer:
    """Settings from one place, checked and converted."""

    values: Values
    origin: str
    """Where they came from, as ``config show`` prints it."""
    overrides: tuple[tuple[tuple[Glob, ...], Layer], ...] = ()
    """Settings for some files only: patterns, and what holds for files that match."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """Line on which a setting stands, where it is known."""

    def origin_of(self, name: str) -> str:
        """The place of one setting."""
        line = self.lines.get(name)
        return f"{self.origin}:{line}" if line else self.origin


def find_file(folder: str | os.PathLike[str]) -> str | None:
    """The configuration file of one folder; a ``pyproject.toml`` counts if it has a ``[tool.healthlint]``."""
    for name in NAMES:
        path = os.path.join(folder, name)
        if os.path.isfile(path) and (name != "pyproject.toml" or b"tool.healthlint" in _read(path)):
            return path
    return None


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def read_file(path: str, root: str, seen: tuple[str, ...] = ()) -> list[Layer]:
    """The layers of a configuration file: those it extends first, its own last."""
    import tomllib

    shown = relative(path, root)
    if path in seen:
        raise ConfigError(f"{shown}: extends itself by way of {relative(seen[-1], root)}")
    try:
        text = _read(path).decode("utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{shown}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{shown}: not valid TOML: {error}") from error
    if os.path.basename(path) == "pyproject.toml":
        data = data.get("tool", {}).get("healthlint", {})
    reader = _Reader(path, root, shown, text)
    layer = reader.read(data)
    extended = reader.texts("extends", data.get("extends", []))
    if reader.errors:
        raise ConfigError("\n".join(reader.errors))
    others = (os.path.realpath(os.path.join(os.path.dirname(path), name)) for name in extended)
    below = [found for other in others for found in read_file(other, root, (*seen, path))]
    return [*below, layer]


def from_flags(values: Mapping[str, Any]) -> Layer:
    """The settings given on the command line; ``None`` and keys that are no settings are passed over."""
    named = {name.replace("_", "-"): value for name, value in values.items()}
    given = {name: value for name, value in named.items() if value is not None and name in KEYS}
    return _loose(given, "flag", "command line: --{}")


def from_environment(environment: Mapping[str, str] | None = None) -> Layer:
    """The settings in ``HEALTHLINT_*`` variables; lists are separated by commas.

    A name that is almost that of a setting is an error, any other belongs to somebody else.
    """
    found: Values = {}
    for variable, value in sorted((os.environ if environment is None else environment).items()):
        if not variable.startswith("HEALTHLINT_"):
            continue
        name = variable.removeprefix("HEALTHLINT_").lower().replace("_", "-")
        if name in KEYS and KEYS[name].kind != "table":
            found[name] = value
        elif near := _almost(name):
            raise ConfigError(f"environment: unknown variable '{variable}', did you mean '{near}'?")
    return _loose(found, "environment", "environment: HEALTHLINT_{}")


def _almost(name: str) -> str:
    """The setting that a variable was surely meant to be, empty if none."""
    from difflib import get_close_matches

    near = get_close_matches(name, [k.name for k in KEYS.values() if k.kind != "table"], 1, 0.8)
    return near[0] if near else ""


def from_front_matter(values: Mapping[str, Any], path: str) -> Layer:
    """The settings under ``healthlint:`` in an article's front matter."""
    found: Values = {}
    for name, value in _under_healthlint(values):
        top = name.partition(".")[0]
        if top in {"ignore", "suppress", "attestations"}:
            continue
        if top not in KEYS or not KEYS[top].per_file or KEYS[top].kind == "table":
            known = [k.name for k in KEYS.values() if k.per_file and k.kind != "table"]
            raise ConfigError(f"{path}: front matter: unknown key 'healthlint.{name}'{did_you_mean(name, known)}")
        found[top] = value
    return _loose(found, "front matter", path + ": front matter {}")


def _under_healthlint(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        if key.startswith("healthlint."):
            yield key.removeprefix("healthlint."), value
        elif key == "healthlint" and isinstance(value, Mapping):
            yield from value.items()


def _loose(given: Mapping[str, Any], origin: str, where: str) -> Layer:
    """Settings given as plain text, converted by the kind of their key."""
    reader = _Reader("", "", origin, "")
    values = {}
    for name, raw in given.items():
        key = KEYS[name]
        label = where.format(name.upper().replace("-", "_") if origin == "environment" else name)
        values[name] = reader.value(key, _from_text(key, raw), label)
    if reader.errors:
        raise ConfigError("\n".join(reader.errors))
    return Layer(values, origin)


def _from_text(key: Key, raw: Any) -> Any:
    if key.kind == "list":
        many = [raw] if isinstance(raw, str) else list(raw)
        return [part.strip() for text in many for part in str(text).strip("[]").split(",") if part.strip()]
    if not isinstance(raw, str):
        return raw
    if key.kind == "flag":
        return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}.get(raw.lower(), raw)
    try:
        return {"integer": int, "number": float}.get(key.kind, str)(raw)
    except ValueError:
        return raw


class _Reader:
    """Checks and converts the settings of one place, and gathers everything that is wrong with them."""

    def __init__(self, path: str, root: str, shown: str, text: str) -> None:
        self.path = path
        self.shown = shown
        self.text = text
        self.errors: list[str] = []
        self.base = relative(os.path.dirname(path), root) if path else ""

    def read(self, data: Mapping[str, Any]) -> Layer:
        values = self._values(data, [*KEYS, *ONLY_IN_FILES])
        overrides = tuple(self._override(block) for block in self._blocks(data.get("override", [])))
        lines = {name: line for name in data if (line := self._line(name))}
        return Layer(values, self.shown, overrides, lines)

    def _blocks(self, blocks: Any) -> Iterator[Mapping[str, Any]]:
        if not isinstance(blocks, list) or not all(isinstance(b, Mapping) for b in blocks):
            self._wrong("override", "write [[override]] with 'files' and the settings for them")
            return
        yield from blocks

    def _override(self, block: Mapping[str, Any]) -> tuple[tuple[Glob, ...], Layer]:
        if not block.get("files"):
            self._wrong("override", "an [[override]] needs 'files', the patterns of the files it holds for")
        globs = self._globs(self.texts("files", block.get("files", [])))
        known = [k.name for k in KEYS.values() if k.per_file]
        values = self._values({k: v for k, v in block.items() if k != "files"}, [*known, "files"])
        return globs, Layer(values, f"{self.shown}: override for {', '.join(g.pattern for g in globs)}")

    def _values(self, data: Mapping[str, Any], known: Iterable[str]) -> Values:
        found: Values = {}
        allowed = list(known)
        for name, raw in data.items():
            if name in ONLY_IN_FILES and name in allowed:
                continue
            if name not in allowed or name not in KEYS:
                self._wrong(name, f"unknown key '{name}'{did_you_mean(name, allowed)}")
                continue
            found[name] = self.value(KEYS[name], raw, self._place(name))
        return found

    def value(self, key: Key, raw: Any, where: str) -> Any:
        """One setting, converted; what is wrong with it goes to ``errors``."""
        if key.kind == "list":
            return self._list(key, raw)
        if key.kind == "table":
            return self._table(key, raw)
        if key.kind == "choice":
            if raw not in key.choices:
                hint = did_you_mean(str(raw), key.choices) or f"; choose from {', '.join(key.choices)}"
                self.errors.append(f"{where}: '{key.name}' cannot be '{raw}'{hint}")
            return raw
        wanted: dict[str, tuple[type, ...]] = {"text": (str,), "flag": (bool,), "integer": (int,), "number": (int, float)}
        if not isinstance(raw, wanted[key.kind]) or (isinstance(raw, bool) and key.kind != "flag"):
            self.errors.append(f"{where}: '{key.name}' must be {_ARTICLES[key.kind]}, not {raw!r}")
        elif key.name == "baseline" and self.path and raw:
            return self._beside(str(raw))
        return raw

    def _list(self, key: Key, raw: Any) -> tuple[str, ...] | tuple[Glob, ...]:
        items = self.texts(key.name, raw)
        if key.name in {"include", "exclude"}:
            return self._globs(items)
        if key.name == "rules" and self.path:
            return tuple(item if item == "builtin" else self._beside(item) for item in items)
        return items

    def _beside(self, name: str) -> str:
        """A path that is given relative to the configuration file."""
        from pathlib import Path

        return Path(self.path).parent.joinpath(name).as_posix()

    def texts(self, name: str, raw: Any) -> tuple[str, ...]:
        """A list of texts; one text alone is a list of one."""
        items = [raw] if isinstance(raw, str) else raw
        if not isinstance(items, list | tuple) or not all(isinstance(i, str) for i in items):
            self._wrong(name, f"'{name}' must be a list of texts, not {raw!r}")
            return ()
        return tuple(items)

    def _globs(self, items: tuple[str, ...]) -> tuple[Glob, ...]:
        return tuple(Glob("" if self.base == "." else self.base, item) for item in items)

    def _table(self, key: Key, raw: Any) -> Values:
        if not isinstance(raw, Mapping):
            self._wrong(key.name, f"'{key.name}' must be a table")
            return {}
        if key.name == "limits":
            self._check_limits(raw)
            return dict(raw)
        for item, inner in raw.items():
            if not isinstance(inner, Mapping):
                self._wrong(item, f"'{key.name}.\"{item}\"' must be a table of settings")
            elif key.name == "attestations":
                self._check_attestation(item, inner)
            elif inner.get("severity", "info") not in {"error", "warning", "info"}:
                self._wrong("severity", f"the severity of '{item}' cannot be '{inner['severity']}'; choose from error, warning, info")
        return {item: dict(inner) for item, inner in raw.items() if isinstance(inner, Mapping)}

    def _check_limits(self, raw: Mapping[str, Any]) -> None:
        for name, value in raw.items():
            if name not in LIMITS:
                self._wrong(name, f"unknown limit '{name}'{did_you_mean(name, LIMITS)}")
            elif isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
                self._wrong(name, f"'{name}' must be a number above 0, not {value!r}")

    def _check_attestation(self, item: str, inner: Mapping[str, Any]) -> None:
        for name in inner:
            if name not in ATTESTATION_KEYS:
                self._wrong(name, f"unknown key '{name}' in the attestation of '{item}'{did_you_mean(name, ATTESTATION_KEYS)}")

    def _wrong(self, name: str, message: str) -> None:
        self.errors.append(f"{self._place(name)}: {message}")

    def _place(self, name: str) -> str:
        line = self._line(name)
        return f"{self.shown}:{line}" if line else self.shown

    def _line(self, name: str) -> int:
        """The first line that sets ``name`` or opens its table, 0 if none is seen; for people, never for tools."""
        for number, line in enumerate(self.text.split("\n"), 1):
            words = line.strip().lstrip("[").replace('"', " ").replace("]", " ").replace("=", " = ").split()
            if words[:1] == [name] or (line.lstrip().startswith("[") and name in " ".join(words[:3]).split(".")):
                return number
        return 0


_ARTICLES = {"text": "a text", "flag": "true or false", "integer": "a whole number", "number": "a number"}


def relative(path: str, root: str) -> str:
    """``path`` as printed: POSIX, relative to ``root`` even where it lies outside."""
    return os.path.relpath(path, root).replace(os.sep, "/")
