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
_SIGNS = "\u00a0\u2013\u2014\u2018\u201c\u201d\u2022\u2026\u2192\u00ae\u2122\u00a9\u00b0\u00b7\u00d7\u2265\u2264"
"""What English writes beside ASCII, and no part of a word: without it most texts are ASCII, which is read several times faster."""
EDGE = "\0"
"""What stands between texts that are read at once."""
_JOIN = {
    "'": r"'(?:(?<![a-z0-9]')|(?![a-z0-9]))",
    "-": r"-(?:(?<![a-z0-9]-)|(?![a-z0-9]))",
    ".": r"\.(?:(?<![0-9]\.)|(?![0-9]))",
    ",": r",(?:(?<![0-9],)|(?![0-9]{3}(?![0-9])))",
}
"""The signs that may join two parts of a word, and where each does not."""
_APART = {n: " " for n in range(1, 128) if not chr(n).isalnum() and chr(n) not in _JOIN}

_FOLD = (("\u2019", "'"), ("\u02bc", "'"), ("\uff07", "'"), ("\u2010", "-"), ("\u2011", "-"))
_DROP = dict.fromkeys(map(ord, _INVISIBLE))


@cache
def _loose_signs() -> list[tuple[str, re.Pattern[str]]]:
    """The signs that may join parts of a word, with a pattern for where they do not."""
    return [(sign, compile_pattern(pattern)) for sign, pattern in _JOIN.items()]


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


def fold_all(texts: list[str]) -> str:
    """The folded texts with ``EDGE`` between: most are ASCII, whose letters are lowered many times as fast as others."""
    return EDGE.join([text.lower() if text.isascii() else fold(text) for text in texts])


def in_ascii(folded: str) -> str:
    """``folded`` with ``?`` for everything beyond ASCII, at the same length: phrases are found in it ten times as fast."""
    return folded if folded.isascii() else folded.encode("ascii", "replace").decode("ascii")


def inner_words(phrase: str) -> frozenset[str]:
    """The words of a folded phrase with a space on either side: every text that holds the phrase has them among its words."""
    return frozenset([word for word in phrase.split(" ")[1:-1] if word.isalpha()])


def find_words(text: str) -> Words:
    """Return the word tokens of ``text``.

    A token is a run of letters and digits with inner apostrophes, hyphens,
    decimal points or thousands commas (``don't``, ``2.5``, ``10,000``).
    """
    plain = _without_signs(fold(text))
    return Words(_set_apart(plain).replace(EDGE, " ")) if plain.isascii() else _find_any_words(plain)


def find_words_of(texts: list[str], folded: str) -> list[Words]:
    """Return the word tokens of each of many texts: most of the work is done for all at once.

    ``folded`` is what ``fold`` makes of them with ``EDGE`` between.
    """
    plain = _without_signs(folded).split(EDGE)
    if len(plain) != len(texts):
        return [find_words(text) for text in texts]
    apart = iter(_set_apart(EDGE.join(filter(str.isascii, plain))).split(EDGE))
    return [Words(next(apart)) if text.isascii() else _find_any_words(text) for text in plain]


def _without_signs(folded: str) -> str:
    """``folded`` with spaces for signs."""
    if not folded.isascii():
        for sign in _SIGNS:
            folded = folded.replace(sign, " ")
    return folded


def _set_apart(plain: str) -> str:
    """Folded text in ASCII with spaces for everything but its words."""
    apart = plain.translate(_APART)
    for sign, loose in _loose_signs():
        if sign in apart:
            apart = loose.sub(" ", apart)
    return apart


def _find_any_words(folded: str) -> Words:
    words = Words("")
    pieces = _any_word().split(folded)
    words.keys = pieces[1::2]
    if not "".join(words.keys).isprintable():
        # Nothing else within a word is invisible.
        words.keys = [key.translate(_DROP) for key in words.keys]
    edges = list(accumulate(map(len, pieces)))
    words.starts, words.ends = edges[0:-1:2], edges[1::2]
    return words
