"""The words of one sentence, each with the parts that it may play in a medical disclaimer."""
from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from healthlint.language.phrases import Kinds, read_kinds
from healthlint.records import NamedTuple

NOTHING: frozenset[str] = frozenset()
_PERSON = frozenset({"person"})
_DENIED = ("object", "care", "relationship", "device", "diagnose", "person", "whole", "liable", "decision", "medic")
"""Kinds of what a disclaimer denies to be."""
_SPECIALIST = ("ologist", "ologists", "iatrist", "iatrists", "iatrician", "iatricians")
_IN_SPECIALIST = ("ologist", "iatri")
"""One of these is in the name of every specialist."""
_LONG = 7
"""Letters of the shortest of these endings."""
_NEGATIONS = frozenset(
    "not never no nor cannot neither nothing none without dont isnt doesnt shouldnt".split(),
)
_CONTRACTED = "n't"
_ADVISED = frozenset({"advised"})
_DENIES = _NEGATIONS | {"rather", "instead", "risk", "disclaim", "disclaims"}
_DEFINITE = frozenset(
    "this these our the its my all any every such each here following above no".split(),
)


class Tagged(NamedTuple):
    """Tokens of a sentence with the kinds of ``disclaimer-cues.tsv`` on each."""

    keys: list[str]
    kinds: list[frozenset[str]]
    present: frozenset[str]
    """Every kind that any token carries."""
    negations: list[int]
    """Indexes of the negating words."""

    def having(self, kind: str, first: int = 0, last: int | None = None) -> list[int]:
        """Indexes of the tokens that carry ``kind`` within ``first`` to ``last``."""
        if kind not in self.present:
            return []
        end = len(self.kinds) if last is None else min(last, len(self.kinds))
        return [i for i in range(max(first, 0), end) if kind in self.kinds[i]]

    def has(self, kind: str, first: int = 0, last: int | None = None) -> bool:
        """Whether a token within ``first`` to ``last`` carries ``kind``."""
        return bool(self.having(kind, first, last))

    @property
    def names_page(self) -> bool:
        """Whether the sentence speaks of the page it stands on: ``this site``, ``our articles``, ``content is`` ..."""
        return any(
            not _DEFINITE.isdisjoint(self.keys[max(i - 3, 0) : i]) or i <= 1 or self.keys[i] in {"anything", "nothing", "everything"}
            for i in self.having("page")
            if self.keys[i] != "report" or self.keys[max(i - 1, 0)] == "this"
        )


@cache
def _table() -> Kinds:
    return read_kinds("disclaimer-cues.tsv")


@cache
def _words_by_kind() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """By kind the first words of its phrases, and the longest words."""
    firsts: dict[str, set[str]] = {}
    longest: dict[str, set[str]] = {}
    for first, (alone, phrases) in _table().items():
        for tokens, kinds in (([first], alone), *phrases):
            for kind in kinds:
                firsts.setdefault(kind, set()).add(first)
                longest.setdefault(kind, set()).add(max(tokens, key=len))
    return firsts, longest


@cache
def _words_of(*kinds: str) -> frozenset[str]:
    """First words of the phrases of these kinds."""
    return frozenset().union(*[_words_by_kind()[0][kind] for kind in kinds])


@cache
def _cues_of(*kinds: str) -> frozenset[str]:
    """Words of which every phrase of these kinds has one: the longest of each."""
    return frozenset().union(*[_words_by_kind()[1][kind] for kind in kinds])


class PageCues(NamedTuple):
    """The words of one page that can make a sentence part of a disclaimer."""

    negations: frozenset[str]
    hopeful: frozenset[str]
    """Words of which every block that could deny advice or limit itself to information has one."""
    core: frozenset[str]
    """Words that can make a sentence the core of a disclaimer without a negation."""
    denied: frozenset[str]
    """Words for what a negation can deny."""
    persons: frozenset[str]
    asking: frozenset[str]
    """Words for turning to a professional."""
    delaying: frozenset[str]
    pairs: tuple[tuple[frozenset[str], frozenset[str]], ...]
    """Words that begin phrases: a block that disclaims has a word of both sets of one pair."""


@cache
def _all_words() -> frozenset[str]:
    """The words that begin phrases, the longest words of all, and those that deny."""
    firsts, longest = _words_by_kind()
    return frozenset().union(_DENIES, _ADVISED, *firsts.values(), *longest.values())


def page_cues(vocabulary: frozenset[str]) -> PageCues:
    """Choose the cues that a page has by its words."""
    here = vocabulary & _all_words()
    listed = "\n".join(vocabulary)
    negations = (here & _NEGATIONS).union([word for word in _words_with(_CONTRACTED, listed) if word.endswith(_CONTRACTED)])
    doctors = [word for part in _IN_SPECIALIST for word in _words_with(part, listed) if word.endswith(_SPECIALIST)]
    persons = (here & _cues_of("person")).union(doctors)
    return PageCues(
        negations=negations,
        hopeful=negations.union(here & _DENIES, here & _words_of("info", "general")),
        core=here & _cues_of("info", "general", "rather", "liable"),
        denied=persons | (here & _cues_of(*_DENIED, "delay")),
        persons=persons,
        asking=here & _cues_of("consult") | here & _ADVISED,
        delaying=here & _cues_of("delay"),
        pairs=_pairs(here, negations),
    )


def _words_with(part: str, listed: str) -> Iterator[str]:
    """Those of the words, listed one a line, in which a part stands: it is looked for in all of them at once."""
    at = listed.find(part)
    while at >= 0:
        start, end = listed.rfind("\n", 0, at) + 1, listed.find("\n", at)
        yield listed[start : end if end >= 0 else None]
        at = listed.find(part, end) if end >= 0 else -1


def _pairs(here: frozenset[str], negations: frozenset[str]) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Information with what limits it, and what is denied with what denies it, as far as the page has both."""
    pairs = (
        (here & _words_of("info"), here & _words_of("only", "purpose", "general")),
        (here & _words_of("general"), here & _words_of("only", "purpose")),
        (here & _words_of(*_DENIED), here & _DENIES | negations),
    )
    return tuple([(one, other) for one, other in pairs if one and other])


def may_disclaim(keys: list[str], cues: PageCues) -> bool:
    """Whether the words could deny advice or limit themselves to information: a quick look before the careful one."""
    return any(not (one.isdisjoint(keys) or other.isdisjoint(keys)) for one, other in cues.pairs)


def may_be_core(keys: list[str], cues: PageCues) -> bool:
    """Whether a sentence could deny advice, limit itself to information or decline liability: a quick look before the careful one."""
    if not cues.core.isdisjoint(keys):
        return True
    return not cues.negations.isdisjoint(keys) and not cues.denied.isdisjoint(keys)


def tag(keys: list[str]) -> Tagged:
    """Look up every token, phrases of several words first."""
    table = _table()
    kinds = [NOTHING] * len(keys)
    present: set[str] = set()
    free = 0
    for at in [i for i, key in enumerate(keys) if key in table or (len(key) >= _LONG and key.endswith(_SPECIALIST))]:
        if at >= free:
            found, size = _kinds_at(table, keys, at)
            free = at + size
            kinds[at:free] = [found] * size
            present |= found
    negations = [i for i, key in enumerate(keys) if key in _NEGATIONS or (key[-1] == "t" and key.endswith(_CONTRACTED))]
    return Tagged(keys, kinds, frozenset(present), negations)


def _kinds_at(table: Kinds, keys: list[str], at: int) -> tuple[frozenset[str], int]:
    """What the phrase at one token says, and how many tokens it has."""
    alone, longer = table.get(keys[at], (NOTHING, ()))
    following = keys[at + 1] if longer and at + 1 < len(keys) else ""
    for tokens, kinds in longer:
        if tokens[1] == following:
            size = len(tokens)
            if keys[at : at + size] == tokens:
                return kinds, size
    return alone or (_PERSON if keys[at].endswith(_SPECIALIST) else NOTHING), 1
