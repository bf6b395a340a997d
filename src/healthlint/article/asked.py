"""Where the words stand that rules wait for: one pass over the words of an article serves all of its rules."""
from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import accumulate, chain

from healthlint.model import Block, Citations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.article.article import Article

REFERENCES, MARKERS, CITED, NUMBERING = "#references", "#markers", "#cited references", "#numbering"
"""Facts that rules wait for as others wait for words: entries, citations, both, and numbers that can be judged."""

WITH_ARIA, SUPPRESSED = "[aria-*]", "<!--healthlint"
"""What rules wait for besides elements and attributes: any attribute of ARIA, and a suppression in a comment or the front matter."""

_REMEMBERED = 1 << 14
"""Words that are kept in mind because articles were asked for them."""


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

    def __init__(self, of: Mapping[str, frozenset[str]], blocks: tuple[Block, ...], places: Mapping[str, list[int]]) -> None:
        """``of`` gives the words by rule, ``places`` is what ``places_of`` says of all of them."""
        self.of = of
        self.blocks = blocks
        self.places = places

    def blocks_with(self, words: frozenset[str], zones: Iterable[str]) -> list[Block]:
        """The blocks of these zones in which one of the words stands, in reading order; the words must be among those asked for."""
        places = self.places
        found: set[int] = set()
        for word in words if len(words) < len(places) else places:
            if word in places and word in words:
                found.update(places[word])
        return [block for block in map(self.blocks.__getitem__, sorted(found)) if block.zone in zones]


def places_of(article: Article, words: frozenset[str]) -> dict[str, list[int]]:
    """The indexes of the blocks in which each of ``words`` stands; a word that stands nowhere is left out."""
    here = words & article.vocabulary
    if not here:
        return {}
    index = article.once(_index)
    if not index.keys() >= here:
        unseen = here.difference(index)
        index |= _find(unseen, article.keys_of_blocks)
        _remember(unseen)
    return {word: index[word] for word in here}


def blocks_with(article: Article, words: frozenset[str]) -> list[int]:
    """Indexes of the blocks that hold one of ``words``, in reading order."""
    return sorted(set(chain.from_iterable(places_of(article, words).values())))


def _index(article: Article) -> dict[str, list[int]]:
    """Where the words stand that earlier articles were asked for: all articles are asked for the same, so one pass finds nearly all."""
    return _find(article.vocabulary & _asked_before(), article.keys_of_blocks)


def _find(words: frozenset[str], keys: list[list[str]]) -> dict[str, list[int]]:
    """The indexes of the blocks in which each of ``words`` stands; all of them stand somewhere, and most blocks have none."""
    places: dict[str, list[int]] = {word: [] for word in words}
    is_without, common = words.isdisjoint, words.intersection
    for index, found in enumerate(keys):
        if not is_without(found):
            for word in common(found):
                places[word].append(index)
    return places


@cache
def _asked_before() -> set[str]:
    """The words for which earlier articles were asked, and that stood in one."""
    return set()


def _remember(words: frozenset[str]) -> None:
    known = _asked_before()
    if len(known) >= _REMEMBERED:
        known.clear()
    known |= words


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
