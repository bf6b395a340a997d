"""``healthlint scorecard``."""
from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from healthlint.cli.shared_arguments import add_article_arguments, config_of, request_of
from healthlint.engine.gate import BLOCKED, exit_status
from healthlint.engine.run import run as run_engine
from healthlint.model import ArticleReport, ItemStatus, RuleError, Scorecard, ScorecardItem, Verdict, did_you_mean
from healthlint.rulebook.scorecards import failed_item

_WIDTH = 7
"""Columns for a status, so that titles stand under each other."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], summary: str) -> argparse.ArgumentParser:
    """Declare the flags of ``scorecard``."""
    parser = subparsers.add_parser(
        "scorecard", help=summary, description="Show what the findings mean for outside standards.", allow_abbrev=False
    )
    add_article_arguments(parser)
    parser.add_argument("--card", action="append", metavar="NAME", help="only this standard, such as pif-tick; repeat for several")
    parser.add_argument(
        "--fail-on", action="append", metavar="CARD[/ITEM]", default=[], help="status 1 if this item, or any of the card, fails"
    )
    return parser


def run(given: argparse.Namespace) -> int:
    """Print the scorecards of each article; return 1 only for items that ``--fail-on`` names."""
    wanted = [name.removeprefix("scorecard:") for name in given.fail_on]
    given.fail_on = None
    report = run_engine(request_of(given), config_of(given))
    failed = []
    for article in report.articles:
        sys.stdout.write("\n".join(_page(article, given.card or [])) + "\n")
        failed += [f"{article.path}: {name}" for name in wanted if failed_item(article.scorecards, name)]
    for name in failed:
        sys.stderr.write(f"healthlint: fails {name}\n")
    if report.verdict in {Verdict.FAILED, Verdict.NOT_CHECKED}:
        return exit_status(report, allow_empty=given.allow_empty)
    return BLOCKED if failed else 0


def _page(article: ArticleReport, names: list[str]) -> Iterator[str]:
    known = {card.id: card for card in article.scorecards}
    unknown = next((name for name in names if name not in known), None)
    if unknown is not None:
        raise RuleError(f"there is no scorecard '{unknown}'{did_you_mean(unknown, known)} Known: {', '.join(known)}.")
    yield article.path
    for card in article.scorecards:
        if not names or card.id in names:
            yield ""
            yield from _card(card)


def _card(card: Scorecard) -> Iterator[str]:
    yield f"{card.id}: {card.summary}"
    if any(item.status is not ItemStatus.NOT_APPLICABLE for item in card.items):
        yield from (_line(item) for item in card.items)


def _line(item: ScorecardItem) -> str:
    why = "; ".join(part for part in (", ".join(item.because), item.note) if part)
    return f"  {item.status.value:{_WIDTH}} {item.id}  {item.title}{f'  ({why})' if why else ''}"
