"""Which spelling convention an article follows, and the words that show it."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from functools import cache

from healthlint.cached import cached_property
from healthlint.language.detect import UNDETERMINED, detect_block, is_plainly_english
from healthlint.language.names import NAMING, address_ranges, inside, is_name, is_title_case, known_name_ranges, range_at
from healthlint.language.quotes import quoted_ranges
from healthlint.language.variants import Spelling as WordSpelling
from healthlint.language.variants import likely_words, parts_between_joints, silent_words, spelling_of
from healthlint.language.words import find_words
from healthlint.model import Block, Document, Mark, Spelling, SpellingVote, Variant, Words, Zone
from healthlint.patterns import compile_pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.article.article import Article

READ = frozenset({Zone.TITLE, Zone.HEADING, Zone.PROSE, Zone.LIST, Zone.CAPTION, Zone.TABLE, Zone.DISCLAIMER})
"""Zones whose spelling is the author's own."""
NAMED_PLACES = {
    "title": "title", "og:title": "title", "twitter:title": "title", "description": "description", "summary": "description",
    "og:description": "description", "twitter:description": "description",
}  # fmt: skip
"""Metadata that an author writes, with the name of their place."""
WITH_TEXTS = ("img", "area", "abbr", "dfn")
"""Elements with texts of the author in their attributes; ``title`` elsewhere names other pages, players and style sheets."""
_KEPT = frozenset({Mark.CODE, Mark.CITE, Mark.QUOTE, Mark.LANGUAGE, Mark.TEMPLATE, Mark.DELETED})
MAJORITY = 0.7
"""Share of the votes from which one side counts as the article's own spelling."""
_SPEECH = 7
"""Spaces from which a quotation is taken for reported speech and not for a title or a term."""
_WORKS = ("titled", "paper", "study", "article", "report", "review", "trial", "headline", "headlined", "book", "leaflet")
_PUBLISHED = ("was published", "is published", "were published", "has been published", "published in", "appeared in", "appears in")
"""What stands before and after the title of a work in quotation marks."""
_REFERENCE = 250
"""Characters that a title and the name of its journal take up before the year."""
_VALUE = 60
"""Characters in which the value of a property ends with its semicolon."""
_WORDY = 3
"""Spaces from which what follows a colon is a sentence and no value."""
_REMEMBERED = 1 << 16
"""Words whose spelling is kept in mind, so that a run over many articles looks at each word once."""
_MOST_OF_ONE_WORD = 3
"""A word repeated twenty times is one habit of the author, not twenty."""


def read_spelling(article: Article) -> Spelling:
    """Return the votes of the article's own words and what they add up to."""
    votes: list[SpellingVote] = []
    soft: list[SpellingVote] = []
    if article.language not in {"en", UNDETERMINED}:
        return Spelling()
    house = frozenset(w.lower() for w in article.settings.words)
    showing = showing_words(article.vocabulary)
    for at in article.blocks_with(showing):
        if article.blocks[at].zone in READ:
            for vote, is_soft in _votes_of(article, article.blocks[at], house, showing):
                (soft if is_soft else votes).append(vote)
    votes += _contradicted(soft, votes)
    votes.sort(key=lambda v: v.span)
    return _counted(tuple(votes))


def showing_words(vocabulary: frozenset[str]) -> frozenset[str]:
    """The words that show a spelling; nearly all words of an article were met before, and sets tell them apart fastest."""
    silent, shown = _met()
    if len(silent) > _REMEMBERED:
        silent.clear()
    telling = vocabulary - silent
    unseen = telling - shown
    if unseen:
        found = _showing_anew(unseen)
        shown.update(found)
        silent |= unseen.difference(found)
    return telling & shown


def _showing_anew(unseen: frozenset[str]) -> list[str]:
    """Those of words not met before that show a spelling."""
    known = _known_parts()
    joined = {key: parts_between_joints(key) for key in unseen if "-" in key or "'" in key}
    likely = likely_words(unseen.difference(joined).union(*joined.values()))
    found = [key for key in likely.intersection(unseen) if known[key]]
    return found + [key for key, parts in joined.items() if not likely.isdisjoint(parts) and known[key]]


@cache
def _met() -> tuple[set[str], set[str]]:
    """The words met so far that show no spelling, and those that show one."""
    return silent_words(), set()


def votes_in(article: Article, block: Block) -> Iterator[SpellingVote]:
    """The votes of a text beside the article's own blocks; words right in both conventions are left out."""
    house = frozenset(w.lower() for w in article.settings.words)
    showing = showing_words(frozenset(article.words(block).keys))
    return (vote for vote, is_soft in _votes_of(article, block, house, showing) if not is_soft)


def variants_beside(document: Document) -> set[Variant]:
    """The conventions of the words in metadata and alternative texts; such words as belong to no article may be among them."""
    texts = [meta.value for meta in document.metadata if meta.key.lower() in NAMED_PLACES]
    for i in [i for name in WITH_TEXTS for i in document.index.by_name.get(name, ())]:
        attributes = document.elements[i].attributes
        texts += [attributes.get("alt", ""), attributes.get("title", "")]
    known = _known_parts()
    return {found.variant for key in showing_words(frozenset(find_words("\n".join(texts)).keys)) for _, found in known[key]}


def _votes_of(
    article: Article, block: Block, house: frozenset[str], showing: frozenset[str],
) -> Iterator[tuple[SpellingVote, bool]]:
    """The votes of one block, with whether each is right in both conventions."""
    words = article.words(block)
    known = _known_parts()
    places = [at for at, key in enumerate(words.keys) if key in showing]
    hits = [(at, part, found) for at in places for part, found in known[words.keys[at]] if part[2] not in house]
    if not hits or not (is_plainly_english(words.keys) or detect_block(block.text) in {"en", UNDETERMINED}):
        return
    kept = _Kept(article, block, words)
    for at, (start, end, word), found in hits:
        if not kept.holds(at):
            first = words.starts[at] + start
            last = words.ends[at] if end == len(words.keys[at]) else words.starts[at] + end
            yield SpellingVote(block, first, last, word, found.variant, found.others, found.lemma, kept.speaks(at)), found.soft


_Part = tuple[tuple[int, int, str], WordSpelling]


class _Parts(dict[str, list[_Part]]):
    """The parts of each token that show a spelling, worked out when a token is first met."""

    def __missing__(self, key: str) -> list[_Part]:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[key] = found = _parts(key)
        return found


@cache
def _known_parts() -> _Parts:
    return _Parts()


def _parts(key: str) -> list[_Part]:
    """The parts of a token that show a spelling: the token without a genitive's ending, or what stands between its hyphens."""
    key = key.removesuffix("'s")
    if "-" not in key:
        found = spelling_of(key)
        return [((0, len(key), key), found)] if found else []
    parts: list[_Part] = []
    at = 0
    for piece in key.split("-"):
        found = spelling_of(piece)
        if found:
            parts.append(((at, at + len(piece), piece), found))
        at += len(piece) + 1
    return parts


@cache
def _volume() -> re.Pattern[str]:
    return compile_pattern(r"\b(?:19|20)\d\d;\s?\d")


def _in_code(text: str, start: int, end: int) -> bool:
    """Whether a word is a variable or a property in code that nothing marks: "$color", "color_blue", "color: red;", "align:center;"."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in {"$", "_", "#"} or after == "_" or (before == ":" and after == ";"):
        return True
    value, semicolon, _ = text[end : end + _VALUE].partition(";") if after == ":" else ("", "", "")
    return bool(semicolon) and value.count(" ") < _WORDY


class _Kept:
    """What in one block keeps its spelling: names, quotations, addresses, code."""

    def __init__(self, article: Article, block: Block, words: Words) -> None:
        self.block, self.words = block, words
        self.quoted = quoted_ranges(block.text)
        self.ranges = sorted(address_ranges(block.text) + known_name_ranges(block.text, words))
        self.marked = [(i.start, i.end) for i in block.inlines if i.mark in _KEPT and i.end > i.start]
        self.article = article

    @cached_property
    def _title(self) -> bool:
        return self.block.zone in {Zone.TITLE, Zone.HEADING} and is_title_case(self.block.text, self.words)

    @cached_property
    def _opening(self) -> frozenset[int]:
        return frozenset(s.first for s in self.article.sentences_of(self.block))

    def holds(self, at: int) -> bool:
        """Whether token ``at`` keeps its spelling."""
        start, text = self.words.starts[at], self.block.text
        if inside(self.ranges, start) or any(a <= start < b for a, b in self.marked) or self._in_reference(start):
            return True
        if _in_code(text, start, self.words.ends[at]):
            return True
        quotation = range_at(self.quoted, start)
        if quotation and not self._is_speech(*quotation):
            return True
        if not text[start].isupper():
            return False
        if text[start : self.words.ends[at]].isupper() and self.words.ends[at] - start < 5:
            return True
        if self._title and self.words.keys[at] not in NAMING:
            return False
        return is_name(text, self.words, at, opens=at in self._opening or self._begins_line(at))

    def _begins_line(self, at: int) -> bool:
        """Whether a colon, a bullet, a number, a dash or a line break stands before token ``at``.

        Names are broken into lines too: "Cancer⏎Centre".
        """
        start, text = self.words.starts[at], self.block.text
        before = text[max(0, start - 3) : start].rstrip(" \u00a0")[-1:]
        if before in {".", ")"}:
            return at > 0 and self.words.keys[at - 1].isdigit() and at - 1 in self._opening
        return before in {":", "•", "-", "–"} or (before == "\n" and self.words.keys[at] not in NAMING)

    def speaks(self, at: int) -> bool:
        """Whether token ``at`` stands in reported speech."""
        return inside(self.quoted, self.words.starts[at])

    def _in_reference(self, at: int) -> bool:
        """Whether year, volume and page of a journal follow: a reference in the running text.

        What stands before a bracket with them is no title: "glycaemic control (NEJM 2020;383:2107)".
        """
        if ";" not in self.block.text:
            return False
        journal = _volume().search(self.block.text, at, at + _REFERENCE)
        return journal is not None and self.block.text.count("(", at, journal.start()) <= self.block.text.count(")", at, journal.start())

    def _is_speech(self, start: int, end: int) -> bool:
        """Whether a quotation is what somebody said: long, or with the sentence's own stop inside; a term or a title is shorter."""
        before, after = self.block.text[max(0, start - 20) : start], self.block.text[end : end + 30]
        if before.rstrip(" ,:").lower().endswith(_WORKS) or after.lstrip(" ,").startswith(_PUBLISHED):
            return False
        spaces = self.block.text.count(" ", start, end)
        return spaces >= _SPEECH or (spaces >= _SPEECH // 2 and self.block.text[end - 2] in ",.!?")


def _contradicted(soft: list[SpellingVote], votes: list[SpellingVote]) -> list[SpellingVote]:
    """Words right in both conventions whose other spelling stands in the same article."""
    seen = {v.word for v in (*soft, *votes)}
    return [v for v in soft if any(o in seen for o in v.other)]


def _counted(votes: tuple[SpellingVote, ...]) -> Spelling:
    variants = [vote.variant for vote in votes]
    uk, us, ize = variants.count(Variant.UK), variants.count(Variant.US), variants.count(Variant.UK_OXFORD)
    ise = len([1 for vote in votes if is_ise(vote)]) if uk else 0
    return Spelling(_verdict(votes, ise, ize), votes, uk, us, ise, ize)


def is_ise(vote: SpellingVote) -> bool:
    """Whether a vote is an -ise word, against -ize."""
    return vote.variant is Variant.UK and len(vote.other[0]) == len(vote.word) and vote.other[0].replace("iz", "is") == vote.word


def weight(votes: Iterable[SpellingVote], variant: Variant) -> int:
    """How much the words of ``variant`` say: a repeated word counts a few times at most."""
    return _capped(Counter(v.lemma for v in votes if v.variant is variant))


def weights(votes: Iterable[SpellingVote]) -> tuple[int, int]:
    """How much the British and the American words say; where the stronger side is not clear, a word that both write counts each time."""
    uk, us = (Counter(v.lemma for v in votes if v.variant is side) for side in (Variant.UK, Variant.US))
    capped = _capped(uk), _capped(us)
    if 0 < max(capped) < MAJORITY * sum(capped):
        both = uk.keys() & us.keys()
        full = _capped(uk, both), _capped(us, both)
        if (full[0] - full[1]) * (capped[0] - capped[1]) >= 0 and max(full) >= MAJORITY * sum(full):
            return full
    return capped


def _capped(counts: Counter[str], uncapped: Container[str] = ()) -> int:
    return sum(n if lemma in uncapped else min(n, _MOST_OF_ONE_WORD) for lemma, n in counts.items())


def _verdict(votes: tuple[SpellingVote, ...], ise: int, ize: int) -> Variant:
    uk, us = weights(votes)
    if not uk and not us:
        return Variant.NONE
    if us and us == uk and ize and not ise:
        return Variant.US
    if us >= MAJORITY * (uk + us):
        return Variant.US
    if uk >= MAJORITY * (uk + us):
        return Variant.UK_OXFORD if ize > ise else Variant.UK
    return Variant.MIXED
