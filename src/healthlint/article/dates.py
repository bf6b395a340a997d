"""Dates as people and machines write them, found in a text with their places."""
from __future__ import annotations

import re
from functools import cache

from healthlint.civil_dates import UTC, date, datetime
from healthlint.language.table_rows import table_rows
from healthlint.language.words import fold
from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple

_ISO_LENGTH = 10
_BEFORE_YEAR = 30
"""More characters than any date has before its year, or before the first two numbers of one in figures alone."""
_AFTER_YEAR = 40
"""More characters than any date has from its year on."""
MARKS = ("20", "19", "/")
"""One of these stands in every date, but for those in figures that name no century and are written with stops or hyphens."""
_MINUTES_IN_SECONDS = 10**11
"""Time stamps above this count milliseconds; in seconds it lies beyond the year 5000."""


class DateAt(NamedTuple):
    """A date written at ``start`` to ``end`` of a text."""

    start: int
    end: int
    value: date | None
    """First day of the period named; ``None`` for a day that no calendar has, such as 31 February."""
    precision: str
    """``day``, ``month`` or ``year``."""


@cache
def months() -> dict[str, int]:
    """Month numbers by name, in the languages of ``months.tsv``."""
    found: dict[str, int] = {}
    for names, number in table_rows("months.tsv"):
        found.update(dict.fromkeys(names.split("|"), int(number)))
    return found


@cache
def _written() -> re.Pattern[str]:
    return compile_pattern(
        r"""(?<![\w.])(?:
              (?P<y1>(?:19|20)\d\d)[-./](?P<m1>\d{1,2})[-./](?P<d1>\d{1,2})(?!\d)
            | (?P<a>\d{1,2})[./-](?P<b>\d{1,2})[./-](?P<y2>(?:19|20)\d\d|\d\d)(?![\d.])
            | (?P<y3>(?:19|20)\d\d)\s?年\s?(?P<m3>\d{1,2})\s?月(?:\s?(?P<d3>\d{1,2})\s?日)?
            | (?P<d4>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?[\s,-](?:of\s|de\s|d')?
              (?P<n4>[^\W\d_]{3,12})\.?,?[\s-](?:de[l]?\s)?(?P<y4>(?:19|20)\d\d)(?!\d)
            | (?P<n5>[^\W\d_]{3,12})\.?\s(?P<d5>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<y5>(?:19|20)\d\d)(?!\d)
            | (?P<n6>[^\W\d_]{3,12})\.?,?\s(?:de[l]?\s|of\s)?(?P<y6>(?:19|20)\d\d)(?![\d-])
            | (?P<y7>(?:19|20)\d\d)(?![\d\w-])
            )""",
        re.VERBOSE,
    )


@cache
def _year() -> re.Pattern[str]:
    return compile_pattern(r"\d(?:(?<=1)9\d\d|(?<=2)0\d\d|[./-]\d)")


@cache
def _brief() -> tuple[re.Pattern[str], ...]:
    """Each begins with a character of its own, which is found fast."""
    return compile_pattern(r"\.\d\d?[./-]\d\d"), compile_pattern(r"-\d\d?[./-]\d\d")


def find_dates(text: str, *, month_first: bool = False) -> list[DateAt]:
    """Find the dates in ``text``; ``month_first`` decides on 3/4/2026 where the numbers leave it open."""
    return dates_in(fold(text), month_first=month_first) if _year().search(text) else []


def dates_in(low: str, *, month_first: bool = False) -> list[DateAt]:
    """Find the dates in folded text."""
    year, written = _year().search, _written().search
    found: list[DateAt] = []
    at = look = 0
    while near := year(low, look):
        start = near.start()
        match = written(low, max(at, start - _BEFORE_YEAR), start + _AFTER_YEAR)
        if match is None or match.start() > start:
            look = start + 1
            continue
        read = _read(match, month_first=month_first)
        at = look = match.end() if read else _after_word(match)
        if read:
            found.append(read)
    return found


def may_date(text: str, *, brief: bool) -> bool:
    """Whether a date may stand in the text: a quick look before the careful one; ``brief`` where ``has_brief_date`` says so of the page."""
    told = "20" in text or "19" in text or "/" in text or (brief and has_brief_date(text))
    return told and _year().search(text) is not None


def has_brief_date(text: str) -> bool:
    """Whether something like ``.4.26`` or ``-4-26`` stands in the text, the end of a date that names no century."""
    dotted, dashed = _brief()
    return dotted.search(text) is not None or dashed.search(text) is not None


def _after_word(match: re.Match[str]) -> int:
    """Where to look on when a word before a year was no month, or the numbers no date."""
    return next((match.end(name) for name in ("n4", "n5", "n6") if match[name]), match.end())


def _read(match: re.Match[str], *, month_first: bool) -> DateAt | None:
    start, end = match.span()
    form = _FORMS[match.lastgroup or ""]
    if form == "a":
        return _numeric(start, end, int(match["a"]), int(match["b"]), match["y2"], month_first=month_first)
    if form == "y7":
        return DateAt(start, end, date(int(match["y7"]), 1, 1), "year")
    if form in "13":
        return _day(start, end, match["y" + form], int(match["m" + form]), match["d" + form])
    month = months().get(match["n" + form])
    return _day(start, end, match["y" + form], month, match["d" + form] if form != "6" else None) if month else None


_FORMS = {"d1": "1", "y2": "a", "m3": "3", "d3": "3", "y4": "4", "y5": "5", "y6": "6", "y7": "y7"}
"""Which way of writing a date matched, by the last group of it."""


def _numeric(start: int, end: int, first: int, second: int, year: str, *, month_first: bool) -> DateAt | None:
    swap = first <= 12 and (second > 12 or month_first)
    month, day = (first, second) if swap else (second, first)
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return _day(start, end, year if len(year) == 4 else f"20{year}", month, str(day))


def _day(start: int, end: int, year: str, month: int, day: str | None) -> DateAt:
    try:
        value = date(int(year), month, int(day or 1))
    except ValueError:
        return DateAt(start, end, None, "day")
    return DateAt(start, end, value, "day" if day else "month")


def parse_date(value: str) -> tuple[date, str] | None:
    """Read the value of a metadata field: ISO 8601, RFC 2822, a time stamp, or a date in words, with its precision."""
    text = value.strip()
    if text.isdigit():
        return _stamp(text)
    head = text[:_ISO_LENGTH]
    if len(head) == _ISO_LENGTH and head[4] in "-/" and head[7] == head[4]:
        return _from_digits(head[:4] + head[5:7] + head[8:])
    found = [d for d in find_dates(_without_time(text), month_first=True) if d.value]
    return (found[0].value, found[0].precision) if found and found[0].value else None


def _stamp(digits: str) -> tuple[date, str] | None:
    if len(digits) == 4:
        return date(int(digits), 1, 1), "year"
    if len(digits) == 8:
        return _from_digits(digits)
    if len(digits) in {10, 13}:
        seconds = int(digits) // (1000 if int(digits) > _MINUTES_IN_SECONDS else 1)
        return datetime.fromtimestamp(seconds, UTC).date(), "day"
    return None


def _from_digits(digits: str) -> tuple[date, str] | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])), "day"
    except ValueError:
        return None


def _without_time(text: str) -> str:
    """Drop the clock and the zone: ``Fri Mar 13 21:30:09 EST 2015`` becomes ``Fri Mar 13 2015``."""
    kept = [part for part in text.split() if ":" not in part and not part.startswith(("(", "GMT", "UTC", "+0", "-0"))]
    return " ".join(part for part in kept if not (part.isupper() and len(part) in {3, 4} and part.lower() not in months()))
