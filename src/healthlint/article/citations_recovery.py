"""Flattened citation numbers, decided for the whole article with the reference list as witness.

A single ``pain.1`` proves nothing, and neither does ``Nrf2``. Together the
numbers of an article must run through its list in the order of their first
appearance; what the list needs and only one place can give is a citation,
what breaks the order though the list does not need it is a name.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from healthlint.article.citations_flattened import Candidate, Strength, find_candidates
from healthlint.article.citations_hidden import find_hidden
from healthlint.article.citations_turns import Place, Turns, first_numbers, longest_rise, place
from healthlint.cached import cached_property
from healthlint.model import Block
from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple

_LONGEST_LIST = 3000
_MOST_SKIPPED = 3


class Witness(NamedTuple):
    """What the reference list says of the numbers to expect."""

    numbers: frozenset[int]
    text: str
    """All entries: a surname in it may stand before a citation."""

    @property
    def top(self) -> int:
        """The greatest number that belongs to the list."""
        return max(self.numbers, default=0)


def recover(blocks: Sequence[Block], witness: Witness) -> tuple[Candidate, ...]:
    """The flattened citations of an article, in reading order; none if its numbers do not fit its list."""
    candidates = list(find_candidates(blocks))
    if not candidates or not _are_citations(candidates, witness):
        return ()
    return _Recovery(blocks, witness, candidates).run()


# Does the article use flattened citations at all?


def _are_citations(candidates: list[Candidate], witness: Witness) -> bool:
    """Whether the sure places, taken together, run through the list (or, without a list, through 1, 2, 3 ...)."""
    strong = [c for c in candidates if c.strength is Strength.STRONG]
    if not witness.numbers:
        return _runs_alone(strong)
    return _fits_list([c for c in candidates if c.strength >= Strength.FAIR], strong, witness) or _is_whole_list(candidates, witness)


def _runs_alone(strong: list[Candidate]) -> bool:
    firsts = first_numbers(strong, _LONGEST_LIST)
    return len(firsts) >= 3 and firsts == list(range(1, len(firsts) + 1))


def _fits_list(fair: list[Candidate], strong: list[Candidate], witness: Witness) -> bool:
    """Whether most numbers in good places are of the list and in its order, and a good part of it is there."""
    inside = [n for n in first_numbers(fair, witness.top) if n in witness.numbers]
    if not inside:
        return False
    size = len(witness.numbers)
    ordered = longest_rise(inside)
    if ordered * 5 < len(inside) * 3:
        return False
    if size <= 3:
        sure = any(n in witness.numbers for c in strong for n in c.numbers) or (len(inside) > 1 and ordered == len(inside))
        return sure and inside[0] <= 2
    return ordered >= 3 and ordered * 3 >= size and (inside[0] <= 3 or ordered * 2 >= size)


def _is_whole_list(candidates: list[Candidate], witness: Witness) -> bool:
    """Whether all numbers glued to words give the list, whole and in order: no chance event from three on."""
    firsts = first_numbers(candidates, witness.top)
    return len(firsts) >= 3 and firsts == sorted(witness.numbers)


# Which candidates are citations?


class _BareWords:
    """Which words stand elsewhere in the article without a number glued to them."""

    def __init__(self, blocks: Sequence[Block], references: str) -> None:
        self._blocks = blocks
        self._references = references

    @cached_property
    def _counts(self) -> Counter[str]:
        find = compile_pattern(r"[^\W_](?:[\w’'-]*[^\W_])?").findall
        counts = Counter(w.lower() for b in self._blocks for w in find(b.text))
        counts.update(w.lower() for w in find(self._references))
        return counts

    def __contains__(self, word: str) -> bool:
        return self._counts[word.lower()] > 0

    def repeats(self, c: Candidate) -> bool:
        """Whether the word stands with this very number more than once."""
        return self._counts[(c.word + c.block.text[c.start : c.end]).lower()] > 1

    def is_name(self, c: Candidate) -> bool:
        """Whether word and number are a name: they come together more than once, and the word never alone."""
        return bool(c.word) and self.repeats(c) and c.word not in self


class _Recovery:
    """The candidates of one article that are citations, found step by step from the surest to the least sure."""

    def __init__(self, blocks: Sequence[Block], witness: Witness, candidates: list[Candidate]) -> None:
        self.blocks = blocks
        self.witness = witness
        self.candidates = candidates
        self.top = witness.top or _LONGEST_LIST
        self.bare = _BareWords(blocks, witness.text)
        self.chosen: set[Candidate] = set()

    def run(self) -> tuple[Candidate, ...]:
        """All steps in turn."""
        self.chosen = self._without_misfits([c for c in self.candidates if self._is_sure(c)])
        self._consistent()
        self._past_end()
        self._rescued()
        self._restored()
        self._slips()
        return tuple(sorted(self.chosen, key=place))

    @property
    def needed(self) -> frozenset[int]:
        """Numbers of the list that nothing cites yet."""
        return self.witness.numbers - {n for c in self.chosen for n in c.meant}

    def _left(self) -> list[Candidate]:
        return [c for c in self.candidates if c not in self.chosen]

    @cached_property
    def _expected(self) -> frozenset[int]:
        """Numbers of the list and those it skips: the entry of a skipped number may be lost."""
        skipped = frozenset(range(1, self.witness.top)) - self.witness.numbers
        return self.witness.numbers | skipped if len(skipped) <= _MOST_SKIPPED else self.witness.numbers

    def _is_listed(self, c: Candidate) -> bool:
        """Whether every number of ``c`` is expected; of a group of several, at least the first."""
        if not self.witness.numbers:
            return True
        begins = len(c.numbers) > 1 and c.numbers[0] in self._expected and c.strength is Strength.WEAK
        return begins or self._expected.issuperset(c.numbers)

    # Sure places, and names among them

    def _is_sure(self, c: Candidate) -> bool:
        """A good place with a number that the list can reach, or the end of a sentence with any number but a year."""
        if c.strength < Strength.MILD:
            return False
        if max(c.numbers) <= self.top:
            return True
        if min(c.numbers) <= self.top:
            return c.strength >= Strength.FAIR
        return c.strength is Strength.STRONG and not _is_year(c)

    def _without_misfits(self, found: list[Candidate]) -> set[Candidate]:
        """Drop words with a number that come before their turn though the number is cited in its turn elsewhere."""
        firsts = _firsts([c for c in found if c.strength >= Strength.FAIR])
        turns = _turns(firsts)

        def is_early(c: Candidate) -> bool:
            return any(turns.get(n, (0, 0)) > place(c) for n in c.numbers)

        def is_far_early(c: Candidate) -> bool:
            """Whether more than two smaller numbers are still to come, and this one is cited again in its turn."""
            again = all(n in turns and firsts[n] > place(c) for n in c.numbers)
            low = min(c.numbers)
            return again and sum(firsts.get(m, (0, 0)) > place(c) for m in range(max(1, low - 9), low)) > 2

        return {
            c for c in found
            if not (c.word and ((is_early(c) and (c.strength is Strength.MILD or self.bare.is_name(c))) or is_far_early(c)))
        }  # fmt: skip

    # Weak places

    def _consistent(self) -> None:
        """Add weak places after an ordinary word, or after an abbreviation that also stands alone, whose numbers are in turn."""
        turns = Turns(self.chosen)
        for c in self._left():
            if c.strength is not Strength.WEAK or not c.word or not self._is_listed(c) or self.bare.is_name(c):
                continue
            if (c.word.islower() or c.word in self.bare or len(c.numbers) > 1) and turns.fits(c, self.top):
                self.chosen.add(c)
                turns.add(c)

    def _past_end(self) -> None:
        """Add the number after the last of the list, where all others were cited before: its entry was cut off."""
        turns = Turns(c for c in self.chosen if max(c.numbers) <= self.top)
        for c in self._left():
            good = c.strength >= Strength.FAIR or (c.strength is Strength.WEAK and c.word in self.bare)
            if c.numbers[0] == self.top + 1 and good and not self.bare.is_name(c) and turns.after_all(place(c)):
                self.chosen.add(c)
                return

    def _rescued(self) -> None:
        """Add weak places that alone can give a number the list needs: in its turn, or at any place after an ordinary word."""
        turns = Turns(self.chosen)
        needed = self._expected - {n for c in self.chosen for n in c.meant}
        by_number: dict[int, list[Candidate]] = {n: [] for n in needed}
        for c in [*self._left(), *find_hidden(self.blocks, self.needed)]:
            if self._is_listed(c) and not self.bare.is_name(c):
                for n in by_number.keys() & set(c.numbers):
                    by_number[n].append(c)
        for n in sorted(by_number):
            fits = [c for c in by_number[n] if turns.fits(c, self.top)] or [c for c in by_number[n] if c.word.islower()]
            if fits and not any(n in c.meant for c in fits if c in self.chosen):
                best = max(fits, key=lambda c: (c.strength, bool(c.word) and c.word in self.bare))
                self.chosen.add(best)
                turns.add(best)

    def _restored(self) -> None:
        """Add weak places that put a number back into its turn: its first citation was not recognised, only a later one."""
        late = Turns(self.chosen).late()
        if not late:
            return
        doubtful = [*self._left(), *find_hidden(self.blocks, frozenset(late))]
        for n in late:
            turns = Turns(self.chosen)
            fits = [c for c in doubtful if n in c.numbers and self._is_listed(c) and not self.bare.is_name(c) and turns.in_turn(n, c)]
            if fits:
                self.chosen.add(max(fits, key=lambda c: (c.strength, bool(c.word) and c.word in self.bare)))

    # Numbers that the list does not reach

    def _slips(self) -> None:
        """Add numbers inside sentences that the list does not reach, where they are slips of the pen and no part of a name."""
        inside = [c for c in self.chosen if c.inside and c.strength >= Strength.FAIR and max(c.numbers) <= self.top]
        after_commas = any(not c.word for c in inside)
        after_words = any(c.word for c in inside)
        lacking = bool(self.needed)
        for c in self._left():
            if min(c.numbers) <= self.top or _is_year(c) or (c.word and self.bare.repeats(c)):
                continue
            if not c.word:
                slip = c.strength >= Strength.FAIR and after_commas
            elif c.word.islower():
                slip = c.strength >= Strength.FAIR and (after_words or c.word in self.bare)
            else:
                slip = lacking and (c.word in self.bare or c.strength >= Strength.FAIR)
            if slip:
                self.chosen.add(c)


def _is_year(c: Candidate) -> bool:
    return len(c.parts) == 1 and 1900 <= c.numbers[0] <= 2099


def _firsts(found: Iterable[Candidate]) -> dict[int, Place]:
    """Where each number is first cited in the order of the text, and where the order is kept if it is cited again."""
    places: dict[int, list[Place]] = {}
    for c in found:
        for n in c.numbers:
            places.setdefault(n, []).append(place(c))
    firsts: dict[int, Place] = {}
    latest: Place = (0, 0)
    for n in sorted(places):
        firsts[n] = next((at for at in places[n] if at >= latest), places[n][0])
        latest = max(latest, firsts[n])
    return firsts


def _turns(firsts: dict[int, Place]) -> dict[int, Place]:
    """For each number the first place of the number before it: earlier than that it is not yet its turn."""
    turns: dict[int, Place] = {}
    latest = (0, 0)
    for n in sorted(firsts):
        if latest <= firsts[n]:
            turns[n] = latest
            latest = firsts[n]
    return turns
