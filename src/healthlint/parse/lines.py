"""The lines of a text: where they stand, how far they are indented, and what they begin with."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.records import NamedTuple

BULLETS = frozenset("•◦▪▫‣⁃●○■□◆◇►▶➢➤✓✔*-–—+·∙")
"""Characters that begin a list item when white space follows."""

TIGHT_BULLETS = frozenset("•◦▪▫‣●○■□◆◇►▶➢➤✓✔")
"""Bullets that mean nothing else, so that no white space need follow."""

_LONGEST_HEADING = 150
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ROMAN = frozenset({"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"})


class Line(NamedTuple):
    """One line of the source without its newline and outer white space."""

    start: int
    """Of the first character that is not white space; of the line where it is blank."""
    end: int
    indent: int
    """Columns of white space before ``start``, a tab counted as far as the next multiple of four."""
    text: str

    @property
    def blank(self) -> bool:
        """Whether the line holds nothing but white space."""
        return not self.text


class Label(NamedTuple):
    """What stands before a list item."""

    name: str
    """Without punctuation: ``•``, ``3``, ``a``."""
    length: int
    """Characters from the start of the line to the item's text."""
    number: int
    """0 where the label is no number."""
    sure: bool
    """Whether a bullet or punctuation marks it; a bare number needs its neighbours as witnesses."""


def split_lines(text: str) -> Iterator[Line]:
    r"""Lines end at ``\n``, ``\r\n`` or a lone ``\r``, as positions are counted."""
    start = 0
    size = len(text)
    returns = "\r" in text
    while start < size:
        stop = text.find("\n", start)
        after = stop + 1
        if stop < 0:
            stop = after = size
        if returns:
            cr = text.find("\r", start, stop)
            if cr >= 0:
                after = after if cr + 1 == stop < size else cr + 1
                stop = cr
        yield _line(text, start, stop)
        start = after


def _line(text: str, start: int, stop: int) -> Line:
    raw = text[start:stop]
    body = raw.strip()
    if not body:
        return Line(start, start, 0, "")
    lead = raw.find(body[0])
    indent = lead if raw[:lead].isspace() and "\t" not in raw[:lead] else len(raw[:lead].expandtabs(4))
    return Line(start + lead, start + lead + len(body), indent, body)


def read_label(text: str) -> Label | None:
    """The bullet or number that ``text`` begins with."""
    first = text[0]
    if first in BULLETS:
        return _bullet(text)
    if first in "([":
        close = text.find(")" if first == "(" else "]", 1, 6)
        name = text[1:close] if close > 1 else ""
        return _numbered(text, name, close + 1, tight=first == "[") if name.isascii() and _is_label(name) else None
    if first in "⁰¹²³⁴⁵⁶⁷⁸⁹":
        size = len(text) - len(text.lstrip("⁰¹²³⁴⁵⁶⁷⁸⁹"))
        return _numbered(text, text[:size].translate(_SUPERSCRIPTS), size, tight=True)
    return _plain_label(text)


def _plain_label(text: str) -> Label | None:
    size = 0
    while size < min(len(text), 5) and text[size].isascii() and text[size].isalnum():
        size += 1
    name = text[:size]
    if not _is_label(name) or size == len(text):
        return None
    if text[size] in ".)":
        return _numbered(text, name, size + 1, tight=False)
    if name.isdigit() and (text[size] == "\t" or text[size : size + 1].isspace()):
        return Label(name, _skip(text, size), int(name), sure=False)
    return None


def _bullet(text: str) -> Label | None:
    at = 1
    if len(text) > at and text[at].isspace():
        return Label(text[0], _skip(text, at), 0, sure=True)
    if len(text) > at and text[0] in TIGHT_BULLETS and text[at] != text[0]:
        return Label(text[0], at, 0, sure=True)
    return None


def _numbered(text: str, name: str, size: int, *, tight: bool) -> Label | None:
    if size >= len(text) or not (text[size].isspace() or tight):
        return None
    return Label(name, _skip(text, size), int(name) if name.isdigit() else 0, sure=True)


def _is_label(name: str) -> bool:
    if name.isdigit():
        return len(name) <= 3
    return (len(name) == 1 and name.isalpha()) or name.lower() in _ROMAN


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def count_hashes(text: str, start: int, end: int) -> int:
    """The level of the heading that a paragraph of Markdown is meant to begin with: ``##Dose``, not ``#tag #other``; 0 for none."""
    if not text.startswith("#", start, end):
        return 0
    head = text[start : min(end, start + _LONGEST_HEADING + 10)]
    line = head.split("\n", 1)[0].split("\r", 1)[0]
    words = line.lstrip("#").strip()
    size = len(line) - len(line.lstrip("#"))
    if size > 6 or not words or len(words) > _LONGEST_HEADING or " #" in words:
        return 0
    return size if (words[0].isalnum() or words[0] in "*\"“'‘¿") and (size > 1 or " " in words) else 0


def printed_number(text: str, start: int, end: int) -> str:
    """The number of a Markdown list item as it stands in the source, as editors count by that; empty for a bullet."""
    if text[start] in "-*+":
        return ""
    at = start
    while at < end and text[at] in " \t>":
        at += 1
    stop = at
    while stop < end and text[stop] in "0123456789":
        stop += 1
    return text[at:stop].lstrip("0") or ("0" if stop > at else "")


def begins_entry(text: str, at: int) -> bool:
    """Whether a line begins like an entry of a list of sources, which readers know by its line."""
    first = text[at : at + 1]
    if first in {"[", "("}:
        close = text.find("]" if first == "[" else ")", at, at + 6)
        return close > 0 and text[at + 1 : close].isdigit()
    return (first != "" and first in "¹²³⁴⁵⁶⁷⁸⁹") or text.startswith("<sup>", at)
