"""A plain claim turned into one that low-certainty evidence allows: "prevents" becomes "may prevent"."""
from __future__ import annotations

from healthlint.language.predicates import Predicate, find_predicates
from healthlint.model import Edit, Fix, Safety, Sentence, Words

_CAN = frozenset({"can", "will"})
_HELP = frozenset({"help", "helps"})
_REFUSED = frozenset({"does", "do", "has", "have", "is", "are", "to"})
"""Words before a verb after which "may" does not fit."""


def softer(sentence: Sentence, words: Words, start: int) -> tuple[Fix, ...]:
    """Return the fix that hedges the verb at ``start`` of the block's text, and the verbs that "and" joins to it."""
    predicates = [p for p in find_predicates(sentence.block.text, words, sentence.first, sentence.last) if p.use == "finite"]
    main = next((p for p in predicates if words.starts[p.first] == start), None)
    edits = _hedged(sentence, words, main) if main else ()
    if not main or not edits:
        return ()
    for other in predicates[predicates.index(main) + 1 :]:
        if words.keys[other.first - 1] == "and" and words.keys[other.first].endswith("s") and words.keys[other.first] != other.lemma:
            edits += sentence.block.replace(words.starts[other.first], words.ends[other.first], other.lemma)
    return (Fix(f"“{words.keys[main.first]}” → “may {main.lemma}”", edits, Safety.REVIEW),)


def _hedged(sentence: Sentence, words: Words, verb: Predicate) -> tuple[Edit, ...]:
    """Return the edits that put "may" before the verb, or in place of "can"."""
    keys, at = words.keys, verb.first
    while at - 1 > sentence.first and (keys[at - 1] in _HELP or (keys[at - 1] == "to" and keys[at - 2] in _HELP)):
        at -= 1
    before = keys[at - 1] if at > sentence.first else ""
    base = "help" if at < verb.first else verb.lemma
    if before in _CAN:
        return sentence.block.replace(words.starts[at - 1], words.ends[at - 1], "may")
    if not before or before in _REFUSED:
        return ()
    return sentence.block.replace(words.starts[at], words.ends[at], f"may {base}")
