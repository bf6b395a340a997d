"""Whether a page tells its reader what to take, how much, or how to be treated."""
from __future__ import annotations

import re
from functools import cache

from healthlint.article.article import Article
from healthlint.language.digits import has_digit
from healthlint.model import Zone
from healthlint.patterns import compile_pattern

_TREATS = frozenset(
    "dose doses dosage supplement supplements supplementation tablet tablets medicine medicines medication medications "
    "treatment treatments treat therapy drug drugs antibiotics inject injection remedy remedies herb herbs".split(),
)
_ENOUGH = 3
"""Words of treatment in the running text that make it a page about treatment."""


@cache
def _dose() -> re.Pattern[str]:
    return compile_pattern(r"\b\d[\d.,]*\s?(?:mg|mcg|µg|micrograms?|milligrams?|ml|iu|units?|tablets?|capsules?|drops?)\b", re.IGNORECASE)


def gives_treatment_advice(article: Article) -> bool:
    """Whether the running text names doses, or speaks of treatment more than in passing."""
    count = 0
    for block in article.in_zones({Zone.TITLE, Zone.PROSE, Zone.LIST, Zone.HEADING}):
        if has_digit(block.text) and _dose().search(block.text):
            return True
        count += len(_TREATS.intersection(article.words(block).keys))
        low = block.text.lower()
        if "how to take" in low or "how much should" in low or "should i take" in low or "how much to take" in low:
            return True
    return count >= _ENOUGH
