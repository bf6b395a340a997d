"""``python -m benchmarks.report_page``: what the editors' report weighs, what writing it takes, and how it loads in Chromium.

Times of loading are processor time of the page's main thread, from one browser
run, so that the ratios hold on a busy machine too.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks.measuring import best, table
from benchmarks.pages import FIXTURES
from healthlint.engine.config import load_config
from healthlint.engine.run import Request
from healthlint.engine.run import run as run_engine
from healthlint.model import Finding, Report
from healthlint.records import replace
from healthlint.report.html.page import write

ARTICLE = FIXTURES / "magnesium-for-neck-pain" / "article.txt"
FINDINGS = 60
COPIES = 200


def main() -> int:
    """Print the tables."""
    single = _padded(_check())
    many = replace(single, articles=tuple(replace(single.articles[0], path=f"article-{n:03}.txt") for n in range(COPIES)))
    linting = best(_check)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        pages = {f"1 article, {FINDINGS} findings": single, f"{COPIES} articles, {COPIES * FINDINGS:,} findings": many}
        files: list[Path] = []
        for name, report in pages.items():
            files.append(Path(folder) / f"{len(files)}.html")
            files[-1].write_text(write(report), "utf-8")
            writing = best(partial(write, report))
            per_article = writing / len(report.articles) / linting
            rows.append([name, f"{files[-1].stat().st_size / 1000:,.0f} kB", f"{writing:.3f} s", f"{per_article:.2f} of linting"])
        table("Writing the report", [["page", "weight", "writing", "per article"], *rows])
        loaded = list(_load(files))
    if not loaded:
        sys.stdout.write("Loading was not measured: it needs Chromium and playwright.\n")
        return 0
    base = loaded[0][0]
    lines = [[name, f"{cpu * 1000:.0f} ms", f"{cpu / base:.1f}", f"{nodes:,.0f}"] for name, (cpu, nodes) in zip(pages, loaded, strict=True)]
    table("Loading it", [["page", "main thread", "ratio", "nodes"], *lines])
    return 0


def _check() -> Report:
    return run_engine(Request((str(ARTICLE),), date(2026, 11, 22)), load_config(ARTICLE, {"locale": "en-GB"}))


def _padded(report: Report) -> Report:
    """``report`` with exactly ``FINDINGS`` findings, so that figures of different days can be compared."""
    article = report.articles[0]
    found: tuple[Finding, ...] = article.findings
    while len(found) < FINDINGS:
        found += tuple(f for f in article.findings if f.rule == "readability/long-sentence")
    kept = sorted(found[:FINDINGS], key=lambda f: (f.span, f.rule))
    return replace(report, articles=(replace(article, findings=tuple(kept)),))


def _load(files: list[Path]) -> Iterator[tuple[float, float]]:
    """Main-thread seconds and DOM nodes of each page, the cheaper of two loads."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return
    if not chromium:
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for file in files:
            metrics = []
            for _ in range(2):
                context = browser.new_context(viewport={"width": 1280, "height": 900})
                page = context.new_page()
                session = context.new_cdp_session(page)
                session.send("Performance.enable", {"timeDomain": "threadTicks"})
                page.goto(file.as_uri(), wait_until="load")
                page.wait_for_timeout(300)
                metrics.append({m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]})
                context.close()
            cheapest = min(metrics, key=lambda m: m["TaskDuration"])
            yield cheapest["TaskDuration"], cheapest["Nodes"]
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
