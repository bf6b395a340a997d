"""Where capitals meet: abbreviations have them, and most words have none behind their first letter."""
from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from healthlint.language.words import EDGE
from healthlint.model import Zone
from healthlint.patterns import compile_pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.article.article import Article

_READ = frozenset({Zone.TITLE, Zone.HEADING, Zone.PROSE, Zone.LIST, Zone.TABLE, Zone.CAPTION, Zone.QUOTE})
"""Zones in which abbreviations are looked for, or words counted: menus have as many capitals as all of these."""
_SHAPES = bytes([65 if chr(code).isupper() else 97 if chr(code).islower() or chr(code) in "&/" else 32 for code in range(128)]) + b" " * 128
"""For each character ``A`` for a capital, ``a`` for what may stand between two capitals of an abbreviation, and a space for the rest."""


@cache
def _runs() -> re.Pattern[str]:
    return compile_pattern("A(?:a?A)+")


def runs_of_capitals(article: Article) -> Mapping[int, list[tuple[int, int]]]:
    """The places of two or more capitals with at most one character between each, for each block read that has any, by its identity.

    One pass over the text of the article, in which all capitals are the same character: such a text is searched several times faster.
    """
    blocks = article.in_zones(_READ)
    shape = EDGE.join([block.text for block in blocks]).encode("ascii", "replace").translate(_SHAPES).decode("ascii")
    found: dict[int, list[tuple[int, int]]] = {}
    index, begins, end = -1, 0, -1
    for match in _runs().finditer(shape):
        first, last = match.span()
        while first > end:
            index += 1
            begins, end = end + 1, end + 1 + len(blocks[index].text)
        found.setdefault(id(blocks[index]), []).append((first - begins, last - begins))
    return found
