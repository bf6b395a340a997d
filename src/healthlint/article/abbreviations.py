"""Abbreviations of an article: where each is first used, where it is spelled out, and how often it returns."""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from healthlint.article.capitals import runs_of_capitals
from healthlint.language.abbreviations import is_known, long_form_after, long_form_before
from healthlint.language.names import address_ranges, inside
from healthlint.language.quotes import quoted_ranges
from healthlint.model import Block, Mark, Span, Zone
from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.article.article import Article

_READ = frozenset({Zone.TITLE, Zone.HEADING, Zone.PROSE, Zone.LIST, Zone.TABLE, Zone.CAPTION})
_CAPITALS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SMALL = _CAPITALS.lower()
_SHORT = compile_pattern(r"[A-Z](?<![\w&/.@#-][A-Z])(?:[a-z&/]?[A-Z])++s?+(?![\w&/@]|-\d|\.[A-Za-z])")


@lru_cache(maxsize=4096)
def _is_known(text: str) -> bool:
    return is_known(text)


class Use(NamedTuple):
    """One place where an abbreviation stands."""

    block: Block
    start: int
    end: int
    quoted: bool = False
    """Whether somebody else's words hold it."""

    @property
    def span(self) -> Span:
        """The abbreviation in the source."""
        return self.block.span(self.start, self.end)


class Abbreviation(NamedTuple):
    """An abbreviation with all its places."""

    text: str
    """Without a plural s."""
    uses: tuple[Use, ...]
    """In reading order, the one in its definition included; empty headings apart."""
    defined: Use | None
    """Where it is spelled out; the brackets are included if it stands in brackets."""
    long_form: str
    bracketed: bool = False
    """Whether the definition is "long form (ABBR)"."""


def read_abbreviations(article: Article) -> tuple[Abbreviation, ...]:
    """Return the abbreviations of the running text that not all readers know, by first use."""
    return article.once(_read)


def _read(article: Article) -> tuple[Abbreviation, ...]:
    found: dict[str, list[Use]] = {}
    for block, places in _places(article):
        for use in _uses(article, block, places):
            text = block.text[use.start : use.end]
            found.setdefault(text.removesuffix("s"), []).append(use)
    return tuple(_settled(text, uses) for text, uses in found.items())


def _places(article: Article) -> list[tuple[Block, list[tuple[int, int]]]]:
    """The blocks with abbreviations that not all readers know, and where."""
    capitals = article.once(runs_of_capitals)
    found: list[tuple[Block, list[tuple[int, int]]]] = []
    for block in article.in_zones(_READ) if capitals else ():
        runs = capitals.get(id(block))
        if runs and not block.text.isupper():
            places = _unknown(block.text, runs)
            if places:
                found.append((block, places))
    return found


def _unknown(text: str, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where abbreviations stand that not all readers know; ``runs`` are the places of all capitals that may belong to one."""
    matches = [match for match in [_SHORT.match(text, first) for first, _ in runs] if match]
    return [match.span() for match in matches if not _is_known(match[0].removesuffix("s"))]


def _uses(article: Article, block: Block, places: list[tuple[int, int]]) -> Iterator[Use]:
    addresses, quoted = address_ranges(block.text), quoted_ranges(block.text)
    for start, end in places:
        if not (inside(addresses, start) or block.marked(Mark.CODE, start, end) or _shouted(article, block, start, end)):
            yield Use(block, start, end, inside(quoted, start))


def _shouted(article: Article, block: Block, start: int, end: int) -> bool:
    """Whether the words around are in capitals as well."""
    sentence = article.sentence_at(block, start)
    if sentence is None or _is_label(block, start, end):
        return sentence is not None
    around = block.text[max(sentence.start, start - 25) : start] + block.text[end : min(end + 25, sentence.end)]
    if around.islower():
        return False
    letters, capitals = _count_letters(around)
    return letters > 5 and capitals > letters * 0.6


def _count_letters(text: str) -> tuple[int, int]:
    """How many letters a text has, and how many capitals; counted without a look at each where the text is ASCII."""
    if text.isascii():
        data = text.encode("ascii")
        size = len(data)
        return size - len(data.translate(None, _CAPITALS + _SMALL)), size - len(data.translate(None, _CAPITALS))
    letters = list(filter(str.isalpha, text))
    return len(letters), sum(map(str.isupper, letters))


@cache
def _dateline() -> re.Pattern[str]:
    """A place of two or more words in capitals that opens a text: "LA JOLLA, CA", "ANN ARBOR--New"."""
    return compile_pattern(r"[A-Z]{2,}(?: [A-Z]{2,})+(?=,|\s?--|\s?[–—])")


def _is_label(block: Block, start: int, end: int) -> bool:
    """Whether a word in capitals is a dateline or a label ("LONDON (Reuters)", "SOURCE:"), or one of several in a row."""
    text = block.text
    dateline = _dateline().match(text)
    if dateline and end <= dateline.end():
        return True
    if start == 0 and end - start > 3 and re.match(r"\s?[:,(–—]|\s-", text[end : end + 2]):
        return True
    before = text[max(0, start - 30) : start].rsplit(None, 1)[-1:] if start and text[start - 1] == " " else []
    after = text[end + 1 : end + 30].split(None, 1)[:1] if text[end : end + 1] == " " else []
    return any(len(bare) > 2 and bare.isalpha() for bare in [word.strip(",.:()") for word in (*before, *after) if word.isupper()])


def _settled(text: str, uses: list[Use]) -> Abbreviation:
    for use in uses:
        if use.block.marked(Mark.ABBREVIATION, use.start, use.end) or use.block.marked(Mark.DEFINITION, use.start, use.end):
            title = next((i.target for i in use.block.inlines if i.mark is Mark.ABBREVIATION and i.start <= use.start < i.end), "")
            return Abbreviation(text, tuple(uses), use, title or text)
        before = long_form_before(use.block.text, use.start, text)
        if before:
            close = use.block.text.find(")", use.end, use.end + 40)
            start = use.block.text.rfind("(", 0, use.start)
            plain = close == use.end and start == use.start - 1
            whole = Use(use.block, start, close + 1) if plain else use
            return Abbreviation(text, tuple(uses), whole, before, bracketed=plain)
        after = long_form_after(use.block.text, use.end, text)
        if after:
            return Abbreviation(text, tuple(uses), use, after)
    return Abbreviation(text, tuple(uses), None, "")


def worth_spelling_out(abbreviation: Abbreviation) -> bool:
    """Whether readers cannot be expected to know it."""
    return not _is_known(abbreviation.text)
