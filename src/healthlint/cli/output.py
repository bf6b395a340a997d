"""Writes a finished report to the terminal and to files."""
from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence

from healthlint.model import ConfigError, Report, did_you_mean
from healthlint.records import NamedTuple
from healthlint.report.formats import FORMATS, pieces


class Target(NamedTuple):
    """A format and the file it goes to; an empty file is standard output."""

    form: str
    file: str


def parse_target(text: str) -> Target:
    """``sarif=out.sarif`` or ``json``. Raises ``ArgumentTypeError`` for an unknown format."""
    form, _, file = text.partition("=")
    if form not in FORMATS:
        raise argparse.ArgumentTypeError(f"unknown format '{form}'{did_you_mean(form, FORMATS)} Known: {', '.join(FORMATS)}.")
    return Target(form, file)


def write_targets(report: Report, targets: Sequence[Target], *, color: str, quiet: bool = False, statistics: bool = False) -> None:
    """Write ``report`` to every target; files are replaced whole or not at all."""
    if sum(not t.file for t in targets) > 1:
        raise ConfigError("only one format can go to standard output; give the others a file, such as --output-format sarif=out.sarif")
    for target in targets:
        if target.file:
            write_file(target.file, pieces(target.form, report))
        else:
            sys.stdout.writelines(pieces(target.form, report, color=wants_color(color)))
        if target.form == "github":
            _append_step_summary(report)
    if statistics:
        sys.stderr.write(_statistics(report))
    if not quiet:
        for skipped in report.skipped:
            if skipped.kind == "error":
                sys.stderr.write(f"healthlint: {printable(f'{skipped.path}: {skipped.reason}')}\n")


def _append_step_summary(report: Report) -> None:
    """Annotations are few and short: the page of the step, if GitHub offers one, gets the whole report."""
    page = os.environ.get("GITHUB_STEP_SUMMARY")
    if not page:
        return
    from healthlint.report.markdown import step_summary

    try:
        with open(page, "a", encoding="utf-8", newline="\n") as file:
            file.write(step_summary(report))
    except OSError as error:
        raise ConfigError(f"GITHUB_STEP_SUMMARY={page}: cannot be written ({error.strerror})") from error


def printable(text: str) -> str:
    """``text`` on one line, without characters that could steer a terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def _statistics(report: Report) -> str:
    counts: dict[str, int] = {}
    for standing, number in report.tally.items():
        if not standing.suppressed:
            counts[standing.rule] = counts.get(standing.rule, 0) + number
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return "".join(f"{n:7} {rule}\n" for rule, n in rows)


def wants_color(choice: str) -> bool:
    """Whether standard output gets colour: the flag, then NO_COLOR and FORCE_COLOR, then whether it is a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def write_file(path: str | os.PathLike[str], text: str | Iterable[str]) -> None:
    """Replace ``path`` by ``text``, which may come in pieces, in one step. Raises ``ConfigError`` if that cannot be done."""
    import tempfile

    try:
        folder, base = os.path.split(path)
        os.makedirs(folder or ".", exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder or ".", prefix=f".{base}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.writelines((text,) if isinstance(text, str) else text)
            os.chmod(name, 0o644)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written ({error.strerror}); choose another place for the output") from error
