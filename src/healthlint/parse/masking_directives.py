"""Boxes that are told by indentation: ``!!! note "Title"``, ``??? info`` and ``.. question:: Title``.

Their bodies stand four columns to the right, which Markdown takes for code.
In the masked text each line of a body begins like one of a block quote.
"""
from __future__ import annotations

import re
from functools import cache

from healthlint.parse.mask import Mask
from healthlint.patterns import compile_pattern


def mask_directives(found: Mask, start: int) -> None:
    """Hide the markers, keep the titles, and make boxes of the bodies."""
    end = start
    for line in sorted({line for sign in (".. ", "!!!", "???") for line in found.lines_with(sign, start)}):
        match = _directive().match(found.source, line) if line >= end else None
        if not match:
            continue
        found.hide(match.start(2), match.end(2))
        if match[3]:
            found.hide(match.start(3), match.start(3) + 1)
            found.hide(match.end(3) - 1, match.end(3))
        found.breaks.add(match.end())
        end = _mask_body(found, match.end(), len(match[1].expandtabs(4)))


def _mask_body(found: Mask, at: int, indent: int) -> int:
    """Mark the indented lines after ``at``; return where they end."""
    options = True
    for match in _line().finditer(found.source, at):
        space, text = match[1], match[2]
        if not text:
            options = options and match.start() == at
            continue
        if len(space.expandtabs(4)) < indent + 3:
            return match.start()
        if options and text.startswith(":") and ":" in text[1:]:
            found.hide(match.start(2), match.end(2))
        else:
            options = False
            found.quote(match.start(1) + min(indent, len(space) - 1))
    return len(found.source)


@cache
def _directive() -> re.Pattern[str]:
    return compile_pattern(
        r"([ \t]{0,12})((?:\.\.[ ][a-z][\w-]{1,30}::|[!?]{3}\+?[ \t]{0,3}[a-z][\w-]{0,30}(?:[ ][a-z][\w-]{0,30}){0,3}))(?=[ \t\r\n]|$)"
        r"[ \t]{0,9}(\"[^\"\n]{0,300}\")?[^\r\n]*",
    )


@cache
def _line() -> re.Pattern[str]:
    return compile_pattern(r"(?:\r\n|\n|\r)([ \t]*)([^\r\n]*)")
