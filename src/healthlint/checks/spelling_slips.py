"""Slips of one letter in medical words."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.article.article import Article
from healthlint.checks.lexical import in_case_of
from healthlint.checks.registry import check
from healthlint.language.misspellings import meant, slips
from healthlint.language.names import address_ranges, inside
from healthlint.language.quotes import quoted_ranges
from healthlint.model import Block, Edit, Finding, Fix, Mark, Rule, Safety

_OFTEN = 3
"""A word that the article writes so often is a term or a name of its own."""


@check("misspelt-medical-word")
def misspelt_medical_word(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a word that is one letter away from a medical word and no word itself."""
    house = {w.lower() for w in article.settings.words}
    places: dict[str, list[tuple[Block, int, int]]] = {}
    odd = slips().among(article.vocabulary)
    for block in article.in_zones(rule.zones) if odd else ():
        words = article.words(block)
        for at in [i for i, key in enumerate(words.keys) if key in odd]:
            for part, start in odd[words.keys[at]]:
                begin = words.starts[at] + start
                places.setdefault(part, []).append((block, begin, begin + len(part)))
    for part, found in places.items():
        if part in house or len(found) >= _OFTEN:
            continue
        for block, start, end in found:
            if not _is_protected(block, start, end):
                yield _finding(rule, block, start, end, meant(part))


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
