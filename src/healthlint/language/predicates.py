"""Words that say that one thing changes another, or goes together with it, and how each is used in its sentence.

The vocabulary stands in ``rules/words/causal-verbs.tsv`` and
``claim-phrases.tsv``. A verb form is often a noun or an adjective instead
("an increased risk", "the cause of"), and many verbs need no object ("rates
increased"): the words beside it decide, by short rules over neighbouring
tokens. No parser, no statistics, one look-up a token.
"""
from __future__ import annotations

import marshal
from collections.abc import Iterable
from functools import cache
from sys import intern

from healthlint.language.cues import hedge_beginnings
from healthlint.language.function_words import (
    BE,
    DETERMINERS,
    DO,
    HAVE,
    MEASURES,
    MODALS,
    NOT_OBJECTS,
    PLURALS,
    PREPOSITIONS,
    PURPOSES,
    SHOWN,
    is_adverb,
)
from healthlint.language.inflect import inflect
from healthlint.language.phrases import Beginnings, Entry, index_phrases, phrase_at, read_phrases
from healthlint.language.word_table import PackedTable, pack
from healthlint.model import Words
from healthlint.records import NamedTuple
from healthlint.resources import derived, words_text

_HELP = frozenset({"help", "helps", "helped"})
_NUMBERS = frozenset("half one two three four five six seven eight nine ten".split())
_JOINS = frozenset({"and", "or"})
_ARTICLES = DETERMINERS - {"that", "which"}
"""Determiners that open no clause."""
_JOIN_REACH = 8
"""How many tokens back the "to" of "to find and improve" may stand."""
_NO_VERBS: list[tuple[str, _Fields]] = []
_BREAKS = frozenset(",;:.()[]–—…?!|/")
_new = tuple.__new__
"""What the constructor of a named tuple calls: an article has hundreds of predicates."""


class Verb(NamedTuple):
    """A form of a verb of change, as listed."""

    form: str
    """``base``, ``third``, ``ing`` or ``ed``."""
    particle: tuple[str, ...]
    """What must follow: ``to`` of "lead to"."""
    lemma: str
    kind: str
    """``cause``, ``prevent``, ``cure``, ``lower``, ``raise``, ``improve``, ``harm``, ``affect`` or ``enable``."""
    noun: bool
    bare: bool
    """Whether it is also used without an object."""
    weak: bool
    """Whether it is causal only where a health outcome is near."""


class Predicate(NamedTuple):
    """A word or phrase at tokens ``first`` to, not including, ``last`` that claims something."""

    kind: str
    """A class of ``causal-verbs.tsv`` or ``claim-phrases.tsv``."""
    use: str
    """``finite``, ``infinitive``, ``gerund``, ``adjunct``, ``passive``, ``agentless``, ``relative``, ``imperative`` or ``phrase``."""
    first: int
    last: int
    lemma: str
    weak: bool = False


_Fields = tuple[tuple[str, ...], str, str, bool, bool, bool]
"""Of a ``Verb``, its form apart: one object for all its forms, so that it is kept on disk once."""
_Openers = dict[str, tuple[list[tuple[str, _Fields]], Entry | None]]
"""By word: the verbs that it is a form of, those with the longest particle first, and the phrases that it begins."""


def _read_verb(line: str) -> list[tuple[str, str, _Fields]]:
    head, kind, marks = [*line.split("\t"), ""][:3]
    word, *particle = head.split()
    lemma, *irregular = word.split(":")
    forms = inflect(lemma.removesuffix("+"), *irregular, doubled=lemma.endswith("+"))
    found = {forms.base: "base", forms.third: "third", forms.ing: "ing"}
    for form in (forms.past, forms.participle):
        found[form] = "base" if form == forms.base else "ed"
    fields = (tuple(particle), forms.base, intern(kind), "n" in marks, "i" in marks, "w" in marks)
    return [(word, form, fields) for word, form in found.items()]


def _read_openers() -> _Openers:
    verbs: dict[str, list[tuple[str, _Fields]]] = {}
    for line in words_text("causal-verbs.tsv").splitlines():
        if line and not line.startswith("#"):
            for word, form, fields in _read_verb(line):
                verbs.setdefault(word, []).append((form, fields))
    for options in verbs.values():
        options.sort(key=lambda option: -len(option[1][0]))
    phrases = index_phrases(read_phrases("claim-phrases.tsv"))
    return {word: (verbs.get(word, _NO_VERBS), phrases.get(word)) for word in verbs | phrases}


class _OpenerTable(PackedTable):
    """The openers, with the verbs of a word made when it is first met."""

    def __missing__(self, word: str) -> object:
        verbs, entry = marshal.loads(self.packed[word])  # noqa: S302 - from a folder that only this user can write to
        found = self[word] = [Verb(form, *fields) for form, fields in verbs], entry
        return found


@cache
def _openers() -> _OpenerTable:
    """Return what each word may begin."""
    return _OpenerTable(derived("predicates", lambda: pack(_read_openers())))


def is_verb(word: str) -> bool:
    """Whether the word is a form of a verb of change."""
    openers = _openers()
    return word in openers.packed and bool(openers[word][0])


@cache
def claim_beginnings() -> Beginnings:
    """Return every word that may begin what makes a sentence claim, a predicate or a hedge, and which words must follow if not just any.

    An adverb may stand between a verb and its particle.
    """
    found: Beginnings = dict.fromkeys(_openers().packed)
    return found | derived("followed", _read_followed)


def _read_followed() -> Beginnings:
    """The beginnings for which one word is not enough, and those of hedges."""
    openers = _read_openers()
    found = hedge_beginnings()
    for word, (verbs, entry) in openers.items():
        after, other = _read_followers(verbs, entry), found.get(word, frozenset())
        found[word] = None if after is None or other is None else after | other
    return {word: after for word, after in found.items() if after is not None or word not in openers}


def _read_followers(verbs: list[tuple[str, _Fields]], entry: Entry | None) -> frozenset[str] | None:
    """The words of which one must follow an opener: the particles of its verbs and the second words of its phrases."""
    particles = [fields[0] for _, fields in verbs]
    alone, longer = entry or (None, {})
    if alone is not None or () in particles:
        return None
    return frozenset({particle[0] for particle in particles} | longer.keys())


def find_predicates(text: str, words: Words, first: int, last: int, places: Iterable[int] | None = None) -> list[Predicate]:
    """Find what the sentence ``words[first:last]`` says of causes, effects and associations, in order."""
    keys, openers = words.keys, _openers()
    listed = openers.packed
    found: list[Predicate] = []
    free = first
    for at in range(first, last) if places is None else places:
        key = keys[at]
        if at < free or key not in listed:
            continue
        verbs, entry = openers[key]
        phrase = phrase_at(keys, at, last, entry) if entry else None
        if phrase and verbs and phrase[0] == "level" and "by" in keys[at + phrase[1] : at + phrase[1] + 1]:
            phrase = None
        if phrase:
            kind, size = phrase
            free = at + size
            found.append(_new(Predicate, (kind, "phrase", at, free, key, False)))
        elif verbs:
            hit = _verb_at(text, words, first, last, at, verbs)
            if hit:
                found.append(hit)
                free = hit.last
    return found


def _verb_at(text: str, words: Words, first: int, last: int, at: int, verbs: list[Verb]) -> Predicate | None:
    for verb in verbs:
        end = _after_particle(words.keys, at + 1, last, verb.particle) if verb.particle else at + 1
        if end:
            use = _use(text, words, first, last, at, end, verb)
            if use:
                return _new(Predicate, (verb.kind, use, at, end, verb.lemma, verb.weak))
    return None


def _after_particle(keys: list[str], at: int, last: int, particle: tuple[str, ...]) -> int:
    """Index after the particle that stands at ``at``, an adverb before it allowed; 0 if it does not."""
    if at < last and keys[at] != particle[0] and is_adverb(keys[at]):
        at += 1
    end = at + len(particle)
    return end if end <= last and tuple(keys[at:end]) == particle else 0


def _use(text: str, words: Words, first: int, last: int, at: int, end: int, verb: Verb) -> str:
    """How the form at ``at``, its particle before ``end``, is used; empty where it is a noun, an adjective or has no object."""
    keys, form = words.keys, verb.form
    has_object = bool(verb.particle and verb.particle[-1] in PREPOSITIONS) or object_follows(text, words, end, last)
    if not has_object and form != "ed":
        return ""
    before = at - 1
    while before >= first and is_adverb(keys[before]):
        before -= 1
    prev = keys[before] if before >= first else ""
    between = text[words.ends[before] : words.starts[at]] if prev else " "
    joined = between == " " or _BREAKS.isdisjoint(between)
    if form == "ed":
        return _use_of_past(keys, end, last, prev, joined=joined, has_object=has_object, verb=verb)
    if form == "ing":
        return _use_of_ing(keys[end], prev, joined=joined, intransitive=verb.bare)
    if form == "third":
        if joined and (prev in _ARTICLES or prev in PREPOSITIONS or (prev in BE and verb.noun)):
            return ""
        return "relative" if prev in {"that", "which", "who"} else "finite"
    return _use_of_base(keys, at, first, prev, joined=joined, verb=verb)


def _use_of_past(keys: list[str], end: int, last: int, prev: str, *, joined: bool, has_object: bool, verb: Verb) -> str:
    near = keys[end : end + 3]
    agent = "by" in near and any(keys[i] == "by" and i + 1 < last and not keys[i + 1][0].isdigit() for i in range(end, end + len(near)))
    if prev in BE:
        if agent:
            return "passive"
        return "agentless" if not has_object or verb.particle else ""
    if agent and not has_object:
        return "passive"
    if not has_object or (joined and is_verb(prev)):
        return ""
    if not joined:
        return "finite"
    if prev in HAVE or prev in _JOINS:
        bare = keys[end] in MEASURES or (prev in HAVE and keys[end] not in DETERMINERS and not keys[end].endswith("s"))
        counted = keys[end][0].isdigit() or keys[end] in _NUMBERS
        return "" if bare and not verb.particle and not counted else "finite"
    if prev in _ARTICLES or prev in PREPOSITIONS or prev in _NUMBERS:
        return ""
    return "relative" if prev in {"that", "which", "who"} else "finite"


def _use_of_ing(following: str, prev: str, *, joined: bool, intransitive: bool) -> str:
    if prev in BE:
        return "finite"
    if not joined:
        return "adjunct"
    if prev in DETERMINERS or (prev == "of" and intransitive and following not in DETERMINERS):
        return ""
    return "gerund"


def _use_of_base(keys: list[str], at: int, first: int, prev: str, *, joined: bool, verb: Verb) -> str:
    if prev in _HELP and at - 2 >= first and keys[at - 2] == "to":
        at, prev = at - 1, "to"
    if prev == "to":
        before = keys[at - 2] if at - 2 >= first else ""
        return "finite" if before in SHOWN else "purpose" if before in PURPOSES else "infinitive"
    if at == first or not prev:
        return "imperative"
    if not joined and prev not in MODALS:
        return "" if verb.noun else "finite"
    if prev in {"that", "which", "who"}:
        return "relative"
    if prev in _JOINS and "to" in keys[max(first, at - _JOIN_REACH) : at]:
        return "infinitive"
    if keys[at - 1] != prev and keys[at - 1].endswith("ly") and prev not in DETERMINERS and prev not in PREPOSITIONS:
        return "finite"  # "experience strongly impacts", "they greatly impact": an adverb of manner stands before a verb
    return "finite" if _is_subject(keys, at, prev, noun=verb.noun) else ""


def _is_subject(keys: list[str], at: int, prev: str, *, noun: bool) -> bool:
    """Whether the base form at ``at`` has a plural subject or a helping verb before it."""
    if prev in PLURALS or prev in MODALS or prev in DO:
        return True
    if prev in DETERMINERS or prev in PREPOSITIONS or prev in BE:
        return False
    if not noun or (prev.endswith("s") and not prev.endswith(("ss", "us", "is", "'s"))):
        return True
    return keys[at + 1] in DETERMINERS or not MEASURES.isdisjoint(keys[at + 1 : at + 4])


def object_follows(text: str, words: Words, at: int, last: int) -> bool:
    """Whether a noun phrase seems to begin at token ``at``, adverbs skipped, with nothing but space before it."""
    while at < last:
        between = text[words.ends[at - 1] : words.starts[at]]
        if between != " " and not _BREAKS.isdisjoint(between):
            return False
        if at + 1 == last or not is_adverb(words.keys[at]):
            return words.keys[at] not in NOT_OBJECTS
        at += 1
    return False
