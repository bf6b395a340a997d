"""Run healthlint on the W3C ACT test cases and write the implementation report that the ACT community publishes.

The test cases are not part of this project. Fetch ``testcases.json`` and the
files it lists from https://www.w3.org/WAI/content-assets/wcag-act-rules/ into
one folder, keeping their paths, and name the folder:

    make act-report CASES=folder

The report is EARL in JSON-LD, as described at
https://www.w3.org/WAI/standards-guidelines/act/report/earl/. A case that needs
scripts, media or another document is reported as ``cantTell``, never as passed.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from healthlint import __version__
from healthlint.engine.check import check_document
from healthlint.model import Finding, Format, Rule, Settings, Source
from healthlint.parse import parse
from healthlint.resources import rules_folder
from healthlint.rulebook.book import Rulebook, open_rulebook
from healthlint.rulebook.folder import load_rules

CONTEXT = "https://www.w3.org/WAI/content-assets/wcag-act-rules/earl-context.json"
ACT = "ACT Rules"
NEEDS_MORE = re.compile(r"<script|<video|<audio|@import|<link[^>]+stylesheet", re.IGNORECASE)
"""What a page that is only read, and not run, cannot show."""


def implemented() -> dict[str, list[Rule]]:
    """Our rules by the ACT rules that they implement."""
    found: dict[str, list[Rule]] = {}
    for rule in load_rules([Path(rules_folder())]).values():
        for source in rule.sources:
            if source.name == ACT:
                found.setdefault(source.clause, []).append(rule)
    return found


def findings_in(text: str, book: Rulebook) -> tuple[Finding, ...]:
    """What the accessibility rules find in one page."""
    return check_document(parse(Source("case.html", text), Format.HTML), Settings(), book).findings


def outcome(text: str, act: str, findings: tuple[Finding, ...]) -> str:
    """``failed`` if a finding names the ACT rule; otherwise ``passed``, or ``cantTell`` where reading is not enough."""
    if any(source.clause == act and source.name == ACT for finding in findings for source in finding.sources):
        return "failed"
    return "cantTell" if NEEDS_MORE.search(text) else "passed"


def assertions(act: str, rules: list[Rule], result: str, findings: tuple[Finding, ...]) -> Iterator[dict[str, Any]]:
    """One assertion for each of our rules on this ACT rule."""
    for rule in rules:
        mine = any(f.rule == rule.id and any(s.clause == act for s in f.sources) for f in findings)
        clauses = [c.strip() for s in rule.sources if s.name.startswith("WCAG") for c in s.clause.split(",")]
        yield {
            "@type": "Assertion",
            "mode": "earl:automatic",
            "test": {"@type": "TestCriterion", "title": rule.id, "isPartOf": [f"WCAG2:{c}" for c in clauses]},
            "result": {"@type": "TestResult", "outcome": f"earl:{'failed' if mine else 'passed' if result == 'failed' else result}"},
        }


def read_cases(folder: Path) -> list[dict[str, Any]]:
    """The cases of rules that we implement, as listed in ``testcases.json``."""
    listed = json.loads((folder / "testcases.json").read_text("utf-8"))
    known = implemented()
    return [case for case in listed["testcases"] if case["ruleId"] in known]


def report(folder: Path) -> tuple[dict[str, Any], Counter[tuple[str, str, str]]]:
    """The report, and how often each ACT rule, expectation and outcome came together."""
    known = implemented()
    book = open_rulebook(("wcag-aaa",), select=("accessibility",))
    graph, counts = [], Counter[tuple[str, str, str]]()
    for case in read_cases(folder):
        path = folder / case["relativePath"]
        if path.suffix not in (".html", ".htm") or not path.is_file():
            continue
        text = path.read_text("utf-8")
        found = findings_in(text, book)
        act = case["ruleId"]
        result = outcome(text, act, found)
        counts[act, case["expected"], result] += 1
        graph.append({"@type": "TestSubject", "source": case["url"], "assertions": list(assertions(act, known[act], result, found))})
    tool = {"@type": "Assertor", "name": "healthlint", "release": {"@type": "Version", "revision": __version__}}
    return {"@context": CONTEXT, "assertedBy": tool, "@graph": graph}, counts


def summary(counts: Counter[tuple[str, str, str]]) -> Iterator[str]:
    """One line an ACT rule: cases told rightly, wrongly, and not told."""
    for act in sorted({key[0] for key in counts}):
        mine = {(expected, result): n for (rule, expected, result), n in counts.items() if rule == act}
        right = sum(n for (expected, result), n in mine.items() if (expected == "failed") == (result == "failed") and result != "cantTell")
        open_ = sum(n for (_, result), n in mine.items() if result == "cantTell")
        yield f"{act}  {right} right, {sum(mine.values()) - right - open_} wrong, {open_} cannot tell"


def main() -> int:
    """Write the report; 2 if there are no test cases where the command says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=Path, default=Path("build/act-testcases"), help="folder with testcases.json and the files it lists")
    parser.add_argument("--output", type=Path, default=Path("build/act-report.json"), help="where the report is written")
    args = parser.parse_args()
    if not (args.cases / "testcases.json").is_file():
        print(f"{args.cases}/testcases.json is not there. {__doc__.split('    make')[0].split('The test')[1].strip()}", file=sys.stderr)
        return 2
    made, counts = report(args.cases)
    args.output.parent.mkdir(parents=True, exist_ok=True)
    args.output.write_text(json.dumps(made, indent=2) + "\n", "utf-8")
    print("\n".join(summary(counts)))
    print(f"{len(made['@graph'])} test cases of {len({key[0] for key in counts})} ACT rules: {args.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
