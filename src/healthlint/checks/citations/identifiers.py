"""Identifiers and completeness of entries: shape and check digit only, nothing is looked up."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from healthlint.article import Article
from healthlint.checks.citations.entries import listed
from healthlint.checks.citations.numbering import short
from healthlint.checks.registry import check
from healthlint.model import Block, Finding, NotApplicableError, Reference, Rule, Zone
from healthlint.patterns import compile_pattern

_KINDS = ("isbn", "doi", "pmid", "pmc", "nct", "isrctn")


@cache
def _identifier(kind: str) -> re.Pattern[str]:
    """What stands where an identifier of this kind is announced."""
    return compile_pattern(
        {
            "isbn": r"\bISBN(?:[-\s]?1[03](?=[\s:]))?[^\d.;]{0,30}(\d[\d \-–‐‑]{6,24}[\dXx](?![\dXx]))",
            "doi": r"(?:\bdoi\s?:\s?(?:https?://(?:dx\.)?doi\.org/)?|\bdoi\.org/)((?!doi\b|https?:)[^\s\"<>”’]{3,200})",
            "pmid": r"\bPMID\s?:?\s?(\d+)\b",
            "pmc": r"\bPMCID\s?:?\s?(\S+)",
            "nct": r"\b(NCT\s?\d+)\b",
            "isrctn": r"\b(ISRCTN\s?\d+)\b",
        }[kind],
        re.IGNORECASE,
    )


@cache
def _announces_doi() -> re.Pattern[str]:
    """What a text has that announces a DOI: "doing" does not."""
    return compile_pattern(r"doi(?:\s?:|\.org/)")


@check("identifier-shape")
def identifier_shape(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report identifiers whose shape or check digit is wrong, in the list and in the text."""
    openings, text = article.openings, article.folded_text
    kinds = [kind for kind in _KINDS if kind[:3] in openings and kind in text]
    if kinds == ["doi"] and not _announces_doi().search(text):
        return
    for block in article.blocks if kinds else ():
        if block.zone in (Zone.FURNITURE, Zone.CODE):
            continue
        low = block.text.lower()
        for kind in kinds:
            if kind in low:
                yield from _malformed(rule, block, kind)


def _malformed(rule: Rule, block: Block, kind: str) -> Iterator[Finding]:
    for match in _identifier(kind).finditer(block.text):
        value = match[1].rstrip(".,;:)]")
        if kind == "isbn":
            value = value.rstrip(" -–")
        if value and not _WELL_FORMED[kind](value):
            yield rule.finding(block.span(match.start(1), match.start(1) + len(value)), kind=kind.upper(), value=value)


def is_isbn(value: str) -> bool:
    """Whether an ISBN has 10 or 13 digits and the right check digit."""
    digits = [c.upper() for c in value if c.isdecimal() or c in "xX"]
    if "X" in digits[:-1]:
        return False
    if len(digits) == 10:
        return sum((10 - i) * (10 if d == "X" else int(d)) for i, d in enumerate(digits)) % 11 == 0
    if len(digits) == 13 and "X" not in digits:
        return "".join(digits[:3]) in ("978", "979") and sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10 == 0
    return False


def is_doi(value: str) -> bool:
    """Whether a DOI has a registrant and a suffix, or is a short DOI such as ``10/fvrm2x``."""
    prefix, slash, suffix = value.partition("/")
    if prefix == "10":
        return bool(slash) and any(c.isalpha() for c in suffix)
    registrant = prefix.removeprefix("10.").replace(".", "")
    return prefix.startswith("10.") and registrant.isdecimal() and 4 <= len(registrant) <= 12 and bool(suffix)


def _has_digits(value: str, low: int, high: int) -> bool:
    digits = [c for c in value if c.isdecimal()]
    return low <= len(digits) <= high


_WELL_FORMED: dict[str, Callable[[str], bool]] = {
    "isbn": is_isbn,
    "doi": is_doi,
    "pmid": lambda v: _has_digits(v, 1, 8) and v.strip("0") != "",
    "pmc": lambda v: bool(re.fullmatch(r"(?:PMC)?\d{4,9}(?:\.\d)?", v, re.IGNORECASE)),
    "nct": lambda v: _has_digits(v, 8, 8),
    "isrctn": lambda v: _has_digits(v, 8, 8),
}


# Completeness


@cache
def _bare_address() -> re.Pattern[str]:
    return compile_pattern(r"\W*(?:https?://|www\.)\S+\W*", re.IGNORECASE)


@check("reference-completeness")
def reference_completeness(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report entries that are nothing but an address, or journal articles without a title or a year."""
    for reference in listed(article):
        lacks = _lacks(article, reference)
        if lacks:
            yield rule.finding(reference.span, variant=lacks, number=reference.number or reference.label or "", entry=short(reference))


def _lacks(article: Article, reference: Reference) -> str:
    text = reference.text.strip()
    if _bare_address().fullmatch(text):
        return "" if _link_has_text(reference) else "address"
    facts = article.citations.lists[reference.list_number]
    if facts.footnotes and not (reference.doi or reference.container):
        return ""
    identified = reference.doi or reference.pmid or reference.url
    if not identified and reference.authors and reference.title and not reference.container and reference.year is None:
        return "title-and-year" if _is_journal(reference.title) else "year"
    if not identified and reference.year is None and "in press" not in text.lower() and reference.authors and reference.container:
        return "year"
    return ""


def _link_has_text(reference: Reference) -> bool:
    """Whether what looks like an address is the text of a link with words of its own."""
    return " " in reference.text.strip()


def _is_journal(title: str) -> bool:
    """Whether what stands in the title's place is the short name of a journal: ``J Inflamm Res``."""
    words = title.split()
    if not 0 < len(words) <= 6 or not all(w[:1].isupper() for w in words):
        return False
    return len(words) > 2 or words[0] in ("J", "Br", "Am", "Eur", "Int", "Ann", "Arch", "Clin")


# Style


@cache
def _year_then_volume() -> re.Pattern[str]:
    return compile_pattern(r"\b(?:19|20)\d\d(?:\s[A-Z][a-z]{2}(?:\s\d{1,2})?)?;\s?\d")


@cache
def _year_after_authors() -> re.Pattern[str]:
    return compile_pattern(r"^[^()]{3,240}\((?:19|20)\d\d[a-z]?\)[.,:]?\s")


@cache
def _page_dash() -> re.Pattern[str]:
    return compile_pattern(r"[:,]\s?[A-Za-z]?(\d+\s?([-–])\s?[A-Za-z]?\d+)\b")


@check("reference-style")
def reference_style(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report journal articles that put the year elsewhere than most, and the first page range with another dash than most."""
    references = listed(article)
    if len(references) < 3:
        raise NotApplicableError
    styles = {r: style for r in references if (style := _style(r))}
    usual = _majority(styles.values())
    odd = [r for r, style in styles.items() if usual and style != usual]
    for reference in odd[:5]:
        number = reference.number or reference.label or ""
        yield rule.finding(reference.span, variant=styles[reference], number=number, entry=short(reference))
    yield from _dashes(rule, [r for r in references if r not in odd])


def _style(reference: Reference) -> str:
    if _year_after_authors().match(reference.text):
        return "year-first"
    return "year-late" if _year_then_volume().search(reference.text) else ""


def _majority(values: Iterable[str]) -> str:
    counts = Counter(values)
    if len(counts) < 2 or sum(counts.values()) < 3:
        return ""
    (usual, most), (_, least) = counts.most_common(2)
    return usual if most >= 2 * least else ""


def _dashes(rule: Rule, references: list[Reference]) -> Iterator[Finding]:
    places = [(r, m) for r in references if (m := _page_dash().search(r.text)) and not (r.url and m[0] in r.url)]
    usual = _majority(m[2] for _, m in places)
    for reference, match in places:
        if usual and match[2] != usual:
            at = reference.start + match.start(1)
            span = reference.block.span(at, at + len(match[1]))
            yield rule.finding(span, variant="dash", number=reference.number or reference.label or "", found=match[1])
            return
