"""``healthlint fleet``."""
from __future__ import annotations

import argparse
import sys
from pathlib import Path

from healthlint.civil_dates import date
from healthlint.cli.shared_arguments import flags_of


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], summary: str) -> argparse.ArgumentParser:
    """Declare the flags of ``fleet``."""
    parser = subparsers.add_parser(
        "fleet",
        help=summary,
        description="Check the pages in Parquet, JSON Lines or WARC files; write one Parquet file of rows for each.",
        allow_abbrev=False,
    )
    parser.add_argument("input", metavar="INPUT", help="a file or folder; columns: path or url, and content, html, text or markdown")
    parser.add_argument("output", metavar="OUTPUT", help="folder for the rows; files whose rows are there are not read again")
    parser.add_argument("--profile", action="append", metavar="NAME", help="rules and limits of a house; repeat to combine")
    parser.add_argument("--locale", choices=("auto", "en-GB", "en-GB-oxendict", "en-US"))
    parser.add_argument("--select", action="append", metavar="RULE-OR-FAMILY")
    parser.add_argument("--ignore", action="append", metavar="RULE-OR-FAMILY")
    parser.add_argument("--today", type=date.fromisoformat, metavar="DATE", help="judge reviews and sources as of this day")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="processes; 0 takes one for each core")
    parser.add_argument("--address", default="", metavar="RAY", help="address of a distributed runner, such as ray://head:10001")
    return parser


def run(given: argparse.Namespace) -> int:
    """Run it; progress goes to standard error."""
    from healthlint.fleet.run import run_fleet

    today = (given.today or date.today()).isoformat()
    flags = {name: value for name, value in flags_of(given).items() if name != "jobs"}
    run_fleet(Path(given.input), Path(given.output), flags, today, jobs=given.jobs, address=given.address, notice=_tell)
    sys.stdout.write(f"{given.output}\n")
    return 0


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")
