"""The words that announce the name of an author or a reviewer, and where on a page they may stand."""
from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from healthlint.article.article import Article
from healthlint.article.asked import blocks_holding
from healthlint.language.table_rows import table_rows
from healthlint.records import NamedTuple

_BEFORE_LABEL = frozenset("|•·–—-/:;.([,\n\t*✍️✎ ")
_PAGE = frozenset(
    "this the our page article content information leaflet post guide factsheet it text advice was is has been and last first "
    "written edited".split(),
)
"""Words that may stand before “reviewed by” where the page speaks of itself; anything else was reviewed otherwise."""
_BEYOND_LATIN = "\u0370"
"""The first character of other scripts; Latin letters with their accents lie below."""


class Label(NamedTuple):
    """Words that announce a name, and what its bearer did."""

    text: str
    role: str
    languages: tuple[str, ...]
    """Languages in which the words announce a name; empty for all."""
    preposition: bool
    """Whether it is a bare “by”, which stands before much else."""
    noun: bool
    """Whether it is a single noun (“Author”), which needs a colon or the start of its block."""
    words: frozenset[str]


class _Here(NamedTuple):
    """What of the labels may stand on one page."""

    telling: frozenset[str]
    """First words of its labels that announce a name wherever they stand."""
    prepositions: frozenset[str]
    """A bare “by” and its like, which do so only in a few places."""
    other: list[Label]
    """Labels in scripts without spaces."""


@cache
def labels() -> tuple[Label, ...]:
    """Labels with their role, the longest first."""
    found = []
    for text, kind in table_rows("byline-labels.tsv"):
        role, _, languages = kind.partition(":")
        preposition = bool(languages) or text == "by"
        noun = text.isascii() and " " not in text and not preposition
        found.append(Label(text, role, tuple(languages.split()), preposition, noun, frozenset(text.split())))
    return tuple(sorted(found, key=lambda label: -len(label.text)))


@cache
def _by_first_word() -> tuple[dict[str, list[Label]], list[Label]]:
    """Labels under the first word that they begin with, and those in other scripts, which may know no spaces."""
    found: dict[str, list[Label]] = {}
    other = []
    for label in labels():
        if label.text[0] < _BEYOND_LATIN:
            found.setdefault(label.text.split(None, 1)[0], []).append(label)
        else:
            other.append(label)
    return found, other


def _labels_here(article: Article) -> _Here:
    """The labels that this page may have by its words."""
    table, other = _by_first_word()
    here, letters = article.vocabulary, article.odd_letters
    telling: set[str] = set()
    prepositions: set[str] = set()
    for first in here.intersection(table):
        for label in table[first]:
            if label.words <= here and (not label.languages or article.language in label.languages):
                (prepositions if label.preposition else telling).add(first)
    mine = [label for label in other if label.text[0] in letters and label.text in article.folded_text] if letters else []
    return _Here(frozenset(telling), frozenset(prepositions), mine)


def announced_blocks(article: Article, places: Iterable[int]) -> set[int]:
    """Indexes of the blocks in which a label may stand; a bare “by” announces nobody outside ``places``."""
    telling, prepositions, other = article.once(_labels_here)
    found = set(article.blocks_with(telling))
    if prepositions:
        keys = article.keys_of_blocks
        found.update([i for i in blocks_holding(article, prepositions).intersection(places) if not prepositions.isdisjoint(keys[i])])
    if other:
        found.update(i for i, block in enumerate(article.blocks) if not block.text.isascii())
    return found


def possible_labels(article: Article, keys: list[str], low: str) -> list[Label]:
    """Labels that stand in the folded text and whose first word is one of its words, the longest first."""
    table, _ = _by_first_word()
    telling, prepositions, other = article.once(_labels_here)
    found = [label for key in (telling | prepositions).intersection(keys) for label in table[key] if label.text in low]
    if other:
        found += [label for label in other if label.text in low]
    return sorted(found, key=lambda label: -len(label.text))


def labels_in(low: str, possible: list[Label], article: Article) -> list[tuple[Label, int, int]]:
    """Label, start and end of each label that stands where labels stand, in order; longer labels hide shorter ones."""
    found: list[tuple[Label, int, int]] = []
    for label in possible:
        at = low.find(label.text)
        if at < 0 or (label.languages and article.language not in label.languages):
            continue
        while at >= 0:
            end = at + len(label.text)
            if _ends_well(low, label, at, end) and _starts_well(low, at, label.text) and not any(s <= at < e for _, s, e in found):
                found.append((label, at, end))
            at = low.find(label.text, end)
    return sorted(found, key=lambda hit: hit[1])


def _ends_well(low: str, label: Label, at: int, end: int) -> bool:
    if label.text.isascii() and low[end : end + 1].isalnum():
        return False
    return not label.noun or at == 0 or low[end:].lstrip()[:1] in {":", "：", "|", "–", "—"}


def _starts_well(low: str, at: int, label: str) -> bool:
    before = low[:at].rstrip()
    if not before:
        return True
    if before[-1] in _BEFORE_LABEL or (low[at - 1].isspace() and before[-1] in ".|•·"):
        return True
    if "review" in label and " " in label:
        return not before[-1].isalnum() or all(word in _PAGE for word in before.split())
    return label == "by" and before[-1].isdigit()
