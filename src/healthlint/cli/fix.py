"""``healthlint fix``."""
from __future__ import annotations

import argparse
import sys
from pathlib import Path

from healthlint.cli.output import printable
from healthlint.cli.shared_arguments import add_article_arguments, config_of, request_of
from healthlint.engine.fix import FixResult, write_source
from healthlint.engine.fix_proof import apply_proven
from healthlint.engine.gate import BLOCKED, FAILED, PUBLISHABLE, WRONG_USE, exit_status
from healthlint.engine.run import run as run_engine
from healthlint.model import ArticleReport, SourceError


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], summary: str) -> argparse.ArgumentParser:
    """Declare the flags of ``fix``."""
    parser = subparsers.add_parser(
        "fix",
        help=summary,
        description="Apply the fixes that change no claim; with --review also those that a person must read afterwards.",
        allow_abbrev=False,
    )
    add_article_arguments(parser)
    parser.add_argument("--diff", action="store_true", help="print what would change and write nothing; status 1 if anything would")
    parser.add_argument("--review", action="store_true", help="also apply fixes that change what a sentence claims: read every one")
    return parser


def run(given: argparse.Namespace) -> int:
    """Fix every article once, in its file, or on standard output where it came from standard input."""
    config = config_of(given)
    report = run_engine(request_of(given), config)
    would_change = failed = False
    for article in report.articles:
        result = apply_proven(article.document, article.findings, include_review=given.review)
        changes = result.text != article.document.source.text
        would_change |= changes
        if given.diff:
            sys.stdout.write(difference(article, result.text))
        elif _is_stdin(given, article):
            sys.stdout.write(result.text)
        elif changes:
            failed |= not _write(article, result, Path(config.root, article.path))
        _tell_refused(article, result)
    return _status(exit_status(report, allow_empty=given.allow_empty), would_change=would_change and given.diff, failed=failed)


def _status(checked: int, *, would_change: bool, failed: bool) -> int:
    """What is left to mend is for ``check`` to say: only faults, and changes shown but not made, count here."""
    if checked == FAILED or (checked == WRONG_USE or failed):
        return FAILED if checked == FAILED else WRONG_USE
    if would_change:
        return BLOCKED
    return PUBLISHABLE if checked == BLOCKED else checked


def _is_stdin(given: argparse.Namespace, article: ArticleReport) -> bool:
    return "-" in given.paths and article.path == (given.stdin_filename or "stdin.md")


def difference(article: ArticleReport, text: str) -> str:
    """A unified diff from the article as it is to ``text``, empty if they are the same."""
    from difflib import unified_diff

    old, new = article.document.source.text, text
    name = printable(article.path)
    lines = unified_diff(_lines(old), _lines(new), f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    """Lines with their ends; only ``\\n`` ends a line of a diff."""
    parts = text.split("\n")
    return [part + "\n" for part in parts[:-1]] + parts[-1:] * bool(parts[-1])


def _write(article: ArticleReport, result: FixResult, path: Path) -> bool:
    try:
        write_source(path, article.document.source, result.text)
    except (SourceError, OSError) as error:
        sys.stderr.write(f"healthlint: {printable(str(error))}\n")
        return False
    count = len(result.applied)
    sys.stderr.write(f"{printable(article.path)}: {count} {'fix' if count == 1 else 'fixes'} applied\n")
    return True


def _tell_refused(article: ArticleReport, result: FixResult) -> None:
    for finding, why in result.refused:
        line, column = article.document.source.line_column(finding.span.start)
        sys.stderr.write(f"{printable(article.path)}:{line}:{column}: {finding.rule} not fixed: {why}\n")
