"""``python -m benchmarks``, or ``make bench``."""

import argparse
import gc
import sys
import tempfile
from pathlib import Path

from benchmarks import fleet, grammar, growth, peers, runs, stages
from benchmarks.pages import markdown, pages_of, write_library
from healthlint.cli.main import SELDOM

PARTS = ["start", "stages", "library", "peers", "grammar", "growth", "fleet"]


def main() -> int:
    """Measure what was asked for; everything, if nothing was. Status 1 if time grows faster than it may, or a fleet gives other rows."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"what to measure: {', '.join(PARTS)} (default: all)")
    parser.add_argument("--corpus", type=Path, help="real pages for the stages, instead of made ones")
    parser.add_argument("--pages", type=int, default=1000, help="articles in the library and the fleet (default: 1000)")
    parser.add_argument("--largest", type=int, default=10_000_000, help="largest file of the growth table, in bytes (default: 10 MB)")
    parser.add_argument("--install-peers", action="store_true", help="fetch the peers from their registries first")
    given = parser.parse_args()
    parts = given.parts or PARTS
    if unknown := [part for part in parts if part not in PARTS]:
        parser.error(f"unknown part '{unknown[0]}'; there are {', '.join(PARTS)}")
    if given.install_peers:
        peers.install()
    gc.set_threshold(*SELDOM)
    good = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if "start" in parts:
            runs.measure_start(folder)
        if "stages" in parts:
            stages.measure_stages(list(pages_of(given.corpus)) if given.corpus else write_library(folder / "pages", 60, 30_000))
        if "library" in parts:
            runs.measure_library(given.pages)
        if "peers" in parts:
            peers.measure_peers(_peer_files(folder / "peers"))
        if "grammar" in parts:
            grammar.measure_grammar()
        if "growth" in parts:
            good = growth.measure_growth(given.largest)
        if "fleet" in parts:
            good = fleet.measure_fleet(given.pages) and good
    return 0 if good else 1


def _peer_files(folder: Path) -> list[Path]:
    folder.mkdir()
    files = [folder / f"{number}.md" for number in range(20)]
    for number, path in enumerate(files):
        path.write_text(markdown(number, 12_000), "utf-8")
    return files


if __name__ == "__main__":
    sys.exit(main())
