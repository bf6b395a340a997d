"""Medical terms that the article does not explain."""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from healthlint.article.article import Article
from healthlint.checks.registry import check, telling_blocks
from healthlint.language.names import address_ranges, is_name
from healthlint.language.quotes import quoted_ranges
from healthlint.language.terms import Term, find_terms, may_hold_terms, term_openings
from healthlint.language.words import find_words
from healthlint.model import Block, Edit, Finding, Fix, Kind, Mark, Rule, Safety, Sentence, Words, Zone
from healthlint.patterns import compile_pattern

_GENERIC = frozenset(
    "that this with from into when where which given having being called small large sudden other part parts something more less body "
    "blood cells disease illness medicine medicines treatment condition".split(),
)
"""Words of explanations that stand in many sentences and explain nothing there."""

_READ = frozenset({Zone.PROSE, Zone.LIST, Zone.HEADING})
_SAYS = frozenset("is are means happens occurs results".split())
"""Verbs by which a sentence that opens with a term says what it is."""


@cache
def _gloss_after() -> re.Pattern[str]:
    """What right after a term explains it; a bracket or dash with several words may come up to three words later."""
    return compile_pattern(
        r"""\s*(?:\((?!\d|up\s|about\s|see\s|p\s?[<=]|n\s?=)|\[(?!\d)|[–—]|--|,?\s(?:which|that|also)\s(?:is|are|means|called|known)|,\s(?:or|a|an|the|when|where|which|with|without|i\.e\.|that\sis|such\sas|meaning)\s
        |\s?that\s(?!of\b)[a-z]+\b
        |(?:is|are|was|were)\s(?:an?|the|when|where|another|inflammation|pain|swelling|damage|caused|called|defined|characteri[sz]ed|often\scalled)\b
        |\s?(?:means|refers|describes|happens|occurs|results?\s(?:when|from)|develops?\swhen)\b|:\s
        |(?:\s[\w-]+){1,3}(?:\s\(|,?\s?(?:[–—]|--)\s?)(?!\d|up\s|about\s|see\s|in\s|p\s?[<=]|n\s?=)(?=[\w-]+\s\w+)
        |(?:\s[\w-]+){1,3},\s(?:which|or|meaning|an?|the)\s
        |(?:\s[\w-]+){0,2}\s(?:caused|triggered)\sby\b
        |(?:\s(?:and|or)\s[\w-]+){1,2},\s(?:(?:two|both|an?|the)\s))""",
        re.VERBOSE,
    )


@cache
def _gloss_before() -> re.Pattern[str]:
    return compile_pattern(
        r"(?:called|known as|referred to as|named|termed|term|or|medical name|medically|condition|disorder|disease|medicines?|"
        r"drugs?|protein|hormone|procedure|test|i\.e\.|that is)[\s,“‘\"']*(?:as |is |an? |the )?[“‘\"']*$"
        r"|[(\[][^)\]]{0,40}$|[–—,]\s(?:or\s)?$"
        r"|(?:called|known as|referred to as|termed)\s(?:[\w-]+\s){1,3}$",
    )


@cache
def _next() -> re.Pattern[str]:
    return compile_pattern(
        r"(?:This|That|It|These|They|Here)\b.{0,20}\b(?:is|are|means|happens|occurs|causes|refers|involves|uses?|lets?|helps?)\b",
    )


@check("unexplained-term", telling=lambda _: term_openings())
def unexplained_term(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report the first use of a hard term without a few plain words beside it."""
    seen = _topic(article)
    for block in telling_blocks(rule, article, _READ):
        if may_hold_terms(article.words(block)):
            yield from _in_block(rule, article, block, seen)


def _in_block(rule: Rule, article: Article, block: Block, seen: set[str]) -> Iterator[Finding]:
    words = article.words(block)
    for sentence in article.sentences_of(block):
        if not may_hold_terms(words, sentence.first, sentence.last):
            continue
        told = block.zone is Zone.HEADING or block.kind is Kind.TERM or _is_no_prose(sentence, words)
        for term in find_terms(words, sentence.first, sentence.last):
            if term.name in seen:
                continue
            if not told or block.zone is Zone.HEADING or block.kind is Kind.TERM:
                seen.add(term.name)
            if not told and block.zone in rule.zones and not _explained(article, sentence, words, term):
                yield _finding(rule, sentence, words, term)


def _is_no_prose(sentence: Sentence, words: Words) -> bool:
    """Whether the place is a line of an index, a reference, or what a body says of itself and where to find it."""
    keys = words.keys[sentence.first : sentence.last]
    numbers = sum(key[0].isdigit() for key in keys)
    return numbers * 2 >= len(keys) or "doi" in keys or ("et" in keys and "al" in keys) or bool(address_ranges(sentence.block.text))


def _topic(article: Article) -> set[str]:
    """Terms of the title: the whole article explains them; and the house's own words."""
    known = {w.lower() for w in article.settings.words}
    texts = [article.document.title, *(b.text for b in article.in_zones({Zone.TITLE}))]
    for text in texts:
        words = find_words(text)
        known |= {t.name for t in find_terms(words, 0, len(words.keys))}
    return known


def _explained(article: Article, sentence: Sentence, words: Words, term: Term) -> bool:
    block = sentence.block
    start, end = words.starts[term.first], words.ends[term.last - 1]
    if any(block.marked(mark, start, end) for mark in (Mark.LINK, Mark.DEFINITION, Mark.ABBREVIATION, Mark.CODE, Mark.CITE)):
        return True
    if _gloss_after().match(block.text, end) or _gloss_before().search(block.text[max(0, start - 60) : start]):
        return True
    opens = term.first == sentence.first
    if any(a <= start < b for a, b in quoted_ranges(block.text)) or is_name(block.text, words, term.first, opens=opens):
        return True
    if _is_paraphrased(article, sentence, words, term) or _is_defined_next(article, sentence, words, term):
        return True
    return bool(_next().match(block.text[sentence.end :].lstrip()))


def _is_paraphrased(article: Article, sentence: Sentence, words: Words, term: Term) -> bool:
    """Whether the listed explanation or its words stand in the sentence or the one before: a long one, or two of them."""
    plain = {w.removesuffix("s") for w in find_words(term.plain).keys if len(w) > 3 and w not in _GENERIC}
    before = article.sentence_at(sentence.block, max(0, sentence.start - 2))
    if " " in term.plain and term.plain in sentence.block.text[(before or sentence).start : sentence.end].lower():
        return True
    keys = {*words.keys[before.first if before else sentence.first : term.first], *words.keys[term.last : sentence.last]}
    return sum(2 if len(w) > 6 else 1 for w in plain & {key.removesuffix("s") for key in keys}) > 1


def _is_defined_next(article: Article, sentence: Sentence, words: Words, term: Term) -> bool:
    """Whether the next sentence opens with the term and says what it is."""
    after = article.sentence_at(sentence.block, sentence.end + 1)
    if after is None or after.start <= sentence.start:
        return False
    again = next((t for t in find_terms(words, after.first, min(after.first + 6, after.last)) if t.name == term.name), None)
    return again is not None and not _SAYS.isdisjoint(words.keys[again.last : again.last + 1])


def _finding(rule: Rule, sentence: Sentence, words: Words, term: Term) -> Finding:
    block = sentence.block
    start, end = words.starts[term.first], words.ends[term.last - 1]
    found = block.text[start:end]
    after = block.span(end, end)
    gloss = f" ({term.plain})"
    fix = Fix(f"“{found}” → “{found}{gloss}”", (Edit(after, gloss),), Safety.REVIEW)
    return rule.finding(block.span(start, end), fixes=[fix], found=found, plain=term.plain)
