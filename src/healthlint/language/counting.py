"""What readability formulas count in a sentence, word by word."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from healthlint.language.familiar import familiar_words, is_familiar
from healthlint.language.formulas import Counts
from healthlint.language.syllables import count_syllables
from healthlint.patterns import compile_pattern

_NUMBER = compile_pattern(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?")
_SMALL = (2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 2, 2, 3, 2, 2)
"""Syllables of zero to nineteen."""
_GUNNING_ENDINGS = ("es", "ed", "ing")
_TOO_LONG = 6
"""Letters from which a word in capitals is read as a word."""
PLAIN_SYLLABLES = 2
"""Syllables of the everyday word that would stand for a long one."""
_REMEMBERED = 1 << 16
SAMPLE = 100
"""Words in one Dale-Chall sample: within it, an unfamiliar word counts once."""


_BITS = 32
"""Bits of one count where all counts of a word are held in one number, so that one addition adds them all."""
_MASK = (1 << _BITS) - 1
ONE_SENTENCE = 1 << 8 * _BITS
"""What a sentence adds to the counts of its words."""
NO_WORD = "0"
"""Stands for a token that is no word of the text."""
_UNFAMILIAR = 1
"""The lowest bit: whether the word is unfamiliar."""
_WORD = 1 << 7 * _BITS
_SYLLABLE = 1 << 6 * _BITS
_POLYSYLLABLE = 1 << 5 * _BITS
_COMPLEX = 1 << 4 * _BITS
_MONOSYLLABLE = 1 << 3 * _BITS
_LETTER = 1 << 2 * _BITS
_LONG = 1 << _BITS


class _Measured(dict[str, int]):
    """The counts of each word as one number, worked out when it is first met."""

    def __init__(self) -> None:
        super().__init__(familiar_words())
        self.unfamiliar: set[str] = set()
        """Those of the words that are on no list of familiar ones: most words of most texts are not among them."""
        self.spare: dict[str, int] = {}
        """Of each unfamiliar word of three syllables or more, those that a plain word in its place would not have."""

    def make_room(self) -> None:
        """Forget the words of earlier texts if they have become too many; who still reads such a text keeps what was told of it."""
        if len(self) >= _REMEMBERED:
            self.clear()
            self.unfamiliar, self.spare = set(), {}

    def __missing__(self, key: str) -> int:
        self[key] = found = _measure(key)
        if found & _UNFAMILIAR:
            self.unfamiliar.add(key)
            if found & _POLYSYLLABLE:
                self.spare[key] = syllables_in(found) - PLAIN_SYLLABLES
        return found


@cache
def _measured() -> _Measured:
    return _Measured()


def unpack(packed: int) -> Counts:
    """Return the counts that a number, or the sum of such numbers, holds."""
    return Counts(
        packed >> 8 * _BITS, packed >> 7 * _BITS & _MASK, packed >> 6 * _BITS & _MASK, packed >> 5 * _BITS & _MASK,
        packed >> 4 * _BITS & _MASK, packed >> 3 * _BITS & _MASK, packed >> 2 * _BITS & _MASK, packed >> _BITS & _MASK, packed & _MASK,
    )  # fmt: skip


def words_and_syllables_in(packed: int) -> tuple[int, int]:
    """Return the words and the syllables among packed counts."""
    both = packed >> 6 * _BITS
    return both >> _BITS & _MASK, both & _MASK


def syllables_in(packed: int) -> int:
    """Return the syllables among packed counts."""
    return packed >> 6 * _BITS & _MASK


def unfamiliar_in(packed: int) -> int:
    """Return the unfamiliar words among packed counts."""
    return packed & _MASK


def measure(key: str) -> Counts:
    """Return the counts of one word, read aloud; numbers too, as Flesch and McLaughlin prescribe."""
    return unpack(_measured()[key])


def syllables_of(key: str) -> int:
    """Return the syllables of one word, read aloud."""
    return syllables_in(_measured()[key])


def spare_syllables() -> Mapping[str, int]:
    """Return for each unfamiliar word of three syllables or more the syllables that a plain word in its place would not have.

    All such words of a text are in it whose words were just measured.
    """
    return _measured().spare


def measure_words(keys: Iterable[str]) -> list[int]:
    """Return the packed counts of each word of a text."""
    known = _measured()
    known.make_room()
    return list(map(known.__getitem__, keys))


def unfamiliar_among(measured: Iterable[int]) -> list[int]:
    """Return the indices of those of some packed counts that are of unfamiliar words."""
    return [at for at, packed in enumerate(measured) if packed & _UNFAMILIAR]


def spelled_out(letters: str, packed: int) -> int:
    """Return the packed counts of a word with capitals as it is read aloud, given those of the word in small letters.

    Abbreviations are read letter by letter: "MRI" is no word of one syllable.
    """
    if len(letters) < _TOO_LONG and letters.isupper() and letters.isalpha():
        return _packed(len(letters) + 2 * letters.count("W"), len(letters), "", unfamiliar=bool(packed & _UNFAMILIAR))
    return packed


def count_first_uses(keys: Sequence[str], ends: Sequence[int]) -> int:
    """Return how many unfamiliar words count of a text whose words were just measured: within a sample, each counts once.

    A sample, as Chall and Dale take them, has a hundred words and goes on to the end of the sentence; ``ends`` are those of the
    sentences. The next one begins with the next sentence that has an unfamiliar word.
    """
    unfamiliar = _measured().unfamiliar
    found, sentence, last = 0, 0, len(ends) - 1
    while sentence <= last:
        begins = ends[sentence - 1] if sentence else 0
        sentence = bisect_left(ends, begins + SAMPLE, hi=last) + 1
        found += len(unfamiliar.intersection(keys[begins : ends[sentence - 1]]))
        while sentence <= last and unfamiliar.isdisjoint(keys[ends[sentence - 1] : ends[sentence]]):
            sentence += 1
    return found


def first_uses(keys: Sequence[str], unfamiliar: Iterable[int], ends: Sequence[int]) -> list[int]:
    """Return those of the unfamiliar words that count (see ``count_first_uses``)."""
    seen: set[str] = set()
    found: list[int] = []
    last = len(ends) - 1
    close = ends[bisect_left(ends, SAMPLE, hi=last)] if ends else 0
    for at in unfamiliar:
        if at >= close:
            seen.clear()
            begins = ends[bisect_right(ends, at) - 1]
            close = ends[bisect_left(ends, begins + SAMPLE, hi=last)]
        key = keys[at]
        if key not in seen:
            seen.add(key)
            found.append(at)
    return found


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
    packed = _WORD + syllables * _SYLLABLE + letters * _LETTER + unfamiliar
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
