"""How strongly one sentence claims, from the predicates and the cues in it."""

from typing import NamedTuple

from healthlint.language.cues import CueAt, clause_end, find_cues
from healthlint.language.predicates import Predicate, find_predicates
from healthlint.model import Strength, Words

_CHANGES = frozenset({"cause", "prevent", "cure", "lower", "raise", "improve", "harm", "affect", "enable"})
_HEDGES = frozenset({"hedge", "evidence", "prediction", "whether"})
_PERSONAL = frozenset({"you", "your", "i", "my"})
"""Words of talk with the reader, which is no claim unless a predicate makes it one."""
_LOWERS = frozenset({"hedge", "ability"})


class Judgement(NamedTuple):
    """What a sentence claims."""

    strength: Strength
    predicate: Predicate
    cues: tuple[CueAt, ...]
    hedges: tuple[CueAt, ...]
    negated: bool
    ability: bool = False
    """Whether the claim rests on "can"."""
    conditional: bool = False
    advice: bool = False


def weight(predicate: Predicate) -> int:
    """How surely a predicate claims a cause, in tenths."""
    if predicate.use != "phrase":
        return _VERB_WEIGHT[predicate.use] - (3 if predicate.weak else 0)
    return _PHRASE_WEIGHT.get(predicate.kind, 0)


_VERB_WEIGHT = {
    "finite": 10, "passive": 9, "relative": 8, "adjunct": 9, "infinitive": 6, "gerund": 7, "agentless": 5, "imperative": 4,
}  # fmt: skip
_PHRASE_WEIGHT = {"effect": 8, "cause": 8, "quality": 6, "change": 5}


def judge(text: str, words: Words, first: int, last: int) -> Judgement | None:
    """Say what the sentence ``words[first:last]`` claims; ``None`` if it claims nothing."""
    predicates = find_predicates(text, words, first, last)
    cues = find_cues(words, first, last)
    hedges = tuple(c for c in cues if c.kind in _HEDGES)
    causal = [p for p in predicates if weight(p) > 0]
    association = next((p for p in predicates if p.kind == "association"), None)
    level = next((p for p in predicates if p.kind == "level"), None)
    method = any(p.kind == "method" for p in predicates)
    best = max(causal, key=weight, default=None)
    score = weight(best) if best else 0
    if len(causal) > 1:
        score += 1
    if method:
        score -= 4
    if association and score < 11:
        return Judgement(Strength.ASSOCIATIONAL, association, tuple(cues), hedges, _denied(text, words, last, association, cues))
    if best and score >= 6:
        lowering = [c for c in cues if c.kind in _LOWERS and _covers(text, words, last, c, best)]
        strength = Strength.HEDGED if lowering else Strength.CAUSAL
        ability = all(c.kind == "ability" for c in lowering) and bool(lowering)
        return Judgement(strength, best, tuple(cues), hedges, _denied(text, words, last, best, cues), ability)
    if level:
        return Judgement(Strength.ASSOCIATIONAL, level, tuple(cues), hedges, _denied(text, words, last, level, cues))
    if hedges and (predicates or _PERSONAL.isdisjoint(words.keys[first:last])):
        return Judgement(Strength.HEDGED, predicates[0] if predicates else _as_predicate(hedges[0]), tuple(cues), hedges, negated=False)
    return None


def _as_predicate(hedge: CueAt) -> Predicate:
    """A hedge stands for the predicate where the sentence hedges something that no list names."""
    return Predicate("hedge", "phrase", hedge.first, hedge.last, "")


def _covers(text: str, words: Words, last: int, cue: CueAt, predicate: Predicate) -> bool:
    return cue.first <= predicate.first < clause_end(text, words, cue.last - 1, last)


def _denied(text: str, words: Words, last: int, predicate: Predicate, cues: list[CueAt]) -> bool:
    """Whether the sentence says that the predicate does not hold."""
    for cue in cues:
        if cue.kind == "doubt":
            return True
        if cue.kind == "negation" and _covers(text, words, last, cue, predicate):
            return True
    return False
