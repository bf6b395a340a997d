"""Clocks and counters."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from healthlint.records import NamedTuple


class Cost(NamedTuple):
    """What one command took."""

    cpu: float
    """Seconds of processor time, its children included."""
    wall: float
    memory: float
    """Most memory held at once, in MB."""
    status: int


def run(command: Sequence[str | Path], cwd: Path | None = None, env: dict[str, str] | None = None) -> Cost:
    """Run a command to its end, its output thrown away."""
    started = time.perf_counter()
    # An installed program has its modules compiled; without this every start would compile them again.
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        [str(c) for c in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=cwd, env={**inherited, **(env or {})}
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - started, used.ru_maxrss / 1024, process.returncode)


def best_run(command: Sequence[str | Path], times: int = 5, cwd: Path | None = None, env: dict[str, str] | None = None) -> Cost:
    """The cheapest of several runs: what disturbs a run only ever makes it dearer."""
    return min((run(command, cwd, env) for _ in range(times)), key=lambda cost: cost.cpu)


def best(action: Callable[[], object], times: int = 3) -> float:
    """Processor seconds of the cheapest of several calls."""
    costs = []
    for _ in range(times):
        started = time.process_time()
        action()
        costs.append(time.process_time() - started)
    return min(costs)


def together(actions: Sequence[Callable[[], object]], times: int = 5) -> tuple[float, float]:
    """Processor seconds of all actions, each at its cheapest of several rounds, and on average.

    A busy neighbour makes seconds dear and rarely a whole round: of a long action the cheapest call has such seconds in it too.
    """
    rounds = [[best(action, times=1) for action in actions] for _ in range(times)]
    return sum(map(min, zip(*rounds, strict=True))), sum(map(sum, rounds)) / times


def memory() -> float:
    """Most memory this process held at once, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def healthlint(*arguments: str | Path) -> list[str]:
    """The command line that runs healthlint in a fresh interpreter: as installed, which is how a hook calls it."""
    installed = Path(sys.executable).with_name("healthlint")
    command = [str(installed)] if installed.exists() else [sys.executable, "-m", "healthlint"]
    return [*command, *map(str, arguments)]


def table(title: str, rows: Sequence[Sequence[object]], note: str = "") -> None:
    """Print rows under a title, columns aligned."""
    print(f"\n{title}")
    cells = [[f"{c:.3g}" if isinstance(c, float) else str(c) for c in row] for row in rows]
    widths = [max(len(row[i]) for row in cells if i < len(row)) for i in range(max(map(len, cells)))]
    for row in cells:
        padded = [cell.rjust(width) for cell, width in zip(row, widths, strict=False)]
        print("  " + "  ".join([row[0].ljust(widths[0]), *padded[1:]]))
    if note:
        print(f"  {note}")
