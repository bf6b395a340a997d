"""Safety claimed without limit."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.article.article import Article
from healthlint.checks.phrase_sentences import sentences_with
from healthlint.checks.registry import check, telling_blocks, telling_words_of
from healthlint.language.cues import scopes
from healthlint.language.phrases import read_index, telling_of_table
from healthlint.model import Finding, Rule, Sentence, Words

_TAKEN_BACK = frozenset({"negated", "hedged", "question", "quoted", "attributed"})
_LIMITED = frozenset(
    "most many some few often usually generally mostly normally typically but however though although except unless if when reported "
    "observed seen noted recorded occurred was were trial trials study studies".split()
)
"""Words in a sentence that limit the claim, or make it the result of a study."""
_NATURAL_REACH = 9


_TABLE = "unqualified-safety.tsv"


@check("unqualified-safety", telling=lambda _: telling_of_table(_TABLE))
def unqualified_safety(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report safety promised to everyone, or deduced from being natural."""
    table, telling = read_index(_TABLE), telling_words_of(rule, article)
    for sentence, words, hits in sentences_with(article, telling_blocks(rule, article), table, telling):
        yield from _in_sentence(rule, words, sentence, hits)


def _in_sentence(rule: Rule, words: Words, sentence: Sentence, hits: list[tuple[int, int, str]]) -> Iterator[Finding]:
    natural = next((h for h in hits if h[2] == "natural"), None)
    block = sentence.block
    for first, last, kind in hits:
        if kind == "safe" and natural and natural[0] < first < natural[1] + _NATURAL_REACH:
            start = natural[0]
        elif kind == "unlimited" and _LIMITED.isdisjoint(words.keys[sentence.first : sentence.last]):
            start = natural[0] if natural and natural[0] < first < natural[1] + _NATURAL_REACH else first
        else:
            continue
        if _TAKEN_BACK & scopes(block.text, words, sentence.first, sentence.last, first, last - first):
            continue
        begin, end = words.starts[start], words.ends[last - 1]
        yield rule.finding(
            block.span(begin, end), variant="natural" if start != first or kind == "safe" else "", found=block.text[begin:end]
        )
        return
