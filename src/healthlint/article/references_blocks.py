"""From blocks to entries: printed numbers, rows of a table, several entries in one block."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from healthlint.article.citations_numbers import plain_digits
from healthlint.language.digits import SUPERSCRIPT_DIGITS
from healthlint.model import Block, Kind, Mark, Reference, Source, Span
from healthlint.patterns import compile_pattern


@cache
def label_pattern() -> re.Pattern[str]:
    """A printed number at the start of an entry."""
    digits = SUPERSCRIPT_DIGITS
    return compile_pattern(
        rf"\s*(?:[\[(]\s?(\d{{1,4}})\s?[\])][.:]?|(\d{{1,4}})(?:[.):]|\s?[–-](?=\s))|([{digits}]{{1,4}})[.)]?|(\d{{1,3}})(?=\s|[A-Z][a-z]))\s*(?=\S)",
    )


@cache
def next_label() -> re.Pattern[str]:
    """A printed number at the start of a later line of one block."""
    return compile_pattern(r"\n\s*(?:[\[(]\s?(\d{1,4})\s?[\])]|(\d{1,4})[.)])\s+(?=\S)")


@cache
def _value() -> re.Pattern[str]:
    return compile_pattern(r"<li\b[^>]*?\bvalue\s*=\s*[\"']?(\d+)", re.IGNORECASE)


@cache
def _bare_label() -> re.Pattern[str]:
    return compile_pattern(r"[\[(]?\s?(\d{1,4})\s?[\])]?[.:]?")


def rows_of(run: Sequence[int], blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Blocks that make one entry: the cells of a table row, or a term that is only a number with what it stands for."""
    row: list[Block] = []
    for i in run:
        block = blocks[i]
        cell = row and block.kind is Kind.TABLE_CELL and (row[-1].group, row[-1].row) == (block.group, block.row)
        term = len(row) == 1 and row[0].kind is Kind.TERM and _bare_label().fullmatch(row[0].text.strip())
        if row and not (cell or term):
            yield row
            row = []
        row.append(block)
    if row:
        yield row


def row_entries(row: list[Block], source: Source) -> Iterator[Reference]:
    """The entry of a row, numbered by its first cell; the entries of a single block."""
    label = _bare_label().fullmatch(row[0].text.strip()) if len(row) > 1 else None
    longest = max(row, key=lambda block: len(block.text))
    if label is None:
        yield from entries_of(longest, source)
        return
    at = row[0].text.find(label[1])
    span = row[0].span(at, at + len(label[1]))
    yield Reference(int(label[1]), longest, 0, len(longest.text), span, anchor_of(row[0]) or anchor_of(longest))


def entries_of(block: Block, source: Source) -> Iterator[Reference]:
    """The entries in one block: usually one, more where line breaks part them."""
    if not any(c.isalnum() for c in block.text):
        return
    if block.label and block.label.isdecimal():
        start = _after_arrows(block.text)
        yield Reference(int(block.label), block, start, len(block.text), _label_span(block, source), anchor_of(block))
        return
    match = label_pattern().match(block.text)
    if not match or (match[4] and not _raised(block, match.start(4))):
        yield Reference(None, block, 0, len(block.text), None, anchor_of(block))
        return
    yield from split_block(block, match)


@cache
def _arrows() -> re.Pattern[str]:
    """Links back to the text before an entry: ``^``, ``↑``, ``^ a b``."""
    return compile_pattern(r"[\^↑]\s*(?:(?:[a-z]\b[,\s]*){1,26}(?=[A-Z]))?")


def _after_arrows(text: str) -> int:
    match = _arrows().match(text) if text[:1] in ("^", "↑") else None
    return match.end() if match and match.end() < len(text) else 0


def split_block(block: Block, match: re.Match[str]) -> Iterator[Reference]:
    """The entry that begins at ``match``, and those on later lines whose numbers go on from it."""
    at: re.Match[str] | None = match
    number = number_of(match)
    while at:
        group = next(g for g in range(1, (at.lastindex or 1) + 1) if at[g])
        following = _following(block.text, at.end(), number + 1)
        end = following.start() if following else len(block.text)
        yield Reference(number, block, at.end(), end, block.span(at.start(group), at.end(group)), anchor_of(block))
        number += 1
        at = following


def _following(text: str, start: int, number: int) -> re.Match[str] | None:
    return next((m for m in next_label().finditer(text, start) if number_of(m) == number), None)


def number_of(match: re.Match[str]) -> int:
    """The number of a label."""
    return int(plain_digits(next(g for g in match.groups() if g)))


def _raised(block: Block, at: int) -> bool:
    """Whether a bare number at the start of an entry is its label: a superscript, or set apart from a name."""
    return block.marked(Mark.SUPERSCRIPT, at, at + 1) or block.text[at:].lstrip("0123456789").lstrip()[:1].isupper()


def _label_span(block: Block, source: Source) -> Span | None:
    """Where a list item's number stands in the source: before its text, or in ``value``; ``None`` where markup counts."""
    start, first = block.outer.start, block.span().start
    raw = source.text[start : min(first, start + 400)] if first > start else ""
    if raw.startswith("<"):
        value = _value().search(raw)
        return Span(start + value.start(1), start + value.end(1)) if value else None
    at = plain_digits(raw).rfind(block.label)
    return Span(start + at, start + at + len(block.label)) if at >= 0 else None


def anchor_of(block: Block) -> str:
    """The anchor of an entry: on its element, or at the start of its text."""
    if block.anchors:
        return block.anchors[0]
    return next((i.anchor for i in block.inlines if i.anchor and i.start < 4), "")
