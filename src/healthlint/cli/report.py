"""``healthlint report``: the HTML report for editors, as one file or as a folder."""
from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from healthlint.cli.output import printable, write_file
from healthlint.cli.shared_arguments import add_article_arguments, config_of, request_of
from healthlint.engine.gate import BLOCKED, exit_status
from healthlint.engine.run import run as run_engine
from healthlint.model import ConfigError, Report

FILE = "healthlint-report.html"
FOLDER_ADVISED = 50
"""Articles in one file from which a folder reads better."""
MANIFEST = "healthlint-report.json"
"""Lists the pages that a run wrote, so that a later run removes its own stale ones and nothing else."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], summary: str) -> argparse.ArgumentParser:
    """Declare the flags of ``report``."""
    text = "Check articles and write the HTML report for editors. Ends with 0 also if an article is blocked: the report says so."
    parser = subparsers.add_parser("report", help=summary, description=text, allow_abbrev=False)
    add_article_arguments(parser)
    out = parser.add_argument_group("output")
    where = out.add_mutually_exclusive_group()
    where.add_argument("-o", "--output", metavar="FILE", help=f"one file for everything (default: {FILE})")
    where.add_argument("--report-dir", metavar="DIR", help="an index and one page for each article, for many articles")
    out.add_argument("--templates", metavar="DIR", help="templates of your house, which replace those of the same name")
    out.add_argument("--quiet", action="store_true", help="do not say what is going on")
    return parser


def run(given: argparse.Namespace) -> int:
    """Check, write, and say where the report is."""
    config = config_of(given)
    templates = _templates(given.templates)
    _say(given, "Reading and checking the articles ...")
    report = run_engine(request_of(given), config)
    if given.report_dir:
        place = _write_folder(report, Path(given.report_dir), templates, given)
    else:
        place = _write_one(report, Path(given.output or FILE), templates, given)
    sys.stdout.write(f"{printable(str(place))}\n")
    status = exit_status(report, allow_empty=given.allow_empty)
    return 0 if status == BLOCKED else status


def _say(given: argparse.Namespace, text: str) -> None:
    if not given.quiet:
        sys.stderr.write(f"healthlint: {printable(text)}\n")


def _templates(folder: str | None) -> Path | None:
    if folder and not Path(folder).is_dir():
        raise ConfigError(f"--templates {folder}: not a folder; give the folder that holds your templates")
    return Path(folder) if folder else None


def _write_one(report: Report, file: Path, templates: Path | None, given: argparse.Namespace) -> Path:
    from healthlint.report.html.page import write

    if len(report.articles) > FOLDER_ADVISED:
        _say(given, f"{len(report.articles)} articles in one file; with --report-dir DIR each has a page of its own.")
    write_file(file, write(report, templates=templates))
    return file


def _write_folder(report: Report, folder: Path, templates: Path | None, given: argparse.Namespace) -> Path:
    from healthlint.report.html.folder import INDEX, pages

    before = _written_before(folder)
    names = []
    for number, page in enumerate(pages(report, templates), 1):
        write_file(folder / page.name, page.html)
        names.append(page.name)
        if number % 500 == 0:
            _say(given, f"{number} of {len(report.articles)} pages written ...")
    write_file(folder / MANIFEST, json.dumps({"pages": sorted(names)}, indent=1) + "\n")
    for stale in sorted(before - set(names)):
        (folder / stale).unlink(missing_ok=True)
    return folder / INDEX


def _written_before(folder: Path) -> set[str]:
    """Pages that an earlier run wrote here; a manifest that cannot be read lists none."""
    return set(_names(folder / MANIFEST))


def _names(manifest: Path) -> Iterator[str]:
    try:
        listed = json.loads(manifest.read_text("utf-8"))
    except (OSError, ValueError):
        return
    for name in listed.get("pages", []) if isinstance(listed, dict) else []:
        # A manifest is a file that anyone may write: only plain page names of this very folder are ever removed.
        if isinstance(name, str) and name.endswith(".html") and Path(name).name == name:
            yield name
