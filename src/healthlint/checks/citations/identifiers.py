"""Identifiers, in the list and in the text: shape and check digit only, nothing is looked up."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from healthlint.article.article import Article
from healthlint.checks.registry import check
from healthlint.model import Block, Finding, Rule, Zone
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
def _announcement(kind: str) -> re.Pattern[str] | None:
    """What a folded text has that announces an identifier, where its name is part of other words: "doing", "function"."""
    pattern = {"doi": r"doi(?:\s?:|\.org/)", "nct": r"nct\s?\d"}.get(kind)
    return compile_pattern(pattern) if pattern else None


def _is_announced(kind: str, text: str) -> bool:
    pattern = _announcement(kind)
    return pattern is None or pattern.search(text) is not None


@check("identifier-shape")
def identifier_shape(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report identifiers whose shape or check digit is wrong, in the list and in the text."""
    plain, text = article.ascii_text, article.folded_text
    kinds = [kind for kind in _KINDS if kind in plain and _is_announced(kind, text)]
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
