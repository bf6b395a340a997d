"""``healthlint rules``."""
from __future__ import annotations

import argparse
import sys

from healthlint.cli.rule_folders import known_rules
from healthlint.model import ConfigError, Rule, did_you_mean


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], summary: str) -> argparse.ArgumentParser:
    """Declare the flags of ``rules``."""
    parser = subparsers.add_parser("rules", help=summary, description="List the rules.", allow_abbrev=False)
    parser.add_argument("family", nargs="?", metavar="FAMILY", help="only this family, such as claims")
    return parser


def run(given: argparse.Namespace) -> int:
    """Print one line for each rule."""
    known = known_rules()
    families = sorted({rule.family for rule in known.values()})
    if given.family and given.family not in families:
        raise ConfigError(f"unknown family '{given.family}'{did_you_mean(given.family, families)} Known: {', '.join(families)}.")
    shown = [rule for _, rule in sorted(known.items()) if given.family in {None, rule.family}]
    width = max(len(rule.id) for rule in shown)
    for rule in shown:
        sys.stdout.write(_line(rule, width))
    return 0


def _line(rule: Rule, width: int) -> str:
    mark = "*" if rule.named_check else " "
    fix = f"fix {rule.fix}" if rule.fix else "-"
    profiles = ", ".join(rule.profiles) or "no profile"
    return f"{rule.id:{width}} {mark} {rule.severity:8} {rule.confidence:9} {fix:11} {rule.summary} [{profiles}]\n"
