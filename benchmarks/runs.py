"""Whole runs of the command: start-up, many files, the cache, two processes."""

import json
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import best_run, healthlint, run, table
from benchmarks.pages import html, markdown, write_library


def measure_start(folder: Path) -> None:
    """Print what one article costs from a cold start, beside a bare interpreter."""
    (folder / "one.md").write_text(markdown(1, 12_000), "utf-8")
    (folder / "one.html").write_text(html(1, 37_000), "utf-8")
    (folder / "one.txt").write_text(markdown(1, 12_000), "utf-8")
    bare = best_run([sys.executable, "-c", "pass"], times=9)
    rows: list[tuple[object, ...]] = [("what", "CPU s", "wall s", "times bare", "MB")]
    rows.append(("bare interpreter", bare.cpu, bare.wall, 1.0, bare.memory))
    for label, arguments in (
        ("--version", ("--version",)),
        ("12 KB Markdown", ("check", "one.md")),
        ("12 KB plain text", ("check", "one.txt")),
        ("37 KB HTML", ("check", "one.html")),
    ):
        best_run(healthlint(*arguments), times=1, cwd=folder)
        cost = best_run(healthlint(*arguments), times=9, cwd=folder)
        rows.append((label, cost.cpu, cost.wall, cost.cpu / bare.cpu, cost.memory))
    table("Start-up: one article, cold process", rows)


def measure_library(pages: int) -> None:
    """Print one and two processes, and a run in which nothing changed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "articles"
        size = sum(path.stat().st_size for path in write_library(folder, pages)) / 1e6
        (folder / "healthlint.toml").write_text("", "utf-8")
        env = {"HEALTHLINT_CACHE_DIR": str(Path(name) / "cache")}
        target = f"json={name}/report.json"
        one = run(healthlint("check", ".", "--jobs", "1", "--no-cache", "--output-format", "concise"), folder, env)
        two = run(healthlint("check", ".", "--jobs", "2", "--no-cache", "--output-format", "concise"), folder, env)
        run(healthlint("check", ".", "--output-format", "full"), folder, env)
        again = best_run(healthlint("check", ".", "--output-format", "full"), 3, folder, env)
        other = best_run(healthlint("check", ".", "--output-format", "concise"), 3, folder, env)
        run(healthlint("check", ".", "--output-format", target), folder, env)
        quiet = best_run(healthlint("check", ".", "--output-format", target), 2, folder, env)
        checked = json.loads((Path(name) / "report.json").read_text("utf-8"))["coverage"]["checked"]
    rows = [
        ("run", "CPU s", "wall s", "MB", "MB of text per CPU second"),
        ("one process", one.cpu, one.wall, one.memory, size / one.cpu),
        ("two processes", two.cpu, two.wall, two.memory, size / two.cpu),
        ("nothing changed, full", again.cpu, again.wall, again.memory, size / again.cpu),
        ("nothing changed, concise after full", other.cpu, other.wall, other.memory, size / other.cpu),
        ("nothing changed, json", quiet.cpu, quiet.wall, quiet.memory, size / quiet.cpu),
    ]
    note = f"two processes are {one.wall / two.wall:.2f} times as fast as one by the clock"
    table(f"A library: {checked} articles, {size:.1f} MB", rows, note)
