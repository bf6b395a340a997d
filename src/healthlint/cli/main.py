"""The ``healthlint`` command: its parser, and the way from a subcommand to its module."""
from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from healthlint import __version__
from healthlint.cli.crash import report_crash
from healthlint.cli.kept_modules import KeptModules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn


class _Untranslated:
    """Stands in for ``gettext`` while ``argparse`` is imported.

    The real one compiles patterns, searches the file system for translations of argparse's few words, and reads the tables of all locales.
    """

    gettext = str

    @staticmethod
    def ngettext(one: str, many: str, number: int) -> str:
        """The form of a word for one or for many."""
        return one if number == 1 else many


_MODULES: dict[str, Any] = sys.modules
_is_ours = _MODULES.setdefault("gettext", _Untranslated) is _Untranslated
import argparse  # noqa: E402

if _is_ours:
    del _MODULES["gettext"]

COMMANDS = {
    "check": "lint articles",
    "fix": "apply safe fixes",
    "report": "write the HTML report for editors",
    "explain": "show a rule's page: what, why, sources, examples",
    "rules": "list the rules, with severity and the profiles that use them",
    "scorecard": "show what the findings mean for outside standards",
    "init": "write a starter configuration and the pre-commit stanza",
    "config": "show each effective setting and where it came from",
    "baseline": "accept today's findings, and see what is new",
    "cache": "look at or empty the result cache",
    "fleet": "check millions of pages in Parquet, JSON Lines or WARC files",
    "languagetool": "install a LanguageTool server for --grammar languagetool",
    "completion": "print a script that completes subcommands and flags in a shell",
    "new": "start a rule of your own",
    "test": "run the examples of rules",
    "try": "see where a rule would fire in real articles",
}
"""Subcommand to its one-line help; each is served by the module of its name in this package."""

SELDOM = (400_000, 20, 20)
"""How often garbage is looked for: almost nothing of an article is garbage before the whole is, and looking took a sixth of a cold run."""

EXIT_USAGE = 2
EXIT_FAILED = 70

EPILOG = """\
exit status:
  0   publishable: nothing at or above --fail-on
  1   blocked: findings at or above --fail-on, or a score under --fail-under
  2   wrong use: unknown flag, bad configuration or rule file, a path that cannot be read
  3   nothing was checked
  70  healthlint itself failed

start here:
  healthlint check article.md            what is wrong, and where
  healthlint fix --diff article.md       what could be mended without changing a claim
  healthlint report -o out.html articles/
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = _parser(arguments[0] if arguments and arguments[0] in COMMANDS else "")
    given = parser.parse_args(arguments)
    if not given.command:
        parser.print_help()
        return EXIT_USAGE
    from healthlint.model import HealthlintError

    try:
        return int(given.run(given))
    except HealthlintError as error:
        sys.stderr.write(f"healthlint: {visible(str(error))}\n")
        return EXIT_USAGE
    except BrokenPipeError:
        # The reader of our output has gone; what is left cannot be delivered.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        sys.stderr.write("healthlint: interrupted\n")
        return 130


def run() -> None:
    """Entry point of the console script."""
    sys.excepthook = report_crash
    gc.set_threshold(*SELDOM)
    kept = KeptModules()
    sys.meta_path.insert(0, kept)
    status = main()
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    kept.keep()
    _leave(status)


def _leave(status: int) -> NoReturn:
    """End the process; whoever started threads or registered what to do at the end gets it done.

    Taking an interpreter full of modules apart is a tenth of a cold run, and frees nothing that the system does not free.
    """
    if "threading" in sys.modules:
        sys.exit(status)
    sys.stderr.flush()
    atexit._run_exitfuncs()  # noqa: SLF001  (what the interpreter itself calls)
    os._exit(status)


def visible(text: str) -> str:
    """``text`` without characters that could steer a terminal; newlines stay."""
    return "".join(c if c == "\n" or c.isprintable() else "\ufffd" for c in text)


class _Parser(argparse.ArgumentParser):
    """Asks for the terminal's width itself: argparse imports ``shutil`` and with it three compressors for that, at the first flag."""

    def _get_formatter(self) -> argparse.HelpFormatter:
        return self.formatter_class(prog=self.prog, width=_columns() - 2)  # type: ignore[call-arg]  # what all of them take


def _columns() -> int:
    """The width of the terminal, or of the one that the environment speaks of."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return int(given)
    try:
        return os.get_terminal_size(1).columns or 80
    except OSError:
        return 80


def _parser(command: str) -> argparse.ArgumentParser:
    """The parser of ``command``, whose module alone is imported; of all commands, for their help, if it is empty."""
    parser = _Parser(
        prog="healthlint",
        description="Reads health articles as a careful medical editor does and says what to mend.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"healthlint {__version__}")
    # With its prog given, argparse need not ask for the width of the terminal to work it out.
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands", prog="healthlint")
    if command:
        module = import_module(f"healthlint.cli.{command}{'_' if command == 'try' else ''}")
        module.add_parser(subparsers, COMMANDS[command]).set_defaults(run=module.run)
        return parser
    for name, summary in COMMANDS.items():
        subparsers.add_parser(name, help=summary)
    return parser
