"""Syntax that Markdown does not know, found before parsing and hidden without moving a single character.

Whole lines become blank lines; pieces inside a line stay in place and are
left out of the text when a block is put together (see ``Gap``).
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from healthlint.model import Comment, Mark, Span

FILLER = "\ue0f0"
"""Stands for a template inside a line: neither a space nor punctuation, so emphasis around it still works."""

_LONGEST_TEMPLATE = 2000
"""A template tag that does not close within this many characters is text."""


class Gap(NamedTuple):
    """``source[start:end]`` that readers do not see inside a line."""

    start: int
    end: int
    mark: Mark | None = None
    """Mark that begins or ends here, or stands here (``TEMPLATE``, ``FOOTNOTE``)."""
    opens: bool = False
    closes: bool = False
    content: Span = Span(0, 0)
    """Of an inline footnote: the text of the note."""


class Masked(NamedTuple):
    """A text of the same length in which foreign syntax is hidden."""

    text: str
    gaps: tuple[Gap, ...] = ()
    """In order, without overlaps."""
    breaks: frozenset[int] = frozenset()
    """Ends of lines after which a new block begins though no blank line says so."""
    callouts: frozenset[int] = frozenset()
    """Starts of callout markers such as ``[!info]`` inside block quotes."""
    comments: tuple[Comment, ...] = ()
    templated: bool = False


class Mask:
    """What was found so far."""

    def __init__(self, text: str) -> None:
        """Nothing is hidden yet."""
        self.source = text
        self.chars: list[str] | None = None
        self.gaps: list[Gap] = []
        self.breaks: set[int] = set()
        self.callouts: set[int] = set()
        self.comments: list[Comment] = []
        self.templated = False

    def blank(self, start: int, end: int) -> None:
        """Turn a range into spaces; line ends stay."""
        self._fill(start, end, " ")

    def hide(self, start: int, end: int, mark: Mark | None = None) -> None:
        """Blank a range that has its lines for itself; otherwise leave it out of the text of its line."""
        if self.chars is not None and self.chars[start] != self.source[start]:
            return  # inside something hidden before
        if self.alone(start, end):
            self._fill(start, end, " ")
        else:
            self._fill(start, end, FILLER)
            self.gaps.append(Gap(start, end, mark))

    def _fill(self, start: int, end: int, by: str) -> None:
        if self.chars is None:
            self.chars = list(self.source)
        for i in range(start, end):
            if self.chars[i] not in "\r\n":
                self.chars[i] = by

    def quote(self, at: int) -> None:
        """Make the line whose white space begins at ``at`` one of a box, so that Markdown does not take it for code."""
        if self.chars is None:
            self.chars = list(self.source)
        self.chars[at] = ">"
        self.callouts.add(at)

    def alone(self, start: int, end: int) -> bool:
        """Whether nothing else stands on the lines of a range."""
        text = self.source
        while start > 0 and text[start - 1] in "> \t-*":
            start -= 1
        while end < len(text) and text[end] in " \t":
            end += 1
        return (start == 0 or text[start - 1] in "\r\n") and (end == len(text) or text[end] in "\r\n")


def mask(text: str, start: int = 0, *, mdx: bool = False) -> Masked:
    """Hide front matter (up to ``start``) and foreign syntax of ``text``."""
    found = Mask(text)
    if start:
        found.blank(0, start)
    if "{" in text:
        _mask_templates(found, start)
        _mask_attributes(found, start)
    if "%%" in text:
        _mask_percent_comments(found, start)
    if ":::" in text:
        _mask_fences(found, start)
    if "[!" in text:
        _mask_callouts(found, start)
    if ".. " in text or "!!!" in text or "???" in text:
        from healthlint.parse.masking_directives import mask_directives

        mask_directives(found, start)
    if "import " in text or "export " in text or mdx:
        _mask_modules(found, start, mdx=mdx)
    if "={" in text or (mdx and "{" in text):
        _mask_jsx(found, start, mdx=mdx)
    _mark_inline(found, start)
    gaps = _in_order(found.gaps)
    masked = text if found.chars is None else "".join(found.chars)
    return Masked(masked, gaps, frozenset(found.breaks), frozenset(found.callouts), tuple(found.comments), found.templated)


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
        end = text.find(close, at + 2, at + _LONGEST_TEMPLATE) if close else -1
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
    return re.compile(r"\{%-?\s{0,9}endcomment\s{0,9}-?%\}")


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
    return re.compile(r"\{(:)[^{}\n]{0,300}\}|\{[.#][A-Za-z][^{}\n]{0,300}\}")


# Comments, fences, callouts


def _mask_percent_comments(found: Mask, start: int) -> None:
    """``%%hidden%%`` of Obsidian: on one line, or whole lines between two lines of ``%%``."""
    text = found.source
    at = text.find("%%", start)
    while at >= 0:
        end = text.find("%%", at + 2, at + _LONGEST_TEMPLATE)
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
    for match in _fence().finditer(found.source, start):
        found.hide(*match.span(1))
        if match[2].strip():
            found.breaks.add(match.end())


@cache
def _fence() -> re.Pattern[str]:
    return re.compile(
        r"^[ \t>]{0,20}(:{3,}[ \t]{0,4}(?:\{[^}\n]{0,200}\}|[a-z][\w-]{0,40})?[ \t]{0,4}(?:\{[^}\n]{0,200}\})?)([^\r\n:]*)",
        re.MULTILINE,
    )


def _mask_callouts(found: Mask, start: int) -> None:
    for match in _callout().finditer(found.source, start):
        found.callouts.add(match.start(1))
        found.hide(*match.span(1))
        found.breaks.add(match.end())


@cache
def _callout() -> re.Pattern[str]:
    return re.compile(r"^[ \t]{0,20}>[> \t]{0,20}(\[![\w -]{1,40}(?:\|[^\]\n]{0,60})?\][+-]?)[^\r\n]*", re.MULTILINE)


# MDX


def _mask_modules(found: Mask, start: int, *, mdx: bool) -> None:
    for match in _module().finditer(found.source, start):
        if mdx or match[1]:
            end = match.end()
            if mdx and not match[1]:
                blank = found.source.find("\n\n", end)
                end = blank if blank >= 0 else end
            found.hide(match.start(), end)


@cache
def _module() -> re.Pattern[str]:
    return re.compile(
        r"^(?:(import\s[^\n]{0,300}?['\"][^'\"\n]{1,200}['\"];?[ \t]*$|export\s\{[^}\n]{0,200}\}\s*from\s[^\n]{1,200}$)"
        r"|(?:import|export)\s[^\n]*)",
        re.MULTILINE,
    )


def _mask_jsx(found: Mask, start: int, *, mdx: bool) -> None:
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
    return re.compile(r"<[A-Za-z][\w.]{0,60}(?=[\s{])")


def _end_of_tag(text: str, at: int) -> int:
    """Where a tag ends, or minus the place up to which it was looked for in vain."""
    depth = 0
    limit = min(len(text), at + _LONGEST_TEMPLATE)
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
    limit = min(len(text), at + _LONGEST_TEMPLATE)
    for i in range(at, limit):
        depth += (text[i] == "{") - (text[i] == "}")
        if depth == 0:
            return i + 1
    return -limit


# Inside lines


def _mark_inline(found: Mask, start: int) -> None:
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
    return re.compile(r"(?<![\^\[\\])\^[^\s^\[\]]{1,30}\^(?!\^)")


@cache
def _subscript() -> re.Pattern[str]:
    return re.compile(r"(?<![~\\\s])~[^\s~]{1,30}~(?!~)")


@cache
def _highlight() -> re.Pattern[str]:
    return re.compile(r"(?<![=\\])==(?=[^\s=])[^\n=]{1,400}(?<=\S)==(?!=)")


@cache
def _inline_note() -> re.Pattern[str]:
    return re.compile(r"(?<!\\)\^\[([^\[\]\n]{1,600})\]")


@cache
def _block_name() -> re.Pattern[str]:
    """``^name`` at the end of a block, by which Obsidian links to it."""
    return re.compile(r"(?<=[ \t\n])\^(?=[\d-]{0,20}[A-Za-z])[A-Za-z0-9-]{1,40}[ \t]{0,9}$", re.MULTILINE)


@cache
def _footnote() -> re.Pattern[str]:
    return re.compile(r"(?<!\\)\[\^[^\]\[\s^&<>`*\\]{1,60}\](?!:)")
