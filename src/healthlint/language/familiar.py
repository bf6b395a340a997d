"""Words that nearly every reader knows, whatever their inflection."""
from __future__ import annotations

from functools import cache, lru_cache

from healthlint.resources import derived, words_text


@cache
def familiar_words() -> dict[str, int]:
    """Return the list itself, base forms mostly, and the counts of each word as ``counting`` packs them.

    Half of the words of an article are among them, so that these need not be counted anew in each run.
    """
    return derived("familiar", _read_counted)


def _read_counted() -> dict[str, int]:
    from healthlint.language.counting import count_familiar

    lines = words_text("familiar-words.txt").lower().split("\n")
    counted = {word: count_familiar(word) for word in lines if word and word[0] != "#"}
    one = {packed: packed for packed in counted.values()}  # one object for all words that count the same: less to keep on disk
    return {word: one[packed] for word, packed in counted.items()}


_ENDINGS = {
    "s": (("'s", ""), ("ies", "y"), ("es", ""), ("s", "")),
    "d": (("ied", "y"), ("ed", ""), ("ed", "e"), ("d", "")),
    "r": (("ier", "y"), ("er", ""), ("er", "e")),
    "t": (("iest", "y"), ("est", ""), ("est", "e"), ("n't", "")),
    "y": (("ily", "y"), ("ly", "")),
    "g": (("ing", ""), ("ing", "e")),
}
"""By its last letter, what an inflection ends in and what the base form has instead."""


@lru_cache(maxsize=1 << 15)
def is_familiar(word: str) -> bool:
    """Whether ``word`` (folded), its base form, or both parts of a compound are on the list."""
    known = familiar_words()
    if word in known:
        return True
    if "-" in word:
        return all(is_familiar(part) for part in word.split("-") if part)
    for ending, instead in _ENDINGS.get(word[-1:], ()):
        if word.endswith(ending):
            base = word[: -len(ending)] + instead
            if base in known or (base[-1:] == base[-2:-1] and base[:-1] in known):
                return True
    return False
