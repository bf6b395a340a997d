"""Plain text: paragraphs, headings, lists and tables, all inferred from lines, blanks and indentation."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthlint.model import Block, Document, Element, Format, Kind, Source, Span, Zone
from healthlint.parse.layout import Item, gather_items
from healthlint.parse.lines import Line, split_lines
from healthlint.parse.pieces import Pieces

_LONGEST_HEADING = 100
_LONGEST_QUESTION = 160
_LONGEST_TITLE = 250
_CLOSING = frozenset(".!;,…")


def parse_text(source: Source) -> Document:
    """Blocks of a plain text; its first short line is the title."""
    items = gather_items(list(split_lines(source.text)))
    blocks = list(_build(source, _headings(items)))
    title = blocks[0].text if blocks and blocks[0].zone is Zone.TITLE else ""
    elements = tuple(_elements(blocks))
    return Document(source, Format.TEXT, tuple(blocks), elements, title=title)


def _elements(blocks: Sequence[Block]) -> Iterator[Element]:
    for i, block in enumerate(blocks):
        if block.kind is Kind.HEADING:
            yield Element(f"h{block.level}", block.outer.start, block.outer.end, block.outer.end, {}, block=i)


def _headings(items: list[Item]) -> Iterator[tuple[Item, Kind, Zone, int]]:
    """Each item with its kind, zone and level."""
    for i, item in enumerate(items):
        following = items[i + 1] if i + 1 < len(items) else None
        if item.kind is Kind.CODE:
            yield item, item.kind, Zone.CODE, 0
        elif item.kind is Kind.TABLE_CELL:
            yield item, item.kind, Zone.TABLE, 0
        elif i == 0 and _is_title(item, following):
            yield item, Kind.HEADING, Zone.TITLE, 1
        elif _is_heading(item, following):
            yield item, Kind.HEADING, Zone.HEADING, 2
        elif item.kind is Kind.LIST_ITEM:
            yield item, item.kind, Zone.LIST, 1
        elif item.lines[0].text.startswith(">"):
            yield item, item.kind, Zone.QUOTE, 0
        else:
            yield item, Kind.PARAGRAPH, Zone.PROSE, 0


def _is_title(item: Item, following: Item | None) -> bool:
    text = item.lines[0].text
    if item.kind is Kind.LIST_ITEM or len(text) > _LONGEST_TITLE or len(item.lines) > 3:
        return False
    if following is None or text[0] in '-–—"“>':
        return False
    closing = item.lines[-1].text.rstrip("\"'”’)")[-1:]
    return closing not in {",", ";", ":"} and (closing != "." or _few_words(text, 8) or _one_short_sentence(item, following))


def _one_short_sentence(item: Item, following: Item) -> bool:
    """A headline may be a sentence with its full stop, where a text of several sentences follows."""
    text = " ".join(line.text for line in item.lines)
    return following.apart and len(text) <= _LONGEST_HEADING and ". " not in text


def _few_words(text: str, most: int) -> bool:
    return text.count(" ") < most


def _is_heading(item: Item, following: Item | None) -> bool:
    """A short line between blanks without closing punctuation, or a question."""
    if len(item.lines) > 1 or not item.apart or following is None:
        return False
    text = item.lines[0].text
    if item.label is not None:
        return _is_numbered_heading(item, following)
    if text[0] in ">\"“‘'(" or (text[0].islower() and not text.isdigit()):
        return False
    if _has_inner_stop(text) or not (following.apart or text.isupper()):
        return False
    if text[-1] == "?":
        return following.apart and len(text) <= _LONGEST_QUESTION
    if text[-1] == ":":
        return _few_words(text, 4) and following.label is None
    return len(text) <= _LONGEST_HEADING and _few_words(text, 14) and text[-1] not in _CLOSING


def _is_numbered_heading(item: Item, following: Item) -> bool:
    """``2. Side effects`` between blanks, where what follows is no item of the same list."""
    if item.label is None or item.label.number == 0 or not following.apart or len(item.lines[0].text) > 60:
        return False
    lone = following.label is None or following.label.name == item.label.name
    return lone and _is_heading(item._replace(label=None), following)


def _has_inner_stop(text: str) -> bool:
    """Whether one sentence ends before the last: a full stop that follows a word of more than three letters."""
    at = text.find(". ")
    while at >= 0:
        word = text[:at].rsplit(None, 1)[-1:]
        if word and len(word[0]) > 3 and text[at + 2 : at + 3].isupper():
            return True
        at = text.find(". ", at + 2)
    return "? " in text or "! " in text


def _build(source: Source, items: Iterator[tuple[Item, Kind, Zone, int]]) -> Iterator[Block]:
    group = 0
    row = 0
    stack: list[tuple[int, int]] = []
    previous: tuple[Item, Kind] | None = None
    for item, kind, zone, level in items:
        if kind is Kind.LIST_ITEM and item.label:
            if not (previous and previous[1] is Kind.LIST_ITEM) or _restarts(previous[0], item):
                stack = []
            group = _nest(stack, item.level, group)
            yield _block(source, item, (kind, zone), level=len(stack), group=stack[-1][1])
        elif kind is Kind.TABLE_CELL:
            first = not (previous and previous[1] is Kind.TABLE_CELL) or item.apart
            group += first
            row = 1 if first else row + 1
            yield from _cells(source, item.lines[0], group, row)
        else:
            yield _block(source, item, (kind, zone), level=level)
        previous = item, kind


def _restarts(previous: Item, item: Item) -> bool:
    """Whether the numbering begins anew after a list at the same indentation."""
    a, b = previous.label, item.label
    return bool(a and b and previous.level == item.level and b.number == 1 and a.number > 1)


def _nest(stack: list[tuple[int, int]], indent: int, group: int) -> int:
    """Leave and enter lists until the innermost one has this indentation; the number of the newest list."""
    while stack and stack[-1][0] > indent + 1:
        stack.pop()
    if not stack or indent > stack[-1][0] + 1:
        group += 1
        stack.append((indent, group))
    return group


def _block(source: Source, item: Item, part: tuple[Kind, Zone], *, level: int, group: int = 0) -> Block:
    kind, zone = part
    pieces = Pieces(source.text)
    for i, line in enumerate(item.lines):
        start = line.start
        if i == 0 and item.label:
            start += item.label.length
        elif zone is Zone.QUOTE or line.text.startswith("#"):
            start += len(line.text) - len(line.text.lstrip(">#" if zone is Zone.QUOTE else "#").lstrip())
        if i and kind is Kind.CODE:
            pieces.put("\n", item.lines[i - 1].end, start)
        elif i:
            pieces.put(" ", item.lines[i - 1].end, start)
        pieces.keep(start, line.end)
    return Block(
        zone, pieces.text, pieces.segments, kind,
        level=level, label=item.label.name if item.label else "", group=group,
        outer=Span(item.lines[0].start, item.lines[-1].end),
        inferred=kind is Kind.HEADING,
    )  # fmt: skip


def _cells(source: Source, line: Line, group: int, row: int) -> Iterator[Block]:
    bar = "\t" if "\t" in line.text else "|"
    at = line.start
    for part in line.text.split(bar):
        body = part.strip()
        if any(c.isalnum() for c in body):
            start = at + part.find(body[0])
            pieces = Pieces(source.text)
            pieces.keep(start, start + len(body))
            yield Block(
                Zone.TABLE, pieces.text, pieces.segments, Kind.TABLE_CELL,
                group=group, row=row, outer=Span(start, start + len(body)),
            )  # fmt: skip
        at += len(part) + 1
