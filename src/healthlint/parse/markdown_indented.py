"""Indented "code" that is none: paragraphs and lists that slipped four columns to the right, or stand under ``!!! note``.

Markdown shows them as code, and still they are what readers read. Taken for
code, they would be checked by no rule.
"""
from __future__ import annotations

from healthlint.model import Kind, Zone
from healthlint.parse.lines import read_label, split_lines
from healthlint.parse.markdown_writer import Place, Writer

_CODE = frozenset("{}<>|;=\\$`@~")
_PLAIN = frozenset(
    {
        "the", "a", "an", "of", "and", "to", "is", "are", "or", "your", "with", "for", "in", "if", "you", "it", "this", "that", "not", "on",
        "can", "may", "les", "des", "une", "est", "vous", "pour", "der", "die", "und", "el", "los", "para", "il", "che",
    }
)  # fmt: skip
"""Words that sentences are full of and commands are not."""


def is_prose(text: str) -> bool:
    """Whether an indented block reads as sentences or as a list, and not as commands or a program."""
    words = text.split()
    if len(words) < 2 or sum(map(text.count, _CODE)) * 100 > len(text) or words[0] in {"sudo", "$", "#", "//", "import"}:
        return False
    signs = sum(map(len, words)) - sum(map(str.isalpha, text))
    if signs * 5 > len(text):
        return False
    lines = [line.text for line in split_lines(text) if line.text]
    listed = len(lines) > 1 and all((label := read_label(line)) and label.sure for line in lines)
    plain = sum(w.strip(".,;:()*").lower() in _PLAIN for w in words)
    return listed or plain * 12 >= len(words) > 4


def write_prose(writer: Writer, start: int, end: int) -> None:
    """Write the lines of ``source[start:end]`` as paragraphs and list items."""
    group = 0
    last = start
    for line in split_lines(writer.text[start:end]):
        at, stop = line.start + start, line.end + start
        if line.blank:
            writer.flush(last)
            continue
        label = read_label(line.text)
        if label and label.sure and (label.number or not label.name.isalnum()):
            group = group or writer.new_group()
            writer.begin(Place(Kind.LIST_ITEM, Zone.LIST, 1, label.name, group), at)
            at += label.length
        elif writer.pieces is not None:
            writer.space(last, at)
        else:
            writer.begin(Place(Kind.PARAGRAPH, Zone.PROSE), at)
        writer.keep(at, stop)
        last = stop
    writer.flush(last)
