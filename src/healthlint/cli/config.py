"""``healthlint config``."""
from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from healthlint.engine.config import Config, load_config
from healthlint.engine.config_file import relative
from healthlint.engine.globs import Glob
from healthlint.engine.setting_keys import KEYS, schema

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], summary: str) -> argparse.ArgumentParser:
    """Declare ``config show`` and ``config schema``."""
    parser = subparsers.add_parser("config", help=summary, description="Look at the configuration.", allow_abbrev=False)
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    show = actions.add_parser("show", help="each effective setting and where it came from")
    show.add_argument("path", nargs="?", default=".", metavar="PATH", help="article or folder (default: this folder)")
    actions.add_parser("schema", help="the JSON Schema of healthlint.toml, for editors")
    return parser


def run(given: argparse.Namespace) -> int:
    """Print the settings for a path, or the schema."""
    if given.action == "schema":
        import json

        sys.stdout.write(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n")
        return 0
    path = Path(given.path)
    config = load_config(path, {}).for_path(*_article(path))
    sys.stdout.write(render(config))
    return 0


def _article(path: Path) -> tuple[str, Mapping[str, str]]:
    """The path as printed, and its front matter if it is a file."""
    from healthlint.engine.run import front_matter_of, parse_named, read_bytes
    from healthlint.parse import read_source

    shown = relative(str(path.absolute()), load_config(path, {}).root)
    if not path.is_file():
        return shown + "/", {}
    return shown, front_matter_of(parse_named(read_source(read_bytes(str(path), shown), shown), shown))


def render(config: Config) -> str:
    """Every setting as it would stand in ``healthlint.toml``, with its origin behind it."""
    lines = [f"# project: {config.root}"]
    for name, value in _values(config).items():
        lines.append(f"{name} = {_toml(value)}  # {config.origins.get(name, 'default')}")
    for name, table in (("limits", config.limits), ("rule", config.rule_overrides), ("attestations", config.attestations)):
        for key, value in table.items():
            origin = config.origins.get(f"{name}.{key}", "default")
            shown = f'{name}."{key}"' if "/" in key else f"{name}.{key}"
            lines.append(f"{shown} = {_toml(value)}  # {origin}")
    return "\n".join(lines) + "\n"


def _values(config: Config) -> dict[str, Any]:
    fields = {"profile": "profiles"}
    plain = [key.name for key in KEYS.values() if key.kind != "table"]
    values = {name: getattr(config, fields.get(name, name.replace("-", "_"))) for name in plain}
    values["fail-on"] = values["fail-on"] or "never"
    return {name: value for name, value in values.items() if value is not None}


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, Glob):
        return _toml(f"{value.base}: {value.pattern}" if value.base else value.pattern)
    if isinstance(value, tuple | list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
