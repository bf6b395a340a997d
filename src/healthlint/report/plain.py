"""Text of an article made safe for a terminal or a log, and cut to one short line."""
from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from healthlint.model import Source, Span
from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple

COLUMNS = 100
"""Width of what people read at a terminal, the same everywhere so that output can be compared."""
REACH = 24
"""Code points shown on each side of what was found: real articles have lines of 600,000."""
FOUND = 64
"""Code points shown of what was found."""


@cache
def _unsafe() -> re.Pattern[str]:
    # Control characters move the cursor, bidirectional overrides reorder what is read, halves of surrogate pairs cannot be written.
    return compile_pattern("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def one_line(text: str) -> str:
    """``text`` on one line, with nothing in it that a terminal would obey."""
    if text.isprintable():
        return text
    flat = " ".join(text.split()) if "\n" in text or "\r" in text or "\t" in text else text
    return _unsafe().sub("\ufffd", flat)


def same_length(text: str) -> str:
    """``text`` with every character that is no letter to a terminal replaced, so that columns still count."""
    if text.isprintable():
        return text
    return _unsafe().sub("\ufffd", text.replace("\t", " "))


def shorten(text: str, limit: int) -> str:
    """``text`` cut to ``limit`` characters, the last of them an ellipsis if anything was cut."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def width(text: str) -> int:
    """Columns that ``text`` takes on a terminal."""
    return len(text) if _is_narrow(text) else sum(map(_columns_of, text))


def _is_narrow(text: str) -> bool:
    """Whether each character is sure to take one column."""
    return text.isascii() or not _wide().search(text)


@cache
def _wide() -> re.Pattern[str]:
    # Not Latin with its accents, nor the quotation marks and dashes of our own messages.
    return compile_pattern("[^\x00-\u02ff\u2010-\u2027]")


@lru_cache(maxsize=4096)
def _columns_of(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


class Snippet(NamedTuple):
    """The line of a finding, cut short, in three parts."""

    before: str
    found: str
    after: str


def snippet(source: Source, span: Span) -> Snippet:
    """Cut out the line on which ``span`` begins: the beginning of what was found, and a little on either side."""
    line = source.line_around(span.start)
    end = max(min(line.end, span.end), span.start)
    shown_end = min(end, span.start + FOUND)
    start = max(line.start, span.start - REACH)
    far = min(line.end, end + REACH)
    text = source.text
    before = ("…" if start > line.start else "") + text[start : span.start]
    found = text[span.start : shown_end] + ("…" if shown_end < end else "")
    after = "" if shown_end < end else text[end:far] + ("…" if far < line.end else "")
    return Snippet(same_length(before), same_length(found), same_length(after))


def wrap(text: str, indent: str, columns: int = COLUMNS) -> str:
    """``text`` on lines of at most ``columns``, each with ``indent``; a longer word stays whole."""
    if not _is_narrow(text):
        return _wrap_wide(text, indent, columns)
    lines: list[str] = []
    room = columns - len(indent)
    at = 0
    while len(text) - at > room:
        end = text.rfind(" ", at, at + room + 1)
        if end < 0:
            end = text.find(" ", at + room)
        if end < 0:
            break
        lines.append(indent + text[at:end])
        at = end + 1
    return "\n".join([*lines, indent + text[at:]])


def _wrap_wide(text: str, indent: str, columns: int) -> str:
    """The same where some characters take two columns or none: word by word."""
    lines: list[str] = []
    line: list[str] = []
    filled = len(indent)
    for word in text.split(" "):
        wide = width(word)
        if line and filled + wide + 1 > columns:
            lines.append(indent + " ".join(line))
            line, filled = [], len(indent)
        filled += wide + (1 if line else 0)
        line.append(word)
    return "\n".join([*lines, indent + " ".join(line)])
