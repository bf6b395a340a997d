"""Where citation markers may stand: the zones, and a quick look that spares most blocks the careful one."""
from __future__ import annotations

import re
from functools import cache

from healthlint.article.article import Article
from healthlint.language.digits import SUPERSCRIPT_DIGITS
from healthlint.model import Inline, Mark, Zone
from healthlint.patterns import compile_pattern

CITING = frozenset({Zone.PROSE, Zone.LIST, Zone.CAPTION, Zone.TABLE, Zone.QUOTE, Zone.HEADING, Zone.DISCLAIMER, Zone.BIO})
"""Zones in which a citation marker may stand; the last two are often inferred from wording, and cite now and then."""
LIST_ZONES = CITING | {Zone.REFERENCES}
"""Zones in which links between markers and entries may stand."""
LONGEST_LINK = 12
"""A linked number with its brackets has no more characters."""
BEFORE_NUMBER = "[(, \u00a0;"
"""What may stand between the start of a link or superscript and its number."""
_MARKED = frozenset({Mark.LINK, Mark.SUPERSCRIPT, Mark.FOOTNOTE})
"""Markup that may be a marker."""
_SIGNS = ("[", "^", "(ref", "(see ref")
"""One of these is in every marker that neither markup nor raised digits make."""


def promising_blocks(article: Article) -> list[int]:
    """Indexes of the blocks that have anything that a marker is made with."""
    text, lows = article.ascii_text, article.folded_blocks
    signs = [sign for sign in _SIGNS if sign in text]
    if not article.odd_letters.isdisjoint(SUPERSCRIPT_DIGITS):
        signs += SUPERSCRIPT_DIGITS
    if not signs and _MARKED.isdisjoint(article.marks):
        return []
    signed = {i for sign in signs for i, low in enumerate(lows) if sign in low}
    found = []
    for i, block in enumerate(article.blocks):
        if block.zone in CITING and (i in signed or (block.inlines and lows[i] and _may_mark(lows[i], block.inlines))):
            found.append(i)
    return found


def _may_mark(text: str, inlines: tuple[Inline, ...]) -> bool:
    """Whether a superscript, a footnote or a linked number is among the markup of a block."""
    link, superscript, footnote = Mark.LINK, Mark.SUPERSCRIPT, Mark.FOOTNOTE
    for mark, start, end, _, _, _ in inlines:
        if mark is link:
            if end - start <= LONGEST_LINK and text[start:end].lstrip(BEFORE_NUMBER)[:1].isdecimal():
                return True
        elif mark is superscript or mark is footnote:
            return True
    return False


@cache
def _list_anchor() -> re.Pattern[str]:
    """Fragments that point into a reference list: ``#ref7``, ``#cite_note-3``, ``#fn:2``."""
    return compile_pattern(
        r"(?:user-content-)?(?:ref(?:erence)?s?|cit(?:e|ation)?s?|cite[_-]note|fn|foot-?notes?|end-?notes?|note|bib(?:r|item)?|b|r|en|sources?|src|edn|ftn|cr|s?lit)"
        r"[-_:.]*\w{0,24}?\d+",
        re.IGNORECASE,
    )


def names_entry(fragment: str) -> bool:
    """Whether a fragment is named like an entry of a list, a note or a citation."""
    return bool(fragment) and bool(_list_anchor().fullmatch(fragment))
