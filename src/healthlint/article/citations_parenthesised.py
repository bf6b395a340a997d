"""Citations written ``(1)`` or ``(2,3)``: believed only if they run through the reference list as citations do."""
from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from healthlint.article.citations_exponents import Marked
from healthlint.article.citations_markers import make_marker
from healthlint.model import Block, Marker, MarkerStyle
from healthlint.patterns import compile_pattern


@cache
def _round() -> re.Pattern[str]:
    return compile_pattern(r"(?<=[^\W\d_]|[”’\"%)])(?:\s|(?<=[.?!]))?\((\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*+)\)(?=[.,;:?!)]|\s|$)")


@cache
def _enumerator() -> re.Pattern[str]:
    return compile_pattern(r"(?:^|[:;,]\s|\band\s|\bor\s)\((\d{1,2})\)\s+\w")


def read_parenthesised(blocks: Iterable[Block], numbers: frozenset[int]) -> list[Marker]:
    """The citations in round brackets of an article whose list has ``numbers``; none if they do not fit it."""
    found: list[Marker] = []
    for block in blocks:
        if "(" not in block.text or _enumerator().search(block.text):
            continue
        marked = Marked(block)
        for match in _round().finditer(block.text):
            marker = make_marker(marked, match.start(1), match.end(1), MarkerStyle.BRACKET)
            if marker:
                found.append(marker)
    return found if _fits(found, numbers) else []


def _fits(found: list[Marker], numbers: frozenset[int]) -> bool:
    firsts = list(dict.fromkeys(n for m in found for n in m.numbers))
    inside = [n for n in firsts if n in numbers]
    if len(inside) * 5 < len(firsts) * 4 or not inside or inside[0] > 2:
        return False
    rising = sum(a < b for a, b in pairwise(inside))
    return len(inside) * 2 >= len(numbers) and rising * 4 >= (len(inside) - 1) * 3
