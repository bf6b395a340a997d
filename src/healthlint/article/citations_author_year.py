"""Citations by name and year: ``(Smith, 2020; Lee et al. 2019)``."""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from healthlint.model import Block, Marker, MarkerStyle
from healthlint.patterns import compile_pattern


@cache
def _in_brackets() -> re.Pattern[str]:
    """A bracket whose text ends in a year after a name; other years and names may stand before."""
    return compile_pattern(r"\(((?:see |e\.g\.,? )?[A-ZÀ-ÖØ-Þ][^()\[\]]{1,200}?,?\s(?:1[89]|20)\d\d[a-z]?(?:[,;:][^()]{0,160})?)\)")


@cache
def _named() -> re.Pattern[str]:
    """A name with ``et al.`` or a second author, then a year in brackets: ``Smith et al. (2020)``."""
    return compile_pattern(r"[A-ZÀ-ÖØ-Þ][\w’'-]+(?:\set\sal\.?,?|\s(?:and|&)\s[A-ZÀ-ÖØ-Þ][\w’'-]+)\s\(((?:1[89]|20)\d\d[a-z]?)\)")


@cache
def _name_year() -> re.Pattern[str]:
    year = r"(?:1[89]|20)\d\d[a-z]?"
    return compile_pattern(
        r"(?:see\s|e\.g\.,?\s)?[A-ZÀ-ÖØ-Þ][\w’'.-]+"
        r"(?:(?:,?\s(?:and|&|et\sal\.?,?|van|de|von|der))?(?:,?\s(?:[A-ZÀ-ÖØ-Þ]|of|for|on|the)[\w’'.-]*))"
        r"{0,9}"
        rf"(?:\set\sal\.?)?,?\s{year}(?:,\s{year})*(?:[,:]\s?(?:pp?\.?\s?)?\d[\d–-]*)?",
    )


_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov "
    "dec spring summer autumn winter fall since in from until updated reviewed published last figure table copyright".split(),
)


def read_author_year(block: Block) -> Iterator[Marker]:
    """The author-year citations of one block, in the order of the text."""
    text = block.text
    for match in _in_brackets().finditer(text):
        if _is_citation(match[1]):
            yield Marker((), block, match.start(1), match.end(1), MarkerStyle.AUTHOR_YEAR, label=match[1])
    for match in _named().finditer(text):
        yield Marker((), block, match.start(), match.end(1), MarkerStyle.AUTHOR_YEAR, label=text[match.start() : match.end(1)])


def _is_citation(inner: str) -> bool:
    """Whether every part is a name with a year, and not a month, a title or a clause with a year in it."""
    for part in inner.split(";"):
        match = _name_year().fullmatch(part.strip())
        if not match or part.split()[0].lower().strip(".,") in _MONTHS:
            return False
    return True
