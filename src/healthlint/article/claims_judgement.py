"""How strongly one sentence claims, from the predicates and the cues in it."""
from __future__ import annotations

from functools import cache

from healthlint.language.cues import HEDGES, LACKS, CueAt, clause_end, find_cues, reaches
from healthlint.language.health import find_health, names_health
from healthlint.language.phrases import PhraseIndex, phrases_in, read_index, telling_of_table
from healthlint.language.predicates import Predicate, find_predicates, is_verb
from healthlint.language.word_lists import word_lists
from healthlint.model import Strength, Words
from healthlint.records import NamedTuple

_ASSOCIATIONAL, _HEDGED, _CAUSAL, _ABSOLUTE = Strength
_CONDITION = frozenset({"conditional"})
_LOWERS = frozenset({"hedge", "ability", "whether"})
_HEDGE = frozenset({"hedge"})
_NAMED_CAUSES = frozenset({"cause", "affect", "harm"})
"""Predicates that "can" does not soften: "can cause deafness" names a cause outright, "can reduce deaths" holds back."""
_NONE: frozenset[str] = frozenset()
_NO_OTHERS: dict[str, Predicate] = {}
_PERSONAL = frozenset({"you", "your", "i", "my"})
"""Words of talk with the reader, which is no claim unless a predicate or a health word makes it one."""
_PERMITS = frozenset({"may", "might", "could", "would"})
"""Hedges that also permit or offer: "you may sit down"; "you are likely to" foresees."""

_VERB_WEIGHT = {
    "finite": 10, "passive": 9, "adjunct": 9, "relative": 8, "gerund": 7, "infinitive": 6, "agentless": 6, "imperative": 4, "purpose": 3,
}  # fmt: skip
_WEAK = 3
_CAUSAL_KINDS = frozenset(
    {"cause", "prevent", "cure", "lower", "raise", "improve", "harm", "affect", "enable", "effect", "quality", "change"}
)
_PHRASE_WEIGHT = {"effect": 8, "cause": 8, "quality": 6, "change": 5}
_ENOUGH = 6
"""Weight from which a predicate alone makes a causal claim."""
_OVER_ASSOCIATION = 11
"""Weight from which it does so beside words of association: a finite verb, and more."""
_SHARES = frozenset(
    "percent per million billion deaths people adults women men children patients cases times medicines drugs babies americans "
    "britons".split()
)
"""Words after a number that make it a share or a count of people."""
_new = tuple.__new__
"""What the constructor of a named tuple calls: an article has hundreds of sentences."""
_YEAR = 4
"""Digits of a year, which is no share: "2010 in 12 countries"."""
_VERBS_OF_CLAUSE = frozenset({"finite", "passive", "agentless"})
"""Uses in which a predicate is the verb of its clause."""
_OF_SUBJECT = frozenset({"gerund", "relative"})
"""Uses in which a predicate may be part of the subject of another verb."""
_MAKE = "make"
_NEAR_OBJECT = 4
"""Tokens between "makes" and "more likely"."""
_METHOD = 2
"""Taken off where the sentence tells what a study did."""


Places = tuple[list[int], list[int], list[int]]
"""The tokens of a sentence at which a predicate or a hedge may begin, those at which a cue may, and the numerals."""


class Judgement(NamedTuple):
    """What a sentence claims."""

    strength: Strength
    predicate: Predicate
    cues: list[CueAt]
    kinds: frozenset[str]
    """Of the cues."""
    hedges: list[CueAt]
    negated: bool = False
    conditional: bool = False
    advice: bool = False


class _Sentence(NamedTuple):
    """A sentence with how far each of its cues reaches."""

    text: str
    words: Words
    first: int
    last: int
    numerals: list[int]
    """The tokens that begin with a digit."""
    cues: list[CueAt]
    kinds: frozenset[str]
    """Of the cues."""
    promises: frozenset[str]
    """The words of the article that promise without exception."""

    def under(self, kinds: frozenset[str], at: int) -> bool:
        """Whether a cue of these kinds reaches token ``at``."""
        if kinds.isdisjoint(self.kinds):
            return False
        return True in [reaches(self.text, self.words, c, at) for c in self.cues if c.kind in kinds]

    def denies(self, predicate: Predicate) -> bool:
        """Whether the sentence says that the predicate does not hold."""
        if "negation" not in self.kinds or "doubt" in self.kinds:
            return "doubt" in self.kinds
        cues = [c for c in self.cues if c.kind == "negation"]
        if predicate.use in _VERBS_OF_CLAUSE:
            cues = [c for c in cues if self.words.keys[c.first] not in LACKS]
        return True in [reaches(self.text, self.words, c, predicate.first) for c in cues]


ABSOLUTE = "absolute-promises.tsv"
"""The table of words that promise without exception."""


def absolute_phrases() -> PhraseIndex:
    """Return the words that promise without exception."""
    return read_index(ABSOLUTE)


@cache
def absolute_words() -> frozenset[str]:
    """Return the words without which nothing is promised so."""
    return telling_of_table(ABSOLUTE)


def judge(text: str, words: Words, first: int, last: int, places: Places, promises: frozenset[str]) -> Judgement | None:
    """Say what the sentence ``words[first:last]`` claims; ``None`` if it claims nothing.

    ``promises`` are the words that promise without exception, if any stands in the article.
    """
    openers, cued, numerals = places
    predicates = find_predicates(text, words, first, last, openers) if openers else []
    if not predicates and (not openers or set(openers).isdisjoint(cued)) and not _statistic(text, words, last, numerals):
        return None
    cues = find_cues(words, first, last, cued) if cued else []
    kinds = frozenset([c.kind for c in cues]) if cues else _NONE
    sentence = _new(_Sentence, (text, words, first, last, numerals, cues, kinds, promises))
    found = _strongest(sentence, predicates) if predicates else _hedged_only(sentence, predicates) or _mild(sentence, None)
    if found is None:
        return None
    strength, predicate = found
    advice = _is_advice(words.keys, first, last)
    if advice and predicate.kind == "quality":
        return None
    advice = advice or predicate.use == "imperative"
    if not cues:
        return _new(Judgement, (strength, predicate, cues, kinds, cues, False, False, advice))
    negated, conditional = sentence.denies(predicate), sentence.under(_CONDITION, predicate.first)
    return _new(Judgement, (strength, predicate, cues, kinds, _hedges(sentence), negated, conditional, advice))


def _is_advice(keys: list[str], first: int, last: int) -> bool:
    """Whether the sentence opens with an instruction: "use it" does, "use of it" and "sleep improves" do not."""
    advice = word_lists("advice.tsv")
    if keys[first] not in advice["opener"]:
        return False
    following = keys[first + 1] if first + 1 < last else ""
    return following not in advice["noun-before"] and not is_verb(following)


def _hedges(sentence: _Sentence) -> list[CueAt]:
    """What weakens the claim; "no evidence that it would help" is a flat denial."""
    if HEDGES.isdisjoint(sentence.kinds):
        return []
    kinds = HEDGES - {"prediction"} if "doubt" in sentence.kinds else HEDGES
    return [c for c in sentence.cues if c.kind in kinds]


def _strongest(sentence: _Sentence, predicates: list[Predicate]) -> tuple[Strength, Predicate] | None:
    """Return the strength of the sentence and the predicate that gives it."""
    causal = [p for p in predicates if p.kind in _CAUSAL_KINDS]
    best = causal[0] if causal else None
    score = weight(best) if best else 0
    if len(causal) > 1:
        best = max(causal, key=(lambda p: (not sentence.denies(p), weight(p))) if "negation" in sentence.kinds else weight)
        score = weight(best) + 1
    others = {p.kind: p for p in reversed(predicates)} if len(causal) < len(predicates) else _NO_OTHERS
    if others:
        if "method" in others:
            score -= _METHOD
        related = others.get("association") or (others.get("level") if best is None or best.use == "phrase" else None)
        if related and score < _OVER_ASSOCIATION and not _governs(best, related):
            return _ASSOCIATIONAL, related
    if best and score >= _ENOUGH:
        return _causal_strength(sentence, best), best
    if "level" in others:
        return _ASSOCIATIONAL, others["level"]
    return _hedged_only(sentence, predicates) or _mild(sentence, best or others.get("mild"))


def _governs(best: Predicate | None, related: Predicate) -> bool:
    """Whether the association is what the verb brings about: "makes people more likely to"."""
    return best is not None and best.lemma == _MAKE and best.use == "finite" and 0 < related.first - best.last <= _NEAR_OBJECT


def weight(predicate: Predicate) -> int:
    """How surely a predicate claims a cause, out of ten; 0 for one that does not."""
    if predicate.use != "phrase":
        return _VERB_WEIGHT[predicate.use] - (_WEAK if predicate.weak else 0)
    return _PHRASE_WEIGHT.get(predicate.kind, 0)


def _causal_strength(sentence: _Sentence, predicate: Predicate) -> Strength:
    if sentence.kinds:
        lowers = _HEDGE if predicate.kind in _NAMED_CAUSES else _LOWERS
        if sentence.under(lowers, predicate.first) or _is_hedged_after(sentence, predicate):
            return _HEDGED
    keys, promises = sentence.words.keys, sentence.promises
    if not promises or promises.isdisjoint(keys[sentence.first : sentence.last]) or sentence.denies(predicate):
        return _CAUSAL
    hits = phrases_in(keys, sentence.first, sentence.last, absolute_phrases())
    return _ABSOLUTE if any(not meaning.startswith("speed") for _, _, meaning in hits) else _CAUSAL


def _is_hedged_after(sentence: _Sentence, predicate: Predicate) -> bool:
    """Whether the verb of the clause is hedged, and the predicate part of its subject: "laws limiting sales may save lives"."""
    if predicate.use not in _OF_SUBJECT or "hedge" not in sentence.kinds:
        return False
    text, words = sentence.text, sentence.words
    hedge = next((c for c in sentence.cues if c.kind == "hedge" and c.first > predicate.first), None)
    return hedge is not None and hedge.first < clause_end(text, words, predicate.first, sentence.last)


def _mild(sentence: _Sentence, predicate: Predicate | None) -> tuple[Strength, Predicate] | None:
    """Return what a sentence claims that says less than a cause: a purpose, a part played, a share of people."""
    words = sentence.words
    predicate = predicate or _statistic(sentence.text, words, sentence.last, sentence.numerals)
    if predicate is None or not names_health(words, sentence.first, sentence.last):
        return None
    return _ASSOCIATIONAL, predicate


def _statistic(text: str, words: Words, last: int, numerals: list[int]) -> Predicate | None:
    """The first share or count among the numerals of a sentence that ends before token ``last``: ``47%``, ``1 in 10``, ``3,000 deaths``."""
    keys = words.keys
    for at in numerals:
        after = keys[at + 1] if at + 1 < last else ""
        in_ten = after == "in" and at + 2 < last and keys[at + 2].isdigit() and len(keys[at]) < _YEAR
        if after in _SHARES or in_ten or text.startswith("%", words.ends[at]):
            return Predicate("statistic", "phrase", at, at + 1, keys[at])
    return None


def _hedged_only(sentence: _Sentence, predicates: list[Predicate]) -> tuple[Strength, Predicate] | None:
    """A sentence that hedges something which no list names is a hedged claim, unless it talks with the reader."""
    if HEDGES.isdisjoint(sentence.kinds):
        return None
    hedge = next(c for c in sentence.cues if c.kind in HEDGES)
    if not predicates and _is_talk(sentence, hedge):
        return None
    return _HEDGED, predicates[0] if predicates else Predicate("hedge", "phrase", hedge.first, hedge.last, "")


def _is_talk(sentence: _Sentence, hedge: CueAt) -> bool:
    """Whether the hedge permits or offers something to the reader, and says nothing about health."""
    words = sentence.words
    if words.keys[hedge.first] not in _PERMITS or _PERSONAL.isdisjoint(words.keys[sentence.first : sentence.last]):
        return False
    return not find_health(words, sentence.first, sentence.last)
