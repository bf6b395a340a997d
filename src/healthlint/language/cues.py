"""Negation, hedges, questions, conditions and attribution: what decides how the rest of a clause is read.

The words stand in ``rules/words/cues.tsv``. A cue reaches from where it stands
to the end of its clause; a clause ends at a semicolon, a colon, a dash, a
bracket, or a word that turns or joins (``but``, ``although``, ``, and it``).
"""
from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cache, lru_cache

from healthlint.language.function_words import is_adverb
from healthlint.language.phrases import Beginnings, Phrases, index_phrases, make_phrases, phrase_at, read_phrases
from healthlint.language.quotes import quoted_ranges
from healthlint.language.word_table import PackedTable, pack
from healthlint.model import Words
from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple
from healthlint.resources import derived, words_text

__all__ = [
    "HEDGES",
    "LACKS",
    "CueAt",
    "Phrases",
    "clause_end",
    "cue_contexts",
    "cue_phrases",
    "find_cues",
    "hedge_beginnings",
    "is_question",
    "is_quoted",
    "make_phrases",
    "reaches",
    "read_phrases",
    "scopes",
]

_BREAKS = frozenset(";:()[]—–…")
_STOP = compile_pattern(r"[;:()\[\]—–…]| - ")
"""What ends a clause whatever word follows: without it only certain words begin another."""
_TURNS = frozenset({"but", "although", "though", "whereas", "while", "whilst", "however", "yet", "except", "because", "so", "nevertheless"})
_JOINS = frozenset({"and", "or", "so", "then", "it", "they", "he", "she", "we", "you", "this", "these", "i", "there"})
_TURNS_AND_JOINS = _TURNS | _JOINS
_NOTHING = frozenset({"no", "none", "nothing", "nobody", "neither"})
_SIGHT = 50
"""Tokens on each side of a word that are looked at: more than any sentence that is one."""
_NO_CUE = "none"
_new = tuple.__new__
"""What the constructor of a named tuple calls: an article has hundreds of cues."""
LACKS = frozenset({"lack", "absence", "inability", "failure"})
"""Nouns that deny what belongs to them, and not the verb of their sentence: "lack of sleep causes pain"."""
HEDGES = frozenset({"hedge", "evidence", "prediction", "whether"})
"""Kinds that hold back what a sentence says: with one of them it is a hedged claim even if no list has its verb."""
_SCOPE = {
    "negation": "negated",
    "partial-negation": "negated",
    "hedge": "hedged",
    "evidence": "hedged",
    "intent": "hedged",
    "conditional": "conditional",
    "whether": "question",
    "speech": "attributed",
}


class CueAt(NamedTuple):
    """A cue at tokens ``first`` to, not including, ``last``."""

    kind: str
    first: int
    last: int


Contexts = dict[str, list[tuple[str, str, frozenset[str], str]]]
"""By the first word of a cue: the cue, where it stands, beside which words, and how it is read there."""


def _read_contexts() -> Contexts:
    found: Contexts = {}
    for line in words_text("cue-contexts.tsv").splitlines():
        if line and not line.startswith("#"):
            cue, where, beside, reading = line.split("\t")
            found.setdefault(cue.split()[0], []).append((cue, where, frozenset(beside.split("|")), reading))
    return found


@cache
def _tables() -> tuple[PackedTable, Contexts]:
    packed, contexts = derived("cues", lambda: (pack(index_phrases(read_phrases("cues.tsv"))), _read_contexts()))
    return PackedTable(packed), contexts


def cue_phrases() -> PackedTable:
    """Return the cues by their first word, as an index of phrases has them."""
    return _tables()[0]


def cue_contexts() -> Contexts:
    """Return what reads a cue another way, by the first word of the cue."""
    return _tables()[1]


def hedge_beginnings() -> Beginnings:
    """Work out which words may begin a hedge, and which must follow them if not just any."""
    found: Beginnings = {}
    for first, (alone, longer) in index_phrases(read_phrases("cues.tsv")).items():
        after = frozenset([second for second, options in longer.items() if any(kind in HEDGES for _, kind in options)])
        if alone in HEDGES or after:
            found[first] = None if alone in HEDGES else after
    for cue in [cue for options in _read_contexts().values() for cue, _, _, reading in options if reading in HEDGES]:
        first, *rest = cue.split()
        known = found.get(first, frozenset())
        found[first] = None if known is None or not rest else known | {rest[0]}
    return found


def find_cues(words: Words, first: int, last: int, places: Iterable[int] | None = None) -> list[CueAt]:
    """Find the cues among ``words[first:last]``, in order; at one place the longest phrase wins, and the words beside it are heeded.

    Where it is known already which ``places`` may begin one, the others are not looked at.
    """
    keys = words.keys
    index, contexts = _tables()
    listed = index.packed
    found: list[CueAt] = []
    if places is None:
        own = keys[first:last]
        places = () if listed.keys().isdisjoint(own) else [i for i, key in enumerate(own, first) if key in listed]
    free = first
    for at in places:
        if at < free:
            continue
        key = keys[at]
        entry = index[key]
        phrase = phrase_at(keys, at, last, entry) if entry[1] else (entry[0], 1)
        if phrase:
            kind, size = phrase
            free = at + size
            if key in contexts:
                kind = _in_context(kind, keys, first, last, at, free)
            if kind != _NO_CUE:
                found.append(_new(CueAt, (kind, at, free)))
    return found


def _in_context(kind: str, keys: list[str], first: int, last: int, at: int, end: int) -> str:
    """Return the kind of the cue ``keys[at:end]`` as the words beside it make it read."""
    phrase = keys[at] if end == at + 1 else " ".join(keys[at:end])
    near = before = after = ("", "")
    for cue, where, beside, reading in cue_contexts()[keys[at]]:
        if cue == phrase:
            if where == "before":
                near = before = before if before[0] else _words_after(keys, end, last)
            else:
                near = after = after if after[0] else _words_before(keys, first, at)
            if not beside.isdisjoint(near):
                return reading
    return kind


def _words_after(keys: list[str], at: int, last: int) -> tuple[str, str]:
    """The word and the two words from token ``at`` on, adverbs not counted; a number is ``#``."""
    while at < last and is_adverb(keys[at]):
        at += 1
    if at >= last:
        return ".", ""
    one = keys[at]
    return "#" if one.isdigit() else one, f"{one} {keys[at + 1]}" if at + 1 < last else one


def _words_before(keys: list[str], first: int, at: int) -> tuple[str, str]:
    """The word and the two words before token ``at``, adverbs not counted; a number is ``#``."""
    while at > first and is_adverb(keys[at - 1]):
        at -= 1
    if at <= first:
        return ".", ""
    one = keys[at - 1]
    return "#" if one.isdigit() else one, f"{keys[at - 2]} {one}" if at - 2 >= first else one


def clause_end(text: str, words: Words, at: int, last: int) -> int:
    """Index of the first token after ``at`` that no longer belongs to its clause."""
    keys, starts, ends = words.keys, words.starts, words.ends
    places: Iterable[int] = range(at + 1, last)
    if not _STOP.search(text, ends[at], starts[last - 1]):
        places = [i for i, key in enumerate(keys[at + 1 : last], at + 1) if key in _TURNS_AND_JOINS]
    for i in places:
        between = text[ends[i - 1] : starts[i]]
        if between != " " and (not _BREAKS.isdisjoint(between) or " - " in between or ("," in between and keys[i] in _JOINS)):
            return i
        if keys[i] in _TURNS:
            return i
    return last


def reaches(text: str, words: Words, cue: CueAt, at: int) -> bool:
    """Whether token ``at`` stands in the clause that ``cue`` opens; only what lies between the two is looked at.

    Of "it did not help, leading to pain" the help is denied, and not the pain.
    """
    if not cue.first <= at < clause_end(text, words, cue.last - 1, at + 1):
        return False
    if cue.kind != "negation":
        return True
    return not (words.keys[at].endswith("ing") and at > cue.last and "," in text[words.ends[at - 1] : words.starts[at]])


def is_question(text: str, words: Words, last: int) -> bool:
    """Whether the sentence that ends with token ``last - 1`` ends in a question mark."""
    if last == 0:
        return False
    end = words.ends[last - 1]
    after = text[end : end + 4]
    return "?" in after and "?" in after.split("\n", 1)[0]


@lru_cache(maxsize=4)
def _quotations(text: str) -> tuple[list[int], list[int]]:
    ranges = quoted_ranges(text)
    return [start for start, _ in ranges], [end for _, end in ranges]


def is_quoted(text: str, place: int) -> bool:
    """Whether ``text[place]`` stands between quotation marks; the last few texts are remembered."""
    starts, ends = _quotations(text)
    at = bisect_right(starts, place) - 1
    return at >= 0 and place < ends[at]


def scopes(text: str, words: Words, first: int, last: int, at: int, size: int = 1) -> frozenset[str]:
    """Say how token ``at`` of the sentence ``words[first:last]`` is meant.

    Some of ``negated``, ``hedged``, ``question``, ``quoted``, ``attributed``
    and ``conditional``. Ability (``can``) and frequency (``often``) are no
    hedges here: "can cure" is a promise still. Cues inside the ``size`` tokens
    from ``at`` do not count: the "no" of "no side effects" denies nothing.
    """
    found = set()
    if is_question(text, words, last):
        found.add("question")
    if is_quoted(text, words.starts[at]):
        found.add("quoted")
    first, last = max(first, at - _SIGHT), min(last, at + _SIGHT)
    for cue in find_cues(words, first, last):
        if not at <= cue.first < at + size:
            found.update(_reach(cue, text, words, at))
    return frozenset(found)


def _reach(cue: CueAt, text: str, words: Words, at: int) -> tuple[str, ...]:
    """Say what ``cue`` makes of the token ``at``, if it reaches it."""
    if cue.kind == "doubt":
        return ("negated",)
    if cue.kind == "source":
        return ("attributed",)
    scope = _SCOPE.get(cue.kind)
    if scope is None:
        return ()
    if cue.kind == "speech":
        return (scope,) if at >= cue.last or _said_before(text, words, cue, at) else ()
    if cue.kind == "negation" and at == cue.first - 1 and words.keys[cue.first] in _NOTHING:
        return (scope,)
    return (scope,) if reaches(text, words, cue, at) else ()


def _said_before(text: str, words: Words, cue: CueAt, at: int) -> bool:
    """Whether ``at`` stands before a comma that the speaker follows: "it cures, he says"."""
    return any("," in text[words.ends[i] : words.starts[i + 1]] for i in range(max(at, cue.first - 4), cue.first))
