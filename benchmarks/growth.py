"""How the time grows with the size of a file, for prose and for hostile shapes."""

import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring import table
from benchmarks.pages import html, markdown
from benchmarks.stages import bench_for
from healthlint.engine.run import Bench, check_bytes
from healthlint.model import SourceError

LIMIT = 12.0
"""Ten times the text may cost at most twelve times the time."""


def fill(piece: str) -> Callable[[int], str]:
    """Repeat ``piece`` up to a size."""
    return lambda size: piece * (size // len(piece) + 1)


def among(piece: str, gap: int) -> Callable[[int], str]:
    """Paragraphs of prose with ``piece`` every ``gap`` characters."""
    sentence = "Rest and gentle walking may help people who have neck pain in the morning. "
    prose = (sentence * (gap // len(sentence) + 1))[: gap - len(piece) - 8]
    return fill(f"{piece}<p>{prose}</p>\n")


def citations(size: int) -> str:
    """One paragraph full of citations, and the list that they point into."""
    text = "".join(f"Rest helps with pain.[{n % 50 + 1}] " for n in range(size // 26))
    return text + "\n\n## References\n\n" + "\n".join(f"{n}. Smith J. Pain {n}. BMJ. 2019;{n}:2-3." for n in range(1, 51))


SHAPES: dict[str, tuple[str, Callable[[int], str]]] = {
    "prose, HTML": ("html", lambda size: html(1, size)),
    "prose, Markdown": ("md", lambda size: markdown(1, size)),
    "prose, plain text": ("txt", lambda size: markdown(1, size)),
    "one line": ("html", lambda size: html(1, size).replace("\n", " ")),
    "one paragraph": ("md", lambda size: markdown(1, size).replace("\n\n", " ")),
    "nested elements": ("html", fill("<div><p>Rest helps.")),
    "nested lists": ("html", fill("<ul><li>Rest helps.")),
    "entities": ("html", fill("&amp;&nbsp;&eacute; ")),
    "citations": ("md", citations),
    "entities in prose": ("html", among("&nbsp;", 100)),
    "citations in prose": ("html", among("<sup>[7]</sup>", 200)),
    "nested in prose": ("html", among("<div>", 1000)),
    "unclosed in prose": ("html", among("<b>", 1000)),
    "unclosed tags": ("html", fill("<b><i>Rest <a href=x>helps ")),
    "unclosed attributes": ("html", fill('<a b="')),
    "unclosed brackets": ("md", fill("[(rest ")),
    "labels inside labels": ("html", fill('<div role="button" aria-label="Rest helps">Rest ')),
    "captions inside captions": ("html", fill('<table summary="Rest"><caption>')),
    "emoji": ("md", fill("rest \U0001f4a7 helps ")),
    "emphasis marks": ("md", fill("*_rest ")),
    "headings": ("md", fill("## Rest?\n\n")),
    "digits": ("txt", fill("pain.1 2.5 [3] ")),
    "capitals": ("txt", fill("Dr. A. B. Smith MD, ")),
    "one word": ("txt", fill("a")),
}


def _cost(data: bytes, name: str, bench: Bench) -> float | None:
    """Seconds for one file; ``None`` if it is over a limit that healthlint sets on purpose."""
    started = time.process_time()
    try:
        check_bytes(data, name, bench)
    except SourceError:
        return None
    return time.process_time() - started


def measure_growth(largest: int) -> bool:
    """Print the time for 1 KB up to ``largest`` bytes, ten times more each; whether every last step stayed under the limit."""
    bench = bench_for(Path())
    check_bytes(html(1, 20_000).encode(), "warm.html", bench)
    check_bytes(markdown(1, 20_000).encode(), "warm.md", bench)
    sizes = [10**n for n in range(3, 9) if 10**n <= largest]
    rows: list[tuple[object, ...]] = [("shape", *(f"{size / 1e6:g} MB" for size in sizes), "last step", "")]
    good = True
    for shape, (form, make) in SHAPES.items():
        costs = [_cost(make(size)[:size].encode(), f"page.{form}", bench) for size in sizes]
        known = [cost for cost in costs if cost is not None]
        step = known[-1] / known[-2]
        good &= step <= LIMIT
        shown = ("refused" if cost is None else f"{1000 * cost:.0f} ms" for cost in costs)
        rows.append((shape, *shown, f"x {step:.1f}", "" if step <= LIMIT else "OVER"))
    table(f"Growth: time for one file (limit: x {LIMIT:g} for ten times the text)", rows)
    return good
