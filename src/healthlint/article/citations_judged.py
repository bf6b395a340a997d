"""What several numbering rules ask of the citations: which numbers are cited, in which order, and what is only joined."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from healthlint.article.citations_numbers import Part
from healthlint.article.citations_reach import covered, number_parts
from healthlint.article.citations_turns import longest_rise
from healthlint.model import Citations, Marker, MarkerStyle, Reference

NUMERIC = frozenset({MarkerStyle.SUPERSCRIPT, MarkerStyle.BRACKET, MarkerStyle.FLATTENED})


def list_markers(citations: Citations, number: int) -> list[Marker]:
    """Markers that point into one list, author-year citations left out, in reading order."""
    return [m for m in citations.markers if m.list_number == number and m.style is not MarkerStyle.AUTHOR_YEAR]


def list_references(citations: Citations, number: int) -> list[Reference]:
    """Entries of one list."""
    return [r for r in citations.references if r.list_number == number]


def needs_numbers(markers: Iterable[Marker]) -> bool:
    """Whether any of the markers is a number and no footnote."""
    return any(m.style in NUMERIC for m in markers)


def cited_numbers(markers: Iterable[Marker]) -> set[int]:
    """Every number that the markers can mean."""
    return {n for m in markers for n in covered(m)}


def break_in_order(
    citations: Citations, number: int, markers: Sequence[Marker]
) -> tuple[Marker, Part, int, int] | None:
    """The first number cited before a smaller one that is cited too: marker, part, that number, the smaller one.

    Numbers without an entry are left out, and lists in alphabetical order that the text cites in quite another one.
    """
    firsts: dict[int, tuple[Marker, Part]] = {}
    for marker in markers:
        for part in number_parts(marker):
            low, high = sorted((part.first, part.last))
            for n in range(low, min(high, low + 400) + 1):
                if (number, n) in citations.entries:
                    firsts.setdefault(n, (marker, part))
    if longest_rise(list(firsts)) * 10 < len(firsts) * 7 and _is_alphabetical(list_references(citations, number)):
        return None
    for n, smallest_to_come in zip(firsts, sorted(firsts), strict=True):
        if n != smallest_to_come:
            return *firsts[n], n, smallest_to_come
    return None


def _is_alphabetical(references: Sequence[Reference]) -> bool:
    """Whether the list is sorted by author, which numbers it in another order than the text."""
    if len(references) < 5:
        return False
    names = [r.text.lstrip("\"“‘'([").casefold() for r in references]
    return all(a[:4] <= b[:4] for a, b in pairwise(names))


def is_joined(citations: Citations, marker: Marker) -> bool:
    """Whether a number without an entry is two that follow each other and were joined: ``12`` for 1 and 2.

    Both must have an entry, be next in turn, and the second be cited nowhere else;
    otherwise it is a slip of the pen.
    """
    if len(marker.numbers) != 1 or marker.style is MarkerStyle.FOOTNOTE:
        return False
    digits = str(marker.numbers[0])
    key = marker.list_number
    if len(digits) != 2 or (key, marker.numbers[0]) in citations.entries or "0" in digits:
        return False
    a, b = int(digits[0]), int(digits[1])
    if b != a + 1 or (key, a) not in citations.entries or (key, b) not in citations.entries:
        return False
    return _first_of(citations, marker, a, b)


def _first_of(citations: Citations, marker: Marker, a: int, b: int) -> bool:
    """Whether it is the turn of ``a`` and ``b`` where ``marker`` stands, and ``b`` is cited nowhere else."""
    before: set[int] = set()
    passed = False
    for other in citations.markers:
        if other.list_number != marker.list_number or other.style is MarkerStyle.AUTHOR_YEAR:
            continue
        if other is marker:
            if before != set(range(1, a)):
                return False
            passed = True
            continue
        numbers = covered(other)
        if b in numbers if passed else any(n >= a for n in numbers):
            return False
        if not passed:
            before.update(numbers)
    return passed
