"""Names and words that are right in another country, or were right in another time."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.article.article import Article
from healthlint.checks.lexical import in_case_of
from healthlint.checks.registry import check
from healthlint.language.names import address_ranges, inside
from healthlint.language.quotes import quoted_ranges
from healthlint.language.term_tables import LocalTerm, local_terms
from healthlint.model import Block, Edit, Finding, Fix, Mark, Rule, Safety, Sentence, Words


@check("foreign-term")
def foreign_term(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report each term of the rule's table that belongs to another country or time than the article's.

    It is no fault where the local word stands in the same sentence: "paracetamol (acetaminophen in the US)".
    """
    side = "old" if rule.parameters.get("side") == "old" else "us" if article.settings.locale == "en-US" else "uk"
    table = local_terms(str(rule.parameters["table"]), side)
    for block in article.in_zones(rule.zones):
        words = article.words(block)
        if table.keys().isdisjoint(words.keys):
            continue
        kept = sorted(quoted_ranges(block.text) + address_ranges(block.text))
        for sentence in article.sentences_of(block):
            yield from _in_sentence(rule, sentence, words, table, kept)


def _in_sentence(
    rule: Rule, sentence: Sentence, words: Words, table: dict[str, list[LocalTerm]], kept: list[tuple[int, int]],
) -> Iterator[Finding]:
    block = sentence.block
    busy = -1
    for at in range(sentence.first, sentence.last):
        for term in table.get(words.keys[at], ()) if at >= busy else ():
            last = at + len(term.keys)
            if tuple(words.keys[at:last]) != term.keys or last > sentence.last:
                continue
            start, end = words.starts[at], words.ends[last - 1]
            if inside(kept, start) or _is_shielded(block, words, sentence, at, last, term):
                continue
            yield _finding(rule, block, start, end, term)
            busy = last
            break


def _finding(rule: Rule, block: Block, start: int, end: int, term: LocalTerm) -> Finding:
    found = block.text[start:end]
    better = [in_case_of(found, b) if not term.exact else b for b in term.better]
    span = block.span(start, end)
    fixes = [Fix(f"“{found}” → “{better[0]}”", (Edit(span, better[0]),), Safety.REVIEW)] if rule.fix and len(better) == 1 else []
    return rule.finding(span, fixes=fixes, found=found, better=" or ".join(f"“{b}”" for b in better))


def _is_shielded(block: Block, words: Words, sentence: Sentence, at: int, last: int, term: LocalTerm) -> bool:
    """Whether the local word stands in the sentence, or the term is part of a name."""
    text = block.text
    found = text[words.starts[at] : words.ends[last - 1]]
    if term.exact and found != term.exact:
        return True
    inside_sentence = " ".join(words.keys[sentence.first : sentence.last])
    if any(f" {b.lower()}" in f" {inside_sentence}" for b in term.better):
        return True
    if block.marked(Mark.CODE, words.starts[at], words.ends[last - 1]) or block.marked(Mark.CITE, words.starts[at], words.ends[last - 1]):
        return True
    return not term.exact and found[0].isupper() and at > sentence.first
