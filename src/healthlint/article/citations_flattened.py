"""Citation numbers that lost their superscript (``pain.1 Magnesium``): every place where one may stand.

Nothing is decided here. Each glued number is a candidate with a strength; the
whole article decides in ``citations_recovery``.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cache

from healthlint.article.citations_numbers import Part, all_numbers, parse_numbers
from healthlint.language.table_rows import table_rows
from healthlint.model import Block, Mark
from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple


class Strength(IntEnum):
    """How often a number in such a place is a citation."""

    WEAK = 1
    """After a capital abbreviation, a very short word or a number: mostly a name (``BRCA1``, ``IL6``)."""
    MILD = 2
    """After a short or capitalised word: a citation or a name (``Nrf2``)."""
    FAIR = 3
    """After a word or a comma inside a sentence."""
    STRONG = 4
    """After the full stop of a sentence, a closing bracket or a per cent sign."""


class Candidate(NamedTuple):
    """One number, or group of numbers, glued to what stands before it."""

    block: Block
    order: int
    """Position of the block among those read, so that candidates sort in reading order."""
    start: int
    end: int
    parts: tuple[Part, ...]
    strength: Strength
    word: str
    """The word it is glued to, empty after punctuation."""
    inside: bool
    """Whether it stands inside a sentence and not at its end."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """Every number of the group."""
        return all_numbers(self.parts)

    @property
    def meant(self) -> tuple[int, ...]:
        """Every number the group can mean: a range that runs backwards is filled in from low to high."""
        return tuple(n for p in self.parts for n in ((p._replace(first=p.last, last=p.first)).numbers if p.backwards else p.numbers))


_LONGEST_WORD = 60
_SET_APART = (Mark.SUPERSCRIPT, Mark.SUBSCRIPT, Mark.CODE)
_END_STOPS = ".?!…"
_CLOSERS = ")]”’\"'»"
_MARKS = "%®™‰"
_AFTER = frozenset(" \t\n\u00a0\u2009\u202f.,;:!?)]}”’\"'—–(")
_NEVER_BEFORE = frozenset(
    "no nos fig figs vol vols p pp vs v approx ca c ref refs eq eqs sec sect ch chap para art nr tel ext max min avg st op cit ver "
    "art rev ed eds e.g i.e eg ie cf dr mr mrs ms prof jan feb mar apr jun jul aug sep sept oct nov dec".split(),
)
"""Abbreviations whose point a number follows by right: ``Fig.2``, ``no.5``, ``Oct.3``."""
_LETTERED = frozenset("vitamin vitamins hepatitis type group factor protein class stage influenza immunoglobulin grade part".split())


@cache
def _glued() -> re.Pattern[str]:
    """A number glued to what stands before it; the pattern begins with a digit, which is found fast."""
    return compile_pattern(r"\d(?<=[^\s\d(\[{/\\=<>+*~^_#@£$€&|–—−‐‑\-]\d)\d{0,3}(?!\d)(?:[,–—‐‑−-]\d{1,4}(?!\d))*+")


@cache
def _spaced_tail() -> re.Pattern[str]:
    """More numbers of a group written ``2, 3``: only where a new sentence follows."""
    return compile_pattern(r"(?:,\s\d{1,3})+(?=\s+[A-Z“‘\"(]|\s*$)")


@cache
def numbered_names() -> dict[str, str]:
    """Words that a number right after them may belong to: always (``name``, ``symbol`` with a capital) or now and then (``counted``)."""
    return dict(table_rows("numbered-names.txt"))


def find_candidates(blocks: Sequence[Block]) -> Iterator[Candidate]:
    """Every glued number that could be a citation, in reading order."""
    for order, block in enumerate(blocks):
        for match in _glued().finditer(block.text):
            found = _candidate(block, order, match.start(), match.end())
            if found:
                yield found


def _candidate(block: Block, order: int, start: int, end: int) -> Candidate | None:
    text = block.text
    if not _may_follow(text, end):
        return None
    strength, word, inside = _before(text, start)
    if not strength:
        return None
    if strength is Strength.STRONG and not inside:
        tail = _spaced_tail().match(text, end)
        end = tail.end() if tail else end
    raw = text[start:end]
    parts = parse_numbers(raw)
    if not parts or any(p.first == 0 or p.last == 0 for p in parts) or _zero_led(raw, parts):
        return None
    if any(block.marked(mark, start, end) for mark in _SET_APART) if block.inlines else False:
        return None
    return Candidate(block, order, start, end, parts, strength, word, inside)


def _zero_led(raw: str, parts: tuple[Part, ...]) -> bool:
    return any(raw[p.start] == "0" for p in parts) or ",0" in raw


def _may_follow(text: str, end: int) -> bool:
    """Whether what comes after leaves it a number of its own: no decimal, unit, letter or operator."""
    if end >= len(text):
        return True
    after = text[end]
    if after in ".,:":
        return not text[end + 1 : end + 2].isdigit()
    if after.isupper():
        return text[end + 1 : end + 2].islower()
    if after in "–—":
        return not text[end + 1 : end + 2].isalnum()
    return after in _AFTER


def _before(text: str, start: int) -> tuple[Strength | None, str, bool]:
    """Strength, the word right before, and whether the place is inside a sentence."""
    p = text[start - 1]
    if p.isalpha():
        return (*_after_word(text, start), True)
    if p in _MARKS:
        return Strength.STRONG, "", True
    if p in _END_STOPS:
        return _after_stop(text, start - 1), "", False
    if p in ",;:":
        return _after_comma(text, start - 1), "", True
    if p in _CLOSERS:
        return _after_closer(text, start - 1), "", not text[max(0, start - 6) : start].rstrip(_CLOSERS).endswith(tuple(_END_STOPS))
    return None, "", True


def _after_stop(text: str, at: int) -> Strength | None:
    """A number after the full stop at ``at``."""
    before = text[at - 1] if at else " "
    if before in _CLOSERS or before in _MARKS:
        return Strength.STRONG
    if before.isdigit():
        return Strength.WEAK if text[at] != "." or _sentence_follows(text, at) else None
    if not before.isalpha():
        return Strength.MILD if before in _END_STOPS else None
    word = _word_before(text, at)
    if text[at] == "." and word.lower() in _NEVER_BEFORE and not word.isupper():
        return None
    if len(word) == 1:
        return Strength.STRONG if _ends_lettered(text[max(0, at - 31) : at - 1]) else Strength.WEAK
    return Strength.STRONG


def _sentence_follows(text: str, at: int) -> bool:
    """Whether after the number at ``at + 1`` a sentence begins, so that the point is a full stop and no decimal point."""
    rest = text[at + 1 : at + 13].lstrip("0123456789,–-")
    return not rest or (rest[0].isspace() and (rest[1:2].isupper() or rest[1:2] in ("“", '"', "(", "‘")))


def _after_comma(text: str, at: int) -> Strength | None:
    before = text[at - 1] if at else " "
    if before in _CLOSERS or before in _MARKS:
        return Strength.FAIR if text[at] != ":" else Strength.MILD
    if before.isdigit() and text[at] != ":":
        return Strength.WEAK
    if not before.isalpha():
        return None
    if text[at] == ":":
        return Strength.WEAK
    word = _word_before(text, at)
    return Strength.WEAK if len(word) == 1 and word.islower() else Strength.FAIR


def _after_closer(text: str, at: int) -> Strength | None:
    p = text[at]
    before = text[at - 1] if at else " "
    if p in ")]":
        opened = text.rfind("(" if p == ")" else "[", max(0, at - 300), at)
        glued = opened > 0 and (text[opened - 1].isalnum() or text[opened - 1] in ")]+−-=/")
        dialled = text[opened + 1 : at].isdigit() and at - opened < 4
        return Strength.WEAK if glued or dialled else Strength.STRONG
    if before in _END_STOPS:
        return Strength.STRONG
    return Strength.FAIR if before.isalpha() or before == "," else None


def _word_before(text: str, end: int) -> str:
    start = end
    least = max(0, end - _LONGEST_WORD)
    while start > least and (text[start - 1].isalnum() or (text[start - 1] in "-‐‑'’" and start > 1 and text[start - 2].isalnum())):
        start -= 1
    return text[start:end]


def _in_address(text: str, start: int) -> bool:
    """Whether a word is the end of a web address or a path."""
    lead = text[max(0, start - 40) : start].rpartition(" ")[2]
    return "/" in lead and "." in lead


def _is_lettered(text: str, start: int, whole: str) -> bool:
    """Whether a single letter before a number is a name of its own: ``vitamin C``, ``37 °C``, ``TNF-α``."""
    if "-" in whole and not whole[-1].isascii():
        return True
    before = text[max(0, start - 31) : start - 1]
    return whole.isupper() and (before.endswith("°") or _ends_lettered(before))


def _ends_lettered(before: str) -> bool:
    words = before.split()[-1:]
    return bool(words) and words[0].lower() in _LETTERED


def _after_word(text: str, start: int) -> tuple[Strength | None, str]:
    """A number right after a letter: the shape of the word decides."""
    whole = _word_before(text, start)
    if _in_address(text, start - len(whole)):
        return None, whole
    word = whole.replace("‐", "-").replace("‑", "-").rsplit("-", 1)[-1]
    kind = numbered_names().get(word.lower(), "")
    if any(c.isdigit() for c in whole) or kind == "name" or (kind == "symbol" and not word.islower()):
        return None, whole
    if len(word) < 2:
        return (Strength.WEAK if _is_lettered(text, start, whole) else None), ""
    if any(c.isupper() for c in word[1:]):
        return Strength.WEAK, whole
    if not word.isascii() and not word.isalpha():
        return None, whole
    if len(word) == 2 or kind == "counted":
        return Strength.WEAK, whole
    long = len(word) >= (5 if word[0].isupper() else 4)
    return (Strength.FAIR if long else Strength.MILD), whole
