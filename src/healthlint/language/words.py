"""Word tokens with their places and look-up keys, made in one pass over a text."""
from __future__ import annotations

import re
from functools import cache
from itertools import accumulate

from healthlint.model import Words
from healthlint.patterns import compile_pattern

_LETTER = r"[^\W_]"
_MARKS = "\u0300-\u036f\u064b-\u0652\u0900-\u0903\u093a-\u094f"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

_FOLD = (("\u2019", "'"), ("\u02bc", "'"), ("\uff07", "'"), ("\u2010", "-"), ("\u2011", "-"))
_DROP = dict.fromkeys(map(ord, _INVISIBLE))


@cache
def _plain_word() -> re.Pattern[str]:
    """The words of folded text in ASCII."""
    return compile_pattern(r"([a-z0-9]++(?:(?=['.,-])(?:['-][a-z0-9]++|(?<=[0-9])(?:\.|,(?=[0-9]{3}(?![0-9])))[0-9][a-z0-9]*+))*+)")


@cache
def _any_word() -> re.Pattern[str]:
    """The words of any folded text. What joins two parts of a word is looked for only where its first character stands."""
    return compile_pattern(
        rf"({_LETTER}++(?:(?=['\-.,{_INVISIBLE}{_MARKS}])"
        rf"(?:(?:['\-]?+[{_INVISIBLE}]*+(?={_LETTER})|(?<=\d)(?:\.|,(?=\d{{3}}(?!\d)))(?=\d)){_LETTER}++|[{_MARKS}]++{_LETTER}*+))*+)",
    )


def fold(text: str) -> str:
    """``text`` in lower case with ``’`` as ``'`` and every hyphen as ``-``, at exactly the same length.

    A character that would grow in lower case (``İ``) stays as it is, so a
    place in the folded copy is the same place in ``text``.
    """
    low = text.lower()
    if low.isascii():
        return low
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for odd, plain in _FOLD:
        low = low.replace(odd, plain)
    return low


def find_words(text: str) -> Words:
    """Return the word tokens of ``text``.

    A token is a run of letters and digits with inner apostrophes, hyphens,
    decimal points or thousands commas (``don't``, ``2.5``, ``10,000``).
    """
    low = text.lower()
    plain = low.isascii()
    if not plain:
        low = fold(text)
        plain = low.isascii()
    parts = (_plain_word() if plain else _any_word()).split(low)
    keys = parts[1::2]
    if not plain and not "".join(keys).isprintable():
        # Nothing else within a word is invisible.
        keys = [k.translate(_DROP) for k in keys]
    edges = list(accumulate(map(len, parts)))
    return Words(keys, edges[0:-1:2], edges[1::2])
