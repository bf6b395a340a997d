"""Sentences and words of one block, and what was measured on them."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping

from healthlint.cached import cached_property
from healthlint.enumerations import StrEnum
from healthlint.model.document import Block
from healthlint.model.span import Span
from healthlint.records import NamedTuple, field, record

TYPE_CHECKING = False


class _Places:
    """One of the two lists of places; both are filled in when one is first asked for, which half of all texts never are."""

    def __set_name__(self, _: type, name: str) -> None:
        self.name = name

    def __get__(self, words: Words, _: type) -> list[int]:
        words.find_places()
        found: list[int] = getattr(words, self.name)
        return found


class Words:
    """The word tokens of a text, as parallel lists: one pass makes them, every check shares them.

    A token is a run of letters and digits with inner apostrophes, hyphens or
    decimal points (``don't``, ``follow-up``, ``2.5``, ``N-methyl-d-aspartate``).
    """

    if TYPE_CHECKING:
        starts: list[int]
        ends: list[int]
    else:
        starts, ends = _Places(), _Places()

    def __init__(self, apart: str) -> None:
        """``apart`` is the folded text with as many spaces for all that stands around its tokens; empty if it is not in ASCII then."""
        self.apart = apart
        self.keys = apart.split()
        """Folded for look-up: lower case, ``’`` as ``'``, soft hyphens and zero-width characters dropped."""

    def find_places(self) -> None:
        """Fill in ``starts`` and ``ends``."""
        starts, ends = self.starts, self.ends = [], []
        at = 0
        for piece in self.apart.split(" "):  # empty between two spaces
            if piece:
                starts.append(at)
                at += len(piece)
                ends.append(at)
            at += 1


class Sentence(NamedTuple):
    """One sentence of one block."""

    block: Block
    start: int
    """First character in ``block.text``."""
    end: int
    first: int
    """Index of its first token in the ``Words`` of the block."""
    last: int
    """One past the index of its last token."""
    number: int
    """Position among the sentences of the article, from 0."""

    @property
    def text(self) -> str:
        """The sentence as readers see it."""
        return self.block.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """The sentence in the source."""
        return self.block.span(self.start, self.end)


def place_sentences(block: Block, words: Words, ranges: list[tuple[int, int]], number: int | None) -> tuple[Sentence, ...]:
    """The sentences of a block, numbered from ``number`` on; -1 each where they have no number in the article."""
    make = tuple.__new__  # what the constructor calls: an article has hundreds of sentences
    if len(ranges) == 1:
        return (make(Sentence, (block, *ranges[0], 0, len(words.keys), -1 if number is None else number)),)
    found: list[Sentence] = []
    starts, at = words.starts, 0
    for start, end in ranges:
        first = at
        at = bisect_left(starts, end, at)
        found.append(make(Sentence, (block, start, end, first, at, -1 if number is None else number + len(found))))
    return tuple(found)


class Variant(StrEnum):
    """The spelling convention that a text follows."""

    UK = "uk"
    UK_OXFORD = "uk-oxford"
    US = "us"
    MIXED = "mixed"
    NONE = "none"


class SpellingVote(NamedTuple):
    """A word that belongs to one spelling convention and not to the other."""

    block: Block
    start: int
    end: int
    word: str
    """Folded form."""
    variant: Variant
    """``UK`` or ``US``; ``-ize`` words vote ``UK_OXFORD``, meaning British only with -ize, or American."""
    other: tuple[str, ...]
    """The same word in the other convention, best first."""
    lemma: str
    """Shared by all inflections and both spellings of one word."""
    quoted: bool = False
    """Whether it stands in reported speech, which keeps its own words but follows the house's spelling."""

    @property
    def span(self) -> Span:
        """The word in the source."""
        return self.block.span(self.start, self.end)


@record(frozen=True)
class Spelling:
    """Which convention an article follows, and the words that show it."""

    variant: Variant = Variant.NONE
    votes: tuple[SpellingVote, ...] = ()
    uk: int = 0
    us: int = 0
    ise: int = 0
    ize: int = 0


@record(frozen=True)
class SectionScore:
    """Readability of the prose under one heading."""

    heading: str
    span: Span
    words: int
    sentences: int
    scores: Mapping[str, float] = field(default_factory=dict)


@record(frozen=True)
class Costliest:
    """What drives the readability scores of an article."""

    sentences: tuple[Sentence, ...] = ()
    words: tuple[tuple[str, int], ...] = ()
    """Word and its number of uses, the one that costs most first."""
    projected_grade: float | None = None
    """Flesch-Kincaid grade if those sentences were split and those words replaced by plain ones."""


@record(frozen=True)
class Readability:
    """Readability of the running prose, with what was counted."""

    words: int = 0
    sentences: int = 0
    syllables: int = 0
    scores: Mapping[str, float] = field(default_factory=dict)
    """By formula: ``flesch-kincaid-grade`` ``flesch-reading-ease`` ``smog`` ``gunning-fog`` ``coleman-liau`` ``ari``
    ``dale-chall`` ``lix`` ``forcast``."""
    withheld: Mapping[str, str] = field(default_factory=dict)
    """Formulas whose score is no valid measure of this text, with the reason."""
    score_sections: Callable[[], tuple[SectionScore, ...]] = tuple
    find_costliest: Callable[[], Costliest] = Costliest

    @cached_property
    def sections(self) -> tuple[SectionScore, ...]:
        """Scores of each section; worked out when a writer asks."""
        return self.score_sections()

    @cached_property
    def costliest(self) -> Costliest:
        """The sentences and words that cost readers most; worked out when a rule or a writer asks."""
        return self.find_costliest()

    def __getstate__(self) -> dict[str, object]:
        """What is kept of it outside of this process: what was to be worked out, and no longer what works it out."""
        kept = {**vars(self), "sections": self.sections, "costliest": self.costliest}
        del kept["score_sections"], kept["find_costliest"]
        return kept
