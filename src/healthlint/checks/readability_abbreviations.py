"""Abbreviations that a reader cannot resolve, or need not learn."""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from healthlint.article.abbreviations import Abbreviation, Use, read_abbreviations, worth_spelling_out
from healthlint.article.article import Article
from healthlint.checks.registry import check
from healthlint.language.abbreviations import is_known
from healthlint.model import Block, Edit, Finding, Fix, Related, Rule, Safety, Span
from healthlint.patterns import compile_pattern

_SMALL = frozenset(("a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "with"))
"""Words that have no letter in most abbreviations."""
_SMALL_INITIALS = frozenset("aofti")
"""Letters with which small words inside of names begin."""
_OPENING = ".:?!•–-"
"""After these a capital shows no name."""
_LINE = 30
"""Words that a line of an index may have."""
_NEAR = 40
"""Characters around an abbreviation that tell what it is."""
_TELLING = (
    "called", "named", "known as", "known as the", ", or", "(or", "– or", "— or", "- or", "good", "bad", "abbreviated",
    "abbreviated as", "short for", "Dr", "Dr.", "Prof", "charity", "firm", "firms", "company",
    "PhD,", "MD,", "MSc,", "BSc,", "RN,", "DPT,", "EdD,", "ScD,", "MPH,", "DrPH,", "MBBS,",
)  # fmt: skip
"""What stands before an abbreviation that the words before it spell out, or before a name."""
_TRADED = ("listed on", "traded on", "traded in", "over-the-counter market", "Euronext", "Nasdaq")
"""What stands before the letters of a share or of an index of shares."""
_GRADES = frozenset({"good", "bad"})
"""Words that tell two kinds of cholesterol apart."""
_REACH_IN_BRACKETS = 6
"""Words before an abbreviation in brackets that may be its long form."""
_REACH = 300
"""Words before an abbreviation among which its long form is looked for."""


@check("undefined-abbreviation")
def undefined_abbreviation(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report the first use of an abbreviation that is not spelled out by then."""
    house = frozenset(article.settings.words)
    for short in read_abbreviations(article):
        if short.text in house or not worth_spelling_out(short):
            continue
        uses = (u for u in short.uses if u.block.zone in rule.zones and not u.quoted and not _in_index(article, u))
        first = next(uses, None)
        if first is None:
            continue
        text = first.block.text[first.start : first.end]
        if short.defined is None:
            if not _is_told(article, short, first):
                yield rule.finding(first.span, found=text)
        elif short.defined.span.start > first.span.end and not _stands_in_name(first):
            related = [Related(short.defined.span, rule.messages["related"])]
            yield rule.finding(first.span, variant="late", related=related, found=text, long=short.long_form)


def _in_index(article: Article, use: Use) -> bool:
    """Whether the abbreviation stands in a line of an index: half of its words are page numbers."""
    keys = article.words(use.block).keys
    return len(keys) < _LINE and sum(key[0].isdigit() for key in keys) * 2 >= len(keys) > 1


def _is_told(article: Article, short: Abbreviation, first: Use) -> bool:
    """Whether the place itself says what the letters stand for, or shows that they are a name, a unit or a person's initials."""
    text = first.block.text
    before, after = _around(first)
    if _within_name(before, after) or _gloss().match(after) or _initials().match(text, max(0, first.start - 30), first.end + _NEAR):
        return True
    if _cited().match(after) or _is_title(short.text, before, after):
        return True
    near = before.rstrip(" “‘\"'”’")
    if near.endswith(_TELLING) or "pronounced" in near:
        return True
    if near.endswith("(") and after[:1] in {")", " "}:
        if not _GRADES.isdisjoint(word.strip("“”\"'‘’") for word in near[:-1].lower().split()[-2:]):
            return True
        return any(word[0] == short.text[0].lower() for word in near[:-1].lower().split()[-_REACH_IN_BRACKETS:])
    letters = "".join(filter(str.isalpha, short.text)).lower()
    if len(letters) > 2 and _stands_before(article, letters, first):
        return True
    # Two letters fit many names by chance.
    return (len(letters) > 2 or "&" in short.text) and _is_of_name(article, letters)


def _is_title(short: str, before: str, after: str) -> bool:
    """Whether the letters name a trial ("the PROCO study"), a journal ("in JACC: Cardiovascular Imaging") or a share of a firm."""
    if len(short) > 4 and after.startswith((" study", " studies", " trial")):
        return True
    return (before.endswith(" in ") and after[:2] == ": " and after[2:3].isupper()) or any(word in before for word in _TRADED)


def _around(use: Use) -> tuple[str, str]:
    text = use.block.text
    return text[max(0, use.start - _NEAR) : use.start], text[use.end : use.end + _NEAR]


def _stands_in_name(use: Use) -> bool:
    return _within_name(*_around(use))


def _within_name(before: str, after: str) -> bool:
    """Whether the letters are part of a name (BI-RADS, TA Sciences, Renaissance RX), stand after one (Jo Bell, DVM,) or after a number."""
    if (after[:1] in "-‑:" and after[1:2].isupper()) or after[:1] in {"®", "™", "#"} or before.rstrip()[-1:].isdigit():
        return True
    words = before.split()
    if len(words) > 2 and before[-1] == " " and words[-1].isalpha() and words[-1].istitle() and words[-2][-1] not in _OPENING:
        return True
    if words and words[-1][0].isupper() and words[-1][-1] == "," and after[:1] in {",", ")"}:
        return True
    return after[:1] == " " and after[1:2].isupper() and after[2:3].islower() and bool(words) and words[-1][-1] not in _OPENING


@cache
def _gloss() -> re.Pattern[str]:
    parting = r"(?: [a-z]+){0,2}(?: \(| [–—] | --? |--|,(?= or )|(?=, an? )|(?=, the ))(?: ?or |, )?(?:sometimes |often |also )?"
    return compile_pattern(parting + r"[“\"‘']?(?:a |an |the |good\b|bad\b|so-called |called |known as )")


@cache
def _cited() -> re.Pattern[str]:
    """What follows a journal ("JCO 2017;35"), a share ("ALPMY -0.78%"), a gene ("CHM gene") or an author's initials ("Khin NA, et al.")."""
    return compile_pattern(r",? \(?(?:19|20)\d\d[a-z]?[;).,]| [-+−]\d| (?:gene|mutation)s?\b|,? et\.? ?al\b")


@cache
def _initials() -> re.Pattern[str]:
    """Authors of a paper: "Schaer GL, Traverse JH,"."""
    return compile_pattern(r".{0,30}?[A-Z][\w-]+,? [A-Z]{1,3}, [A-Z][\w-]+,? [A-Z]{1,3}\b")


def _is_of_name(article: Article, letters: str) -> bool:
    """Whether the initials of a name that the article writes in full begin or end with these letters."""
    texts = [block.text for block in article.blocks]
    for letter in set(letters) - _SMALL_INITIALS:
        capital = letter.upper()
        texts = [text for text in texts if capital in text]
    begins, ends = f"|{letters}", f"{letters}|"
    return any(begins in initials or ends in initials for initials in map(_initials_in, texts))


@lru_cache(maxsize=1024)
def _initials_in(text: str) -> str:
    """The initials of the names in a text, one name after the other: "psom" and "psm" for Penn's School of Medicine."""
    found: list[str] = []
    for match in _name().finditer(text):
        words = [word for word in re.split(r"[\s&-]+", match[0].lower()) if word]
        found.append("".join([word[0] for word in words]))
        found.append("".join([word[0] for word in words if word not in _SMALL]))
    return f"|{'|'.join(found)}|"


@cache
def _name() -> re.Pattern[str]:
    return compile_pattern(r"[A-Z][a-z][\w'’]*+(?:[ -](?:(?:of|for|the|and|on|in|to|at|&) ){0,2}[A-Z][a-z][\w'’]*+){1,9}")


def _stands_before(article: Article, letters: str, first: Use) -> bool:
    """Whether words whose first letters these are stand before the place, without brackets, in its block or the one before."""
    words = article.words(first.block)
    last = bisect_left(words.starts, first.start)
    earlier = article.once(_blocks_before).get(id(first.block))
    return letters in _first_letters(words.keys[max(0, last - _REACH) : last]) or (
        earlier is not None and letters in _first_letters(article.words(earlier).keys[-_REACH:])
    )


def _blocks_before(article: Article) -> dict[int, Block]:
    """The block before each block, by its identity."""
    return {id(block): before for before, block in pairwise(article.blocks)}


def _first_letters(keys: list[str]) -> str:
    parts = [part for key in keys if key not in _SMALL for part in (key.split("-") if "-" in key else (key,))]
    return "".join([part[0] for part in parts if part])


@check("unused-abbreviation")
def unused_abbreviation(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report an abbreviation in brackets that never returns."""
    for short in read_abbreviations(article):
        if not short.defined or not short.bracketed or len(short.uses) > 1 or is_known(short.text):
            continue
        if short.defined.block.zone in rule.zones:
            shown = short.defined.block.text[short.defined.start : short.defined.end]
            edit = Edit(_with_space(short.defined), "")
            yield rule.finding(short.defined.span, found=shown, fixes=[Fix(f"“{shown}” → “”", (edit,), Safety.REVIEW)])


def _with_space(use: Use) -> Span:
    """The brackets and the space before them, so that deleting leaves one space."""
    start = use.start - 1 if use.start and use.block.text[use.start - 1] == " " else use.start
    return use.block.span(start, use.end)
