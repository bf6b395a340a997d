"""CriticMarkup, the marks in which a rule's examples say what is found and how it is mended."""
from __future__ import annotations

import re

from healthlint.model import Span
from healthlint.records import NamedTuple

_MARKS = re.compile(
    r"\{==(?P<found>.*?)==\}|\{~~(?P<old>.*?)~>(?P<new>.*?)~~\}|\{--(?P<deleted>.*?)--\}|\{\+\+(?P<added>.*?)\+\+\}", re.DOTALL
)


class Marked(NamedTuple):
    """One mark of an example."""

    span: Span
    """In the text without marks; empty for an insertion."""
    replacement: str | None
    """What the fix makes of it; ``None`` where no fix is claimed."""


class Specimen(NamedTuple):
    """An example's text without its marks, what they say, and the text after the fixes they show."""

    text: str
    marks: tuple[Marked, ...]
    fixed: str


def read_marks(example: str) -> Specimen:
    """Take the marks out of ``example``.

    ``{==found==}`` ``{~~found~>fixed~~}`` ``{--deleted--}`` ``{++added++}``.
    """
    text: list[str] = []
    fixed: list[str] = []
    marks: list[Marked] = []
    at = length = 0
    for m in _MARKS.finditer(example):
        plain = example[at : m.start()]
        old = m["found"] or m["old"] or m["deleted"] or ""
        new = _replacement(m)
        text += [plain, old]
        fixed += [plain, old if new is None else new]
        length += len(plain)
        marks.append(Marked(Span(length, length + len(old)), new))
        length += len(old)
        at = m.end()
    text.append(example[at:])
    fixed.append(example[at:])
    return Specimen("".join(text), tuple(marks), "".join(fixed))


def _replacement(m: re.Match[str]) -> str | None:
    if m["found"] is not None:
        return None
    if m["deleted"] is not None:
        return ""
    return m["new"] if m["new"] is not None else m["added"]


