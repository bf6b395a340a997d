"""``healthlint languagetool install``: the only command that downloads anything, and only because it was asked to."""
from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from healthlint.grammar.server import default_folder
from healthlint.model import ConfigError

POM = Path(__file__).resolve().parent.parent / "grammar" / "languagetool-pom.xml"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], summary: str) -> argparse.ArgumentParser:
    """Declare the flags of ``languagetool``."""
    about = "Install a LanguageTool server with Maven."
    parser = subparsers.add_parser("languagetool", help=summary, description=about, allow_abbrev=False)
    parser.add_argument("action", choices=("install",), help="fetch the server and its English rules from Maven Central")
    parser.add_argument("--to", metavar="DIR", help=f"folder for the server (default: {default_folder()})")
    return parser


def run(given: argparse.Namespace) -> int:
    """Fetch the jars, put the server's own where it expects to be, say how to use it."""
    folder = Path(given.to) if given.to else default_folder()
    maven = shutil.which("mvn")
    if maven is None:
        raise ConfigError(
            "Maven (mvn) is not on the path; install it, or unpack LanguageTool's own release "
            f"so that languagetool-server.jar lies in {folder}"
        )
    libraries = folder.resolve() / "libs"
    libraries.mkdir(parents=True, exist_ok=True)
    goal = ["dependency:copy-dependencies", f"-DoutputDirectory={libraries}", "-Dmdep.stripVersion=true"]
    done = subprocess.run([maven, "-q", "-B", "-f", str(POM), *goal], check=False, stdin=subprocess.DEVNULL)  # noqa: S603 - the user's own Maven
    if done.returncode:
        raise ConfigError(f"Maven ended with status {done.returncode}; what it printed says why")
    server = folder / "languagetool-server.jar"
    (libraries / "languagetool-server.jar").replace(server)
    sys.stdout.write(f"{server}\nUse it: healthlint check --grammar languagetool\n")
    if given.to:
        sys.stdout.write(f"with HEALTHLINT_LT_DIR={folder}\n")
    return 0
