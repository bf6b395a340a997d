"""Register numbers and ORCID identifiers: found by a word that names the register, judged by shape and checksum alone."""
from __future__ import annotations

import re
from functools import cache

from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple

NAMES = ("GMC", "NMC", "GPhC", "GDC", "HCPC", "NPI")
"""The registers whose numbers are read, as they name themselves."""
FOLDED_NAMES = frozenset(name.lower() for name in NAMES)
_ORCID_LENGTH = 16
_HCPC = frozenset({"AS", "BS", "CH", "CS", "DT", "HAD", "ODP", "OR", "OT", "PA", "PH", "PO", "PYL", "RA", "SL", "CW"})
"""Prefixes of the professions that the Health and Care Professions Council registers."""


class Register(NamedTuple):
    """A number at ``start`` to ``end`` of a text, and whether it can be one of that register."""

    start: int
    end: int
    register: str
    number: str
    well_formed: bool


@cache
def _cued() -> re.Pattern[str]:
    return compile_pattern(
        r"\b(GMC|NMC|GPhC|GDC|HCPC|NPI)\b(?:\s(?:PIN|number|no\.?|registration|reg\.?|registered|ref\.?|reference|Number|No\.?)){0,3}\s?[:#]?\s?"
        r"([A-Z]{0,3}\d[\dA-Z]{2,11})\b",
    )


@cache
def _orcid() -> re.Pattern[str]:
    return compile_pattern(r"(?<![\w-])(\d{4}-\d{4}-\d{4}-\d{3}[\dX])(?![\w-])")


@cache
def _inner_groups() -> re.Pattern[str]:
    return compile_pattern(r"-\d{4}-\d{4}-")


def may_hold_orcid(text: str) -> bool:
    """Whether the groups of digits in the middle of an ORCID identifier stand somewhere."""
    return _inner_groups().search(text) is not None


def find_registers(text: str) -> list[Register]:
    """Find register numbers behind the name of their register, and ORCID identifiers."""
    found = []
    if "-" in text and ("orcid" in text.lower()):
        found += [Register(m.start(1), m.end(1), "ORCID", m[1], is_orcid(m[1])) for m in _orcid().finditer(text)]
    if any(name in text for name in NAMES):
        found += [Register(m.start(2), m.end(2), m[1], m[2], _well_formed(m[1], m[2])) for m in _cued().finditer(text)]
    return sorted(found)


def is_orcid(identifier: str) -> bool:
    """Whether the last character is the ISO 7064 MOD 11-2 check digit of the others."""
    digits = identifier.replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return len(digits) == _ORCID_LENGTH and digits[-1] == ("X" if check == 10 else str(check))


def _well_formed(register: str, number: str) -> bool:
    """Whether the number has its register's shape.

    GMC and GPhC 7 digits, GDC 4 to 6, NMC 99A9999A, HCPC letters and 4 to 6 digits, NPI 10 digits under the Luhn check with 80840.
    """
    shapes = {
        "GMC": r"\d{7}",
        "GPhC": r"\d{7}",
        "GDC": r"\d{4,6}",
        "NMC": r"\d{2}[A-Z]\d{4}[A-Z]",
        "NPI": r"\d{10}",
        "HCPC": r"[A-Z]{2,3}\d{4,6}",
    }
    if not re.fullmatch(shapes[register], number):
        return False
    if register == "HCPC":
        return number.rstrip("0123456789") in _HCPC
    return register != "NPI" or _luhn(f"80840{number}")


def _luhn(digits: str) -> bool:
    total = 0
    for i, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if i % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
