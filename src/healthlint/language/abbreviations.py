"""Abbreviations in prose: which ones readers know, and whether words beside one spell it out."""
from __future__ import annotations

import re
from functools import cache

from healthlint.language.familiar import is_familiar
from healthlint.patterns import compile_pattern
from healthlint.resources import derived, words_text

_ROMAN = compile_pattern(r"[IVXLC]+\Z")
_WORD = compile_pattern(r"[^\W_][\w'’]*")
_AFTER = compile_pattern(
    r"(?: ?\(| ?(?:stands for|short for|means|is the)"
    r"|, (?:or|which stands for|short for|that is|(?:also |formerly |previously |now )(?:known as|called)|formerly|previously)"
    r"| or|,|:| =) ?(?:the |an? )?",
)
_BEFORE_LONG_FORM = frozenset(" (,:")
"""How what ``_AFTER`` looks for begins."""


@cache
def known_abbreviations() -> frozenset[str]:
    """Return the abbreviations that need no explanation: units, degrees, bodies and words that all readers meet."""
    return derived("known-abbreviations", _read_known)


def _read_known() -> frozenset[str]:
    lines = words_text("known-abbreviations.txt").split("\n")
    return frozenset(word for line in lines if line and line[0] != "#" for word in line.split())


def is_known(text: str) -> bool:
    """Whether ``text`` needs no spelling out: listed, a roman numeral, or a common word in capitals."""
    bare = text.replace("&", "").replace("/", "")
    if text in known_abbreviations() or _ROMAN.match(text) or len(bare) < 2:
        return True
    parts = text.split("/")
    if len(parts) > 1 and all(is_known(p) for p in parts):
        return True
    if text.isupper() and len(text) > 5 and sum(c in "AEIOUY" for c in text) * 4 >= len(text):
        return True  # so long an acronym would be no easier than the words: this is a word in capitals
    return text.isupper() and len(text) > 2 and is_familiar(text.lower())


def long_form_before(text: str, at: int, short: str) -> str:
    """Return the words that ``short``, in brackets or after "or" at ``at``, abbreviates; empty if the words before do not fit it."""
    if text.endswith(" or ", 0, at):
        return _fit(text[max(0, at - 124) : at - 4], short)
    opening = text.rfind("(", max(0, at - 60), at)
    if opening < 0 or ")" in text[opening:at]:
        return ""
    before = text[max(0, opening - 120) : opening]
    return _fit(before, short)


def long_form_after(text: str, at: int, short: str) -> str:
    """Return the words that follow ``short``, which ends at ``at``, and spell it out ("RA, or rheumatoid arthritis")."""
    match = _AFTER.match(text, at) if text[at : at + 1] in _BEFORE_LONG_FORM else None
    if not match:
        return ""
    letters = _letters(short)
    opening = _WORD.match(text, match.end())
    if not opening or not _opens(letters, opening[0]):
        return ""
    stops = r"[)]" if "(" in match[0] else r"[).;:,]"
    after = re.split(stops, text[match.end() : match.end() + 120], maxsplit=1)[0]
    words = list(_WORD.finditer(after))
    for size in range(min(len(words), len(short) + 4), 0, -1):
        long = after[: words[size - 1].end()]
        if _spells(letters, long, [m[0] for m in words[:size]]):
            return long
    return ""


def _fit(text: str, short: str) -> str:
    """The end of ``text`` that spells ``short``: its letters in order, the first of them opening a word."""
    letters = _letters(short)
    words = list(_WORD.finditer(text))
    for size in range(1, min(len(words), len(letters) + 4) + 1):
        if _opens(letters, words[-size][0]):
            long = text[words[-size].start() :].rstrip()
            if _spells(letters, long, [m[0] for m in words[-size:]]):
                return long
    return ""


def _letters(short: str) -> list[str]:
    return [c for c in short.lower() if c.isalnum()]


def _opens(letters: list[str], word: str) -> bool:
    """Whether a long form may begin with ``word``."""
    first = _plain(word)
    return first[0] == letters[0] or (letters[0] == "x" and first.startswith("ex"))


def _spells(letters: list[str], long: str, words: list[str]) -> bool:
    """Whether ``long``, which has these words, is longer than the letters and has them in order."""
    return len(long) > len(letters) + 1 and _in_order(letters, words)


def _plain(text: str) -> str:
    """In lower case and without accents: "Åsberg" opens with an a."""
    text = text.lower()
    if text.isascii():
        return text
    from unicodedata import combining, normalize

    return "".join(c for c in normalize("NFD", text) if not combining(c)) or text


def _in_order(letters: list[str], words: list[str]) -> bool:
    """Whether ``letters`` stand in ``words`` in that order, two thirds of them at the beginning of a word or of its later part."""
    text = _plain(" ".join(words))
    at = -1
    for letter in letters:
        at = text.find(letter, at + 1)
        if at < 0:
            return False
    firsts = [_plain(w)[0] for w in words]
    opening = sum(1 for letter in letters if letter in firsts)
    return opening * 2 >= len(letters) or len(words) == 1
