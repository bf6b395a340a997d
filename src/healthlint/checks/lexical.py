"""Terms and anchored patterns of all lexical rules, found in one pass over an article's tokens.

The cost of a pass does not depend on the number of rules: a term is looked for only in an article that has all of its words, in the
blocks with the longest of them. A pattern is tried only where its anchor stands.
"""
from __future__ import annotations

import marshal
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter

from healthlint.article.article import Article
from healthlint.cached import cached_property
from healthlint.language.cues import scopes
from healthlint.language.quotes import quoted_ranges
from healthlint.model import Block, Finding, Fix, Mark, Rule, Safety, Words
from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    _Rows = list[tuple[Any, ...]]

KINDS = ("avoid",)
"""Names that a rule file may give in ``check:`` for a lexical check."""


class Phrase(NamedTuple):
    """A term cut into tokens, with what stands between and around them."""

    keys: tuple[str, ...]
    gaps: tuple[str, ...]
    """Text between the tokens, white space made one space; one shorter than ``keys``."""
    before: str
    after: str
    exact: str
    """The term itself if it has capitals and so must match letter by letter, else empty."""


class Entry(NamedTuple):
    """A term or pattern of one rule, waiting under its longest token, which is the rarest as a rule."""

    rule: int
    phrase: Phrase
    """The term, or the first words of what the pattern matches."""
    pattern: str
    """Regular expression matched where those words stand; empty for a term."""
    better: tuple[str, ...]
    order: int
    """At one place, the first that matches counts: a pattern, else the longest term."""


_ORDER = attrgetter("order")


@record(frozen=True)
class LexicalRule:
    """A rule with what limits its matches."""

    rule: Rule
    zones: frozenset[str]
    unless: tuple[Phrase, ...]
    unless_sentence: tuple[Phrase, ...]
    not_when: frozenset[str]
    quotations: bool
    first_only: bool


class LexicalTable(NamedTuple):
    """The lexical rules of a folder as values that can be kept: tuples, strings and numbers only."""

    limits: tuple[tuple[Any, ...], ...]
    """For each rule its id, ``unless``, ``unless_sentence``, ``not_when``, ``quotations`` and ``first_only``."""
    table: dict[str, bytes]
    """The fields of entries by the longest of their tokens, each list marshalled; rules are numbered as in ``limits``."""


@record(frozen=True)
class Lexicon:
    """All lexical rules of a profile in one table keyed by longest token."""

    rules: Mapping[int, LexicalRule]
    """By the number that entries give."""
    table: Mapping[str, bytes]
    """The fields of entries, as ``LexicalTable`` keeps them: of thousands, an article needs a few."""
    zones: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()

    @cached_property
    def _telling(self) -> frozenset[str]:
        return frozenset(self.table)

    @cached_property
    def _opened(self) -> dict[str, tuple[Entry, ...]]:
        return {}

    def entries_for(self, vocabulary: frozenset[str], running: frozenset[int]) -> tuple[dict[str, list[Entry]], frozenset[str]]:
        """By their first token, the entries of ``running`` rules all of whose tokens are in ``vocabulary``, and the longest of each."""
        found: dict[str, list[Entry]] = {}
        telling: set[str] = set()
        for longest in vocabulary & self._telling:
            for entry in self._opened.get(longest) or self._open(longest):
                if entry.rule in running and vocabulary.issuperset(entry.phrase.keys):
                    found.setdefault(entry.phrase.keys[0], []).append(entry)
                    telling.add(longest)
        for entries in found.values():
            entries.sort(key=_ORDER)
        return found, frozenset(telling)

    def _open(self, longest: str) -> tuple[Entry, ...]:
        rows = marshal.loads(self.table[longest])  # noqa: S302 - made by compile_lexical
        opened = self._opened[longest] = tuple([Entry(rule, Phrase(*phrase), *rest) for rule, phrase, *rest in rows])
        return opened

    def scan(self, article: Article, on: frozenset[str]) -> Iterator[Finding]:
        """Findings of the rules whose ids are in ``on``."""
        running = frozenset([i for i, r in self.rules.items() if r.rule.id in on])
        entries, telling = self.entries_for(article.vocabulary, running)
        said: set[int] = set()
        for at in article.blocks_with(telling):
            block = article.blocks[at]
            if block.zone in self.zones:
                yield from _Scan(self.rules, article, block, said).findings(entries)


class _Scan:
    """One pass over one block."""

    def __init__(self, rules: Mapping[int, LexicalRule], article: Article, block: Block, said: set[int]) -> None:
        self.rules, self.article, self.block, self.said = rules, article, block, said
        self.words = article.words(block)
        self.quoted: list[tuple[int, int]] | None = None

    def findings(self, entries: Mapping[str, Sequence[Entry]]) -> Iterator[Finding]:
        """Findings of the ``entries``, given by their first token."""
        busy: dict[int, int] = {}
        for at, key in [(i, key) for i, key in enumerate(self.words.keys) if key in entries]:
            for entry in entries[key]:
                if busy.get(entry.rule, 0) > at:
                    continue
                last = self._match(entry, at)
                if last > at and self._stands(entry.rule, at, last):
                    busy[entry.rule] = last
                    self.said.add(entry.rule)
                    yield self._finding(entry, at, last)

    def _match(self, entry: Entry, at: int) -> int:
        """One past the last token of a match at token ``at``; 0 if there is none."""
        if not entry.pattern:
            return at + len(entry.phrase.keys) if matches(entry.phrase, self.block.text, self.words, at) else 0
        found = compiled(entry.pattern).match(self.block.text, self.words.starts[at])
        if not found or found.end() <= self.words.starts[at]:
            return 0
        last = at
        while last < len(self.words.starts) and self.words.starts[last] < found.end():
            last += 1
        return last if self.words.ends[last - 1] <= found.end() else 0

    def _stands(self, index: int, at: int, last: int) -> bool:
        """Whether nothing around the match takes it back."""
        limits = self.rules[index]
        if self.block.zone not in limits.zones or (limits.first_only and index in self.said):
            return False
        start, end = self.words.starts[at], self.words.ends[last - 1]
        if self.block.marked(Mark.CODE, start, end) or (not limits.quotations and self._in_quotation(start, end)):
            return False
        return not self._taken_back(limits, at, last)

    def _in_quotation(self, start: int, end: int) -> bool:
        if self.quoted is None:
            marked = [(i.start, i.end) for i in self.block.inlines if i.mark in {Mark.QUOTE, Mark.CITE}]
            self.quoted = [*quoted_ranges(self.block.text), *marked]
        return any(a <= start and end <= b for a, b in self.quoted)

    def _taken_back(self, limits: LexicalRule, at: int, last: int) -> bool:
        if not (limits.unless or limits.unless_sentence or limits.not_when):
            return False
        sentence = self.article.sentence_at(self.block, self.words.starts[at])
        lo, hi = (sentence.first, sentence.last) if sentence else (0, len(self.words.keys))
        if any(overlaps(p, self.block.text, self.words, at, last) for p in limits.unless):
            return True
        if any(matches(p, self.block.text, self.words, i) for p in limits.unless_sentence for i in range(lo, hi)):
            return True
        return bool(limits.not_when & scopes(self.block.text, self.words, lo, hi, at)) if limits.not_when else False

    def _finding(self, entry: Entry, at: int, last: int) -> Finding:
        rule = self.rules[entry.rule].rule
        start, end = self.words.starts[at], self.words.ends[last - 1]
        if not entry.pattern:
            start, end = start - len(entry.phrase.before), end + len(entry.phrase.after)
        found = self.block.text[start:end]
        better = tuple(in_case_of(found, b) for b in entry.better)
        fixes: tuple[Fix, ...] = ()
        if rule.fix and len(better) == 1:
            title = f"“{found}” → “{better[0]}”"
            safe = rule.fix is Safety.SAFE
            fixes = (Fix(title, self.block.replace(start, end, better[0]), Safety.SAFE if safe else Safety.REVIEW),)
        variant = "" if better else "no-alternative"
        options = " or ".join(f"“{b}”" for b in better)
        return rule.finding(self.block.span(start, end), variant=variant, fixes=fixes, found=found, better=options)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled when its anchor is first met."""
    return compile_pattern(pattern, re.IGNORECASE)


def matches(phrase: Phrase, text: str, words: Words, at: int) -> bool:
    """Whether ``phrase`` stands at token ``at``, as whole words and with its own punctuation."""
    n = len(phrase.keys)
    if at < 0 or tuple(words.keys[at : at + n]) != phrase.keys:
        return False
    for i, gap in enumerate(phrase.gaps):
        between = text[words.ends[at + i] : words.starts[at + i + 1]]
        if between != gap and (between.split() != gap.split() or (gap == " " and not between)):
            return False
    start, end = words.starts[at], words.ends[at + n - 1]
    if phrase.before and not text.endswith(phrase.before, 0, start):
        return False
    if phrase.after and not text.startswith(phrase.after, end):
        return False
    return not phrase.exact or " ".join(text[start:end].split()) == phrase.exact


def overlaps(phrase: Phrase, text: str, words: Words, at: int, last: int) -> bool:
    """Whether ``phrase`` stands anywhere so that it shares a token with ``at`` up to ``last``."""
    n = len(phrase.keys)
    return any(matches(phrase, text, words, i) for i in range(max(0, at - n + 1), last))


def in_case_of(found: str, other: str) -> str:
    """``other`` with the capitals of ``found``: all, the first, or as it stands."""
    letters = [c for c in found if c.isalpha()]
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return other.upper()
    if letters and letters[0].isupper() and other[:1].islower():
        return other[:1].upper() + other[1:]
    return other


def lexicon_of(folders: Sequence[LexicalTable], rules: Mapping[str, Rule]) -> Lexicon:
    """The lexical rules among ``rules``, each from the last of the ``folders`` that has it, with its effective settings."""
    limits: dict[int, LexicalRule] = {}
    table: dict[str, bytes] = dict(folders[0].table) if folders else {}
    first, numbers = 0, dict[str, int]()
    for i, folder in enumerate(folders):
        for number, row in enumerate(folder.limits, first):
            limits.pop(numbers.get(row[0], -1), None)
            numbers[row[0]] = number
            if row[0] in rules:
                limits[number] = _limited(rules[row[0]], row)
        if i:
            for key, entries in folder.table.items():
                mine = [(e[0] + first, *e[1:]) for e in marshal.loads(entries)]  # noqa: S302 - made by compile_lexical
                table[key] = marshal.dumps(mine + (marshal.loads(table[key]) if key in table else []))  # noqa: S302 - the same
        first += len(folder.limits)
    return Lexicon(limits, table, frozenset(z for r in limits.values() for z in r.zones), frozenset(r.rule.id for r in limits.values()))


def _limited(rule: Rule, row: tuple[Any, ...]) -> LexicalRule:
    _, unless, unless_sentence, not_when, quotations, first_only = row
    return LexicalRule(
        rule, frozenset(rule.zones), tuple(Phrase(*p) for p in unless), tuple(Phrase(*p) for p in unless_sentence),
        frozenset(not_when), quotations, first_only,
    )  # fmt: skip
