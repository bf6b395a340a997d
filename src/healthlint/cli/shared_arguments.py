"""Flags that several subcommands share, and the settings that they become."""
from __future__ import annotations

import argparse
import os
import sys

from healthlint.civil_dates import date
from healthlint.cli.progress import progress_on_terminal
from healthlint.engine.config import Config, load_config
from healthlint.engine.run import Request
from healthlint.model import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def add_article_arguments(parser: argparse.ArgumentParser) -> None:
    """Paths and the flags that say how articles are judged."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders, or - for standard input (default: this folder)")
    judge = parser.add_argument_group("how articles are judged")
    judge.add_argument("--profile", action="append", metavar="NAME", help="rules and limits of a house; repeat to combine, the first wins")
    judge.add_argument("--locale", choices=("auto", "en-GB", "en-GB-oxendict", "en-US"), help="spelling convention")
    judge.add_argument("--content-type", choices=("editorial", "commercial"), help="which law the wording answers to")
    judge.add_argument("--audience", choices=("public", "clinician"), help="who reads it")
    judge.add_argument("--document-type", metavar="TYPE", help="article, news, story, medicine, clinical-reference, index or glossary")
    judge.add_argument("--select", action="append", metavar="RULE-OR-FAMILY", help="only these; repeat or separate by commas")
    judge.add_argument("--ignore", action="append", metavar="RULE-OR-FAMILY", help="never these; repeat or separate by commas")
    judge.add_argument("--today", type=_day, metavar="DATE", help="judge reviews and sources as of this day (YYYY-MM-DD)")
    files = parser.add_argument_group("which files")
    files.add_argument("--stdin-filename", metavar="NAME", default="", help="name for standard input; its ending tells the format")
    files.add_argument("--force-exclude", action="store_true", help="leave out excluded files even if they are named")
    files.add_argument("--allow-empty", action="store_true", help="status 0 when no article was found")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no date; write it as 2026-11-22") from None


def flags_of(given: argparse.Namespace) -> dict[str, Any]:
    """The settings that were given as flags, by the names they have in a configuration file."""
    lists = {name: _split(getattr(given, name, None)) for name in ("profile", "select", "ignore")}
    single = {
        name: getattr(given, name.replace("-", "_"), None)
        for name in (
            "locale", "content-type", "audience", "document-type", "fail-on", "min-confidence", "fail-under", "baseline", "jobs",
            "grammar", "require-grammar",
        )
    }  # fmt: skip
    return {name: value for name, value in {**lists, **single}.items() if value not in (None, False)}


def _split(values: list[str] | None) -> list[str] | None:
    return [part for value in values for part in value.split(",") if part] if values else None


def config_of(given: argparse.Namespace) -> Config:
    """The configuration that holds for the first path."""
    first = next((p for p in given.paths if p != "-"), ".")
    return load_config(first if os.path.exists(first) else ".", flags_of(given))


def _tell(text: str) -> None:
    sys.stderr.write(f"healthlint: {text}\n")


def request_of(given: argparse.Namespace) -> Request:
    """What the run is asked to check; standard input is read here."""
    paths = tuple(given.paths) or (".",)
    if given.stdin_filename and "-" not in paths:
        raise ConfigError("--stdin-filename is for standard input; add - to the paths")
    watched = None if getattr(given, "quiet", False) else progress_on_terminal()
    return Request(
        paths=paths,
        today=given.today or date.today(),
        force_exclude=given.force_exclude,
        stdin=sys.stdin.buffer.read() if "-" in paths else b"",
        stdin_name=given.stdin_filename,
        keep=not getattr(given, "no_cache", False),
        notice=_tell,
        diff_base=getattr(given, "diff_base", None) or "",
        cards=getattr(given, "cards", ()),
        progress=watched or (lambda _done, _all: None),
    )
