"""Template syntax and front matter blanked out before HTML is read, character for character."""
from __future__ import annotations

import re

from healthlint.model import Span
from healthlint.parse.front_matter import read_front_matter
from healthlint.parse.html_written import attribute_span
from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple


class Masked(NamedTuple):
    """A text of the same length as the source, without what a template engine will replace."""

    text: str
    placeholders: tuple[Span, ...] = ()
    """``{{ value }}`` and the like, which will become text."""
    front_matter: Span | None = None


_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}", "<?php": "?>", "<?=": "?>", "<%": "%>"}
_OPENER = compile_pattern(r"\{\{|\{%|\{#|<\?php|<\?=|<%")
_SECONDS = (("{", "{"), ("%", "{<"), ("?", "<"))
"""The second characters of these signs, and those that stand before them; ``{#`` counts only where others are."""
_BRACES = compile_pattern(r"[{}]")
_RAW_ELEMENT = compile_pattern(r"</(?:script|style)", re.IGNORECASE)


def mask_templates(text: str) -> Masked:
    """Blank out front matter and template syntax; the same text if there is none."""
    front = read_front_matter(text).end
    pieces = [" " * front]
    at = front
    placeholders: list[Span] = []
    if _may_have_signs(text):
        at = _mask(text, at, pieces, placeholders)
    if not at:
        return Masked(text)
    pieces.append(text[at:])
    return Masked("".join(pieces), tuple(placeholders), Span(0, front) if front else None)


def _may_have_signs(text: str) -> bool:
    """Whether two characters that may begin a sign stand side by side: a text is searched many times faster for one than for two."""
    for second, firsts in _SECONDS:
        at = text.find(second, 1)
        while at > 0:
            if text[at - 1] in firsts:
                return True
            at = text.find(second, at + 1)
    return False


def _mask(text: str, at: int, pieces: list[str], placeholders: list[Span]) -> int:
    missing: set[str] = set()
    while match := _OPENER.search(text, at):
        sign, start = match.group(), match.start()
        end = -1 if sign in missing else _end(text, sign, match.end())
        if end < 0:
            missing.add(sign)
            pieces.append(text[at : match.end()])
            at = match.end()
            continue
        pieces.append(text[at:start])
        value = sign == "{{"
        # A value becomes text, so it leaves no gap between words; a command leaves white space.
        pieces.append(("\0" if value else " ") * (end - start))
        if value:
            placeholders.append(Span(start, end))
        at = end
    return at


def _end(text: str, sign: str, start: int) -> int:
    closer = _CLOSERS[sign]
    end = text.find(closer, start)
    if end >= 0 and sign == "{{":
        end = _balanced(text, start, end)
    if end < 0 or _RAW_ELEMENT.search(text, start, end):
        return -1
    return end + len(closer)


def _balanced(text: str, start: int, end: int) -> int:
    """Where ``}}`` closes for good: macros are called with ``{{ name({a: {b: 1}}) }}``."""
    depth = 0
    for match in _BRACES.finditer(text, start, min(len(text), start + 20_000)):
        if match.group() == "{":
            depth += 1
        elif depth:
            depth -= 1
        elif text.startswith("}}", match.start()):
            return match.start()
        else:
            break
    return end


def unmask(known: dict[str, str], masked: str, written: str, start: int, end: int) -> dict[str, str]:
    """Attribute values with the template placeholders that were masked put back."""
    found = {}
    for name, value in known.items():
        place = attribute_span(masked, start, end, name)
        found[name] = written[slice(*place)] if place and written[slice(*place)] != masked[slice(*place)] else value
    return found
