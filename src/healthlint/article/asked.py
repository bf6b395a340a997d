"""Where the words stand that rules wait for: one pass over the words of an article serves all of its rules."""
from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import accumulate

from healthlint.language.words import has_invisible
from healthlint.model import Block, Citations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.article.article import Article

REFERENCES, MARKERS, CITED, NUMBERING = "#references", "#markers", "#cited references", "#numbering"
"""Facts that rules wait for as others wait for words: entries, citations, both, and numbers that can be judged."""

WITH_ARIA, SUPPRESSED = "[aria-*]", "<!--healthlint"
"""What rules wait for besides elements and attributes: any attribute of ARIA, and a suppression in a comment or the front matter."""

_FEW, _RARE = 3, 3
"""Words up to this number, and of so many letters, are looked for in the text of the page; for others the words of every block."""


def facts_of(citations: Citations) -> list[str]:
    """Those of the facts that hold."""
    references, markers = bool(citations.references), bool(citations.markers)
    holds = {
        REFERENCES: references,
        MARKERS: markers,
        CITED: references and markers,
        NUMBERING: (references or markers) and not citations.elsewhere,
    }
    return [fact for fact, known in holds.items() if known]


class AskedPlaces:
    """Where one article has the words that rules wait for."""

    def __init__(
        self, of: Mapping[str, frozenset[str]], asked: frozenset[str], blocks: tuple[Block, ...], keys: Iterable[list[str]]
    ) -> None:
        """``of`` gives the words by rule, ``asked`` are all of them; ``keys`` are those of the words of ``blocks``, in the same order."""
        self.of = of
        self.blocks = blocks
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        """The indices of the blocks in which a word stands; a word that stands nowhere is left out."""
        common, places = asked.intersection, self.places
        for index, found in enumerate(keys):
            for word in common(found):
                places[word].append(index)

    def blocks_with(self, words: frozenset[str], zones: Iterable[str]) -> list[Block]:
        """The blocks of these zones in which one of the words stands, in reading order; the words must be among those asked for."""
        places = self.places
        found: set[int] = set()
        for word in words if len(words) < len(places) else places:
            if word in places and word in words:
                found.update(places[word])
        return [block for block in map(self.blocks.__getitem__, sorted(found)) if block.zone in zones]


def blocks_with(article: Article, words: frozenset[str]) -> list[int]:
    """Indexes of the blocks that hold one of ``words``: most words of a list stand nowhere, and a few are found sooner in the text."""
    here = words & article.vocabulary
    if not here:
        return []
    keys = article.keys_of_blocks
    few = len(here) <= _FEW and not any(len(word) < _RARE for word in here) and not article.once(_has_invisible)
    places = sorted(blocks_holding(article, here)) if few else range(len(keys))
    return [i for i in places if not here.isdisjoint(keys[i])]


def _has_invisible(article: Article) -> bool:
    """Whether a word of the article may not be written as its key is."""
    return has_invisible(article.folded_text)


def blocks_holding(article: Article, signs: Iterable[str]) -> set[int]:
    """Indices of the blocks in whose folded text one of the signs stands: looked for in the text of the page, as most blocks have none."""
    text, starts = article.once(_laid_out)
    found: set[int] = set()
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            index = bisect_right(starts, at)
            found.add(index - 1)
            at = text.find(sign, starts[index]) if index < len(starts) else -1
    return found


def _laid_out(article: Article) -> tuple[str, list[int]]:
    """The folded texts of all blocks, one a line, and where each begins."""
    lows = article.folded_blocks
    starts = list(accumulate([len(low) + 1 for low in lows], initial=0))
    return "\n".join(lows), starts[:-1]
