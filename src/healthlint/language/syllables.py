"""Syllables of English words: spelling rules, and a table of the words that break them."""
from __future__ import annotations

from functools import cache

from healthlint.language.word_table import WordTable, make_pieces
from healthlint.patterns import compile_pattern
from healthlint.resources import derived, words_text

_VOWELS = bytes([code if chr(code) in "aeiouy" else 32 for code in range(256)])
"""For each character itself if it is a vowel, and a space for all others."""
_OPENING = 3
"""First letters by which words that break the rules are kept apart: each word of a text is looked for among them, once."""
_HIATUS = compile_pattern(
    # Two vowels here or after the next letter: most places fail at once.
    r"(?=[aeiouy][aeiouy]|.[aeiouy][aeiouy])(?:"
    r"ia(?!l(?:ly|s|ize|ist|ism)?$|n$|ns$|ge|ble)|[^tcgsx]ia(?=[ln])|ea(?=l(?:i[sz]|it)|t(?:e$|i[nov])|n$|ct)|"
    r"eo(?!n$|us|ple|pl|r)|[^gcstx]io(?=[^u]|$)|[^gcstxn]iou|[^gcstx]ie(?=t|n[ct])|iu|[^gq]ua|u(?:ou|al|at)|oi(?=ng)|[aeo]ing|"
    r"oa(?=[cl]t|gu)|[^n]oe(?=[mt])|uo(?!y)|y(?:[aeo])(?=[^s])|ii|u[eo](?=n[ct]|u)|"
    r"[aeou]y[aeio](?!$|d|s)|y(?=ing)|i(?=e(?:r|rs|st)$))",
)
_SYLLABIC = compile_pattern("(?:[^aeiouy]|^)(?:le[sd]?|re)$|(?:sm|thm)s?$")
_MUTE_E = compile_pattern("(?<=[^aeiouylr])e$|(?<=[aeiouy][lr])e$|(?<=rl)e$|(?<=[aeiouy])e$")
_MUTE_ED = compile_pattern("(?<=[^aeiouytdlr])ed$|(?<=[aeiouyrl][lr])ed$|(?<=[aeouwy])ed$|(?<=ie)ed$")
_MUTE_ES = compile_pattern("(?<=[^aeiouyszxcglrh])es$|(?<=th)es$|(?<=[aeiouy][lr])es$|(?<=[aeouy])es$|(?<=[aeioy]gu)es$")
_MUTE = {"e": _MUTE_E, "ed": _MUTE_ED, "es": _MUTE_ES}
"""The rules for a silent e in the end of a word."""
_INNER_E = compile_pattern(
    # The e comes first, so that only places with one are looked at.
    "e(?=ment|less|ness|ful|ly$|ty$|some|where|work|time|day|wise|body|guard|line$|hood|like$|man$|land|side)"
    "(?:(?<=[aeiouyr][bcdfgklmnprstvz]e)|(?<=[aeiouy]the)(?=less|ly$|some)|(?<=[bcd]le)(?=ment|ness|ful))",
)


@cache
def _exceptions() -> WordTable:
    return WordTable(derived("syllables", _read_exceptions), _OPENING)


def _read_exceptions() -> dict[str, str]:
    lines = words_text("syllables.tsv").split("\n")
    # Letters that make no word (count 0) are left to the rule; of a word that comes twice, the last count holds.
    rows = [line.partition("\t") for line in reversed(lines) if line and line[0] not in "#0"]
    return make_pieces(((word, count) for count, _, words in rows for word in words.split(" ")), _OPENING)


def count_syllables(word: str) -> int:
    """Return how many syllables ``word`` (folded) has when read aloud; at least 1.

    The parts of a hyphenated word add up. Letters that make no word (``dna``) are named one by one.
    """
    table = _exceptions()
    found = table.get(word)
    if found:
        return int(found)
    if "-" in word:
        return max(1, sum(count_syllables(part) for part in word.split("-") if part))
    base, apostrophe, ending = word.partition("'")
    if apostrophe and base:
        return _with_apostrophe(base, ending)
    if word.endswith("s") and not word.endswith("ss"):
        single = table.get(word[:-1])
        if single:
            return int(single) + (word.endswith(_HISSING))
    if len(word) < 6 and not _vowels(word).strip():
        return sum(3 if letter == "w" else 1 for letter in word) or 1
    return by_rule(word)


_TAKES_NOT = frozenset("is was does did had has have would could should must".split())
_HISSING = ("ces", "ges", "ses", "zes", "xes", "ches", "shes")


def _with_apostrophe(base: str, ending: str) -> int:
    if ending == "t" and base.endswith("n"):
        # "isn't" has one more than "is"; "don't" and "can't" have not.
        return count_syllables(base[:-1]) + (base[:-1] in _TAKES_NOT)
    return count_syllables(base) + (ending == "s" and (base + "s").endswith(("ss", "zs", "xs", *_HISSING, "ces", "chs", "shs")))


def by_rule(word: str) -> int:
    """Return the syllables of ``word`` by spelling alone."""
    word = word.replace("'", "")
    vowels = _vowels(word)
    count = len(vowels.split())
    if count < len(vowels) - vowels.count(b" "):
        count += len(_HIATUS.findall(word))
    last = word.rfind("e")
    mute = _MUTE.get(word[last:])
    if mute and mute.match(word, last):
        count -= _is_alone(word, last)
    if _INNER_E.search(word):
        count -= sum([_is_alone(word, found.start()) for found in _INNER_E.finditer(word)])
    count -= word.endswith("ically")
    if word[-3:] in {"thm", "hms", "ism", "sms", "asm"}:
        count += bool(_SYLLABIC.search(word))
    return max(count, 1)


def _vowels(word: str) -> bytes:
    """The vowels of a word at their places, with spaces for all other letters."""
    return word.encode("ascii", "replace").translate(_VOWELS)


def _is_alone(word: str, at: int) -> bool:
    """Whether a silent e would be a syllable of its own if it were not silent: "ue" and "ie" are one group of vowels."""
    return word[at - 1] not in "aeiouy"
