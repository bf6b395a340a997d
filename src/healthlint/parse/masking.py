"""Syntax that Markdown does not know, found before parsing and hidden without moving a single character.

Whole lines become blank lines; pieces inside a line stay in place and are
left out of the text when a block is put together (see ``Gap``).
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from healthlint.model import Comment, Mark, Span
from healthlint.parse.mask import LONGEST, Gap, Mask, Masked
from healthlint.parse.masking_inline import mark_inline
from healthlint.patterns import compile_pattern


def mask(text: str, start: int = 0, *, mdx: bool = False) -> Masked:
    """Hide front matter (up to ``start``) and foreign syntax of ``text``."""
    found = Mask(text, start)
    if "{" in text:
        _mask_templates(found, start)
        _mask_attributes(found, start)
    if "%%" in text:
        _mask_percent_comments(found, start)
    if ":::" in text:
        _mask_fences(found, start)
    if "[!" in text:
        _mask_callouts(found, start)
    if ("::" in text and ".. " in text) or "!!!" in text or "???" in text:
        from healthlint.parse.masking_directives import mask_directives

        mask_directives(found, start)
    if "import " in text or "export " in text or mdx:
        from healthlint.parse.masking_mdx import mask_modules

        mask_modules(found, start, mdx=mdx)
    if "={" in text or (mdx and "{" in text):
        from healthlint.parse.masking_mdx import mask_jsx

        mask_jsx(found, start, mdx=mdx)
    mark_inline(found, start)
    gaps = _in_order(found.gaps) if found.gaps else ()
    return Masked(found.shown, gaps, frozenset(found.breaks), frozenset(found.callouts), tuple(found.comments), found.templated)


def _in_order(gaps: list[Gap]) -> tuple[Gap, ...]:
    kept: list[Gap] = []
    for gap in sorted(gaps, key=lambda g: (g.start, -g.end)):
        if not kept or gap.start >= kept[-1].end:
            kept.append(gap)
    return tuple(kept)


# Templates


def template_ranges(text: str, start: int = 0) -> Iterator[Span]:
    """``{{ }}``, ``{% %}`` and ``{# #}`` of template engines; a commented-out stretch is one range."""
    at = text.find("{", start)
    hidden = "endcomment" in text
    while at >= 0:
        close = {"{": "}}", "%": "%}", "#": "#}"}.get(text[at + 1 : at + 2])
        end = text.find(close, at + 2, at + LONGEST) if close else -1
        if close == "#}" and (end < 0 or text[at + 2 : at + 3].isalnum() or "\n" in text[at:end]):
            end = -1  # {#id} is a heading's anchor
        if close and end >= 0:
            end += 2
            if hidden and text[at + 2 : end - 2].strip("- ") == "comment":
                found = _end_comment().search(text, end)
                hidden = found is not None
                end = found.end() if found else end
            yield Span(at, end)
            at = text.find("{", end)
        else:
            at = text.find("{", at + 1)


@cache
def _end_comment() -> re.Pattern[str]:
    return compile_pattern(r"\{%-?\s{0,9}endcomment\s{0,9}-?%\}")


def _mask_templates(found: Mask, start: int) -> None:
    for span in template_ranges(found.source, start):
        found.templated = True
        found.hide(*span, Mark.TEMPLATE)


def _mask_attributes(found: Mask, start: int) -> None:
    """``{: .note}`` of kramdown and ``{.note}`` of Pandoc: on lines of their own, or after a piece of the line."""
    for match in _attributes().finditer(found.source, start):
        if found.alone(*match.span()):
            found.blank(*match.span())
        elif match[1] or found.source[match.start() - 1 : match.start()] in {")", "]", "*", "_", "`"}:
            found.gaps.append(Gap(*match.span()))


@cache
def _attributes() -> re.Pattern[str]:
    return compile_pattern(r"\{(:)[^{}\n]{0,300}\}|\{[.#][A-Za-z][^{}\n]{0,300}\}")


# Comments, fences, callouts


def _mask_percent_comments(found: Mask, start: int) -> None:
    """``%%hidden%%`` of Obsidian: on one line, or whole lines between two lines of ``%%``."""
    text = found.source
    at = text.find("%%", start)
    while at >= 0:
        end = text.find("%%", at + 2, at + LONGEST)
        if end >= 0 and "\n" in text[at:end]:
            end = end if _closes_lines(text, at, end) else -1
        if end < 0 or text[at - 1 : at].isalnum() or text[at + 2 : at + 3] in {"{", "%"}:
            at = text.find("%%", at + 2)
            continue
        found.comments.append(Comment(text[at + 2 : end].strip(), Span(at, end + 2)))
        found.hide(at, end + 2)
        at = text.find("%%", end + 2)


def _closes_lines(text: str, start: int, end: int) -> bool:
    """Whether a range begins its line, ends its line and spans no code fence."""
    begins = start == 0 or text[start - 1] in "\r\n"
    return begins and text[end + 2 : end + 3] in {"", "\n", "\r"} and "```" not in text[start:end]


def _mask_fences(found: Mask, start: int) -> None:
    for line in found.lines_with(":::", start):
        match = _fence().match(found.source, line)
        if match:
            found.hide(*match.span(1))
            if match[2].strip():
                found.breaks.add(match.end())


@cache
def _fence() -> re.Pattern[str]:
    return compile_pattern(
        r"[ \t>]{0,20}(:{3,}[ \t]{0,4}(?:\{[^}\n]{0,200}\}|[a-z][\w-]{0,40})?[ \t]{0,4}(?:\{[^}\n]{0,200}\})?)([^\r\n:]*)"
    )


def _mask_callouts(found: Mask, start: int) -> None:
    for line in found.lines_with("[!", start):
        match = _callout().match(found.source, line)
        if match:
            found.callouts.add(match.start(1))
            found.hide(*match.span(1))
            found.breaks.add(match.end())


@cache
def _callout() -> re.Pattern[str]:
    return compile_pattern(r"[ \t]{0,20}>[> \t]{0,20}(\[![\w -]{1,40}(?:\|[^\]\n]{0,60})?\][+-]?)[^\r\n]*")
