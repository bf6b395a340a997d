"""What makes a claim one that an editor should question, shared by the rules of the family."""
from __future__ import annotations

from bisect import bisect_left, bisect_right

from healthlint.article.article import Article
from healthlint.model import Block, Claim, Strength

_BESIDE = 200
"""Characters of the source between a choice button and the text of its option."""

_OUTRIGHT = (Strength.CAUSAL, Strength.ABSOLUTE)


def is_ability(claim: Claim) -> bool:
    """Whether the claim is softened by "can" and nothing else."""
    return claim.strength is Strength.HEDGED and not claim.hedges and "ability" in claim.cues


def plain(claim: Claim) -> bool:
    """Whether the claim is made outright: causal or absolute, or with "can", and not taken back by anything in its sentence."""
    if claim.negated or claim.question or claim.conditional or claim.quoted or claim.advice or claim.hedges:
        return False
    if claim.strength not in _OUTRIGHT and not is_ability(claim):
        return False
    return "doubt" not in claim.cues


def stands_alone(article: Article, claim: Claim, reach: str) -> bool:
    """Whether no source is within ``reach``: ``sentence``, ``neighbour`` or ``paragraph``."""
    if claim.linked or claim.attributed:
        return False
    if reach == "paragraph" or not claim.markers:
        return not claim.markers
    sentences = article.sentences_of(claim.sentence.block)
    last = claim.sentence.number - sentences[0].number + (1 if reach == "neighbour" else 0)
    end = sentences[min(last, len(sentences) - 1)].end
    return not any(m.start < end for m in claim.markers)


def is_quiz_option(article: Article, block: Block) -> bool:
    """Whether the block is an option of a quiz: a choice button stands in it, or a letter before it."""
    text = block.text
    if text[1:3] in {". ", ") "} and text[0] in "ABCDEabcde":
        return True
    ends = article.once(_choice_ends)
    if not ends:
        return False
    start, end = block.span().start - _BESIDE, max(block.span().start, block.outer.end)
    return bisect_left(ends, start) < bisect_right(ends, end)


def _choice_ends(article: Article) -> list[int]:
    """Where the choice buttons of the page end, in order."""
    if "<input" not in article.tags:
        return []
    document = article.document
    fields = [document.elements[i] for i in document.index.by_name.get("input", ())]
    return sorted(e.end for e in fields if e.attributes.get("type", "") in {"radio", "checkbox"})
