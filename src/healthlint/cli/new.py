"""``healthlint new``: a rule file with the questions that its author has to answer."""
from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from healthlint.model import ConfigError
from healthlint.resources import rules_folder

TEMPLATE = """\
# What does this rule find? One line, as a reader of the report will see it.
summary: A word that promises more than {fault} can keep.
# Why does it matter for somebody who acts on the article?
why: >
  Readers may act on it.
# How bad is it if it is true: error, warning or info? And how likely is it true: certain, likely or possible?
severity: warning
confidence: likely
# What, why it matters here, what to do; {{found}} is what was found, {{better}} the words proposed.
message: "“{{found}}” needs a plainer word: {{better}}."
# Which authority asks for it?
sources:
  - name: Our style guide
# May the fix be applied unread (safe), must a person read it (review), or is there none?
fix: review
check:
  avoid:
    # term: [what to write instead]
    terms:
      miracle food: [food]
    # phrases around a term that make it right
    unless: [no miracle food]
examples:
  # {{==found==}} or {{~~found~>fixed~~}}; at least two of each
  fail:
    - "Kale is a {{~~miracle food~>food~~}}."
    - "This {{~~miracle food~>food~~}} has fibre."
  pass:
    - "Kale is a food."
    - "There is no miracle food."
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], summary: str) -> argparse.ArgumentParser:
    """Declare the flags of ``new``."""
    parser = subparsers.add_parser("new", help=summary, description="Start a rule of your own.", allow_abbrev=False)
    parser.add_argument("rule", metavar="FAMILY/FAULT", help="such as claims/miracle-food")
    parser.add_argument("--folder", metavar="DIR", help="rules folder to write it to (default: ./rules if it is there, else house-rules)")
    return parser


def run(given: argparse.Namespace) -> int:
    """Write the file and say what to do next."""
    if not re.fullmatch(r"[a-z][a-z0-9-]*/[a-z][a-z0-9-]*", given.rule):
        raise ConfigError(f"'{given.rule}' is no rule id; write family/fault-in-words, such as claims/miracle-food")
    folder = Path(given.folder) if given.folder else _usual_folder()
    path = folder / f"{given.rule}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(TEMPLATE.format(fault=given.rule.partition("/")[2].replace("-", " ")))
    except FileExistsError:
        raise ConfigError(f"{path}: is there already; edit it, or choose another name") from None
    sys.stdout.write(f"{path}\nAnswer the questions in it, then: healthlint test {path}\n")
    if folder != Path(rules_folder()):
        sys.stdout.write(f'To use it: rules = ["builtin", "{folder.as_posix()}"] in healthlint.toml\n')
    return 0


def _usual_folder() -> Path:
    here = Path("rules")
    return here if (here / "profiles").is_dir() else Path("house-rules")
