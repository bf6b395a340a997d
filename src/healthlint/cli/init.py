"""``healthlint init``."""
from __future__ import annotations

import argparse
import sys
from pathlib import Path

from healthlint import __version__
from healthlint.cli.output import write_file
from healthlint.engine.config_file import find_file
from healthlint.engine.setting_keys import KEYS, LIMITS, Key
from healthlint.model import ConfigError

HOOK = """\
  - repo: https://github.com/{repository}
    rev: v{version}
    hooks:
      - id: healthlint
"""
REPOSITORY = "healthlint/healthlint"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], summary: str) -> argparse.ArgumentParser:
    """Declare the flags of ``init``."""
    parser = subparsers.add_parser(
        "init", help=summary, description="Write a commented healthlint.toml and a pre-commit stanza.", allow_abbrev=False
    )
    parser.add_argument("folder", nargs="?", default=".", metavar="FOLDER", help="where to write (default: this folder)")
    parser.add_argument("--profile", default="default", metavar="NAME", help="profile to begin with (default: default)")
    return parser


def run(given: argparse.Namespace) -> int:
    """Write the files that are not there yet; what is there is never changed."""
    folder = Path(given.folder)
    if not folder.is_dir():
        raise ConfigError(f"{folder}: no such folder")
    present = find_file(folder)
    if present:
        raise ConfigError(f"{present}: is already there; 'healthlint config show' prints what it sets")
    write_file(folder / "healthlint.toml", starter(given.profile))
    sys.stdout.write(f"Wrote {folder / 'healthlint.toml'}.\n")
    hooks = folder / ".pre-commit-config.yaml"
    if hooks.exists():
        sys.stdout.write(f"Add this to {hooks} under 'repos:':\n\n{stanza()}")
    else:
        write_file(hooks, "repos:\n" + stanza())
        sys.stdout.write(f"Wrote {hooks}; 'pre-commit install' switches it on.\n")
    sys.stdout.write("Next: healthlint check .   Many old findings? healthlint baseline create\n")
    return 0


def stanza() -> str:
    """The entry for ``.pre-commit-config.yaml``."""
    return HOOK.format(repository=REPOSITORY, version=__version__)


def starter(profile: str) -> str:
    """A configuration file that sets the profile and shows every other setting as a comment."""
    parts = [
        "# healthlint.toml: what healthlint expects of the articles here.",
        "# Uncomment what should differ; paths are relative to this file.",
        "",
    ]
    for key in KEYS.values():
        if key.kind != "table":
            parts += [f"# {key.meaning}{_choices(key)}", _line(key, profile), ""]
    limits = [f"# {name} = {value}" for name, value in LIMITS.items()]
    parts += ["# [limits]", *limits, "", '# [rule."readability/long-sentence"]', '# severity = "info"', "# max-words = 30", ""]
    parts += ["# [[override]]", '# files = ["shop/**"]', '# content-type = "commercial"']
    return "\n".join(parts) + "\n"


def _choices(key: Key) -> str:
    return f" One of: {', '.join(key.choices)}." if key.choices else ""


def _line(key: Key, profile: str) -> str:
    if key.name == "profile":
        return f'profile = ["{profile}"]'
    return f"# {key.name} = {_default(key)}"


def _default(key: Key) -> str:
    if key.kind == "list":
        # The default exclusions stay in force whatever is added, so they are not repeated.
        items = () if key.adds else key.default
        return "[" + ", ".join(f'"{item}"' for item in items) + "]"
    if key.default is None:
        return "80"
    return str(key.default).lower() if key.kind == "flag" else f'"{key.default}"' if isinstance(key.default, str) else str(key.default)
