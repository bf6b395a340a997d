"""Passages between quotation marks, in typographic and typewriter style."""
from __future__ import annotations

from functools import lru_cache

from healthlint.patterns import compile_pattern

_MARK = compile_pattern("[\"“”„«»‘’‚']")
_CLOSES = {"“": "”", "„": "“”", "«": "»", "‘": "’", "‚": "‘’", '"': '"', "'": "'"}
_BEFORE_OPENING = frozenset(" \t\n\u00a0([{-–—/“‘\"'")
_OPENING_APOSTROPHE = compile_pattern(r"'(?=\S)(?<![^ \t\n\u00a0(\[{\-–—/“‘\"']')")
"""An apostrophe that can open a quotation: nothing or one of the signs above stands before it."""
_SINGLE = frozenset("‘’‚'")
_SINGLE_OPENERS = frozenset("'‘‚")


@lru_cache(maxsize=1024)
def quoted_ranges(text: str) -> list[tuple[int, int]]:
    """Return the outermost quoted passages of ``text``, marks included, in order.

    Apostrophes are not quotation marks. A mark that is never closed quotes
    nothing, except ``“`` at the very start: each paragraph of a long quotation
    opens with one and only the last closes. The list is shared by all who ask: do not change it.
    """
    found: list[tuple[int, int]] = []
    opening = [mark for mark in _CLOSES if mark in text]
    if not opening or (opening == ["'"] and not _OPENING_APOSTROPHE.search(text)):
        return found  # as most texts: their only marks are apostrophes
    marks = [m.start() for m in _MARK.finditer(text)]
    at = 0
    openers = [p for p in marks if _opens(text, p)]
    kinds = {text[p] for p in openers}
    if not kinds:
        return found
    closers = {mark: _closing_places(text, marks, _CLOSES[mark]) for mark in kinds}
    doubtful = {mark: [p for p in reversed(marks) if text[p] in _CLOSES[mark] and _is_plural(text, p)] for mark in kinds & _SINGLE_OPENERS}
    openings = [p for p in reversed(openers) if text[p] in _SINGLE]
    for place in openers:
        if place < at:
            continue
        end = _next_place(closers[text[place]], place)
        if text[place] in doubtful:
            end = _single_end(end, _next_place(doubtful[text[place]], place), _next_place(openings, place))
        if end is None and place == 0 and text[0] == "“":
            end = len(text) - 1
        if end is not None:
            found.append((place, end + 1))
            at = end + 1
    return found


def _opens(text: str, at: int) -> bool:
    """Whether the mark at ``at`` can open a quotation."""
    if text[at] not in _CLOSES or at + 1 >= len(text) or text[at + 1].isspace():
        return False
    return at == 0 or text[at - 1] in _BEFORE_OPENING


def _closing_places(text: str, marks: list[int], ends: str) -> list[int]:
    """Where marks of ``ends`` can close a quotation, last first."""
    return [at for at in reversed(marks) if text[at] in ends and _closes(text, at)]


def _closes(text: str, at: int) -> bool:
    if at == 0 or text[at - 1].isspace():
        return False
    after = text[at + 1 : at + 2]
    if text[at] not in _SINGLE:
        return not after.isalpha() or text[at] != '"'
    return not (after.isalnum() or _is_plural(text, at))


def _is_plural(text: str, at: int) -> bool:
    """Whether the mark may be a plural possessive: "the patients' records"."""
    return at > 0 and text[at - 1] == "s" and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].islower()


def _single_end(sure: int | None, doubtful: int | None, opening: int | None) -> int | None:
    """Where a passage in single marks ends: at a mark that can be nothing else, unless another passage opens before it."""
    if doubtful is not None and (sure is None or (doubtful < sure and opening is not None and opening < sure)):
        return doubtful
    return sure


def _next_place(places: list[int], after: int) -> int | None:
    """The first of ``places`` (last first) beyond ``after``; those before it are used up."""
    while places and places[-1] <= after:
        places.pop()
    return places[-1] if places else None
