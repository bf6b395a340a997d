"""Write the rules' pages and their index to a folder: the documentation of every rule is its own file and examples."""

import sys
from pathlib import Path

from healthlint.model import Rule
from healthlint.model.rule_page import rule_page
from healthlint.resources import rules_folder
from healthlint.rulebook.folder import load_rules


def index_of(rules: list[Rule]) -> str:
    """The index: families with their rules, one line each."""
    lines = ["# The rules of healthlint", ""]
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            lines += ["", f"## {family}", "", "| rule | severity | confidence | what it finds |", "|---|---|---|---|"]
        lines.append(f"| [{rule.id}]({rule.id}.md) | {rule.severity} | {rule.confidence} | {rule.summary.replace('|', chr(92) + '|')} |")
    return "\n".join(lines) + "\n"


def main(folder: Path) -> None:
    """Write everything below ``folder``."""
    rules = [rule for _, rule in sorted(load_rules([Path(rules_folder())]).items())]
    for rule in rules:
        page = folder / f"{rule.id}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(rule_page(rule), "utf-8")
    (folder / "index.md").write_text(index_of(rules), "utf-8")
    print(f"{len(rules)} rules in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
