"""Citation markers that are marked as such: superscripts, brackets, linked numbers, footnotes."""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from healthlint.article.citations_exponents import Marked, is_exponent
from healthlint.article.citations_numbers import all_numbers, lead_in, numbers_in, parse_numbers
from healthlint.article.citations_signs import BEFORE_NUMBER, LONGEST_LINK, names_entry
from healthlint.language.digits import SUPERSCRIPT_DIGITS
from healthlint.model import Block, Inline, Mark, Marker, MarkerStyle
from healthlint.patterns import compile_pattern


@cache
def _raised_digits() -> re.Pattern[str]:
    d = SUPERSCRIPT_DIGITS
    return compile_pattern(rf"[{d}]+(?:[⁻˒‚,–-][{d}]+)*+")


@cache
def _caret() -> re.Pattern[str]:
    return compile_pattern(r"\^(\d{1,3}(?:\s?[,–-]\s?\d{1,3})*+)\^")


@cache
def _footnote() -> re.Pattern[str]:
    return compile_pattern(r"\[\^([^\]\s]{1,40})\]")


def read_markers(block: Block) -> list[Marker]:
    """The marked citations of one block, in the order of the text."""
    found: list[Marker] = []
    text = block.text
    marked = Marked(block)
    if block.inlines:
        found += _footnotes(marked)
        found += _superscripts(marked)
    if "[^" in text:
        found += _literal_footnotes(marked)
    if not text.isascii():
        found += _unicode(marked)
    if "^" in text:
        found += _carets(marked)
    if "[" in text:
        found += _brackets(marked)
    if _spells_out(text):
        found += _spelled(marked)
    if block.inlines:
        found += _linked(marked, found)
    return _apart(found)


def _apart(found: list[Marker]) -> list[Marker]:
    """In order, and of two that overlap the one found first."""
    kept: list[Marker] = []
    for marker in sorted(found, key=lambda m: (m.start, -m.end)):
        if not kept or marker.start >= kept[-1].end or marker.start == marker.end:
            kept.append(marker)
    return kept


def make_marker(marked: Marked, start: int, end: int, style: MarkerStyle) -> Marker | None:
    """A marker over ``text[start:end]`` of a block, or ``None`` if no numbers stand there."""
    parts = parse_numbers(marked.text[start:end])
    if not parts or any(p.first == 0 or p.last == 0 for p in parts):
        return None
    return Marker(
        all_numbers(parts), marked.block, start, end, style,
        reversed_range=any(p.backwards for p in parts),
        target=_link_at(marked, start),
    )  # fmt: skip


def _link_at(marked: Marked, start: int) -> str:
    link = marked.over(Mark.LINK, start, start + 1)
    return link.target if link else ""


# Footnotes


def _footnotes(marked: Marked) -> Iterator[Marker]:
    for i in marked.all(Mark.FOOTNOTE):
        yield _footnote_marker(marked.block, i.start, i.end, i.target)


def _footnote_marker(block: Block, start: int, end: int, name: str) -> Marker:
    numbers = (int(name),) if name.isdecimal() and len(name) < 5 else ()
    return Marker(numbers, block, start, end, MarkerStyle.FOOTNOTE, label=name)


def _literal_footnotes(marked: Marked) -> Iterator[Marker]:
    """Footnote references that no definition answers stay plain text."""
    for match in _footnote().finditer(marked.text):
        if not marked.over(Mark.FOOTNOTE, *match.span()) and not marked.over(Mark.CODE, *match.span()):
            yield _footnote_marker(marked.block, match.start(1), match.end(1), match[1])


# Raised numbers


def _superscripts(marked: Marked) -> Iterator[Marker]:
    for start, end in _raised_runs(marked):
        a, b = _inner(marked.text, start, end)
        if a >= b or not marked.text[a].isdecimal():
            continue
        marker = make_marker(marked, a, b, MarkerStyle.SUPERSCRIPT)
        if marker and (points_into_list(marker) or not is_exponent(marked, start, end, marker)):
            yield marker


def _raised_runs(marked: Marked) -> Iterator[tuple[int, int]]:
    """Ranges of superscript, those that touch made one."""
    run: tuple[int, int] | None = None
    for i in marked.all(Mark.SUPERSCRIPT):
        if i.end <= i.start:
            continue
        if run and i.start <= run[1] and _joins(marked.text, run, i):
            run = (run[0], max(run[1], i.end))
            continue
        if run:
            yield run
        run = (i.start, i.end)
    if run:
        yield run


def _joins(text: str, run: tuple[int, int], following: Inline) -> bool:
    """Whether two superscripts that touch are one group: a comma or dash stands at the seam, or one holds the other."""
    if following.start < run[1]:
        return True
    return text[run[1] - 1] in ",;–-" or text[following.start : following.start + 1] in (",", ";", "–", "-")


def _inner(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without brackets, commas and spaces at its ends."""
    while start < end and text[start] in BEFORE_NUMBER:
        start += 1
    while end > start and text[end - 1] in "]), \u00a0;.":
        end -= 1
    return start, end


def _unicode(marked: Marked) -> Iterator[Marker]:
    for match in _raised_digits().finditer(marked.text):
        marker = make_marker(marked, match.start(), match.end(), MarkerStyle.SUPERSCRIPT)
        if marker and not is_exponent(marked, match.start(), match.end(), marker):
            yield marker


def _carets(marked: Marked) -> Iterator[Marker]:
    for match in _caret().finditer(marked.text):
        marker = make_marker(marked, match.start(1), match.end(1), MarkerStyle.SUPERSCRIPT)
        if marker and not is_exponent(marked, match.start(), match.end(), marker):
            yield marker


# Brackets


def read_doubtful(block: Block) -> list[Marker]:
    """Brackets that hold a year, or a range after a number, which may be its spread: citations if the list needs them."""
    return list(_brackets(Marked(block), doubtful=True)) if "[" in block.text else []


def _brackets(marked: Marked, *, doubtful: bool = False) -> Iterator[Marker]:
    text = marked.text
    at = text.find("[")
    while at >= 0:
        close = text.find("]", at + 1, at + 80)
        if close > at + 1 and _may_be_citation(text, at, close) and _is_doubtful(text, at, text[at + 1 : close]) is doubtful:
            start, end, close = numbers_in(text, at, close)
            style = MarkerStyle.SUPERSCRIPT if marked.over(Mark.SUPERSCRIPT, start, end) else MarkerStyle.BRACKET
            marker = make_marker(marked, start, end, style) or _lettered(marked, start, end)
            if marker and not marked.over(Mark.CODE, start, end):
                yield marker
        at = text.find("[", at + 1)


@cache
def _sub_entry() -> re.Pattern[str]:
    return compile_pattern(r"(\d{1,3})[a-h]$")


def _lettered(marked: Marked, start: int, end: int) -> Marker | None:
    """A part of an entry: ``[7a]``."""
    match = _sub_entry().match(marked.text, start, end)
    if not match:
        return None
    return Marker((int(match[1]),), marked.block, start, end, MarkerStyle.BRACKET, label=match[0], target=_link_at(marked, start))


def _may_be_citation(text: str, at: int, close: int) -> bool:
    """Whether brackets with numbers can be a citation where they stand."""
    if not lead_in().match(text, at + 1, close):
        return False
    before = text[at - 1] if at else ""
    if at < 8 and not text[:at].strip():
        return text[close + 1 : close + 9].lstrip()[:1] in ("", ".", ",", ";", "[")
    if before == "]":
        opened = text.rfind("[", max(0, at - 120), at)
        return opened >= 0 and bool(parse_numbers(text[opened + 1 : at - 1]))
    return not (text[close + 1 : close + 2] == "(" and text[close + 2 : close + 3] in ("#", "/", "h"))


def _is_doubtful(text: str, at: int, inner: str) -> bool:
    """Whether brackets may hold a year, or the spread of the number before them: ``median 45 [40–50]``."""
    if len(inner) == 4 and inner.isdecimal() and inner[:2] in ("18", "19", "20"):
        return True
    spread = any(d in inner for d in "–-—‐−")
    word = text[max(0, at - 24) : at].split()[-1:]
    number = word[0].replace(".", "", 1).replace(",", "") if word else ""
    year = len(number) == 4 and number[:2] in ("19", "20")
    return spread and number.isdecimal() and not year


@cache
def _spelled_out() -> re.Pattern[str]:
    return compile_pattern(r"\((?:see )?(?:[Rr]efs?\.?|[Rr]eferences?)\s(\d{1,3}(?:(?:\s?[,–-]\s?|\sand\s)\d{1,3})*+)\)")


def _spells_out(text: str) -> bool:
    return "(ref" in text or "(Ref" in text or "(see ref" in text


def _spelled(marked: Marked) -> Iterator[Marker]:
    """Citations that say so: ``(ref. 3)``, ``(references 1 and 2)``."""
    for match in _spelled_out().finditer(marked.text):
        marker = make_marker(marked, match.start(1), match.end(1), MarkerStyle.BRACKET)
        if marker:
            yield marker


# Linked numbers


def points_into_list(marker: Marker) -> bool:
    """Whether a marker's link names an entry of a list or a note."""
    return names_entry(marker.target.partition("#")[2])


def _linked(marked: Marked, found: list[Marker]) -> Iterator[Marker]:
    """Bare numbers that link to an entry: ``<a href="#ref7">7</a>``."""
    taken = {at for m in found for at in range(m.start, m.end)}
    before = -1
    for i in marked.all(Mark.LINK):
        if i.end - i.start > LONGEST_LINK or not ("#" in i.target or i.target.startswith("http")):
            continue
        a, b = _inner(marked.text, i.start, i.end)
        if a < b and marked.text[a].isdecimal() and taken.isdisjoint(range(a, b)):
            marker = make_marker(marked, a, b, MarkerStyle.SUPERSCRIPT)
            outside = i.target.startswith("http") and (a == before or _hangs_on(marked.text, a))
            if marker and (points_into_list(marker) or outside):
                before = i.end
                yield marker


def _hangs_on(text: str, start: int) -> bool:
    """Whether a linked number follows a word or a full stop without a space, as a citation does and a page number does not."""
    return start > 1 and (text[start - 1] in ".?!,;:)”" or (text[start - 1].isalpha() and text[start - 2].isalpha()))
