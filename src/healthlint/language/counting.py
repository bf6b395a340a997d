"""What readability formulas count in a sentence, word by word."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from healthlint.language.familiar import familiar_words, is_familiar
from healthlint.language.formulas import Counts
from healthlint.language.syllables import count_syllables
from healthlint.model import Words
from healthlint.patterns import compile_pattern

_NUMBER = compile_pattern(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?")
_SMALL = (2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 2, 2, 3, 2, 2)
"""Syllables of zero to nineteen."""
_GUNNING_ENDINGS = ("es", "ed", "ing")
_CAPITALS = compile_pattern("[A-Z]{2}")
_REMEMBERED = 1 << 16
SAMPLE = 100
"""Words in one Dale-Chall sample: within it, an unfamiliar word counts once."""


_BITS = 32
"""Bits of one count where all counts of a word are held in one number, so that one addition adds them all."""
_MASK = (1 << _BITS) - 1
_SENTENCE = 1 << 8 * _BITS
"""One sentence."""
_UNFAMILIAR = 1
"""The lowest bit: whether the word is unfamiliar."""
_WORD = 1 << 7 * _BITS
_POLYSYLLABLE = 1 << 5 * _BITS
_COMPLEX = 1 << 4 * _BITS
_MONOSYLLABLE = 1 << 3 * _BITS
_LONG = 1 << _BITS
_HARD = _UNFAMILIAR | _POLYSYLLABLE
"""The bits of a word that is unfamiliar and has three syllables or more."""


class _Measured(dict[str, int]):
    """The counts of each word as one number, worked out when it is first met."""

    def __missing__(self, key: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[key] = found = _measure(key)
        return found


@cache
def _measured() -> _Measured:
    return _Measured(familiar_words())


def _unpacked(packed: int) -> Counts:
    return Counts(
        packed >> 8 * _BITS, packed >> 7 * _BITS & _MASK, packed >> 6 * _BITS & _MASK, packed >> 5 * _BITS & _MASK,
        packed >> 4 * _BITS & _MASK, packed >> 3 * _BITS & _MASK, packed >> 2 * _BITS & _MASK, packed >> _BITS & _MASK, packed & _MASK,
    )  # fmt: skip


def measure(key: str) -> Counts:
    """Return the counts of one word, read aloud; numbers too, as Flesch and McLaughlin prescribe."""
    return _unpacked(_measured()[key])


def hard_words(keys: Iterable[str]) -> list[str]:
    """Those of ``keys`` that are unfamiliar and have three syllables or more."""
    known = _measured()
    return [key for key in keys if known[key] & _HARD == _HARD]


def is_unfamiliar(key: str) -> bool:
    """Whether a word is on no list of familiar words."""
    return bool(_measured()[key] & _UNFAMILIAR)


def count_familiar(key: str) -> int:
    """Return the counts of a word on the list of familiar words, packed."""
    return _packed(count_syllables(key), _letters(key), key, unfamiliar=False)


def _measure(key: str) -> int:
    number = key[0].isdigit()
    syllables = _spoken(key) if number else count_syllables(key)
    unfamiliar = not number and not is_familiar(key)
    return _packed(syllables, _letters(key), key, unfamiliar=unfamiliar)


def _letters(key: str) -> int:
    return len(key) if key.isalnum() else sum([c.isalnum() for c in key])


def _packed(syllables: int, letters: int, key: str, *, unfamiliar: bool) -> int:
    """All counts of one word; a word of one syllable and few letters, as most are, sets few of them."""
    packed = _WORD | syllables << 6 * _BITS | letters << 2 * _BITS | unfamiliar
    if syllables == 1:
        packed |= _MONOSYLLABLE
    elif syllables > 2:
        packed |= _POLYSYLLABLE
        if "-" not in key and not (syllables == 3 and key.endswith(_GUNNING_ENDINGS)):
            packed |= _COMPLEX
    return packed | _LONG if letters > 6 else packed


def _spoken(key: str) -> int:
    """Syllables of a number as it is read aloud: "2.5" is "two point five"."""
    found = _NUMBER.match(key)
    if not found:
        return 1
    whole, decimals = found[1].replace(",", ""), found[2]
    if len(whole) == 4 and whole[:2] in {"19", "20"} and not decimals and "," not in found[1]:
        count = 2 * (whole[2:] != "00") + 3 - (whole[:2] == "19")
    else:
        count = _cardinal(int(whole[:9]))
    count += 1 + sum(_SMALL[int(d)] for d in decimals[:6]) if decimals else 0
    rest = key[found.end() :].strip("-,.'")
    return count + (count_syllables(rest) if rest.isalpha() else 0)


def _cardinal(number: int) -> int:
    if number < 20:
        return _SMALL[number]
    if number < 100:
        return 2 + (number // 10 == 7) + (_SMALL[number % 10] if number % 10 else 0)
    for size, name in ((1_000_000, 2), (1000, 2), (100, 2)):
        if number >= size:
            rest = number % size
            return _cardinal(number // size) + name + (_cardinal(rest) if rest else 0)
    return 1


class Tally:
    """Counts sentence after sentence; remembers which unfamiliar words the running sample has seen."""

    def __init__(self) -> None:
        """Begin with an empty sample."""
        self._seen: set[str] = set()
        self._since = 0

    def sentence(self, text: str, words: Words, first: int, last: int) -> Counts:
        """Return the counts of the sentence that is tokens ``first`` up to ``last`` of ``text``."""
        keys = words.keys[first:last]
        if not keys:
            return Counts()
        measured = list(map(_measured().__getitem__, keys))
        packed = sum(measured) + _SENTENCE
        if _CAPITALS.search(text, words.starts[first], words.ends[last - 1]):
            packed += _read_letter_by_letter(text, words, range(first, last), measured)
        if packed & _MASK:
            packed -= self._repeated(keys, measured)
        self._since += len(keys)
        return _unpacked(packed)

    def _repeated(self, keys: Sequence[str], measured: Sequence[int]) -> int:
        if self._since >= SAMPLE:
            self._seen.clear()
            self._since = 0
        found = [key for key, packed in zip(keys, measured, strict=True) if packed & _UNFAMILIAR]
        before = len(self._seen)
        self._seen.update(found)
        return len(found) - (len(self._seen) - before)


def _read_letter_by_letter(text: str, words: Words, places: range, measured: Sequence[int]) -> int:
    """What abbreviations in capitals add: "MRI" is no word of one syllable but three letters."""
    extra = 0
    for at, packed in zip(places, measured, strict=True):
        start, end = words.starts[at], words.ends[at]
        letters = packed >> 2 * _BITS & _MASK
        if end - start > 1 and 1 < letters < 6 and text[start].isupper():
            raw = text[start:end]
            if raw.isupper() and raw.isalpha():
                spelled = len(raw) + 2 * raw.count("W")
                extra += _packed(spelled, letters, "", unfamiliar=bool(packed & _UNFAMILIAR)) - packed
    return extra
