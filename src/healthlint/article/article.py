"""The Document understood."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from itertools import chain

from healthlint.article.asked import SUPPRESSED, WITH_ARIA, blocks_with
from healthlint.article.suppressions import carries_suppressions
from healthlint.cached import cached_property
from healthlint.language.sentences import split_sentences, split_texts
from healthlint.language.words import EDGE, find_words, find_words_of, fold, fold_all, in_ascii
from healthlint.model import (
    Authorship,
    Block,
    Citations,
    Claim,
    Disclaimer,
    Document,
    Mark,
    Readability,
    Sentence,
    Settings,
    Source,
    Span,
    Spelling,
    Words,
    Zone,
)
from healthlint.model.language import place_sentences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    from healthlint.article.accessibility import Accessibility
    from healthlint.article.asked import AskedPlaces

    Read = TypeVar("Read")


RUNNING = frozenset({Zone.PROSE, Zone.LIST, Zone.QUOTE, Zone.CAPTION, Zone.HEADING})
"""Zones whose sentences are the article's own running text."""
_OWN_WORDS = frozenset({Zone.PROSE, Zone.LIST, Zone.HEADING})
"""Zones whose words tell the language of the article."""


class Article:
    """A document with what it says of itself, computed once when first asked for."""

    def __init__(self, document: Document, settings: Settings) -> None:
        """Nothing is read yet: every fact waits until a rule or a report asks for it."""
        self.document = document
        self.settings = settings
        self._words: dict[Block, Words] = {}
        self._sentences: dict[Block, tuple[Sentence, ...]] = {}
        self._ends: dict[Block, list[int]] = {}
        self._zoned: dict[frozenset[str], tuple[Block, ...]] = {}
        self._once: dict[Callable[[Article], object], Any] = {}
        self.asked: AskedPlaces | None = None
        """Where the words stand that the rules of this run wait for; the engine fills it in."""

    @property
    def source(self) -> Source:
        """The file as read."""
        return self.document.source

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The document's blocks, with zones that only wording and layout can tell now filled in."""
        from healthlint.article.zones import assign_zones

        blocks = assign_zones(self.document, self.folded_blocks, self.vocabulary, self.ascii_text)
        self._words.update(zip(blocks, self._all_words, strict=True))
        return blocks

    def once(self, read: Callable[[Article], Read]) -> Read:
        """What ``read`` says of this article, worked out once however many rules ask."""
        if read not in self._once:
            self._once[read] = read(self)
        known: Read = self._once[read]
        return known

    def in_zones(self, zones: Iterable[str]) -> tuple[Block, ...]:
        """Blocks of these zones, in reading order."""
        wanted = frozenset(zones)
        found = self._zoned.get(wanted)
        if found is None:
            here = wanted & self._zones
            found = self._zoned.get(here)
            if found is None:
                found = self._zoned[here] = tuple([b for b in self.blocks if b.zone in here]) if here else ()
            self._zoned[wanted] = found
        return found

    @cached_property
    def _zones(self) -> frozenset[str]:
        """The zones that the article has: rules that ask for others as well share one answer."""
        return frozenset([block.zone for block in self.blocks])

    def words(self, block: Block) -> Words:
        """The word tokens of a block."""
        found = self._words.get(block)
        if found is None:
            found = self._words[block] = find_words(block.text)
        return found

    @cached_property
    def _all_words(self) -> list[Words]:
        """The words of each block; zones, which come later, change no text."""
        return find_words_of([block.text for block in self.document.blocks], self._folded)

    @cached_property
    def keys_of_blocks(self) -> list[list[str]]:
        """The keys of the words of each block."""
        return [words.keys for words in self._all_words]

    @cached_property
    def odd_blocks(self) -> list[Block]:
        """The blocks with a character that is neither in ASCII nor one of the signs that English writes beside it: most pages have few."""
        return [block for block, words in zip(self.blocks, self._all_words, strict=True) if not words.apart]

    @cached_property
    def words_by_zone(self) -> Mapping[Zone, int]:
        """How many words stand in each zone that the article has."""
        counts: dict[Zone, int] = {}
        for block, keys in zip(self.blocks, self.keys_of_blocks, strict=True):
            counts[block.zone] = counts.get(block.zone, 0) + len(keys)
        return counts

    def count_words(self, *zones: Zone) -> int:
        """How many words stand in these zones."""
        return sum([self.words_by_zone.get(zone, 0) for zone in zones])

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The keys of all words of all blocks: a rule whose words are not among them has nothing to look for."""
        return frozenset().union(*self.keys_of_blocks)

    @cached_property
    def odd_letters(self) -> frozenset[str]:
        """The characters beyond ASCII that stand in any word."""
        words = self.vocabulary
        return frozenset() if "".join(words).isascii() else frozenset("".join([word for word in words if not word.isascii()]))

    def blocks_with(self, words: frozenset[str]) -> list[int]:
        """Indexes of the blocks that hold one of ``words``."""
        return blocks_with(self, words)

    @cached_property
    def tags(self) -> frozenset[str]:
        """The elements and attributes that the source has: ``<img``, ``[lang]`` ...; besides these ``WITH_ARIA`` and ``SUPPRESSED``."""
        index = self.document.index
        found = [f"<{name}" for name in index.by_name]
        found += [f"[{key}]" for key in index.with_attribute]
        found += [WITH_ARIA for key in index.with_attribute if key[:5] == "aria-"]
        if carries_suppressions(self.document):
            found.append(SUPPRESSED)
        return frozenset(found)

    @cached_property
    def marks(self) -> frozenset[Mark]:
        """The kinds of inline markup that stand in any block."""
        return frozenset([inline.mark for inline in chain.from_iterable([block.inlines for block in self.document.blocks])])

    @cached_property
    def folded_text(self) -> str:
        """The folded text of all blocks, one a line: a phrase that is not in it is in no block."""
        return self._folded.replace(EDGE, "\n")

    @cached_property
    def ascii_text(self) -> str:
        """The folded text with ``?`` for everything beyond ASCII: what is looked for in it must be ASCII."""
        return in_ascii(self.folded_text)

    @cached_property
    def folded_blocks(self) -> list[str]:
        """The folded text of each block: folding a text with letters beyond ASCII by itself takes fifty times as long as cutting it out."""
        blocks = self.document.blocks
        found = self._folded.split(EDGE)
        return found if len(found) == len(blocks) else [fold(block.text) for block in blocks]

    @cached_property
    def _folded(self) -> str:
        """The folded texts of all blocks, from which their words are read."""
        return fold_all([block.text for block in self.document.blocks])

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence of the running text, headings included, in reading order."""
        found: list[Sentence] = []
        blocks = self.in_zones(RUNNING)
        for block, ranges in zip(blocks, split_texts([block.text for block in blocks]), strict=True):
            mine = self._sentences[block] = place_sentences(block, self._words[block], ranges, len(found))
            found += mine
        return tuple(found)

    def sentences_of(self, block: Block) -> tuple[Sentence, ...]:
        """The sentences of one block, whatever its zone."""
        if block.zone in RUNNING:
            _ = self.sentences
        found = self._sentences.get(block)
        if found is None:
            found = self._sentences[block] = place_sentences(block, self.words(block), split_sentences(block.text), None)
        return found

    def sentence_at(self, block: Block, index: int) -> Sentence | None:
        """The sentence that holds ``block.text[index]``."""
        sentences = self.sentences_of(block)
        ends = self._ends.get(block)
        if ends is None:
            ends = self._ends[block] = [s.end for s in sentences]
        at = bisect_right(ends, index)
        return sentences[at] if at < len(sentences) and sentences[at].start <= index else None

    @cached_property
    def language(self) -> str:
        """Language of most of the prose by its own words (``en``, ``ar`` ...), ``und`` if it cannot be told."""
        from healthlint.language.detect import detect_language, detect_script, has_other_script, is_surely_english

        blocks = self.in_zones(_OWN_WORDS)
        script = detect_script([block.text for block in blocks]) if has_other_script(self.odd_letters) else ""
        english = not script and is_surely_english([self._words[block].keys for block in blocks], self.vocabulary)
        return script or ("en" if english else detect_language([block.text for block in blocks], latin=True))

    @cached_property
    def document_type(self) -> str:
        """``article``, ``clinical-reference``, ``news``, ``story``, ``medicine``, ``index`` or ``glossary``."""
        from healthlint.article.document_type import tell_document_type

        given = self.settings.document_type
        return tell_document_type(self) if given == "auto" else given

    @cached_property
    def citations(self) -> Citations:
        """Markers and references."""
        from healthlint.article.citations import read_citations

        return read_citations(self)

    @cached_property
    def authorship(self) -> Authorship:
        """People and dates."""
        from healthlint.article.people import read_authorship

        return read_authorship(self)

    @cached_property
    def disclaimer(self) -> Disclaimer:
        """The medical disclaimer."""
        from healthlint.article.disclaimer import read_disclaimer

        return read_disclaimer(self)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every sentence that claims something about health or the science of it."""
        from healthlint.article.claims import read_claims

        return read_claims(self)

    @cached_property
    def readability(self) -> Readability:
        """Scores of the running prose and of each section."""
        from healthlint.article.readability import measure_readability

        return measure_readability(self)

    @cached_property
    def spelling(self) -> Spelling:
        """Which spelling convention the article follows."""
        from healthlint.article.spelling import read_spelling

        return read_spelling(self)

    @cached_property
    def known_words(self) -> frozenset[str]:
        """Names and terms that no grammar engine should doubt, folded."""
        from healthlint.article.known_words import known_words

        return known_words(self)

    @cached_property
    def accessibility(self) -> Accessibility:
        """The page's elements as assistive technology meets them."""
        from healthlint.article.accessibility import Accessibility

        return Accessibility(self.document)

    @cached_property
    def top(self) -> Span:
        """Where a finding about the whole article stands: an empty span at its title, or at the start of its text."""
        for wanted in ({Zone.TITLE}, {Zone.HEADING}, {Zone.PROSE, Zone.LIST}):
            for block in self.blocks:
                if block.zone in wanted and block.text:
                    at = block.span().start
                    return Span(at, at)
        return Span(0, 0)
