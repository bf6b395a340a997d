"""One entry of a reference list, read: authors, title, journal or body, year, DOI, PMID, address."""
from __future__ import annotations

import re
from functools import cache

from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple


class Parts(NamedTuple):
    """What could be told apart in one entry; ranges are in the text that was read."""

    authors: str = ""
    title: str = ""
    container: str = ""
    year: int | None = None
    year_at: tuple[int, int] | None = None
    doi: str | None = None
    pmid: str | None = None
    url: str | None = None


@cache
def _address() -> re.Pattern[str]:
    return compile_pattern(r"(?:https?://|www\.)[^\s<>\"”\]]+", re.IGNORECASE)


@cache
def _doi() -> re.Pattern[str]:
    return compile_pattern(r"\b10\.\d{4,9}/[^\s\"<>”]+")


@cache
def _pmid() -> re.Pattern[str]:
    return compile_pattern(r"\bPMID:?\s{0,2}(\d{1,9})\b|pubmed(?:\.ncbi\.nlm\.nih\.gov)?/(\d{4,9})\b", re.IGNORECASE)


@cache
def _year() -> re.Pattern[str]:
    return compile_pattern(r"(?<![\d./:–-])((?:1[89]|20)\d\d)[a-z]?(?![\d/]|[–-]\d|\.\d)")


@cache
def _consulted() -> re.Pattern[str]:
    return compile_pattern(r"\b(?:accessed|retrieved|cited|viewed|consulted|visited|available|checked)\b[^.;\])]{0,30}$", re.IGNORECASE)


@cache
def _stop() -> re.Pattern[str]:
    return compile_pattern(r"(?<=[.?!])[\"”’']?\s+(?=[^\sa-z])|(?<=[?!])\s+")


def read_entry(text: str) -> Parts:
    """The parts of an entry without its number."""
    doi = _doi().search(text)
    pmid = _pmid().search(text)
    url = _address().search(text)
    year = publication_year(text)
    bare = _without_addresses(text)
    authors, title, container = _divide(bare, year)
    return Parts(
        authors=authors,
        title=title,
        container=container,
        year=int(year[2]) if year else None,
        year_at=(year[0], year[1]) if year else None,
        doi=trim_doi(doi[0]) if doi else None,
        pmid=(pmid[1] or pmid[2]) if pmid else None,
        url=url[0].rstrip(".,;)") if url else None,
    )


def trim_doi(doi: str) -> str:
    """``doi`` in lower case without the punctuation of the sentence around it; a bracket it opened stays."""
    doi = doi.rstrip(".,;:")
    while doi.endswith((")", "]")) and doi.count("(") + doi.count("[") < doi.count(")") + doi.count("]"):
        doi = doi[:-1].rstrip(".,;:")
    return doi.lower()


def publication_year(text: str) -> tuple[int, int, str] | None:
    """Where the year of publication stands and how it is written: not the year of a visit, of a span or in an address."""
    held = [m.span() for m in (*_address().finditer(text), *_doi().finditer(text))]
    years = [
        m for m in _year().finditer(text)
        if not any(a <= m.start() < b for a, b in held) and not _consulted().search(text, max(0, m.start() - 48), m.start())
    ]  # fmt: skip
    if not years:
        return None
    best = max(years, key=lambda m: (_year_weight(text, m), m.start()))
    return best.start(1), best.end(1), best[1]


def _year_weight(text: str, match: re.Match[str]) -> int:
    """How surely a year is that of publication: before volume or month, or in brackets after the authors."""
    before, after = text[max(0, match.start() - 2) : match.start()], text[match.end() : match.end() + 5].lstrip()
    if before.endswith("(") and after.startswith((")", ",")) and match.start() < 200:
        return 3
    if after[:1] == ";" or after[:3].lower() in _MONTHS:
        return 2
    return 1 if before.strip()[-1:] in ("", ".", ",", ";", "(", "©") else 0


_MONTHS = frozenset("jan feb mar apr may jun jul aug sep oct nov dec".split())


def _without_addresses(text: str) -> str:
    return _doi().sub(" ", _address().sub(" ", text))


@cache
def _people() -> re.Pattern[str]:
    """Surname and initials, or surname, comma and initials: the beginning of a list of authors."""
    name = r"(?:(?:van|von|de|der|den|la|le|del|di|da|el|al|dos|du|ten|ter|st\.?)\s){0,3}[A-ZÀ-ÖØ-Þ][\w’'‐-]*+(?:\s[A-ZÀ-ÖØ-Þ][\w’'-]{2,})?"
    return compile_pattern(
        rf"{name}(?:\s[A-ZÀ-ÖØ-Þ](?:[A-Z-]{{0,4}}+(?![a-z])|\.)|,\s?(?:[A-ZÀ-ÖØ-Þ]\.[\s-]?){{1,4}}|\set\sal\b|,\s[A-ZÀ-ÖØ-Þ][a-z]+\s?(?:[A-Z]\.)?(?=,|\.|\sand\s))",
    )


def looks_like_people(authors: str) -> bool:
    """Whether a part of an entry is a list of persons and not the name of a body."""
    return bool(_people().match(authors))


@cache
def _bracketed_year() -> re.Pattern[str]:
    return compile_pattern(r"\(?\b(?:1[89]|20)\d\d[a-z]?\b(?:,?\s[A-Z][a-z]+(?:\s\d{1,2})?)?\)[.,:]?\s*|\(n\.d\.\)[.,]?\s*")


def _divide(text: str, year: tuple[int, int, str] | None) -> tuple[str, str, str]:
    """Authors, title and container."""
    bracket = _bracketed_year().search(text, 0, 260) if year else None
    if bracket and bracket.start() > 2 and not _stop().search(text, 0, bracket.start() - 12):
        rest = _pieces(text[bracket.end() :])
        return text[: bracket.start()].strip(" .,("), *_title_and_rest(rest)
    pieces = _pieces(text)
    if len(pieces) > 1 and (_people().match(pieces[0]) or _is_body(pieces[0])):
        return pieces[0].strip(" ."), *_title_and_rest(pieces[1:])
    return "", *_title_and_rest(pieces)


def _title_and_rest(pieces: list[str]) -> tuple[str, str]:
    while pieces and not any(c.isalpha() for c in pieces[0]):
        pieces = pieces[1:]
    if not pieces:
        return "", ""
    return pieces[0].strip(" .\"“”‘’'*_"), (pieces[1].strip(" .") if len(pieces) > 1 else "")


def _pieces(text: str) -> list[str]:
    """Parts that end like sentences; initials and ``et al.`` do not end one."""
    found: list[str] = []
    start = 0
    for match in _stop().finditer(text):
        last = text[start : match.start()].rstrip("\"”’'").rsplit(None, 1)[-1:]
        word = last[0].rstrip(".") if last else ""
        if (len(word) == 1 and word.isupper() and _initials_go_on(text, match.end())) or word.lower() in _ABBREVIATED:
            continue
        found.append(text[start : match.start()].strip())
        start = match.end()
    tail = text[start:].strip()
    return [*found, tail] if tail else found


_ABBREVIATED = frozenset("vs st dr no vol pp ed eds jr sr fig".split())


def _initials_go_on(text: str, at: int) -> bool:
    """Whether after the point of an initial the list of authors goes on: another initial, a bracket or ``&``."""
    return bool(compile_pattern(r"(?:[A-Z]\.|&|\(|and\s)").match(text, at))


def _is_body(piece: str) -> bool:
    """Whether a short first part, all in capitals but for linking words, is the name of a body, such as ``NHS``."""
    words = piece.split()
    capital = sum(w[:1].isupper() for w in words)
    small = sum(w.lower() in _LINKING for w in words)
    return 0 < len(words) <= 10 and capital + small == len(words) and words[0][:1].isupper() and capital > 0


_LINKING = frozenset("of for and the in on to & de la".split())
