"""What is written otherwise in another country besides words: units, dates, the declared language."""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from healthlint.article.article import Article
from healthlint.checks.registry import check
from healthlint.language.digits import has_digit
from healthlint.language.names import address_ranges, inside
from healthlint.language.quotes import quoted_ranges
from healthlint.language.words import fold
from healthlint.model import Block, Edit, Finding, Fix, Format, Rule, Safety, Span, Variant
from healthlint.patterns import compile_pattern

_HINTS = ("°", "lb", "oz", "mg/d", "mmol", "pound", "ounce", "ahrenheit", "elsius", "ºF", "ºC", "F", "C")


_NEAR = 200
"""Characters around a quantity in which its local value may stand."""


@cache
def _quantity(side: str) -> re.Pattern[str]:
    """A number with a unit that readers of ``side`` do not use."""
    units = {
        "uk": r"(?:°\s?F|º\s?F|F|degrees?\sFahrenheit|lbs?|pounds?|ounces?|oz|mg/dL|mg/dl)",
        "us": r"(?:°\s?C|º\s?C|C|degrees?\sCelsius|mmol/L|mmol/l)",
    }[side]
    return compile_pattern(rf"(?<![\w.,/-])\d{{1,4}}(?:[.,]\d{{1,2}})?(?:\s?(?:to|-|–)\s?\d{{1,4}}(?:\.\d)?)?\s?{units}(?![\w°])")


@cache
def _paired(side: str) -> re.Pattern[str]:
    """A quantity in the unit that readers of ``side`` use."""
    units = {
        "uk": r"(?:°\s?C|º\s?C|C|degrees?\sCelsius|kg|kilograms?|kilos?|g|grams?|mmol/L|mmol/l|stone)",
        "us": r"(?:°\s?F|º\s?F|F|degrees?\sFahrenheit|mg/dL|mg/dl)",
    }[side]
    return compile_pattern(rf"\d\s?{units}(?!\w)")


@check("foreign-unit")
def foreign_unit(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a quantity in a unit of the other country that no local value accompanies in its sentence."""
    side = "us" if article.settings.locale == "en-US" else "uk"
    units: dict[str, str] = {part: str(unit) for part, unit in rule.parameters["units"][side].items()}
    for block in article.in_zones(rule.zones):
        if not has_digit(block.text) or not any(hint in block.text for hint in _HINTS):
            continue
        quoted = sorted(quoted_ranges(block.text) + address_ranges(block.text))
        for match in _quantity(side).finditer(block.text):
            sentence = article.sentence_at(block, match.start())
            first, last = (sentence.start, sentence.end) if sentence else (0, len(block.text))
            around = block.text[max(first, match.start() - _NEAR) : min(last, match.end() + _NEAR)]
            if not inside(quoted, match.start()) and not _paired(side).search(around) and _is_quantity(match[0], around):
                local = next((unit for part, unit in units.items() if part.lower() in match[0].lower()), "")
                if local:
                    yield rule.finding(block.span(*match.span()), found=match[0], unit=local)


def _is_quantity(found: str, around: str) -> bool:
    """Whether a bare F or C after a number is a temperature: "101F", but no hepatitis C, vitamin C or bra size."""
    if not re.search(r"[^°º\s]\s?[FC]$", found) or "°" in found or "º" in found:
        return "pound" not in found or "£" not in around
    number = float(re.findall(r"\d+(?:\.\d+)?", found.replace(",", "."))[-1])
    limits = (90, 110) if found.endswith("F") else (30, 45)
    words = ("temperature", "fever", "heat", "degrees", "hot", "warm", "cool")
    return limits[0] <= number <= limits[1] or any(w in around.lower() for w in words)


_DATE = compile_pattern(r"(?<![\w/.-])(0?[1-9]|1[0-2])([/.-])(0?[1-9]|1[0-2])\2((?:19|20)\d\d|\d\d)(?![\w/-]|\.\d)")


@cache
def _slashed() -> re.Pattern[str]:
    return compile_pattern(r"/\d\d?/\d\d")


def _may_hold_dates(text: str) -> bool:
    """Whether a text has what every date in figures has, and most texts have not: strokes, or a year of four figures."""
    return (
        ".19" in text or ".20" in text or "-19" in text or "-20" in text or ("/" in text and _slashed().search(text) is not None)
    )  # fmt: skip


@check("ambiguous-date")
def ambiguous_date(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a date in figures that can be read in two ways."""
    for block in article.in_zones(rule.zones) if _may_hold_dates(article.folded_text) else ():
        text = block.text
        if not _may_hold_dates(text):
            continue
        for match in _DATE.finditer(text):
            first, second = int(match[1]), int(match[3])
            if first == second or (match[2] != "/" and len(match[4]) == 2) or _in_address(block, match.start()):
                continue
            yield rule.finding(block.span(*match.span()), found=match[0], one=_said(first, second), other=_said(second, first))


def _in_address(block: Block, at: int) -> bool:
    """Whether a web address or a path surrounds the place."""
    start = block.text.rfind(" ", 0, at) + 1
    end = block.text.find(" ", at)
    chunk = block.text[start : end if end >= 0 else len(block.text)]
    return "://" in chunk or "www." in chunk or chunk.count("/") > 2


_MONTHS = "January February March April May June July August September October November December".split()


def _said(day: int, month: int) -> str:
    return f"{day} {_MONTHS[month - 1]}"


@check("undeclared-locale")
def undeclared_locale(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a page whose declared language names no country, where no locale is configured either."""
    document = article.document
    declared = document.language
    if article.settings.locale != "auto" or document.format is not Format.HTML or declared.lower() != "en":
        return
    page = next((e for e in map(document.elements.__getitem__, document.index.by_name.get("html", ())) if "lang" in e.attributes), None)
    if page is None:
        return
    tag = fold(article.source[page.tag])
    at = tag.find("lang")
    start = tag.find("en", at + 4)
    if at < 0 or start < 0:
        return
    span = Span(page.tag.start + start, page.tag.start + start + 2)
    better = {Variant.US: "en-US", Variant.UK: "en-GB", Variant.UK_OXFORD: "en-GB"}.get(article.spelling.variant, "")
    fixes = [Fix(f"“{declared}” → “{better}”", (Edit(span, better),), Safety.REVIEW)] if better else []
    yield rule.finding(span, fixes=fixes, found=declared, better=better or "en-GB")
