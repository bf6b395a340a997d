"""MDX: modules, components with expressions, and bare expressions."""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from healthlint.model import Comment, Mark, Span
from healthlint.parse.mask import LONGEST, Mask
from healthlint.patterns import compile_pattern


def mask_modules(found: Mask, start: int, *, mdx: bool) -> None:
    """Lines that import or export; in MDX an export goes on to the next blank line."""
    for match in _module().finditer(found.source, start):
        if mdx or match[1]:
            end = match.end()
            if mdx and not match[1]:
                blank = found.source.find("\n\n", end)
                end = blank if blank >= 0 else end
            found.hide(match.start(), end)


@cache
def _module() -> re.Pattern[str]:
    return compile_pattern(
        r"^(?:(import\s[^\n]{0,300}?['\"][^'\"\n]{1,200}['\"];?[ \t]*$|export\s\{[^}\n]{0,200}\}\s*from\s[^\n]{1,200}$)"
        r"|(?:import|export)\s[^\n]*)",
        re.MULTILINE,
    )


def mask_jsx(found: Mask, start: int, *, mdx: bool) -> None:
    """Tags with ``{...}`` values are not HTML; in MDX a bare ``{expression}`` is code too."""
    text = found.source
    match = _component().search(text, start)
    while match:
        end = _end_of_tag(text, match.end())
        if end > 0 and "={" in text[match.start() : end]:
            found.hide(match.start(), end)
        match = _component().search(text, max(abs(end), match.end()))
    if mdx:
        for span in _expressions(text, start):
            if text.startswith("{/*", span.start):
                found.comments.append(Comment(text[span.start + 3 : span.end - 3].strip(), span))
            found.hide(*span, Mark.TEMPLATE)


@cache
def _component() -> re.Pattern[str]:
    return compile_pattern(r"<[A-Za-z][\w.]{0,60}(?=[\s{])")


def _end_of_tag(text: str, at: int) -> int:
    """Where a tag ends, or minus the place up to which it was looked for in vain."""
    depth = 0
    limit = min(len(text), at + LONGEST)
    for i in range(at, limit):
        c = text[i]
        if c == "{":
            depth += 1
        elif c == "}":
            depth -= 1
        elif c == ">" and depth <= 0:
            return i + 1
        elif c == "<" and depth <= 0:
            return -i
    return -limit


def _expressions(text: str, start: int) -> Iterator[Span]:
    at = text.find("{", start)
    while at >= 0:
        end = _end_of_braces(text, at)
        if end > 0:
            yield Span(at, end)
        at = text.find("{", abs(end))


def _end_of_braces(text: str, at: int) -> int:
    """Like ``_end_of_tag``, for ``{...}`` with braces inside."""
    depth = 0
    limit = min(len(text), at + LONGEST)
    for i in range(at, limit):
        depth += (text[i] == "{") - (text[i] == "}")
        if depth == 0:
            return i + 1
    return -limit
