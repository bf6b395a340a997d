"""Which rules read an article: worked out once for all articles of one kind."""
from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from healthlint.cached import cached_property
from healthlint.model import Applies, Outcome, Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.checks.registry import Check

GRAMMAR = "grammar-backend"
"""Name of the check under which the rules of grammar engines stand: engines answer for them, no function of ours."""
_NOTHING: frozenset[str] = frozenset()


class LineUp:
    """The rules that apply to one kind of article."""

    def __init__(self, on: Mapping[str, Rule], off: Iterable[str], lexical: frozenset[str], telling: Mapping[str, frozenset[str]]) -> None:
        """``off`` are the ids of the others; ``lexical`` those of all rules that one pass over the words serves.

        ``telling`` are the words, elements (``<img``) or facts (``#references``) that structural rules wait for; one that waits for
        none is not in it.
        """
        self.on = on
        self.telling = telling
        self.off = tuple(off)
        self.lexical = lexical & on.keys()
        others = [rule for rule in on.values() if rule.id not in lexical]
        self.structural = tuple(rule for rule in others if rule.check != GRAMMAR)
        """The rules with a check of their own, in the order of their ids."""
        self.checks: list[Check | None] = [None] * len(self.structural)
        """The functions behind them, each filled in when an article first needs it."""
        self.grammar = {rule.id: rule for rule in others if rule.check == GRAMMAR}

    @cached_property
    def outcomes(self) -> dict[str, Outcome]:
        """The outcomes of all rules where none finds anything, in the order of their ids."""
        known = dict.fromkeys(self.off, Outcome.NOT_APPLICABLE) | dict.fromkeys(self.on, Outcome.PASSED)
        return dict(sorted(known.items()))

    @cached_property
    def _waiting(self) -> Mapping[str, tuple[int, ...]]:
        waiting: dict[str, list[int]] = {}
        for at, rule in enumerate(self.structural):
            for word in self.telling.get(rule.id, ()):
                waiting.setdefault(word, []).append(at)
        return {word: tuple(places) for word, places in waiting.items()}

    @cached_property
    def words(self) -> frozenset[str]:
        """All words that rules wait for."""
        return frozenset(self._waiting)

    @cached_property
    def facts(self) -> Mapping[str, frozenset[str]]:
        """The rules that wait for facts, with those facts."""
        return {rule.id: words for rule in self.structural if (words := self.telling.get(rule.id, _NOTHING)) and min(words)[0] == "#"}

    def without(self, facts: Collection[str]) -> list[str]:
        """The rules to which no article applies that has none but these facts."""
        return [rule for rule, wanted in self.facts.items() if wanted.isdisjoint(facts)]

    @cached_property
    def _always(self) -> frozenset[int]:
        return frozenset(at for at, rule in enumerate(self.structural) if rule.id not in self.telling)

    def awake(self, words: Iterable[str]) -> list[int]:
        """The places of the structural rules that may have something to say of an article with these of the words that tell."""
        return sorted(self._always.union(*map(self._waiting.__getitem__, words)))


class LineUps:
    """The line-ups of a rulebook, each made when the first article of its kind comes."""

    def __init__(self, rules: Iterable[Rule], lexical: frozenset[str], telling: Mapping[str, frozenset[str]]) -> None:
        """``rules`` in the order in which they run; ``lexical`` and ``telling`` as ``LineUp`` has them."""
        self.rules = tuple(rules)
        self.telling = telling
        self.lexical = lexical
        # By identity: rules alike share one object, and to hash each anew costs more than to ask one twice.
        self.kinds: tuple[Applies, ...] = tuple({id(rule.applies): rule.applies for rule in self.rules}.values())
        self._known: dict[tuple[bool, ...], LineUp] = {}
        self.by_traits: dict[tuple[object, ...], LineUp] = {}
        """The line-ups by all traits of an article that may count, for who asks again."""

    def of(self, answers: tuple[bool, ...]) -> LineUp:
        """The line-up of an article to which the ``kinds`` apply as ``answers`` say."""
        found = self._known.get(answers)
        if found is None:
            holds = {id(kind): answer for kind, answer in zip(self.kinds, answers, strict=True)}
            on = {rule.id: rule for rule in self.rules if holds[id(rule.applies)]}
            off = (rule.id for rule in self.rules if rule.id not in on)
            found = self._known[answers] = LineUp(on, off, self.lexical, self.telling)
        return found
