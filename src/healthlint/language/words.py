"""Word tokens with their places and look-up keys, made in one pass over a text."""
from __future__ import annotations

import re
from itertools import accumulate

from healthlint.model import Words

_LETTER = r"[^\W_]"
_MARKS = "\u0300-\u036f\u064b-\u0652\u0900-\u0903\u093a-\u094f"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_APOSTROPHES = "'\u2019\u02bc\uff07"
_HYPHENS = "\\-\u2010\u2011"

_WORD = re.compile(
    rf"({_LETTER}++(?:(?:[{_APOSTROPHES}{_HYPHENS}]?+[{_INVISIBLE}]*+(?={_LETTER})|(?<=\d)(?:\.|,(?=\d{{3}}(?!\d)))(?=\d))"
    rf"{_LETTER}++|[{_MARKS}]++)*+)",
)

_FOLD = (("\u2019", "'"), ("\u02bc", "'"), ("\uff07", "'"), ("\u2010", "-"), ("\u2011", "-"))
_DROP = dict.fromkeys(map(ord, _INVISIBLE))
_HAS_INVISIBLE = re.compile(f"[{_INVISIBLE}]")


def fold(text: str) -> str:
    """``text`` in lower case with ``’`` as ``'`` and every hyphen as ``-``, at exactly the same length.

    A character that would grow in lower case (``İ``) stays as it is, so a
    place in the folded copy is the same place in ``text``.
    """
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if not low.isascii():
        for odd, plain in _FOLD:
            low = low.replace(odd, plain)
    return low


def find_words(text: str) -> Words:
    """Return the word tokens of ``text``.

    A token is a run of letters and digits with inner apostrophes, hyphens,
    decimal points or thousands commas (``don't``, ``2.5``, ``10,000``).
    """
    parts = _WORD.split(fold(text))
    keys = parts[1::2]
    if not text.isascii() and _HAS_INVISIBLE.search(text):
        keys = [k.translate(_DROP) for k in keys]
    edges = list(accumulate(map(len, parts)))
    return Words(keys, edges[0:-1:2], edges[1::2])
