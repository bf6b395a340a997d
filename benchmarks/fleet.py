"""A fleet beside the run on one machine: the same pages give the same rows, at what rate, and after a kill half-way."""

import json
import os
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.measuring import healthlint, run, table
from benchmarks.pages import html
from healthlint.fleet.rows import FACTS, LONGEST_EXCERPT, STRONG_RANK
from healthlint.model import Strength

JOBS = 2
SAME = ("--jobs", str(JOBS), "--today", "2026-11-22")
"""What both runs are told."""
SCORES = {"flesch-kincaid-grade": "flesch_kincaid_grade", "flesch-reading-ease": "flesch_reading_ease", "smog": "smog"}
"""Scores of a report, which rounds them, and the columns that have them."""
Row = dict[str, int]
"""A hash for each column: what twenty thousand pages say need not be held twice."""

SIZE = 4_300
"""Characters of an article before its references: a page has about 5 KB."""


def made_pages(count: int) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of ``count`` pages, no two alike but the empty ones; one in thirty-odd cannot be read."""
    for number in range(count):
        yield f"{number:06}", _broken(number) or html(number, SIZE).encode()


def _broken(number: int) -> bytes:
    """A page that no reader can do much with; nothing for most numbers."""
    if number % 500 == 77:
        return b"<p>%d" % number + b"<div>" * 20_001 + b"too deep"
    return {17: b" ", 37: b"\0\1 binary %d" % number, 57: b"\xff\xfe<\0p\0>\0\0\xd8 %d" % number}.get(number % 100, b"")


def write_pages(folder: Path, count: int, a_file: int) -> float:
    """The pages as files in ``folder/files`` and as Parquet in ``folder/tables``, ``a_file`` in each; their size in MB."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    files, tables, size = folder / "files", folder / "tables", 0
    files.mkdir(parents=True)
    tables.mkdir()
    (files / "healthlint.toml").write_text("", "utf-8")
    batch: list[tuple[str, bytes]] = []
    for name, data in made_pages(count):
        (files / f"{name}.html").write_bytes(data)
        batch.append((name, data))
        size += len(data)
        if len(batch) == a_file or int(name) == count - 1:
            columns = {"path": [n for n, _ in batch], "html": [d for _, d in batch]}
            pq.write_table(pa.table(columns), tables / f"{name}.parquet")
            batch.clear()
    return size / 1e6


def measure_fleet(count: int) -> bool:
    """Print both runs, and one killed half-way and resumed; whether all gave the same rows, none lost and none twice."""
    a_file = max(25, count // 40)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = write_pages(folder, count, a_file)
        report = f"jsonl={folder / 'single.jsonl'}"
        single = run(healthlint("check", ".", "--no-cache", *SAME, "--fail-on", "never", "--output-format", report), folder / "files")
        whole = run(healthlint("fleet", "tables", "whole", *SAME), folder)
        before = _killed_half_way(folder)
        resumed = run(healthlint("fleet", "tables", "resumed", *SAME), folder)
        expected = single_rows(folder / "single.jsonl")
        rows: list[tuple[object, ...]] = [("run", "CPU s", "wall s", "MB", "pages a CPU second", "lost", "twice", "other rows")]
        good = len(expected) == count
        rows.append(("one machine", single.cpu, single.wall, single.memory, count / single.cpu, count - len(expected), 0, 0))
        for label, cost, done in (("fleet", whole, 0), (f"fleet, rest after {len(before)} files", resumed, len(before) * a_file)):
            faults = compare(expected, folder / ("resumed" if done else "whole"))
            good = good and not any(faults)
            rows.append((label, cost.cpu, cost.wall, cost.memory, (count - done) / cost.cpu, *faults))
        again = [n for n, when in before.items() if (folder / "resumed" / n).stat().st_mtime_ns != when]
        left = [*(folder / "whole").glob("*.part"), *(folder / "resumed").glob("*.part")]
    table(f"Fleet: {count} pages, {size:.1f} MB in {-(-count // a_file)} Parquet files, {JOBS} processes", rows)
    by_cpu, by_clock = single.cpu / whole.cpu, single.wall / whole.wall
    print(f"  the fleet has {by_cpu:.2f} of the other's rate by processor time, {by_clock:.2f} by the clock")
    print(f"  results written again after the kill: {len(again)}; unfinished files left: {len(left)}")
    return good and not again and not left


def _killed_half_way(folder: Path) -> dict[str, int]:
    """Start a fleet and kill it with all its processes once half of its results are there; their names and times."""
    half = len(list((folder / "tables").iterdir())) // 2
    command = healthlint("fleet", "tables", "resumed", *SAME)
    process = subprocess.Popen(command, cwd=folder, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    results = folder / "resumed"
    while process.poll() is None and len(list(results.glob("*.parquet"))) < half:
        time.sleep(0.05)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return {path.name: path.stat().st_mtime_ns for path in results.glob("*.parquet")}


def compare(expected: dict[str, Row], results: Path) -> tuple[int, int, int]:
    """How many pages have no row, how many have two, and how many have another row than expected; tells the first three of these."""
    import pyarrow.parquet as pq

    seen: Counter[str] = Counter()
    other = 0
    for file in sorted(results.glob("*.parquet")):
        for row in pq.read_table(file).to_pylist():
            path = row.pop("path")
            seen[path] += 1
            scores = {name: row[name] and round(row[name], 2) for name in SCORES.values()}
            differing = sorted(k for k, v in _digest({**row, **scores}).items() if expected.get(path, {}).get(k) != v)
            other += bool(differing)
            if differing and other <= 3:
                print(f"  {path} differs in {', '.join(differing)}")
    return len(expected.keys() - seen), sum(n > 1 for n in seen.values()), other


def single_rows(report: Path) -> dict[str, Row]:
    """What the rows of a fleet must say, by page, from the JSON Lines of the run on one machine."""
    with report.open(encoding="utf-8") as lines:
        skipped = json.loads(next(lines))["coverage"]["skipped"]
        rows = {_page(article["path"]): _digest(_row(article)) for article in map(json.loads, lines)}
    nothing = dict.fromkeys(name for name, _ in FACTS)
    return rows | {_page(s["path"]): _digest({"status": "skipped", "reason": s["reason"], "findings": [], **nothing}) for s in skipped}


def _page(path: str) -> str:
    return path.removesuffix(".html")


def _digest(row: dict[str, Any]) -> Row:
    return {name: hash(json.dumps(value, sort_keys=True)) for name, value in row.items()}


def _row(article: dict[str, Any]) -> dict[str, Any]:
    """One line of the report in the columns of a row, worked out without the fleet's own code."""
    people, cited = article["authorship"], article["citations"]
    strong = [c for c in article["claims"] if not c["negated"] and Strength(c["strength"]).rank >= STRONG_RANK]
    severities = Counter(f["severity"] for f in article["findings"])
    return {
        "status": "crashed" if article["crashes"] else "checked",
        "reason": "; ".join(f"{part}: {why}" for part, why in article["crashes"].items()),
        "findings": [_finding(f) for f in article["findings"]],
        **{name: article[name] for name in ("language", "document_type", "title", "words")},
        "variant": article["spelling"]["variant"],
        **{column: article["readability"]["scores"].get(score) for score, column in SCORES.items()},
        "disclaimer": article["disclaimer"]["present"],
        "authors": len(people["authors"]),
        "reviewers": len(people["reviewers"]),
        "dated": any(people["dates"].values()),
        "references": len(cited["references"]),
        "markers": len(cited["markers"]),
        "claims": len(article["claims"]),
        "strong_claims": len(strong),
        "supported_claims": sum(c["supported"] for c in strong),
        "errors": severities["error"],
        "warnings": severities["warning"],
    }


def _finding(finding: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: finding[name] for name in ("rule", "severity", "confidence", "message", "fingerprint")},
        **{name: finding["span"][name] for name in ("start", "end", "line", "column")},
        "excerpt": finding["excerpt"][:LONGEST_EXCERPT],
    }
