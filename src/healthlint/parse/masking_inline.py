"""Marks inside lines that Markdown does not know: ``^sup^``, ``~sub~``, ``==mark==``, ``^[note]``, ``[^name]``, ``^block``.

Each pattern begins with the sign itself, which a text is searched for fast, and only then looks at what stands before it.
"""
from __future__ import annotations

import re
from functools import cache

from healthlint.model import Mark, Span
from healthlint.parse.mask import Gap, Mask
from healthlint.patterns import compile_pattern


def mark_inline(found: Mask, start: int) -> None:
    """Raised, lowered and highlighted text, notes and names of blocks."""
    text = found.source
    if "^" in text:
        for match in _superscript().finditer(text, start):
            _pair(found, match, 1, Mark.SUPERSCRIPT)
        for match in _inline_note().finditer(text, start):
            found.gaps.append(Gap(*match.span(), Mark.FOOTNOTE, content=Span(*match.span(1))))
        for match in _footnote().finditer(text, start):
            found.gaps.append(Gap(*match.span(), Mark.FOOTNOTE))
        for match in _block_name().finditer(text, start):
            found.gaps.append(Gap(*match.span()))
    if "~" in text:
        for match in _subscript().finditer(text, start):
            _pair(found, match, 1, Mark.SUBSCRIPT)
    if "==" in text:
        for match in _highlight().finditer(text, start):
            _pair(found, match, 2, None)


def _pair(found: Mask, match: re.Match[str], size: int, mark: Mark | None) -> None:
    a, b = match.span()
    found.gaps.append(Gap(a, a + size, mark, opens=True))
    found.gaps.append(Gap(b - size, b, mark, closes=True))


@cache
def _superscript() -> re.Pattern[str]:
    return compile_pattern(r"\^(?<![\^\[\\]\^)[^\s^\[\]]{1,30}\^(?!\^)")


@cache
def _subscript() -> re.Pattern[str]:
    return compile_pattern(r"~(?<![~\\\s]~)[^\s~]{1,30}~(?!~)")


@cache
def _highlight() -> re.Pattern[str]:
    return compile_pattern(r"==(?<![=\\]==)(?=[^\s=])[^\n=]{1,400}(?<=\S)==(?!=)")


@cache
def _inline_note() -> re.Pattern[str]:
    return compile_pattern(r"\^\[(?<!\\\^\[)([^\[\]\n]{1,600})\]")


@cache
def _block_name() -> re.Pattern[str]:
    """``^name`` at the end of a block, by which Obsidian links to it."""
    return compile_pattern(r"\^(?<=[ \t\n]\^)(?=[\d-]{0,20}[A-Za-z])[A-Za-z0-9-]{1,40}[ \t]{0,9}$", re.MULTILINE)


@cache
def _footnote() -> re.Pattern[str]:
    return compile_pattern(r"\[\^(?<!\\\[\^)[^\]\[\s^&<>`*\\]{1,60}\](?!:)")
