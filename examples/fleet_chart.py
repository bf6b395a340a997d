"""Readability and claims across a corpus: check it on a fleet, then draw what was found.

    healthlint fleet pages/ rows/
    python examples/fleet_chart.py rows/ chart.svg

Needs pip install "healthlint[fleet]".
"""

import sys
from pathlib import Path

import daft

WIDTH, HEIGHT, EDGE = 720, 360, 48
HARDEST = 20


def main(rows: str, chart: str) -> None:
    """Read the rows, count by reading grade, draw."""
    pages = daft.read_parquet(f"{rows}/*.parquet").where(daft.col("flesch_kincaid_grade").not_null())
    table = pages.select("flesch_kincaid_grade", "strong_claims", "supported_claims", "words").to_pydict()
    grades = [min(max(round(g), 0), HARDEST) for g in table["flesch_kincaid_grade"]]
    unsupported = [strong - held for strong, held in zip(table["strong_claims"], table["supported_claims"], strict=True)]
    counts = [grades.count(g) for g in range(HARDEST + 1)]
    rates = [rate(g, grades, unsupported, table["words"]) for g in range(HARDEST + 1)]
    Path(chart).write_text(draw(counts, rates), "utf-8")
    sys.stdout.write(f"{len(grades)} pages, {chart}\n")


def rate(grade: int, grades: list[int], unsupported: list[int], words: list[int]) -> float:
    """Unsupported claims per 1,000 words of the pages of one grade."""
    mine = [i for i, g in enumerate(grades) if g == grade]
    total = sum(words[i] for i in mine)
    return 1000 * sum(unsupported[i] for i in mine) / total if total else 0.0


def draw(counts: list[int], rates: list[float]) -> str:
    """Bars for pages, a line for unsupported claims, as SVG."""
    step = (WIDTH - 2 * EDGE) / len(counts)
    tall = HEIGHT - 2 * EDGE
    bars = "".join(
        f'<rect x="{EDGE + i * step + 2:.1f}" y="{HEIGHT - EDGE - tall * n / max(counts):.1f}" width="{step - 4:.1f}" '
        f'height="{tall * n / max(counts):.1f}" fill="#8fb8de"/><text x="{EDGE + (i + 0.5) * step:.1f}" y="{HEIGHT - EDGE + 16}">{i}</text>'
        for i, n in enumerate(counts)
    )
    peak = max(rates) or 1
    points = " ".join(f"{EDGE + (i + 0.5) * step:.1f},{HEIGHT - EDGE - tall * r / peak:.1f}" for i, r in enumerate(rates))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="11" text-anchor="middle">'
        f'<text x="{WIDTH / 2}" y="24">Pages by reading grade (bars, up to {max(counts)}); '
        f"unsupported claims per 1,000 words (line, up to {peak:.1f})</text>{bars}"
        f'<polyline points="{points}" fill="none" stroke="#b3261e" stroke-width="2"/></svg>\n'
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
