"""What an entry of a reference list looks like."""
from __future__ import annotations

import re
from functools import cache

from healthlint.patterns import compile_pattern

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)

_CENTURIES = ("19", "20")


@cache
def _reference_signs() -> tuple[tuple[tuple[str, ...], re.Pattern[str], int], ...]:
    """Strings of which one stands, in lower case, wherever the pattern matches; the pattern; and what it counts."""
    return (
        (("doi", "10.", "pmid", "pmc", "isbn"), compile_pattern(r"\bdoi\b|\b10\.\d{4,9}/|\bPMID\b|\bPMC\d{4}|\bISBN\b", re.IGNORECASE), 3),
        (
            ("(", ":", "p.", "vol"),
            compile_pattern(
                r"\d\s?\([^()]{1,20}\)\s?[:;,.]|[;,]\s?\d{1,4}(?:\s?\([^()]{1,20}\))?\s?:\s?[A-Za-z]?\d|\bpp?\.\s?\d|\bvol\.?\s?\d",
                re.IGNORECASE,
            ),
            2,
        ),
        (("et al",), compile_pattern(r"\bet al\b"), 2),
        (
            ("available", "accessed", "retrieved", "cited ", "[internet]", "epub", "ed.)", "eds.)", "(ed", "last updated"),
            compile_pattern(
                r"\b(?:available (?:at|from|online)|accessed|retrieved|cited \d|\[internet\]|epub|eds?\.\)|\(eds?\)|last updated)",
                re.IGNORECASE,
            ),
            2,
        ),
        (_CENTURIES, compile_pattern(r"[.,;(]\s?(?:19|20)\d\d[a-z]?\s?(?:[);.,:]|$|(?:" + _MONTHS + r")\b)", re.IGNORECASE), 1),
        (_CENTURIES, compile_pattern(r"\b(?:19|20)\d\d\b"), 1),
        (("http", "www."), compile_pattern(r"https?://|\bwww\."), 1),
        (
            ("",),
            compile_pattern(
                r"\b(?:Journal|J\.? [A-Z][a-z]+|Lancet|BMJ|JAMA|N Engl J|Nutrients|Cochrane Database|Press|Publish(?:ing|ers?)|PLoS"
                r"|Ann Intern|Am J|Br J|Eur J|Int J|Arch|Clin [A-Z]|Rev [A-Z]|Proc|Med [A-Z]|Nature|Science|Pediatrics|Circulation)\b"
            ),
            1,
        ),
    )


@cache
def _source_in_brackets() -> re.Pattern[str]:
    """``(Lancet 2005;365:1687)`` after a statement makes it cited prose and no entry of a list."""
    return compile_pattern(r"\((?!(?i:accessed|retrieved|available))(?=[^()]{0,200}[A-Za-z]{2})[^()]{0,200}\b(?:19|20)\d\d[^()]{0,80}\)")


_PROMISING = ("19", "20", "http", "www.", "doi", "DOI", "et al", "PMID", "ISBN")
"""One of these stands in every entry that can be told by its look."""


def _begins_with_author(head: str) -> bool:
    """``Lee AB,``, ``Lee, A. B.`` or ``van Lee A`` at the start, a printed number left out."""
    words = head.lstrip(" [(0123456789.)]\t").split(None, 4)
    if len(words) < 2:
        return False
    at = 1 if len(words) > 2 and words[0].islower() else 0
    surname = words[at].rstrip(",").replace("-", "").replace("’", "").replace("'", "")
    if not (surname.isalpha() and len(surname) > 1 and surname[0].isupper()):
        return False
    return any(_is_initials(w) for w in words[at + 1 : at + 3])


def _is_initials(word: str) -> bool:
    bare = word.rstrip(",;:(").replace(".", "").replace("-", "")
    return 0 < len(bare) <= 3 and bare.isalpha() and bare.isupper()


def may_score(text: str) -> bool:
    """Whether a passage has what every entry has that can be told by its look: a quick look before ``reference_score``."""
    for sign in _PROMISING:
        if sign in text:
            break
    else:
        return False
    return True


def reference_score(text: str) -> int:
    """How much a passage looks like an entry of a reference list; from 3 on it does."""
    if len(text) > 1500 or len(text) < 8:
        return 0
    head = text[:700]
    if not may_score(head):
        return 0
    if "(" in head:
        head = _source_in_brackets().sub("", head)
    low = f" {head.lower()} "
    score = 2 * _begins_with_author(head)
    for hints, pattern, weight in _reference_signs():
        for hint in hints:
            if hint in low:
                score += weight if pattern.search(head) else 0
                break
    if " you " in low or " your " in low or " we recommend" in low:
        score -= 2
    if len(text) > 600:
        score -= 1
    return score
