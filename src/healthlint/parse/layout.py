"""Which lines of a plain text belong together: one item is one paragraph, list item, table row or code block."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from healthlint.model import Kind
from healthlint.parse.lines import Label, Line, read_label
from healthlint.records import NamedTuple

_WIDEST_WRAP = 120
"""A file with longer lines is not wrapped by hand or by a mail program: each line is a paragraph."""
_FENCES = ("```", "~~~")
_PROMPTS = ("$ ", ">>> ", "C:\\>")


class Item(NamedTuple):
    """Lines that make one block, before headings are told from paragraphs."""

    kind: Kind
    lines: Sequence[Line]
    label: Label | None = None
    level: int = 0
    apart: bool = True
    """Whether a blank line or the file's edge stands before it."""


def gather_items(lines: list[Line]) -> list[Item]:
    """Put lines together that belong to one block."""
    wrapped = _is_wrapped(lines)
    items: list[Item] = []
    at = 0
    apart = True
    while at < len(lines):
        line = lines[at]
        if line.blank or not (any(c.isalnum() for c in line.text) or line.text.startswith(_FENCES)):
            apart = apart or not _is_rule_of_table(line)
            at += 1
            continue
        item = _take(lines, at, wrapped=wrapped, apart=apart)
        items.append(item)
        at += max(len(item.lines), 1)
        apart = False
    return items


def _is_rule_of_table(line: Line) -> bool:
    """``|---|---|`` between the head and the body of a table."""
    return "|" in line.text and "-" in line.text


def _is_wrapped(lines: list[Line]) -> bool:
    """Whether paragraphs end at blank lines and single line ends are only wrapping.

    In wrapped text a line ends because the next word did not fit, so most
    lines with a successor come within a word of the widest line.
    """
    inner = [
        (a, b) for a, b in pairwise(lines)
        if a.text and b.text and read_label(b.text) is None
    ]  # fmt: skip
    if not inner:
        return False
    widest = max(line.indent + len(line.text) for line in lines)
    if widest > _WIDEST_WRAP or widest < 40:
        return False
    full = sum(_is_full(a, b, widest) for a, b in inner)
    return full * 3 >= len(inner) * 2


def _is_full(line: Line, following: Line, widest: int) -> bool:
    first = following.text.split(None, 1)[0]
    return line.indent + len(line.text) + 1 + len(first) > widest - 4


def _take(lines: list[Line], at: int, *, wrapped: bool, apart: bool) -> Item:
    line = lines[at]
    if line.text.startswith(_FENCES):
        return _take_fenced(lines, at)
    if line.text.startswith(_PROMPTS):
        return Item(Kind.CODE, [line], apart=apart)
    if _is_row(line) and (_is_row_at(lines, at + 1) or _is_row_at(lines, at - 1)):
        return Item(Kind.TABLE_CELL, [line], apart=apart)
    label = read_label(line.text)
    if label and not label.sure and not _has_neighbour(lines, at, label):
        label = None
    if label:
        found = [line, *_continuation(lines, at, wrapped=wrapped)]
        return Item(Kind.LIST_ITEM, found, label, line.indent, apart=apart)
    return Item(Kind.PARAGRAPH, [line, *_continuation(lines, at, wrapped=wrapped)], apart=apart)


def _take_fenced(lines: list[Line], at: int) -> Item:
    fence = lines[at].text[:3]
    for end in range(at + 1, len(lines)):
        if lines[end].text.startswith(fence):
            return Item(Kind.CODE, lines[at : end + 1])
    return Item(Kind.PARAGRAPH, [lines[at]])


def _is_row(line: Line) -> bool:
    return "\t" in line.text or line.text.count("|") >= 2


def _is_row_at(lines: list[Line], at: int) -> bool:
    if not 0 <= at < len(lines) or not lines[at].text or not _is_row(lines[at]):
        return False
    label = read_label(lines[at].text)
    return label is None or "\t" in lines[at].text[label.length :] or "|" in lines[at].text


def _has_neighbour(lines: list[Line], at: int, label: Label) -> bool:
    """Whether a bare number counts on from the line before or to the line after, blanks left out."""
    for step in (-1, 1):
        other = at + step
        while 0 <= other < len(lines) and lines[other].blank and abs(other - at) < 3:
            other += step
        if 0 <= other < len(lines) and lines[other].text:
            near = read_label(lines[other].text)
            if near and not near.sure and near.number == label.number + step:
                return True
    return False


def _continuation(lines: list[Line], at: int, *, wrapped: bool) -> Iterator[Line]:
    """The lines after ``lines[at]`` that belong to the same block."""
    first, previous = lines[at], lines[at]
    widest = max(first.indent + len(first.text), _WIDEST_WRAP if not wrapped else 40)
    for i in range(at + 1, len(lines)):
        line = lines[i]
        if line.blank or _begins_block(line) or not _joins(previous, line, first, wrapped=wrapped, widest=widest):
            return
        widest = max(widest, line.indent + len(line.text))
        yield line
        previous = line


def _begins_block(line: Line) -> bool:
    if line.text.startswith(_FENCES):
        return True
    label = read_label(line.text)
    return label is not None and label.sure and (label.number > 0 or not label.name.isalnum())


def _joins(previous: Line, line: Line, first: Line, *, wrapped: bool, widest: int) -> bool:
    """Whether ``line`` goes on with the paragraph that ``previous`` belongs to."""
    open_end = previous.text[-1].isalnum() or previous.text[-1] in ",-–—(&/"
    if open_end and line.text[0].islower() and len(previous.text) > 30:
        return True
    if not wrapped:
        return line.indent > first.indent + 1 and open_end and len(previous.text) > 30
    if len(previous.text) * 3 < widest * 2 and not _is_full(previous, line, widest):
        return False
    return abs(line.indent - previous.indent) < 2 or previous is first
