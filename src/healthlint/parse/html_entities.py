"""Character references: what ``&eacute;`` and ``&#150;`` stand for, as browsers read them."""
from __future__ import annotations

import re
from functools import cache

from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple

REFERENCE = r"&(?:#[xX][0-9a-fA-F]++;?+|#[0-9]++;?+|[a-zA-Z][a-zA-Z0-9]*+;?+)"
"""Pattern of one character reference; linear, as it never gives back what it took."""

_REFERENCE = compile_pattern(REFERENCE)

_COMMON = {
    "&nbsp;": "\xa0", "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&rsquo;": "’", "&lsquo;": "‘",
    "&rdquo;": "”", "&ldquo;": "“", "&ndash;": "–", "&mdash;": "—", "&hellip;": "…", "&copy;": "©", "&reg;": "®",
    "&trade;": "™", "&deg;": "°", "&pound;": "£", "&bull;": "•", "&middot;": "·", "&times;": "×", "&micro;": "µ",
    "&shy;": "\xad", "&eacute;": "é", "&raquo;": "»", "&laquo;": "«", "&frac12;": "½", "&rarr;": "→", "&#39;": "'",
    "&#8217;": "’", "&#8220;": "“", "&#8221;": "”", "&#8211;": "–", "&#160;": "\xa0", "&#038;": "&",
}  # fmt: skip
"""Looked up first, so that most pages never load the full table."""

_LONGEST_BARE_NAME = 6
"""The longest name that may stand without its semicolon (``&Aacute`` less the ``&``)."""


_MOST_KEPT = 2000
_LONGEST_KEPT = 12
"""Numeric references up to this length are remembered, as many a page writes a whole alphabet with them."""


class Decoded(NamedTuple):
    """What a reference stands for, and how many characters of the source it took."""

    text: str
    length: int


def decode_reference(written: str, *, following: str = "", attribute: bool = False) -> Decoded | None:
    """Read one reference as matched by ``REFERENCE``; ``None`` if it is plain text after all.

    ``following`` is the character after it: in an attribute, ``&copy=1`` is not
    a copyright sign (HTML Standard, named character reference state).
    """
    common = _COMMON.get(written)
    if common is not None:
        return Decoded(common, len(written))
    if written[1] == "#":
        text = _numeric(written)
        if len(_COMMON) < _MOST_KEPT and len(written) < _LONGEST_KEPT:
            _COMMON[written] = text
        return Decoded(text, len(written))
    return _named(written, following, attribute=attribute)


def decode(text: str, *, attribute: bool = False) -> str:
    """``text`` with every character reference replaced."""
    if "&" not in text:
        return text

    def replace(match: re.Match[str]) -> str:
        written = match.group()
        common = _COMMON.get(written)
        if common is not None:
            return common
        found = decode_reference(written, following=text[match.end() : match.end() + 1], attribute=attribute)
        return found.text + written[found.length :] if found else written

    return _REFERENCE.sub(replace, text)


def _numeric(written: str) -> str:
    digits = written[2:].rstrip(";")
    hexadecimal = digits[0] in "xX"
    digits = digits[1:] if hexadecimal else digits
    # More than ten digits are out of range anyway; long runs must not cost time.
    number = int(digits[-10:] if digits.lstrip("0")[10:] == "" else "9999999999", 16 if hexadecimal else 10)
    if 0x80 <= number <= 0x9F:
        return bytes([number]).decode("cp1252", "ignore") or chr(number)
    if number == 0 or number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return "\N{REPLACEMENT CHARACTER}"
    return chr(number)


def _named(written: str, following: str, *, attribute: bool) -> Decoded | None:
    names = _all_names()
    name = written[1:]
    if name.endswith(";"):
        whole = names.get(name)
        if whole is not None:
            return Decoded(whole, len(written))
    bare = name.rstrip(";")
    for length in range(min(len(bare), _LONGEST_BARE_NAME), 1, -1):
        short = names.get(bare[:length])
        if short is None:
            continue
        after = (name + following)[length : length + 1]
        if attribute and (after == "=" or after.isalnum()):
            return None
        return Decoded(short, length + 1)
    return None


@cache
def _all_names() -> dict[str, str]:
    from html.entities import html5

    return html5
