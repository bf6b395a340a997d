"""``healthlint baseline``."""
from __future__ import annotations

import argparse
import sys
from pathlib import Path

from healthlint.cli.output import printable, write_file
from healthlint.cli.shared_arguments import add_article_arguments, config_of, request_of
from healthlint.engine import baseline
from healthlint.engine.config import BASELINE
from healthlint.engine.gate import BLOCKED, PUBLISHABLE, exit_status
from healthlint.engine.run import run as run_engine
from healthlint.model import ConfigError, Report
from healthlint.records import replace


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], summary: str) -> argparse.ArgumentParser:
    """Declare ``baseline create``, ``update`` and ``show``."""
    parser = subparsers.add_parser(
        "baseline",
        help=summary,
        description="Accept the findings of today, so that only new ones block. Each entry is one finding, known by its text.",
        allow_abbrev=False,
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, meaning in (
        ("create", "accept every finding of today"),
        ("update", "drop what was mended; with --accept take in what is new"),
        ("show", "what is new, unchanged and mended"),
    ):
        action = actions.add_parser(name, help=meaning, allow_abbrev=False)
        add_article_arguments(action)
        action.add_argument("--baseline", metavar="FILE", help=f"file of accepted findings (default: {BASELINE} in the project)")
        if name != "show":
            action.add_argument("--reason", default="", help="why these findings are accepted")
        if name == "update":
            action.add_argument("--accept", action="store_true", help="accept new findings too")
    return parser


def run(given: argparse.Namespace) -> int:
    """Do what was asked; the status is 1 if ``show`` found something new."""
    config = config_of(given)
    path = Path(config.baseline_file)
    if given.action == "create" and path.exists():
        raise ConfigError(f"{path}: is already there; use 'healthlint baseline update', with --accept for new findings")
    known = () if given.action == "create" else baseline.read(path)
    report = run_engine(replace(request_of(given), compare=False), config)
    status = exit_status(report, allow_empty=given.allow_empty)
    if status > BLOCKED:
        sys.stderr.write("healthlint: the baseline was left as it is, since not every article could be checked\n")
        return status
    compared = baseline.compare(report.articles, known, lambda name: Path(config.root, name).exists())
    if given.action == "show":
        return _show(compared)
    return _write(given, report, known, compared, path)


def _write(given: argparse.Namespace, report: Report, known: tuple[baseline.Entry, ...], compared: baseline.Comparison, path: Path) -> int:
    accept = given.action == "create" or given.accept
    new = baseline.new_entries(compared.articles, report.today, given.reason) if accept else []
    kept = [entry for entry in known if entry not in set(compared.fixed)]
    write_file(path, baseline.dump([*kept, *new]))
    sys.stdout.write(f"{path}: {len(kept) + len(new)} accepted ({len(new)} new), {len(compared.fixed)} mended and dropped.\n")
    return PUBLISHABLE


def _show(compared: baseline.Comparison) -> int:
    new = baseline.new_entries(compared.articles, "")
    for label, entries in (("new", new), ("unchanged", compared.known), ("mended", compared.fixed)):
        for entry in sorted(entries):
            sys.stdout.write(printable(f"{label}: {entry.path}: {entry.rule} “{entry.excerpt}”") + "\n")
    sys.stdout.write(f"{len(new)} new, {len(compared.known)} unchanged, {len(compared.fixed)} mended.\n")
    return BLOCKED if new else PUBLISHABLE
