"""``healthlint try``: where a rule would fire in real articles, before anyone merges it."""
from __future__ import annotations

import argparse
import sys
from pathlib import Path

from healthlint.civil_dates import date
from healthlint.cli.rule_folders import find_rule, known_rules
from healthlint.engine.config import load_config
from healthlint.engine.run import Request
from healthlint.engine.run import run as run_engine
from healthlint.report.concise import write


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], summary: str) -> argparse.ArgumentParser:
    """Declare the flags of ``try``."""
    parser = subparsers.add_parser("try", help=summary, description="See where a rule would fire in real articles.", allow_abbrev=False)
    parser.add_argument("rule", metavar="RULE")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="articles or folders")
    parser.add_argument("--locale", choices=("auto", "en-GB", "en-GB-oxendict", "en-US"))
    return parser


def run(given: argparse.Namespace) -> int:
    """Print each place, and how often per 1,000 words."""
    rule = find_rule(given.rule, known_rules())
    flags = {"select": [rule.id], "fail-on": "never", "locale": given.locale}
    config = load_config(Path(given.paths[0]), {k: v for k, v in flags.items() if v})
    report = run_engine(Request(tuple(given.paths), date.today()), config)
    sys.stdout.write(write(report))
    words = sum(a.words for a in report.articles)
    found = sum(len(a.findings) for a in report.articles)
    rate = 1000 * found / words if words else 0
    sys.stdout.write(f"{found} findings in {len(report.articles)} articles, {rate:.2f} per 1,000 words\n")
    return 0
