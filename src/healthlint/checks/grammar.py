"""The one grammar rule of our own, and the name under which the engines' rules stand."""
from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from healthlint.article.article import Article
from healthlint.checks.registry import check
from healthlint.model import Block, Finding, Fix, Mark, NotApplicableError, Rule, Safety


@check("doubled-word")
def doubled_word(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a word that follows itself with nothing but white space between."""
    allowed = rule.words("allowed")
    for block in _with_doubled(article, frozenset(rule.zones)):
        words = article.words(block)
        keys, starts, ends = words.keys, words.starts, words.ends
        for i in [i for i, (one, other) in enumerate(pairwise(keys), 1) if one == other]:
            key = keys[i]
            if key in allowed or not key.isalpha() or len(key) == 1:
                continue
            if not block.text[ends[i - 1] : starts[i]].isspace() or block.marked(Mark.CODE, starts[i], ends[i]):
                continue
            word = block.text[starts[i] : ends[i]]
            if word.isupper() or (word != key and block.text[starts[i - 1] : ends[i - 1]] == word):
                continue  # initials, and names such as Wagga Wagga
            start, end = ends[i - 1], ends[i]
            fix = Fix(f"delete the second “{word}”", block.replace(start, end, ""), Safety.SAFE)
            yield rule.finding(block.span(start, end), fixes=[fix], found=word)


def _with_doubled(article: Article, zones: frozenset[str]) -> list[Block]:
    """The blocks of these zones in which a word follows itself: few, so all their words are looked at in a plain loop first."""
    found: list[Block] = []
    for block, keys in zip(article.blocks, article.keys_of_blocks, strict=True):
        before = ""
        for key in keys if block.zone in zones else ():
            if key == before:
                found.append(block)
                break
            before = key
    return found


@check("grammar-backend")
def grammar_backend(rule: Rule, article: Article) -> Iterator[Finding]:  # noqa: ARG001 - the shape of every check
    """Answer for an engine that was not asked: the engine room runs it where it is on."""
    raise NotApplicableError
