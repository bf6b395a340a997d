"""Words that nearly every reader knows, whatever their inflection."""
from __future__ import annotations

from functools import cache, lru_cache

from healthlint.resources import words_file


@cache
def familiar_words() -> frozenset[str]:
    """Return the list itself, base forms mostly."""
    lines = words_file("familiar-words.txt").read_text("utf-8").lower().split("\n")
    # A line of comment is no word, so it does no harm in the set; an empty line would be the base of an ending alone.
    return frozenset(lines).difference([""])


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
