"""Where a long sentence or paragraph can be cut in two."""
from __future__ import annotations

from healthlint.article.article import Article
from healthlint.model import Block, Sentence, Words

_JOINTS = frozenset(
    "and but or so because which who whilst while although though whereas when if since unless until where".split(),
)
_VERBS = frozenset(
    "is are was were be been am has have had do does did can could may might must shall should will would cannot can't don't doesn't isn't "
    "aren't won't helps help makes make causes cause means mean needs need takes take gets get becomes become shows show works work "
    "happens happen includes include leads lead contains contain gives give feels feel lasts last starts start keeps keep reduces reduce "
    "increases increase affects affect plays play suggests suggest found suffer suffers experience use uses want try talk ask see".split(),
)
"""Words that are, or may be, the finite verb of a clause."""
_SUBJECTS = frozenset(
    "you it they we he she i this that these those there the your their our his her its my a an some most many no therefore so then "
    "thus".split(),
)
"""Words that can open a clause of its own after "and" or "or"."""
_BEFORE = 8
_AFTER = 5


def split_point(article: Article, sentence: Sentence) -> str:
    """Return the words at which ``sentence`` can be split, empty if no place has a verb on both sides.

    The first joining word after the eighth word counts, or the word after a semicolon or a dash.
    """
    words, text = article.words(sentence.block), sentence.block.text
    keys = words.keys
    for at in _joints(sentence, words, sentence.first + _BEFORE, max(0, sentence.last - _AFTER)):
        if keys[at] in {"and", "or", "so"} and keys[at + 1] not in _SUBJECTS:
            continue
        if _VERBS.isdisjoint(keys[sentence.first : at]) or _VERBS.isdisjoint(keys[at + 1 : at + 8]):
            continue
        return text[words.starts[at] : words.ends[min(at + 2, sentence.last - 1)]]
    return ""


def _joints(sentence: Sentence, words: Words, first: int, last: int) -> list[int]:
    """The tokens from ``first`` up to ``last`` that are joining words or stand after a semicolon or a dash."""
    joints = [at for at, key in enumerate(words.keys[first:last], first) if key in _JOINTS]
    said, text = sentence.text, sentence.block.text
    signs = [sign for sign in ";–—" if sign in said]
    if signs:
        gaps = [(at, text[words.ends[at - 1] : words.starts[at]]) for at in range(first, last)]
        joints = sorted({*joints, *[at for at, gap in gaps if any(sign in gap for sign in signs)]})
    return joints


_TURNS = frozenset(
    "however but although while when if there most some other another many because it's also still finally first second next then".split(),
)
"""Words with which a sentence turns to something new."""
_BACK = frozenset("this that these those it they he she such both".split())
"""Words with which a sentence goes on about what was said before."""
_CONTENT = 5
"""Letters from which a word says what a sentence is about."""

_SHORTEST = 3
"""Sentences of a paragraph from which its last one is not left alone."""


def paragraph_break(article: Article, block: Block) -> Sentence | None:
    """Return the sentence that can open a new paragraph: the one that shares least with those before it, near the middle if several do."""
    sentences = article.sentences_of(block)
    keys = article.words(block).keys
    subjects = [frozenset(key for key in keys[s.first : s.last] if len(key) >= _CONTENT) for s in sentences]
    middle = len(sentences) / 2
    best, least = None, 0.0
    for at in range(1, len(sentences) - (len(sentences) > _SHORTEST)):
        opening = keys[sentences[at].first] if sentences[at].first < sentences[at].last else ""
        shared = len(subjects[at] & (subjects[at - 1] | subjects[max(0, at - 2)]))
        cost = shared + abs(at - middle) / len(sentences) + (2 if opening in _BACK else 0) - (1 if opening in _TURNS else 0)
        if best is None or cost < least:
            best, least = sentences[at], cost
    return best

