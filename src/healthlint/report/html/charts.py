"""Small drawings: sections by grade, sentences by length, markers against references. Each has a table that says the same."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from healthlint.model import Block, Citations, Kind, SectionScore, Sentence
from healthlint.records import NamedTuple
from healthlint.report.html.places import Map

GRADE = "flesch-kincaid-grade"
STEPS = ((9.0, "h0"), (11.0, "h1"), (13.0, "h2"))
"""Grades up to which a section is shown as easy, fair and hard; above it is very hard."""
WORDS = {"h0": "easy", "h1": "fair", "h2": "hard", "h3": "very hard", "hx": "too short to score"}


class Cell(NamedTuple):
    """One section in the strip."""

    heading: str
    words: int
    sentences: int
    grade: float | None
    step: str
    word: str
    x: int
    width: int
    """Out of 1,000, as the section's share of the words."""
    anchor: str
    """Id of the section's heading in the article as shown, empty if it has none."""


def strip(sections: Sequence[SectionScore], blocks: tuple[Block, ...], prefix: str) -> list[Cell]:
    """Lay the sections side by side, each as wide as it is long."""
    where = Map(blocks)
    shown = [s for s in sections if s.words]
    total = sum(s.words for s in shown) or 1
    cells, x = [], 0
    for section in shown:
        grade = section.scores.get(GRADE)
        step = "hx" if grade is None else next((name for limit, name in STEPS if grade <= limit), "h3")
        width = max(1000 * section.words // total, 6)
        first = where.nearest(section.span.start)
        anchor = f"{prefix}h{first}" if first >= 0 and blocks[first].kind is Kind.HEADING else ""
        cells.append(Cell(section.heading, section.words, section.sentences, grade, step, WORDS[step], x, width, anchor))
        x += width
    return cells


class Bars(NamedTuple):
    """Sentence lengths in reading order, as two paths: within the limit and over it."""

    width: int
    height: int
    within: str
    over: str
    limit_y: int
    sentences: int
    over_count: int
    longest: int


def sentence_bars(sentences: Sequence[Sentence], limit: int) -> Bars | None:
    """One bar for each sentence; ``None`` if there are none."""
    lengths = [s.last - s.first for s in sentences if s.last > s.first]
    if not lengths:
        return None
    height, longest = 60, max(*lengths, limit + 5)
    paths: dict[bool, list[str]] = {False: [], True: []}
    for at, words in enumerate(lengths):
        paths[words > limit].append(f"M{at * 6 + 3} {height}v-{max(words * height // longest, 1)}")
    within, over = ("".join(paths[side]) for side in (False, True))
    return Bars(len(lengths) * 6, height, within, over, height - limit * height // longest, len(lengths), len(paths[True]), max(lengths))


class Threads(NamedTuple):
    """Lines from the markers above to the references below."""

    width: int
    good: str
    broken: str
    markers: int
    references: int


def threads(citations: Citations, known: Mapping[int, int]) -> Threads | None:
    """The citation map; ``known`` gives the place in the list of each reference number."""
    uses = [n for m in citations.markers for n in m.numbers]
    if not uses or not citations.references:
        return None
    width = 600
    step, gap = width / len(uses), width / len(citations.references)
    good, broken = [], []
    for at, number in enumerate(uses):
        x = round(at * step + step / 2)
        if number in known:
            good.append(f"M{x} 4L{round(known[number] * gap + gap / 2)} 56")
        else:
            broken.append(f"M{x} 4v14m-4 -4l8 8m0 -8l-8 8")
    return Threads(width, "".join(good), "".join(broken), len(uses), len(citations.references))
