"""The outcomes of an article's rules as bytes: one for each rule, their names shared by all articles."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from healthlint.model import Outcome

_OUTCOMES = tuple(Outcome)
_CODES = {outcome: code for code, outcome in enumerate(_OUTCOMES)}


class CodedOutcomes(Mapping[str, Outcome]):
    """Outcomes as one byte for each rule: thousands of articles share the names of the rules."""

    __slots__ = ("codes", "names")

    def __init__(self, names: Mapping[str, int], codes: bytes) -> None:
        """``names`` gives each rule its place in ``codes``."""
        self.names = names
        self.codes = codes

    def __getitem__(self, rule: str) -> Outcome:
        """The outcome of one rule."""
        return _OUTCOMES[self.codes[self.names[rule]]]

    def __iter__(self) -> Iterator[str]:
        """The rules, sorted."""
        return iter(self.names)

    def __len__(self) -> int:
        """How many rules have an outcome."""
        return len(self.names)


def code_outcomes(outcomes: Mapping[str, Outcome]) -> tuple[tuple[str, ...], bytes]:
    """The rules, and one byte for the outcome of each."""
    return tuple(outcomes), bytes([_CODES[outcome] for outcome in outcomes.values()])


def decode_outcomes(rules: tuple[str, ...], codes: bytes) -> CodedOutcomes:
    """What ``code_outcomes`` gave, as outcomes again. Nothing is read before it is asked for."""
    return CodedOutcomes(_names(rules), codes)


@cache
def _names(rules: tuple[str, ...]) -> Mapping[str, int]:
    return {rule: place for place, rule in enumerate(rules)}
