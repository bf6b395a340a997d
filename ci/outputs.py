"""Write what later steps of a pipeline ask for, from the files of one run. Standard library only."""

import json
import sys
from pathlib import Path


def main(folder: Path) -> None:
    """Print ``name=value`` lines, and write the SARIF file that code scanning may have."""
    report = json.loads((folder / "report.json").read_text("utf-8"))
    print(f"verdict={report['verdict']}")
    print(f"findings={sum(_counts(f) for a in report['articles'] for f in a['findings'])}")
    print(f"score={min((_score(article) for article in report['articles']), default=100.0):g}")
    print(f"sarif={_without_suppressed(folder)}")


def _counts(finding: dict) -> bool:
    return finding["suppressed"] is None and finding["status"] == "new"


def _score(article: dict) -> float:
    standing = {f["rule"] for f in article["findings"] if f["suppressed"] is None}
    passed = sum(1 for outcome in article["outcomes"].values() if outcome == "passed")
    failed = sum(1 for rule, outcome in article["outcomes"].items() if outcome == "failed" and rule in standing)
    return round(100 * passed / (passed + failed), 1) if passed + failed else 100.0


def _without_suppressed(folder: Path) -> Path:
    """Code scanning opens an alert for every result, suppressed or not, so it is given those that stand."""
    sarif = json.loads((folder / "all.sarif").read_text("utf-8"))
    for run in sarif["runs"]:
        run["results"] = [result for result in run["results"] if not result.get("suppressions")]
    path = folder / "healthlint.sarif"
    path.write_text(json.dumps(sarif, ensure_ascii=False), "utf-8")
    return path


if __name__ == "__main__":
    main(Path(sys.argv[1]))
