"""Names of people in the text of a byline: where they begin and end, and what is no name."""
from __future__ import annotations

import re
import unicodedata
from functools import cache

from healthlint.article.dates import months
from healthlint.language.digits import has_digit
from healthlint.language.table_rows import table_rows
from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple

_TITLES = frozenset(
    "dr prof professor mr mrs ms miss mx sir dame rev doctor docteur dra herr frau assoc asst د الدكتور الدكتورة دكتور".split(),
)
_PARTICLES = frozenset(
    "de da do dos das del della di van von der den ter ten la le el al bin bint ibn ben af av zu zur dela du st st. ul abu "
    "san santa mac o'".split(),
)
_FIRST_PARTICLES = frozenset({"van", "von", "de", "al", "el", "bin"})
"""Particles with which a name may begin."""
_JOINS = frozenset({"and", "y", "e", "und", "et", "en", "och", "og", "on", "for", "in", "at"})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_SPLIT = compile_pattern(r"\s*(?:,|;|&|/|\+|\band\b|\by\b|\bund\b|\bet\b|\be\b|\ben\b|\boch\b|\bog\b|、|，|و )\s*", re.IGNORECASE)
_TAIL = compile_pattern(
    r"\s[|•·–—]|\s-\s|\s//|[|•·]|\s(?:on|in|for|at|from|via|is|was|has|has been)\s|\n|\t|[:;(\[<]|\d|\s{3,}"
    r"|,?\s+(?:published|updated|posted|reviewed|last|medically)",
    re.IGNORECASE,
)
_TOKEN = compile_pattern(r"\S+")
_STOPWORDS = frozenset(
    "of the and for about with in to a an or how what why is are your our from on".split(),
)
"""Words that stand in headings and never in names."""
_TRAILERS = ",;:|•)*†‡§0123456789"
"""What may stand straight behind a name: punctuation, and the marks that point to an affiliation."""
_MOST_TOKENS = 6


class Name(NamedTuple):
    """A person's name at ``start`` to ``end`` of a text."""

    start: int
    end: int
    text: str
    title: str = ""
    """``Dr``, ``Prof`` and the like before the name, empty if none."""


@cache
def _not_names() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for words, kind in table_rows("not-names.tsv"):
        found[kind] = found.get(kind, frozenset()) | frozenset(words.split("|"))
    return found


def is_generic(text: str) -> bool:
    """Whether an account or a placeholder stands where a name is expected: ``admin``, ``Staff``."""
    words = text.lower().replace("-", " ").split()
    return not words or all(word.strip(".,()") in _not_names()["generic"] for word in words)


def is_body(text: str) -> bool:
    """Whether an organisation or a group is named: ``Example Health``, ``Web Team``, ``US EPA``."""
    words = [word.strip(".()'’").removesuffix("'s") for word in text.replace(",", " ").replace("/", " ").split()]
    if any(word.lower() in _not_names()["body"] for word in words):
        return True
    return any(word.startswith(("http", "www.", "@")) or word.endswith((".com", ".org", ".net")) for word in text.lower().split())


def read_names(text: str, start: int = 0, *, told: bool = False) -> list[Name]:
    """Names at ``text[start:]`` as far as names go; ``told`` where a label or key says that a name stands there."""
    found: list[Name] = []
    at = start
    while at < len(text):
        name = _name_at(text, at, told=told)
        if name is None:
            break
        found.append(name)
        step = _SPLIT.match(text, _skip_credentials(text, name.end))
        if step is None:
            break
        at = step.end()
    return found


def first_name(text: str) -> Name | None:
    """The name with which ``text`` begins though nothing announces one, if it does."""
    return _name_at(text, 0, told=False)


def may_open_with_name(text: str) -> bool:
    """Whether a text could begin with a name that nothing announces, by its first two words: a quick look before the careful one."""
    first, *rest = text.split(None, 2) or [""]
    if first.rstrip(".").lower() in _TITLES:
        return True
    if not rest or not first[0].isalpha() or first[-1] in _TRAILERS:
        return False
    return _may_be_name(rest[0].rstrip(_TRAILERS), first=False)


def _skip_credentials(text: str, at: int) -> int:
    """Where the text goes on behind the letters after a name: ``, MD, PhD and ...``."""
    from healthlint.article.credentials import find_credentials

    piece = text[at : at + 60]
    for credential in find_credentials(piece):
        between = piece[: credential.start] if credential.letters else "x"
        if between.strip(" ,.()"):
            break
        at += credential.end
        return _skip_credentials(text, at)
    return at + len(text[at:]) - len(text[at:].lstrip(" )."))


def _name_at(text: str, at: int, *, told: bool) -> Name | None:
    at, title = _skip_title(text, at)
    tokens: list[re.Match[str]] = []
    for match in _TOKEN.finditer(text, at):
        word = match.group()
        bare = word.rstrip(_TRAILERS)
        if not _may_be_name(bare, first=not tokens) or len(tokens) >= _MOST_TOKENS or (tokens and _ends_name(text, match, bare)):
            break
        tokens.append(match)
        if bare != word or (word.endswith(".") and len(word) > 3 and word.lower().rstrip(".") not in _SUFFIXES | _PARTICLES):
            break
    while tokens and tokens[-1].group().lower() in _PARTICLES:
        tokens.pop()
    if not tokens or (len(tokens) == 1 and not title and not (told and _stands_alone(text, tokens[0]))):
        return None
    return _made(text, tokens, title)


def _stands_alone(text: str, token: re.Match[str]) -> bool:
    """Whether a single word can be a name: no sentence goes on behind it, and it is no month."""
    word = token.group().rstrip(",;:|•)")
    following = text[token.end() :].lstrip()
    return word.lower() not in months() and not (
        word == token.group() and following[:1].islower() and following.split(None, 1)[0] not in _JOINS
    )


def _ends_name(text: str, match: re.Match[str], bare: str) -> bool:
    """Whether a word behind a name is a degree, or the month of a date."""
    return _is_credential(bare) or (bare.lower().rstrip(".") in months() and text[match.end() :].lstrip()[:1].isdigit())


def _made(text: str, tokens: list[re.Match[str]], title: str) -> Name | None:
    start = tokens[0].start()
    end = tokens[-1].end()
    while end > start and text[end - 1] in _TRAILERS:
        end -= 1
    last = text[start:end].rsplit(" ", 1)[-1]
    if last.endswith(".") and len(last) > 3 and last.lower().rstrip(".") not in _SUFFIXES:
        end -= 1
    name = text[start:end]
    if not _STOPWORDS.isdisjoint(name.lower().split()) or len(name) < 2 or is_generic(name) or is_body(name):
        return None
    return Name(start, end, name, title)


def _skip_title(text: str, at: int) -> tuple[int, str]:
    titles = []
    while match := _TOKEN.search(text, at):
        word = match.group().rstrip(".").lower()
        if word not in _TITLES:
            break
        titles.append(match.group().rstrip("."))
        at = match.end()
    return at, " ".join(titles)


def _is_credential(word: str) -> bool:
    if len(word) < 2 or word.istitle():
        return False
    from healthlint.article.credentials import find_credentials

    return any(c.letters and c.start == 0 for c in find_credentials(word))


def _may_be_name(word: str, *, first: bool) -> bool:
    letter = word[:1]
    if letter.islower():
        return word in _FIRST_PARTICLES if first else word.lower() in _PARTICLES or word.lower().rstrip(".") in _SUFFIXES
    if not word or (not word.isalpha() and has_digit(word)):
        return False
    if not first and (word.lower() in _PARTICLES or word.lower().rstrip(".") in _SUFFIXES):
        return True
    return letter.isalpha() and (word.isalpha() or all(c.isalpha() or c in ".'’-‐·" for c in word))


def clean_name(text: str) -> str:
    """A name as a metadata field holds it, with label, clock and site cut off."""
    words = " ".join(text.split())
    cut = _TAIL.search(words)
    return (words[: cut.start()] if cut else words).strip(" ,.-–|")


def same_person(one: str, other: str) -> bool:
    """Whether two names may be one person's: titles, case, accents, initials and middle names aside."""
    a, b = _folded(one), _folded(other)
    if not a or not b:
        return one.strip().lower() == other.strip().lower()
    if a == b:
        return True
    if a[-1] != b[-1] and a[0] != b[0]:
        return False
    short, long = sorted((a, b), key=len)
    if a[-1] != b[-1]:
        return len(short) == 1 and short[0] == long[0]
    return len(short) == 1 or short[0] == long[0] or (short[0][0] == long[0][0] and 1 in {len(short[0]), len(long[0])})


def _folded(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    words = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split()
    return [word for word in words if word not in _TITLES]
