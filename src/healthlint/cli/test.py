"""``healthlint test``: the examples of rules, and the expected findings of articles."""
from __future__ import annotations

import argparse
import sys
from pathlib import Path

from healthlint.cli.expected import expected_of, folders_with_articles
from healthlint.cli.rule_folders import find_rule, house_folders, known_rules
from healthlint.model import ConfigError, Rule
from healthlint.testing import Result, run_rule


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], summary: str) -> argparse.ArgumentParser:
    """Declare the flags of ``test``."""
    parser = subparsers.add_parser("test", help=summary, description="Run the examples of rules and the expected findings of articles.", allow_abbrev=False)  # noqa: E501
    parser.add_argument("targets", nargs="*", metavar="RULE-OR-PATH", help="rules, families, rule files or folders, or folders of articles with expected.txt (default: all rules)")  # noqa: E501
    parser.add_argument("--update", action="store_true", help="rewrite expected.txt of the named folders; the diff is the review")
    return parser


def run(given: argparse.Namespace) -> int:
    """Print what does not hold; status 1 if anything does not."""
    articles = [folder for target in given.targets for folder in folders_with_articles(Path(target))]
    named = [t for t in given.targets if not folders_with_articles(Path(t))]
    failed = sum(_article(folder, update=given.update) for folder in articles)
    if named or not given.targets:
        rules, folders = _rules(named)
        for rule in rules:
            failed += sum(_example(result) for result in run_rule(rule, folders))
        sys.stdout.write(f"{sum(len(r.examples) for r in rules)} examples of {len(rules)} rules: {failed or 'none'} failed\n")
    return 1 if failed else 0


def _rules(names: list[str]) -> tuple[list[Rule], list[Path]]:
    extra = [_rules_folder_of(Path(n)) for n in names if Path(n).exists()]
    known = known_rules(extra)
    if not names:
        return list(known.values()), house_folders()
    wanted: dict[str, Rule] = {}
    for name in names:
        wanted.update({rule.id: rule for rule in _named(name, known)})
    return list(wanted.values()), [*house_folders(), *extra]


def _rules_folder_of(path: Path) -> Path:
    """The rules folder that a rule file, family folder or rules folder belongs to."""
    path = path.resolve()
    if path.is_file():
        return path.parent.parent
    return path.parent if any(path.glob("*.yaml")) else path


def _named(name: str, known: dict[str, Rule]) -> list[Rule]:
    path = Path(name)
    if path.exists():
        root = path.resolve()
        found = [r for r in known.values() if (p := Path(r.path).resolve()) == root or root in p.parents]
        if not found:
            raise ConfigError(f"{name}: no rules in it; a rule lies in <folder>/<family>/<fault>.yaml")
        return found
    family = [r for r in known.values() if r.family == name]
    return family or [find_rule(name, known)]


def _example(result: Result) -> bool:
    if result.not_run:
        sys.stdout.write(f"{result.name} not run: {result.not_run}\n")
    if not result.problems:
        return False
    sys.stdout.write(f"{result.name}\n  {result.specimen.text}\n")
    if "\n" not in result.specimen.text:
        sys.stdout.write(f"  {_carets(result, [m.span for m in result.specimen.marks])} expected\n")
        sys.stdout.write(f"  {_carets(result, [f.span for f in result.findings])} found\n")
    for problem in result.problems:
        sys.stdout.write(f"  {problem}\n")
    return True


def _carets(result: Result, spans: list[tuple[int, int]]) -> str:
    row = [" "] * (len(result.specimen.text) + 1)
    for start, end in spans:
        row[start : max(end, start + 1)] = "^" * max(end - start, 1)
    return "".join(row)


def _article(folder: Path, *, update: bool) -> bool:
    wanted, got = expected_of(folder)
    if update:
        (folder / "expected.txt").write_text(got, "utf-8")
        sys.stdout.write(f"{folder}: {'unchanged' if wanted == got else 'updated'}\n")
        return False
    if wanted == got:
        return False
    from difflib import unified_diff

    sys.stdout.writelines(unified_diff(wanted.splitlines(True), got.splitlines(True), f"{folder}/expected.txt", "found"))
    return True
