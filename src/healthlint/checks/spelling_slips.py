"""Slips of one letter in medical words."""

from collections import Counter
from collections.abc import Iterator

from healthlint.article import Article
from healthlint.checks.lexical import in_case_of
from healthlint.checks.registry import check
from healthlint.language.misspellings import SHORTEST, meant
from healthlint.language.names import address_ranges, inside
from healthlint.language.quotes import quoted_ranges
from healthlint.language.variants import spelling_of
from healthlint.model import Block, Edit, Finding, Fix, Mark, Rule, Safety

_OFTEN = 3
"""A word that the article writes so often is a term or a name of its own."""


@check("misspelt-medical-word")
def misspelt_medical_word(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a word that is one letter away from a medical word and no word itself."""
    house = {w.lower() for w in article.settings.words}
    places: dict[str, list[tuple[Block, int, int]]] = {}
    for block in article.in_zones(rule.zones):
        words = article.words(block)
        for key, start in zip(words.keys, words.starts, strict=True):
            if len(key) < SHORTEST - 1:
                continue
            at = start
            for part in key.split("-"):
                if len(part) >= SHORTEST - 1 and part not in house:
                    places.setdefault(part, []).append((block, at, at + len(part)))
                at += len(part) + 1
    uses = Counter({part: len(found) for part, found in places.items()})
    for part, found in places.items():
        right = meant(part) if uses[part] < _OFTEN else ""
        if right and right not in {o for s in (spelling_of(part),) if s for o in s.others}:
            for block, start, end in found:
                if not _is_protected(block, start, end):
                    yield _finding(rule, block, start, end, right)


def _finding(rule: Rule, block: Block, start: int, end: int, right: str) -> Finding:
    found = block.text[start:end]
    better = in_case_of(found, right)
    span = block.span(start, end)
    return rule.finding(span, fixes=[Fix(f"“{found}” → “{better}”", (Edit(span, better),), Safety.REVIEW)], found=found, better=better)


def _is_protected(block: Block, start: int, end: int) -> bool:
    """Whether a capital inside a sentence, a quotation, an address or code says that the word is as it should be."""
    text = block.text
    if text[start].isupper() and text[max(0, start - 2) : start].rstrip()[-1:] not in {"", ".", "!", "?", ":", "•"}:
        return True
    if any(block.marked(mark, start, end) for mark in (Mark.CODE, Mark.CITE, Mark.LANGUAGE)):
        return True
    return inside(quoted_ranges(text), start) or inside(address_ranges(text), start)
