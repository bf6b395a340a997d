"""Words and phrases that have plainer ones."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from healthlint.article.article import Article
from healthlint.checks.lexical import in_case_of
from healthlint.checks.registry import check, telling_blocks
from healthlint.language.names import address_ranges, inside, is_name
from healthlint.language.plain_words import Plain, plain_words
from healthlint.language.quotes import quoted_ranges
from healthlint.model import Block, Edit, Finding, Fix, Mark, Rule, Safety, Sentence, Words
from healthlint.records import NamedTuple


class _Hit(NamedTuple):
    sentence: Sentence
    words: Words
    first: int
    last: int
    entry: Plain

    @property
    def block(self) -> Block:
        return self.sentence.block

    @property
    def start(self) -> int:
        return self.words.starts[self.first]

    @property
    def end(self) -> int:
        return self.words.ends[self.last - 1]

    @property
    def text(self) -> str:
        return self.block.text[self.start : self.end]


_Table = dict[str, list[tuple[int, int, Plain]]]
"""Entries by the longest of their words, with its index in them, and theirs among those that begin with the same word."""


@cache
def _by_longest(name: str) -> _Table:
    """The entries of a table by their longest word."""
    found: _Table = {}
    for entries in plain_words(name).values():
        for order, entry in enumerate(entries):
            longest = max(entry.keys, key=len)
            found.setdefault(longest, []).append((entry.keys.index(longest), order, entry))
    return found


@cache
def _telling(name: str) -> frozenset[str]:
    """The longest word of each entry of a table: where none of them stands, no entry does."""
    return frozenset(_by_longest(name))


@check("specialist-word", telling=lambda _: _telling("specialist-words.tsv"))
def specialist_word(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a specialist word, unless the sentence explains it or it belongs to a name."""
    house = {w.lower() for w in article.settings.words}
    told: dict[tuple[Sentence, tuple[str, ...]], bool] = {}
    for hit in _hits(article, rule, "specialist-words.tsv"):
        if hit.text.lower() in house or _kept(hit) or _in_brackets(hit):
            continue
        # Asked once for each word of a sentence, which may be a whole page.
        known = hit.sentence, hit.entry.better
        if known not in told:
            told[known] = _gives_plain_word(hit)
        if told[known]:
            continue
        better = [in_case_of(hit.text, b) for b in hit.entry.better]
        span = hit.block.span(hit.start, hit.end)
        # "of the liver" does not fit where "hepatic" stands: then only people can reword the sentence.
        exact = len(better) == 1 and not better[0].startswith(("of ", "Of "))
        fixes = [Fix(f"“{hit.text}” → “{better[0]}”", (Edit(span, better[0]),), Safety.REVIEW)] if exact else []
        yield rule.finding(span, fixes=fixes, found=hit.text, better=" or ".join(f"“{b}”" for b in better))


@check("wordy-phrase", telling=lambda _: _telling("wordy-phrases.tsv"))
def wordy_phrase(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a wordy phrase; one that says nothing is left out together with what joins it to the next word."""
    for hit in _hits(article, rule, "wordy-phrases.tsv"):
        if _before_number(hit):
            continue
        span = hit.block.span(hit.start, hit.end)
        if hit.entry.better[0]:
            better = in_case_of(hit.text, hit.entry.better[0])
            fix = Fix(f"“{hit.text}” → “{better}”", (Edit(span, better),), Safety.SAFE)
            yield rule.finding(span, fixes=[fix], found=hit.text, better=f"“{better}”")
        elif hit.last < hit.sentence.last:
            yield rule.finding(span, variant="no-alternative", fixes=_without(hit), found=hit.text, better="")


def _without(hit: _Hit) -> list[Fix]:
    """The fix that leaves the phrase out and gives its capital to the next word."""
    start, end = hit.words.starts[hit.last], hit.words.ends[hit.last]
    following = hit.block.text[start:end]
    if hit.block.text[hit.end : start].strip(" ,"):
        return []
    new = following[0].upper() + following[1:] if hit.text[0].isupper() else following
    return [Fix(f"“{hit.text} {following}” → “{new}”", (Edit(hit.block.span(hit.start, end), new),), Safety.SAFE)]


def _before_number(hit: _Hit) -> bool:
    """Whether a date follows: "prior to 1 May" stands in terms and conditions."""
    return hit.last < len(hit.words.keys) and hit.words.keys[hit.last][0].isdigit()


@check("latin-abbreviation", telling=lambda _: _telling("latin-abbreviations.tsv"))
def latin_abbreviation(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report e.g., i.e., etc. and their like, points included."""
    for hit in _hits(article, rule, "latin-abbreviations.tsv"):
        text = hit.block.text
        end = hit.end + (text[hit.end : hit.end + 1] == ".")
        if "." not in text[hit.start : end] and not hit.text.islower():
            continue
        shown = text[hit.start : end]
        span = hit.block.span(hit.start, end)
        better = in_case_of(shown, hit.entry.better[0]) if hit.entry.better else ""
        fixes = [Fix(f"“{shown}” → “{better}”", (Edit(span, better),), Safety.REVIEW)] if better else []
        yield rule.finding(span, variant="" if better else "no-alternative", fixes=fixes, found=shown, better=f"“{better}”")


def _hits(article: Article, rule: Rule, name: str) -> Iterator[_Hit]:
    """The entries of a table in the rule's zones, outside quotations, addresses and code."""
    table = _possible(article.vocabulary, name)
    for block in telling_blocks(rule, article) if table else ():
        words = article.words(block)
        telling = table.keys() & words.keys
        hits = [hit for hit in _in_block(article, block, words, table, telling) if _together(hit)] if telling else ()
        if not hits:
            continue
        kept = sorted(quoted_ranges(block.text) + address_ranges(block.text))
        for hit in hits:
            if not inside(kept, hit.start) and not block.marked(Mark.CODE, hit.start, hit.end):
                yield hit


def _possible(vocabulary: frozenset[str], name: str) -> _Table:
    """The entries of a table of which an article has every word: of most phrases it has but one."""
    table = _by_longest(name)
    found = {word: [row for row in table[word] if vocabulary.issuperset(row[2].keys)] for word in vocabulary & _telling(name)}
    return {word: rows for word, rows in found.items() if rows}


def _in_block(article: Article, block: Block, words: Words, table: _Table, telling: Iterable[str]) -> Iterator[_Hit]:
    """The entries in one block, at each place the longest, none within another."""
    busy = -1
    for first, _, entry in sorted(_places(words.keys, table, telling)):
        last = first + len(entry.keys)
        sentence = article.sentence_at(block, words.starts[first]) if first >= busy else None
        if sentence and last <= sentence.last:
            yield _Hit(sentence, words, first, last, entry)
            busy = last


def _places(keys: list[str], table: _Table, telling: Iterable[str]) -> Iterator[tuple[int, int, Plain]]:
    """Where entries begin, each with its rank among those that begin there, found by their longest words."""
    for word in telling:
        at = -1
        for _ in range(keys.count(word)):
            at = keys.index(word, at + 1)
            for before, rank, entry in table[word]:
                first = at - before
                if first >= 0 and tuple(keys[first : first + len(entry.keys)]) == entry.keys:
                    yield first, rank, entry


def _together(hit: _Hit) -> bool:
    """Whether nothing but spaces and points parts the words of a phrase."""
    text, words = hit.block.text, hit.words
    return all(not text[words.ends[i] : words.starts[i + 1]].strip(" .\u00a0\n") for i in range(hit.first, hit.last - 1))


def _kept(hit: _Hit) -> bool:
    """Whether the word belongs to a name or to one of the phrases in which it must stay."""
    words = hit.words
    if is_name(hit.block.text, words, hit.first, opens=hit.first == hit.sentence.first) or hit.block.marked(Mark.CITE, hit.start, hit.end):
        return True
    near = " ".join(words.keys[max(hit.sentence.first, hit.first - 3) : hit.last + 3])
    return any(f" {phrase} " in f" {near} " for phrase in hit.entry.keep)


def _gives_plain_word(hit: _Hit) -> bool:
    """Whether the sentence itself gives the plain word."""
    sentence = f" {' '.join(hit.words.keys[hit.sentence.first : hit.sentence.last])} "
    return any(b and f" {b} " in sentence for b in hit.entry.better)


def _in_brackets(hit: _Hit) -> bool:
    """Whether brackets follow that explain, or the word stands in some."""
    text = hit.block.text
    return text[hit.end : hit.end + 2] == " (" or text[hit.start - 1 : hit.start] == "("
