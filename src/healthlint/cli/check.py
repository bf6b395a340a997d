"""``healthlint check``."""
from __future__ import annotations

import argparse
import os
import sys

from healthlint.cli.output import Target, parse_target, wants_color, write_targets
from healthlint.cli.shared_arguments import add_article_arguments, config_of, request_of
from healthlint.engine.gate import exit_status
from healthlint.engine.run import run as run_engine
from healthlint.records import replace
from healthlint.report.formats import FROM_ALL, article_form

CARD = "scorecard:"
"""Beginning of a bar that is an item of a scorecard and not a severity."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], summary: str) -> argparse.ArgumentParser:
    """Declare the flags of ``check``."""
    parser = subparsers.add_parser("check", help=summary, description="Lint health articles.", allow_abbrev=False)
    add_article_arguments(parser)
    gate = parser.add_argument_group("what blocks publication")
    words = "error (default), warning, info, never, or scorecard:CARD[/ITEM]; may be repeated"
    gate.add_argument("--fail-on", action="append", type=bar, metavar="BAR", help=words)
    gate.add_argument("--min-confidence", choices=("certain", "likely", "possible"), help="least sure finding that may block")
    gate.add_argument("--fail-under", type=float, metavar="SCORE", help="block an article that passes fewer of its rules, in per cent")
    gate.add_argument("--baseline", metavar="FILE", help="findings that were there before and do not block")
    gate.add_argument("--diff-base", metavar="REF", help="only what changed since this git revision")
    out = parser.add_argument_group("output")
    out.add_argument("--output-format", action="append", type=parse_target, metavar="FORMAT[=FILE]", help="full, concise, json, jsonl, sarif, github, gitlab, junit, rdjson, checkstyle, markdown or html; repeat for several")  # noqa: E501
    out.add_argument("--statistics", action="store_true", help="count the findings of each rule")
    out.add_argument("--quiet", action="store_true", help="print findings only, no summary")
    out.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="colour in the terminal")
    more = parser.add_argument_group("how it runs")
    more.add_argument("--grammar", choices=("off", "harper", "languagetool", "auto"), help="optional grammar backend")
    more.add_argument("--require-grammar", action="store_true", help="status 2 if the grammar backend cannot run")
    more.add_argument("--no-cache", action="store_true", help="check every article again")
    more.add_argument("--jobs", type=int, metavar="N", help="processes; 0 lets healthlint decide")
    return parser


def bar(text: str) -> str:
    """What may stand behind ``--fail-on``. Raises ``ArgumentTypeError`` for anything else."""
    if text in {"error", "warning", "info", "never"} or (text.startswith(CARD) and len(text) > len(CARD)):
        return text
    raise argparse.ArgumentTypeError(f"'{text}' is none of error, warning, info, never or scorecard:CARD[/ITEM] (scorecard:pif-tick/4)")


def run(given: argparse.Namespace) -> int:
    """Check, write the report in every format asked for, return the exit status."""
    bars = given.fail_on or []
    given.cards = tuple(b.removeprefix(CARD) for b in bars if b.startswith(CARD))
    given.fail_on = next((b for b in reversed(bars) if not b.startswith(CARD)), None)
    config = config_of(given)
    targets = given.output_format or [Target("full" if sys.stdout.isatty() or not os.environ.get("CI") else "concise", "")]
    forms = {target.form for target in targets}
    color = wants_color(given.color)
    form = article_form({target.form: color and not target.file for target in targets})
    report = run_engine(replace(request_of(given), form=form, brief=FROM_ALL.isdisjoint(forms)), config)
    write_targets(report, targets, color=given.color, quiet=given.quiet, statistics=given.statistics)
    return exit_status(report, allow_empty=given.allow_empty)
