"""The named source that a sentence credits: "according to the NHS", "the WHO says"."""
from __future__ import annotations

from collections.abc import Iterable

from healthlint.language.cues import CueAt, clause_end
from healthlint.model import Words

_REACH = 7
_OPENERS = frozenset(
    "the a an in on at by for this that these those it he she they we i but and so when while experts researchers doctors".split()
)


def named_source(text: str, words: Words, first: int, last: int, cues: Iterable[CueAt]) -> str:
    """Return the words that name who says it, empty if nobody is named.

    A name is told by its capital letters; "experts", "a study" or "she" name
    nobody.
    """
    for cue in cues:
        if cue.kind == "source":
            low, high = cue.last, _phrase_end(text, words, cue.last, last)
        elif cue.kind == "speech":
            low, high = max(first, cue.first - _REACH), cue.first
        else:
            continue
        if any(_is_name(text, words, i, first) for i in range(low, high)):
            return text[words.starts[low] : words.ends[high - 1]]
    return ""


def _phrase_end(text: str, words: Words, at: int, last: int) -> int:
    """One past the last token before a comma or the end of the clause, or where the reach ends."""
    end = min(clause_end(text, words, at, last), at + _REACH)
    return next((i for i in range(at + 1, end) if "," in text[words.ends[i - 1] : words.starts[i]]), end)


def _is_name(text: str, words: Words, at: int, first: int) -> bool:
    word = text[words.starts[at] : words.ends[at]]
    if not word[0].isupper() or words.keys[at] in _OPENERS:
        return False
    return at > first or word[1:2].isupper()
