"""Markdown, from the events of pyromark (pulldown-cmark) with their places."""
from __future__ import annotations

import re
from collections.abc import Iterator

from healthlint.model import Block, Document, Format, Kind, Meta, Source, Zone
from healthlint.parse.byte_map import byte_shifts
from healthlint.parse.front_matter import read_front_matter
from healthlint.parse.markdown_comments import hidden_definitions
from healthlint.parse.markdown_events import EventReader
from healthlint.parse.markdown_writer import Writer
from healthlint.parse.masking import mask
from healthlint.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def parse_markdown(source: Source) -> Document:
    """Blocks of a Markdown text in any of its common dialects."""
    text = _with_line_feeds(source.text)
    front = read_front_matter(text)
    masked = mask(text, front.end, mdx=source.path.lower().endswith(".mdx"))
    writer = Writer(source, masked.gaps)
    reader = EventReader(writer, masked)
    reader.read(_events(masked.text), byte_shifts(masked.text))
    comments = sorted([*writer.comments, *masked.comments, *hidden_definitions(text, reader.covered)], key=lambda c: c.span)
    blocks, title = _name_title(writer, {m.key: m.value for m in reversed(front.metadata)})
    return Document(
        source, Format.MARKDOWN, tuple(blocks), tuple(writer.elements), tuple(comments), front.metadata, writer.anchors,
        title=title, language=_language(front.metadata), notes=("templated",) if masked.templated else (),
    )  # fmt: skip


def _with_line_feeds(text: str) -> str:
    """The text with lone carriage returns, which the Markdown parser takes for letters, as line feeds; nothing moves."""
    return re.sub(r"\r(?!\n)", "\n", text) if "\r" in text else text


def _events(text: str) -> Iterator[tuple[Any, Any]]:
    """Each event with its place, counted in bytes of UTF-8."""
    from pyromark import Options, events_with_range

    options = (
        Options.ENABLE_TABLES | Options.ENABLE_FOOTNOTES | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_TASKLISTS | Options.ENABLE_GFM
        | Options.ENABLE_HEADING_ATTRIBUTES | Options.ENABLE_MATH | Options.ENABLE_DEFINITION_LIST | Options.ENABLE_WIKILINKS
    )  # fmt: skip
    return events_with_range(text, options=options)


def _name_title(writer: Writer, metadata: dict[str, str]) -> tuple[list[Block], str]:
    """The first heading is the title if it opens the article or is its only one of level 1."""
    blocks = list(writer.blocks)
    told = metadata.get("title", "")
    kind, zone = Kind.HEADING, Zone.HEADING
    headings = [i for i, b in enumerate(blocks) if b.kind is kind and b.zone is zone]
    tops = [i for i in headings if blocks[i].level == 1]
    first = headings[0] if headings else -1
    at = -1
    if tops and (not told or blocks[tops[0]].text.casefold() == told.casefold() or len(tops) == 1):
        at = tops[0]
    elif not told and first == 0:
        at = 0
    if at >= 0:
        blocks[at] = replace(blocks[at], zone=Zone.TITLE)
        return blocks, blocks[at].text
    return blocks, told


def _language(metadata: tuple[Meta, ...]) -> str:
    return next((m.value for m in metadata if m.key in {"lang", "language"}), "")
