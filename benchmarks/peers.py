"""Other linters on the same files in the same run, from a cold start, as their users run them."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measuring import best_run, healthlint, table

HOME = Path(__file__).parent.parent / "build" / "peers"
NODE = ("write-good@1.0.8", "alex@11.0.1")
PYTHON = ("proselint==0.16.0",)


def install() -> None:
    """Fetch the peers from their registries into ``build/peers``."""
    HOME.mkdir(parents=True, exist_ok=True)
    if shutil.which("npm"):
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", HOME, *NODE], check=False)
    subprocess.run([sys.executable, "-m", "venv", HOME / "venv"], check=True)
    subprocess.run([HOME / "venv/bin/python", "-m", "pip", "install", "--quiet", *PYTHON], check=False)


def commands() -> dict[str, list[str]]:
    """The peers that are installed, and how each is called."""
    known = {
        "write-good": [str(HOME / "node_modules/.bin/write-good"), "--parse"],
        "alex": [str(HOME / "node_modules/.bin/alex"), "--quiet"],
        "proselint": [str(HOME / "venv/bin/proselint"), "check"],
    }
    return {name: command for name, command in known.items() if Path(command[0]).exists()}


def measure_peers(files: Sequence[Path]) -> None:
    """Print CPU seconds per MB of every peer beside ours, start-up included."""
    found = commands()
    size = sum(path.stat().st_size for path in files) / 1e6
    ours = best_run(healthlint("check", "--jobs", "1", "--no-cache", "--output-format", "concise", *files), 3)
    one = best_run(healthlint("check", "--output-format", "concise", files[0]), 5)
    rows: list[tuple[object, ...]] = [
        ("linter", "CPU s for one file", "ratio", f"CPU s for {len(files)} files", "CPU s per MB", "ratio"),
        ("healthlint, all rules", one.cpu, 1.0, ours.cpu, ours.cpu / size, 1.0),
    ]
    for name, command in found.items():
        single = best_run([*command, files[0]], 5)
        cost = best_run([*command, *files], 2)
        rows.append((name, single.cpu, single.cpu / one.cpu, cost.cpu, cost.cpu / size, cost.cpu / ours.cpu))
    note = "" if len(found) == 3 else "missing peers are fetched by: python -m benchmarks --install-peers"
    table(f"Peers: {len(files)} Markdown files, {size:.2f} MB, start-up included", rows, note)
