"""What a page shows besides its prose: ways to reach its publisher, policies, pictures, tools, what its front matter states."""
from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache

from healthlint.article.article import Article
from healthlint.language.table_rows import table_rows
from healthlint.language.words import fold, in_ascii
from healthlint.model import Document, Format, Mark, Zone
from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple

_HEADED = frozenset({"summary-heading"})
_TITLES = frozenset({Zone.HEADING, Zone.TITLE})
_RUNNING = frozenset({Zone.PROSE, Zone.LIST})
_PICTURES = frozenset({"<img", "<picture", "<svg", "<figure", "<video"})
_LONGEST_NUMBER = 40
"""Characters before "in 10" that are looked at."""
_PER_CENT = ("%", "per cent", "percent")
_PUBLISHING = ("publisher.name", "publisher", "og:site_name")
"""Ends of the keys under which a page states its publisher."""
_CONTACT = ("mailto:", "tel:")
_CONTEXT = frozenset({"audience", "literacy", "objective", "main-message"})


class _Wording(NamedTuple):
    """A phrase that shows a signal, and words of the page without which it cannot stand on it."""

    phrase: str
    signal: str
    inner: frozenset[str]
    last: frozenset[str]
    """The last word, and its plural; empty where the phrase has but one word."""


@cache
def _wordings() -> dict[str, list[_Wording]]:
    """Phrases by their first word; by their first character where that is a sign."""
    found: dict[str, list[_Wording]] = {}
    for phrase, signal in table_rows("page-signals.tsv"):
        if signal not in _HEADED:
            first, *others = phrase.rstrip(":").split()
            if not phrase[0].isalpha():
                first, others = phrase[0], []
            last = frozenset({others[-1], f"{others[-1]}s"}) if others else frozenset()
            found.setdefault(first, []).append(_Wording(phrase, signal, frozenset([w for w in others[:-1] if w.isalpha()]), last))
    return found


@cache
def _openings() -> tuple[frozenset[str], tuple[str, ...]]:
    """The words with which phrases begin, and the signs."""
    words = frozenset([first for first in _wordings() if first[0].isalpha()])
    return words, tuple([first for first in _wordings() if first not in words])


@cache
def _headed() -> tuple[tuple[str, str], ...]:
    """Phrases and signals of headings."""
    return tuple(row for row in table_rows("page-signals.tsv") if row[1] in _HEADED)


@cache
def _number() -> re.Pattern[str]:
    """The first digit of a number; begun with the digit, which is found fast."""
    return compile_pattern(r"\d(?<![\w.]\d)")


@cache
def _how_many() -> re.Pattern[str]:
    return compile_pattern(r"\b(?:\d[\d,]*|one|two)$")


def _tells_chance(low: str) -> bool:
    """Whether the text gives a percentage, or says ``1 in 10`` or ``two out of 5``."""
    if any(_gives_share(low, sign) for sign in _PER_CENT if sign in low):
        return True
    return any(_how_many().search(low, max(0, at - _LONGEST_NUMBER), at) for at in _out_of(low))


def _out_of(low: str) -> Iterator[int]:
    """Where “in 10”, “out of 10” or “in every 10” begins; words are found faster than a pattern is tried at every space."""
    for words in (" in ", " out of "):
        at = low.find(words)
        while at >= 0:
            end = at + len(words)
            behind = low[end : end + 7].removeprefix("every ")
            if behind[:1].isdecimal():
                yield at
            at = low.find(words, end - 1)


def _gives_share(low: str, sign: str) -> bool:
    """Whether a number stands before a sign or a word for per cent."""
    at = low.find(sign)
    while at >= 0:
        before = low[max(at - 2, 0) : at]
        number = before[-1:].isdecimal() or (before[-1:].isspace() and before[:-1].isdecimal())
        after = low[at + len(sign) : at + len(sign) + 1]
        if number and (sign == "%" or not (after.isalnum() or after == "_")):
            return True
        at = low.find(sign, at + 1)
    return False


@cache
def _soon_digit() -> re.Pattern[str]:
    return compile_pattern(r"[^\w]{0,3}\d")


@cache
def _international() -> re.Pattern[str]:
    return compile_pattern(r"\+\d[\d ()-]{8,}")


def _gives_address(low: str, words: AbstractSet[str]) -> bool:
    """Whether an e-mail address or a telephone number stands in the text."""
    at = low.find("@")
    while at > 0:
        after = low[at + 1 : at + 40].split(None, 1)
        if low[at - 1].isalnum() and after and "." in after[0]:
            return True
        at = low.find("@", at + 1)
    called = not words.isdisjoint({"tel", "phone", "telephone"})
    if not called and "+" not in low:
        return False
    return bool(_international().search(low)) or any(_precedes_number(word, low) for word in ("tel", "phone"))


def _precedes_number(word: str, low: str) -> bool:
    """Whether a number follows close behind a word, which is found faster than a pattern begun with it."""
    at = low.find(word)
    while at >= 0:
        if _soon_digit().match(low, at + len(word)):
            return True
        at = low.find(word, at + 1)
    return False


def read_signals(article: Article) -> frozenset[str]:
    """Read every signal of the page; scorecards and rules on disclosure ask for them by name."""
    found = {f"format:{article.document.format.value}"}
    low, plain, words = _shown(article)
    found |= _in_text(low, plain, words)
    titles = fold("\n".join([b.text for b in article.in_zones(_TITLES)]))
    found |= {signal for phrase, signal in _headed() if phrase in titles}
    found |= _parts(article, found)
    found |= _numbers(article)
    found |= {f"context:{meta.key.lower().replace('_', '-')}" for meta in article.document.metadata if meta.origin == "front-matter"} & {
        f"context:{name}" for name in _CONTEXT
    }
    if any(key.lower().endswith(_PUBLISHING) for key in {meta.key for meta in article.document.metadata}):
        found.add("publisher")
    if not _unheaded_section(article):
        found.add("all-sections-headed")
    return frozenset(found)


def _shown(article: Article) -> tuple[str, str, AbstractSet[str]]:
    """The folded text that the page shows but for its references, the same in ASCII, and the words of it."""
    if not article.in_zones({Zone.REFERENCES}):
        return article.folded_text, article.ascii_text, article.vocabulary
    shown = [i for i, block in enumerate(article.blocks) if block.text and block.zone is not Zone.REFERENCES]
    low = "\n".join([article.folded_blocks[i] for i in shown])
    return low, in_ascii(low), frozenset().union(*[article.keys_of_blocks[i] for i in shown])


def _in_text(low: str, plain: str, words: AbstractSet[str]) -> set[str]:
    wordings = _wordings()
    openings, signs = _openings()
    found: set[str] = set()
    for first in (*(openings & words), *[sign for sign in signs if sign in low]):
        for phrase, signal, inner, last in wordings[first]:
            if signal in found or not inner <= words or (last and last.isdisjoint(words)):
                continue
            if phrase == first or phrase in (plain if phrase.isascii() else low):
                found.add(signal)
    if "contact" not in found and _gives_address(low, words):
        found.add("contact")
    return found


def _parts(article: Article, known: AbstractSet[str]) -> set[str]:
    """What elements and inline markup show; what is ``known`` already is not looked for again."""
    found = set()
    if not _PICTURES.isdisjoint(article.tags):
        found.add("image")
    if article.in_zones({Zone.TABLE}):
        found.add("table")
    if article.in_zones({Zone.LIST}):
        found.add("list")
    if Mark.IMAGE in article.marks:
        found.add("image")
    if "contact" not in known and _may_link_to_contact(article.document):
        link = Mark.LINK
        # Most such links stand in the footer.
        if any(i.mark is link and i.target.startswith(_CONTACT) for block in reversed(article.blocks) for i in block.inlines):
            found.add("contact")
    return found


def _may_link_to_contact(document: Document) -> bool:
    """Whether an address of a page is a mailbox or a telephone number; other formats do not list all of their links as elements."""
    if document.format is not Format.HTML:
        return True
    elements = document.elements
    addresses = "\n".join([elements[i].attributes["href"] for i in document.index.with_attribute.get("href", ())])
    return any(scheme in addresses for scheme in _CONTACT)


def _numbers(article: Article) -> set[str]:
    """Whether running text gives a number, and whether it gives a chance; most pages give none anywhere."""
    number = _number().search
    found = {"number"} if any(number(block.text) for block in article.in_zones(_RUNNING)) else set()
    if _tells_chance(article.folded_text) and _tells_chance(_running_text(article)):
        found.add("probability")
    return found


def _running_text(article: Article) -> str:
    return "\0".join([low for block, low in zip(article.blocks, article.folded_blocks, strict=True) if block.zone in _RUNNING])


def _unheaded_section(article: Article) -> bool:
    """Whether plain text starts a section by open space alone: two empty lines before prose without a heading."""
    if article.document.format is not Format.TEXT:
        return False
    blocks = [b for b in article.blocks if b.text]
    text = article.source.text
    return any(
        one.zone is Zone.PROSE and two.zone is Zone.PROSE and text[one.span().end : two.span().start].count("\n") >= 3
        for one, two in itertools.pairwise(blocks)
    )
