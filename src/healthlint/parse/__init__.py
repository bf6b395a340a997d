"""Turns a file's bytes into a Document."""
from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial

from healthlint.model import Document, Format, Source
from healthlint.parse.decode import read_source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    Made = TypeVar("Made")

__all__ = ["FORMATS", "parse", "read_source", "undisturbed"]

FORMATS = {
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".mdx": Format.MARKDOWN,
    ".qmd": Format.MARKDOWN,
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
}
"""Format by file name ending, in lower case."""


def parse(source: Source, form: Format) -> Document:
    """Parse ``source`` as ``form``; any text gives a document, whatever is wrong with it."""
    return undisturbed(partial(_parse, source, form))


def undisturbed(work: Callable[[], Made]) -> Made:
    """What ``work`` gives, without a search for garbage while it makes it.

    What is made of an article is kept, or freed at once: looking for garbage
    among it takes as long as half of the parsing, or a fifteenth of all.
    """
    if not gc.isenabled():
        return work()
    gc.disable()
    try:
        return work()
    finally:
        gc.enable()


def _parse(source: Source, form: Format) -> Document:
    if form is Format.HTML:
        from healthlint.parse.html import parse_html

        return parse_html(source)
    if form is Format.MARKDOWN:
        from healthlint.parse.markdown import parse_markdown

        return parse_markdown(source)
    from healthlint.parse.text import parse_text

    return parse_text(source)
