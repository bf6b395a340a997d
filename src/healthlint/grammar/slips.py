"""Which of an engine's spelling remarks are slips of the pen and not names, drugs or terms it does not know."""
from __future__ import annotations

from healthlint.grammar.backend import Match

SPELLING = ("MORFOLOGIK_RULE", "SpellCheck")
"""Beginnings of the engines' names for their spelling rules."""
ARTICLES = frozenset({"AnA", "EN_A_VS_AN"})
CHEMICAL = ("ate", "ide", "ine", "ium", "ose", "one", "yl", "ase", "ene", "ane", "azole", "mycin", "cillin", "statin", "pril")
"""Endings of substances and medicines, which engines take for slips of everyday words."""
SHORTEST = 6
"""Letters below which a term one letter off is as likely as a slip."""


def is_noise(match: Match, text: str) -> bool:
    """Whether a remark is about a word that the engine does not know, or an abbreviation that it cannot say aloud."""
    found = text[match.start : match.end]
    if match.rule in ARTICLES:
        following = text[match.end : match.end + 12].split()
        return not following or not following[0].isalpha() or not following[0].islower() or text[match.end : match.end + 1] != " "
    if not match.rule.startswith(SPELLING):
        return False
    return found.endswith(CHEMICAL) or not (match.replacements and is_slip(found, match.replacements[0]))


def is_slip(word: str, meant: str) -> bool:
    """Whether ``word`` is ``meant`` with one letter missing, added, changed or swapped, or letters wrongly doubled."""
    a, b = word.casefold(), meant.casefold()
    if len(a) < SHORTEST or not a.isalpha() or not b.isalpha() or (word != a and word != a.capitalize()):
        return False
    return one_edit_apart(a, b) or squeezed(a) == squeezed(b)


def squeezed(word: str) -> str:
    """``word`` with each run of one letter made a single one."""
    return "".join(c for i, c in enumerate(word) if not i or c != word[i - 1])


def one_edit_apart(a: str, b: str) -> bool:
    """Whether one insertion, deletion, change or swap of neighbours turns ``a`` into ``b``."""
    head = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    left, right = a[head : len(a) - tail], b[head : len(b) - tail]
    swapped = len(left) == len(right) == 2 and left == right[::-1]
    return max(len(left), len(right)) == 1 or swapped
