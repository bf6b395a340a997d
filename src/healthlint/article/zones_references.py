"""What an entry of a reference list looks like."""

import re
from functools import cache

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_CAPITAL = "A-ZÀ-ÖØ-ÞŁŚŠŽĆČ"


@cache
def _reference_signs() -> tuple[tuple[re.Pattern[str], int], ...]:
    surname = rf"[{_CAPITAL}][\w'’‐-]{{1,24}}"
    initials = rf"(?:[{_CAPITAL}]\.?[ -]?){{1,3}}"
    return (
        (re.compile(r"\bdoi\b|\b10\.\d{4,9}/|\bPMID\b|\bPMC\d{4}|\bISBN\b", re.IGNORECASE), 3),
        (
            re.compile(
                r"\d\s?\([^()]{1,20}\)\s?[:;,.]|[;,]\s?\d{1,4}(?:\s?\([^()]{1,20}\))?\s?:\s?[A-Za-z]?\d|\bpp?\.\s?\d|\bvol\.?\s?\d",
                re.IGNORECASE,
            ),
            2,
        ),
        (re.compile(rf"^\W{{0,3}}(?:\d{{1,3}}\W{{1,3}})?{surname}(?:[ -]{surname})?,? {initials}(?:[,.;:(]|and\b|&|$)"), 2),
        (re.compile(r"\bet al\b"), 2),
        (
            re.compile(
                r"\b(?:available (?:at|from|online)|accessed|retrieved|cited \d|\[internet\]|epub|eds?\.\)|\(eds?\)|last updated)",
                re.IGNORECASE,
            ),
            2,
        ),
        (re.compile(r"[.,;(]\s?(?:19|20)\d\d[a-z]?\s?(?:[);.,:]|$|(?:" + _MONTHS + r")\b)", re.IGNORECASE), 1),
        (re.compile(r"\b(?:19|20)\d\d\b"), 1),
        (re.compile(r"https?://|\bwww\."), 1),
        (
            re.compile(
                r"\b(?:Journal|J\.? [A-Z][a-z]+|Lancet|BMJ|JAMA|N Engl J|Nutrients|Cochrane Database|Press|Publish(?:ing|ers?)|PLoS"
                r"|Ann Intern|Am J|Br J|Eur J|Int J|Arch|Clin [A-Z]|Rev [A-Z]|Proc|Med [A-Z]|Nature|Science|Pediatrics|Circulation)\b"
            ),
            1,
        ),
    )


@cache
def _source_in_brackets() -> re.Pattern[str]:
    """``(Lancet 2005;365:1687)`` after a statement makes it cited prose and no entry of a list."""
    return re.compile(r"\((?!(?i:accessed|retrieved|available))(?=[^()]{0,200}[A-Za-z]{2})[^()]{0,200}\b(?:19|20)\d\d[^()]{0,80}\)")


def reference_score(text: str) -> int:
    """How much a passage looks like an entry of a reference list; from 3 on it does."""
    if len(text) > 1500 or len(text) < 8:
        return 0
    head = _source_in_brackets().sub("", text[:700])
    score = sum(weight for pattern, weight in _reference_signs() if pattern.search(head))
    low = f" {head.lower()} "
    if " you " in low or " your " in low or " we recommend" in low:
        score -= 2
    if len(text) > 600:
        score -= 1
    return score


def is_link_only(text: str, linked: int) -> bool:
    """Whether links make up most of a passage."""
    return bool(text) and (linked * 5 >= len(text) * 2 or text.startswith(("http://", "https://", "www.")))
