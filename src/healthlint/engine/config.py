"""The settings of a run and of each article in it, with the place that each came from."""
from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from healthlint.cached import cached_property
from healthlint.engine.config_file import Layer, find_file, from_environment, from_flags, from_front_matter, read_file, relative
from healthlint.engine.globs import Glob, is_matched
from healthlint.engine.setting_keys import KEYS, LIMITS
from healthlint.model import Confidence, Severity
from healthlint.records import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

BASELINE = "healthlint-baseline.jsonl"
"""Name of the baseline at the root of a project, heeded if it is there."""


@record(frozen=True)
class Config:
    """Every setting, as it holds after all places that may give it were asked."""

    root: str
    """The project: paths are printed relative to it."""
    profiles: tuple[str, ...] = ("default",)
    locale: str = "auto"
    content_type: str = "editorial"
    audience: str = "public"
    document_type: str = "auto"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity | None = Severity.ERROR
    min_confidence: Confidence = Confidence.LIKELY
    fail_under: float | None = None
    rules: tuple[str, ...] = ("builtin",)
    """Rule folders, absolute; ``builtin`` is healthlint's own."""
    rule_overrides: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By rule id: ``severity``, and options by name."""
    include: tuple[Glob, ...] = ()
    exclude: tuple[Glob, ...] = ()
    words: tuple[str, ...] = ()
    baseline: str = ""
    grammar: str = "off"
    require_grammar: bool = False
    jobs: int = 0
    limits: Mapping[str, float] = field(default_factory=lambda: dict(LIMITS))
    attestations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    """Where each setting came from, by its name in the file; ``default`` if nothing set it."""
    file: str | None = None
    """The configuration file that was nearest."""
    below: tuple[Layer, ...] = ()
    """Defaults and files, which overrides and front matter may overrule."""
    above: tuple[Layer, ...] = ()
    """Environment and flags, which nothing overrules."""

    @cached_property
    def nearer(self) -> dict[str, Config]:
        """Configurations of folders deeper down, as they were found."""
        return {}

    @property
    def baseline_file(self) -> str:
        """Where the baseline lies, or would lie."""
        return self.baseline or os.path.join(self.root, BASELINE)

    def is_set(self, name: str) -> bool:
        """Whether any place gave this setting, so that a profile may not."""
        return self.origins.get(name, "default") != "default"

    def for_path(self, relative_path: str, front_matter: Mapping[str, Any] | None = None) -> Config:
        """The settings of one article: nearest file, override blocks, front matter."""
        base = self.in_folder(relative_path.rpartition("/")[0])
        more = [
            inner for layer in base.below for globs, inner in layer.overrides if is_matched(relative_path, globs)
        ]  # fmt: skip
        said = from_front_matter(front_matter, relative_path) if front_matter else None
        if said is not None and said.values:
            more.append(said)
        return _merge(base.root, base.below, tuple(more), base.above, base.file) if more else base

    def in_folder(self, folder: str) -> Config:
        """The settings of a folder, given relative to the project: a configuration file nearer to it wins."""
        if folder in self.nearer:
            return self.nearer[folder]
        found = self if self._is_top(folder) else self._look_in(folder)
        self.nearer[folder] = found
        return found

    def _is_top(self, folder: str) -> bool:
        top = relative(os.path.dirname(self.file), self.root) if self.file else "."
        return folder in {"", ".", top} or folder.startswith(("..", "/")) or (top != "." and not folder.startswith(top + "/"))

    def _look_in(self, folder: str) -> Config:
        file = find_file(os.path.join(self.root, folder))
        if file is None:
            return self.in_folder(folder.rpartition("/")[0])
        return _merge(self.root, (DEFAULTS, *read_file(file, self.root)), (), self.above, file)


def load_config(start: str | os.PathLike[str], overrides: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> Config:
    """The settings that hold at ``start``, a file or folder.

    ``overrides`` are the flags of the command line by setting name; ``None``
    means that a flag was not given. Raises ``ConfigError`` with every fault
    of a file at once.
    """
    folder = os.path.abspath(start)
    folder = folder if os.path.isdir(folder) else os.path.dirname(folder)
    file, repository = _search(folder)
    root = repository or (os.path.dirname(file) if file else _working_root(folder))
    files = read_file(file, root) if file else []
    return _merge(root, (DEFAULTS, *files), (), (from_environment(environment), from_flags(overrides)), file)


def _search(folder: str) -> tuple[str | None, str | None]:
    """The nearest configuration file at or above ``folder`` and the repository it lies in."""
    file = None
    for place in (folder, *parents(folder)):
        file = file or find_file(place)
        if os.path.exists(os.path.join(place, ".git")):
            return file, place
    return file, None


def parents(folder: str) -> Iterator[str]:
    """The folders that hold ``folder``, from the nearest to the root of the file system."""
    while (above := os.path.dirname(folder)) != folder:
        yield above
        folder = above


def _working_root(folder: str) -> str:
    here = os.getcwd()
    return here if folder == here or folder.startswith(os.path.join(here, "")) else folder


DEFAULTS = Layer(
    {
        name: tuple(Glob("", pattern) for pattern in key.default) if name in {"include", "exclude"} else key.default
        for name, key in KEYS.items()
    },
    "default",
)
"""The lowest layer."""


def _merge(root: str, below: tuple[Layer, ...], more: tuple[Layer, ...], above: tuple[Layer, ...], file: str | None) -> Config:
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for layer in (*below, *more, *above):
        for name, value in layer.values.items():
            origin = layer.origin_of(name)
            if KEYS[name].kind == "table":
                values[name] = _join_tables(name, values.get(name, {}), value, origin, origins)
            elif KEYS[name].adds and values.get(name):
                values[name] = tuple(dict.fromkeys((*values[name], *value)))
                origins[name] = origin if origins[name] == "default" else f"{origins[name]}, {origin}"
            else:
                values[name], origins[name] = value, origin
    return _build(root, values, origins, below, above, file)


def _join_tables(name: str, old: Mapping[str, Any], new: Mapping[str, Any], origin: str, origins: dict[str, str]) -> dict[str, Any]:
    """Tables are joined key by key, two levels deep, so that a house can change one option of one rule."""
    joined = dict(old)
    for key, value in new.items():
        joined[key] = {**joined.get(key, {}), **value} if isinstance(value, Mapping) else value
        origins[f"{name}.{key}"] = origin
    origins[name] = origin if new or name not in origins else origins[name]
    return joined


def _build(
    root: str, values: Mapping[str, Any], origins: dict[str, str], below: tuple[Layer, ...], above: tuple[Layer, ...], file: str | None
) -> Config:
    fail_on = values["fail-on"]
    return Config(
        root=root,
        profiles=values["profile"],
        locale=values["locale"],
        content_type=values["content-type"],
        audience=values["audience"],
        document_type=values["document-type"],
        select=values["select"],
        ignore=values["ignore"],
        fail_on=None if fail_on == "never" else Severity(fail_on),
        min_confidence=Confidence(values["min-confidence"]),
        fail_under=values["fail-under"],
        rules=values["rules"],
        rule_overrides=values["rule"],
        include=values["include"],
        exclude=values["exclude"],
        words=values["words"],
        baseline=values["baseline"],
        grammar=values["grammar"],
        require_grammar=values["require-grammar"],
        jobs=values["jobs"],
        limits={**LIMITS, **values["limits"]},
        attestations=values["attestations"],
        origins=origins,
        file=file,
        below=below,
        above=above,
    )
