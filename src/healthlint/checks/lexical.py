"""Terms and anchored patterns of all lexical rules, found in one pass over an article's tokens.

The cost of a pass does not depend on the number of rules: a token that starts
no term costs one look-up. A pattern is tried only where its anchor word stands.
"""
from __future__ import annotations

import marshal
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property

from healthlint.article import Article
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
    """A term or pattern of one rule, waiting under its first token."""

    rule: int
    phrase: Phrase | None
    pattern: str
    """Regular expression matched at the anchor token; empty for a term."""
    better: tuple[str, ...]


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
    """The fields of entries by their first token, each list marshalled; rules are numbered as in ``limits``."""


@record(frozen=True)
class Lexicon:
    """All lexical rules of a profile in one table keyed by first token."""

    rules: Mapping[int, LexicalRule]
    """By the number that entries give."""
    table: Mapping[str, bytes]
    """The fields of entries, as ``LexicalTable`` keeps them: of thousands, an article needs a few."""
    zones: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()

    @cached_property
    def _grouped(self) -> dict[str, tuple[dict[str, list[int]], list[int], _Rows]]:
        return {}

    @cached_property
    def _made(self) -> dict[tuple[str, str], tuple[Entry, ...]]:
        return {}

    def entries(self, key: str, after: str) -> tuple[Entry, ...]:
        """What may begin at a token ``key`` of the table that ``after`` follows."""
        grouped = self._grouped.get(key) or self._group(key)
        second = after if after in grouped[0] else ""
        made = self._made.get((key, second))
        if made is None:
            rows = map(grouped[2].__getitem__, grouped[0].get(second, grouped[1]))
            made = self._made[key, second] = tuple(Entry(n, phrase and Phrase(*phrase), *rest) for n, phrase, *rest in rows)
        return made

    def _group(self, key: str) -> tuple[dict[str, list[int]], list[int], _Rows]:
        """The places of the entries of ``key`` by the second token they ask for, of those that ask for none, and the entries."""
        rows: _Rows = marshal.loads(self.table[key])  # noqa: S302 - made by compile_lexical
        seconds: dict[str, list[int]] = {}
        alone: list[int] = []
        for i, row in enumerate(rows):
            keys: tuple[str, ...] = row[1][0] if row[1] else ()
            if row[0] not in self.rules:
                continue
            if len(keys) < 2:
                alone.append(i)
            else:
                seconds.setdefault(keys[1], []).append(i)
        found = self._grouped[key] = ({second: sorted(places + alone) for second, places in seconds.items()}, alone, rows)
        return found

    def scan(self, article: Article, on: frozenset[str]) -> Iterator[Finding]:
        """Findings of the rules whose ids are in ``on``."""
        running = frozenset(i for i, r in self.rules.items() if r.rule.id in on)
        if not running:
            return
        said: set[int] = set()
        for block in article.in_zones(self.zones):
            yield from _Scan(self, article, block, running, said).findings()


class _Scan:
    """One pass over one block."""

    def __init__(self, lexicon: Lexicon, article: Article, block: Block, running: frozenset[int], said: set[int]) -> None:
        self.lexicon, self.article, self.block, self.running, self.said = lexicon, article, block, running, said
        self.words = article.words(block)
        self.quoted: list[tuple[int, int]] | None = None

    def findings(self) -> Iterator[Finding]:
        table = self.lexicon.table
        keys = self.words.keys
        if table.keys().isdisjoint(keys):
            return
        busy: dict[int, int] = {}
        for at in [i for i, key in enumerate(keys) if key in table]:
            for entry in self.lexicon.entries(keys[at], keys[at + 1] if at + 1 < len(keys) else ""):
                if busy.get(entry.rule, 0) > at or entry.rule not in self.running:
                    continue
                last = self._match(entry, at)
                if last > at and self._stands(entry.rule, at, last):
                    busy[entry.rule] = last
                    self.said.add(entry.rule)
                    yield self._finding(entry, at, last)

    def _match(self, entry: Entry, at: int) -> int:
        """One past the last token of a match at token ``at``; 0 if there is none."""
        if entry.phrase is not None:
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
        limits = self.lexicon.rules[index]
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
        rule = self.lexicon.rules[entry.rule].rule
        start, end = self.words.starts[at], self.words.ends[last - 1]
        if entry.phrase:
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
