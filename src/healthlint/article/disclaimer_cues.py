"""The words of one sentence, each with the parts that it may play in a medical disclaimer."""
from __future__ import annotations

from functools import cache

from healthlint.language.cues import Phrases, read_phrases
from healthlint.records import NamedTuple

NOTHING: frozenset[str] = frozenset()
_SPECIALIST = ("ologist", "ologists", "iatrist", "iatrists", "iatrician", "iatricians")
_NEGATIONS = frozenset(
    "not never no nor cannot neither nothing none without dont isnt doesnt shouldnt".split(),
)
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
    def negations(self) -> list[int]:
        """Indexes of the negating words."""
        return [i for i, key in enumerate(self.keys) if key in _NEGATIONS or key.endswith("n't")]

    @property
    def names_page(self) -> bool:
        """Whether the sentence speaks of the page it stands on: ``this site``, ``our articles``, ``content is`` ..."""
        return any(
            not _DEFINITE.isdisjoint(self.keys[max(i - 3, 0) : i]) or i <= 1 or self.keys[i] in {"anything", "nothing", "everything"}
            for i in self.having("page")
            if self.keys[i] != "report" or self.keys[max(i - 1, 0)] == "this"
        )


@cache
def _table() -> Phrases:
    return read_phrases("disclaimer-cues.tsv")


@cache
def _words_of(*kinds: str) -> frozenset[str]:
    """First words of the phrases of these kinds."""
    return frozenset(first for first, options in _table().items() for _, kind in options if not set(kinds).isdisjoint(kind.split(",")))


def may_disclaim(keys: list[str]) -> bool:
    """Whether the words could deny advice or limit themselves to information: a quick look before the careful one."""
    if not _words_of("info").isdisjoint(keys) and not _words_of("only", "purpose", "general").isdisjoint(keys):
        return True
    if not _words_of("general").isdisjoint(keys) and not _words_of("only", "purpose").isdisjoint(keys):
        return True
    denied = _words_of("object", "care", "relationship", "device", "diagnose", "person", "whole", "liable", "decision", "medic")
    if denied.isdisjoint(keys):
        return False
    return not _DENIES.isdisjoint(keys) or any(key.endswith("n't") for key in keys)


def may_advise(keys: list[str]) -> bool:
    """Whether the words name somebody to turn to, or something not to put off."""
    return not _words_of("person", "delay").isdisjoint(keys) or any(key.endswith(_SPECIALIST) for key in keys)


def tag(keys: list[str]) -> Tagged:
    """Look up every token, phrases of several words first."""
    table = _table()
    kinds: list[frozenset[str]] = []
    while len(kinds) < len(keys):
        found, size = _kinds_at(table, keys, len(kinds))
        kinds.extend([found] * size)
    return Tagged(keys, kinds, frozenset().union(*kinds))


def _kinds_at(table: Phrases, keys: list[str], at: int) -> tuple[frozenset[str], int]:
    key = keys[at]
    longest, kinds = 1, set[str]()
    for tokens, kind in table.get(key, ()):
        if len(tokens) < longest or tuple(keys[at : at + len(tokens)]) != tokens:
            continue
        if len(tokens) > longest:
            longest, kinds = len(tokens), set()
        kinds.update(kind.split(","))
    if not kinds and key.endswith(_SPECIALIST):
        kinds.add("person")
    return (frozenset(kinds) if kinds else NOTHING), longest
