"""Medical terms that the article does not explain."""
from __future__ import annotations

import re
from collections.abc import Iterator

from healthlint.article import Article
from healthlint.checks.registry import check
from healthlint.language.names import is_name
from healthlint.language.quotes import quoted_ranges
from healthlint.language.terms import Term, find_terms, may_hold_terms
from healthlint.language.words import find_words
from healthlint.model import Edit, Finding, Fix, Mark, Rule, Safety, Sentence, Words, Zone

_GLOSS_AFTER = re.compile(
    r"""\s*(?:\(|\[|[–—]|,?\s(?:which|that|also)\s(?:is|are|means|called|known)|,\s(?:or|a|an|the|when|where|i\.e\.|that\sis|such\sas|meaning)\s
      |(?:is|are|was|were)\s(?:an?|the|when|where|another|inflammation|pain|swelling|damage|caused|called|defined|characteri[sz]ed|often\scalled)\b
      |\s?(?:means|refers|describes|happens|occurs)\b|:\s)""",
    re.VERBOSE,
)
_GLOSS_BEFORE = re.compile(
    r"(?:called|known as|named|termed|term|or|medical name|medically|condition|disorder|disease|medicines?|drugs?|protein|hormone|"
    r"procedure|test|i\.e\.|that is)[\s,“‘\"']*(?:as |is |an? |the )?[“‘\"']*$|[(\[][^)\]]{0,40}$|[–—,]\s(?:or\s)?$",
)
_NEXT = re.compile(
    r"(?:This|That|It|These|They|Here)\b.{0,20}\b(?:is|are|means|happens|occurs|causes|refers|involves|uses?|lets?|helps?)\b",
)


@check("unexplained-term")
def unexplained_term(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report the first use of a hard term without a few plain words beside it."""
    seen = _topic(article)
    for sentence in article.sentences:
        block = sentence.block
        words = article.words(block)
        if block.zone not in {Zone.PROSE, Zone.LIST, Zone.HEADING} or not may_hold_terms(words, sentence.first, sentence.last):
            continue
        for term in find_terms(words, sentence.first, sentence.last):
            if term.name in seen or block.zone is Zone.HEADING:
                continue
            seen.add(term.name)
            if not _explained(sentence, words, term) and block.zone in rule.zones:
                yield _finding(rule, sentence, words, term)


def _topic(article: Article) -> set[str]:
    """Terms of the title: the whole article explains them; and the house's own words."""
    known = {w.lower() for w in article.settings.words}
    texts = [article.document.title, *(b.text for b in article.in_zones({Zone.TITLE}))]
    for text in texts:
        words = find_words(text)
        known |= {t.name for t in find_terms(words, 0, len(words.keys))}
    return known


def _explained(sentence: Sentence, words: Words, term: Term) -> bool:
    block = sentence.block
    start, end = words.starts[term.first], words.ends[term.last - 1]
    if any(block.marked(mark, start, end) for mark in (Mark.LINK, Mark.DEFINITION, Mark.ABBREVIATION, Mark.CODE, Mark.CITE)):
        return True
    if _GLOSS_AFTER.match(block.text, end) or _GLOSS_BEFORE.search(block.text[max(0, start - 60) : start]):
        return True
    opens = term.first == sentence.first
    if any(a <= start < b for a, b in quoted_ranges(block.text)) or is_name(block.text, words, term.first, opens=opens):
        return True
    if not _plain_words(term).isdisjoint(words.keys[sentence.first : sentence.last]):
        return True
    return bool(_NEXT.match(block.text[sentence.end :].lstrip()))


def _plain_words(term: Term) -> set[str]:
    """The longer words of the listed explanation: where one stands in the sentence, the term is likely explained."""
    return {w for w in find_words(term.plain).keys if len(w) > 6}


def _finding(rule: Rule, sentence: Sentence, words: Words, term: Term) -> Finding:
    block = sentence.block
    start, end = words.starts[term.first], words.ends[term.last - 1]
    found = block.text[start:end]
    after = block.span(end, end)
    gloss = f" ({term.plain})"
    fix = Fix(f"“{found}” → “{found}{gloss}”", (Edit(after, gloss),), Safety.REVIEW)
    return rule.finding(block.span(start, end), fixes=[fix], found=found, plain=term.plain)
