"""``healthlint explain``."""
from __future__ import annotations

import argparse
import sys

from healthlint.cli.rule_folders import find_rule, known_rules
from healthlint.model.rule_page import rule_page


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], summary: str) -> argparse.ArgumentParser:
    """Declare the flags of ``explain``."""
    parser = subparsers.add_parser("explain", help=summary, description="Show a rule's page.", allow_abbrev=False)
    parser.add_argument("rules", nargs="+", metavar="RULE", help="such as claims/absolute-promise")
    return parser


def run(given: argparse.Namespace) -> int:
    """Print the page of each rule asked for."""
    known = known_rules()
    sys.stdout.write("\n".join(rule_page(find_rule(name, known)) for name in given.rules))
    return 0
