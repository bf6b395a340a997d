"""Flattened citation numbers, decided for the whole article with the reference list as witness.

A single ``pain.1`` proves nothing, and neither does ``Nrf2``. Together the
numbers of an article must run through its list in the order of their first
appearance; what the list needs and only one place can give is a citation,
what breaks the order though the list does not need it is a name.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from healthlint.article.citations_flattened import Candidate, Strength, find_candidates
from healthlint.article.citations_numbers import Part
from healthlint.model import Block

_LONGEST_LIST = 3000


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
    bare = _BareWords(blocks, witness.text)
    habits = _habits(candidates, witness.top or _LONGEST_LIST)
    chosen = [c for c in candidates if _is_accepted(c, habits, witness, bare)]
    chosen = _without_misfits(chosen, bare)
    taken = set(chosen)
    needed = witness.numbers - {n for c in chosen for n in c.numbers}
    if needed:
        doubtful = [c for c in candidates if c not in taken]
        chosen += _rescued([*doubtful, *_hidden(blocks, needed)], chosen, needed, witness, bare)
    chosen += _paired(candidates, chosen, witness, bare)
    return tuple(sorted(set(chosen), key=_place))


def _place(c: Candidate) -> tuple[int, int]:
    return c.order, c.start


# Does the article use flattened citations at all?


def _are_citations(candidates: list[Candidate], witness: Witness) -> bool:
    """Whether the sure places, taken together, run through the list (or, without a list, through 1, 2, 3 ...)."""
    strong = [c for c in candidates if c.strength is Strength.STRONG]
    if not witness.numbers:
        return _runs_alone(strong)
    fair = [c for c in candidates if c.strength >= Strength.FAIR]
    firsts = _first_numbers(fair, witness.top)
    inside = [n for n in firsts if n in witness.numbers]
    if not inside:
        return False
    ordered = _longest_rise(inside)
    if ordered * 5 < len(inside) * 3:
        return False
    if len(witness.numbers) <= 3:
        return any(n in witness.numbers for c in strong for n in c.numbers) and inside[0] <= 2
    return ordered >= 3 and ordered * 3 >= len(witness.numbers) and inside[0] <= 3


def _runs_alone(strong: list[Candidate]) -> bool:
    firsts = _first_numbers(strong, _LONGEST_LIST)
    return len(firsts) >= 3 and firsts == list(range(1, len(firsts) + 1))


def _first_numbers(candidates: Iterable[Candidate], top: int) -> list[int]:
    """Numbers up to ``top`` in the order of their first appearance."""
    return list(dict.fromkeys(n for c in candidates for n in c.meant if n <= top))


def _longest_rise(numbers: list[int]) -> int:
    """Length of the longest rising subsequence."""
    from bisect import bisect_left

    tails: list[int] = []
    for n in numbers:
        at = bisect_left(tails, n)
        tails[at : at + 1] = [n]
    return len(tails)


# Which candidates are citations?


class _BareWords:
    """Which words stand elsewhere in the article without a number glued to them."""

    def __init__(self, blocks: Sequence[Block], references: str) -> None:
        self._blocks = blocks
        self._references = references
        self._words: Counter[str] | None = None

    def __contains__(self, word: str) -> bool:
        if self._words is None:
            find = re.compile(r"[^\W_](?:[\w’'-]*[^\W_])?").findall
            self._words = Counter(w.lower() for b in self._blocks for w in find(b.text))
            self._words.update(w.lower() for w in find(self._references))
        return self._words[word.lower()] > 0

    def count(self, token: str) -> int:
        """How often this very token, digits and all, stands in the article."""
        _ = token in self
        return self._words[token.lower()] if self._words else 0


class _Habits(NamedTuple):
    """Where inside its sentences this article has numbers of its list."""

    after_commas: bool
    after_words: bool
    next_number: int
    """The number that would follow the last of the list: its entry may have been cut off."""
    end: tuple[int, int]
    """Place of the first citation of the last entry."""


def _habits(candidates: list[Candidate], top: int) -> _Habits:
    fair = [c for c in candidates if c.strength >= Strength.FAIR]
    inside = [c for c in fair if c.inside and max(c.numbers) <= top]
    end = next((_place(c) for c in fair if top in c.numbers), (1 << 60, 0))
    return _Habits(any(not c.word for c in inside), any(c.word for c in inside), top + 1, end)


def _is_accepted(c: Candidate, habits: _Habits, witness: Witness, bare: _BareWords) -> bool:
    if c.strength < Strength.MILD:
        return False
    top = witness.top or _LONGEST_LIST
    if all(n <= top for n in c.numbers):
        return True
    if any(n <= top for n in c.numbers):
        return c.strength >= Strength.FAIR
    if c.strength is Strength.STRONG and (not c.inside or c.block.text[c.start - 1] in ")]%"):
        return not _is_year(c)
    return c.strength >= Strength.FAIR and not _is_year(c) and _out_of_list_is_citation(c, habits, bare)


def _is_year(c: Candidate) -> bool:
    return len(c.parts) == 1 and 1900 <= c.numbers[0] <= 2099


def _out_of_list_is_citation(c: Candidate, habits: _Habits, bare: _BareWords) -> bool:
    """Whether a number that the list does not reach, inside a sentence, is a slip of the pen and not part of a name."""
    if not c.word:
        return habits.after_commas or (c.numbers[0] == habits.next_number and _place(c) > habits.end)
    if bare.count(c.word + c.block.text[c.start : c.end]) > 1:
        return False
    return c.word in bare and (c.word.islower() or habits.after_words)


def _without_misfits(chosen: list[Candidate], bare: _BareWords) -> list[Candidate]:
    """Drop words with a number that come before their turn though the number is cited in its turn elsewhere."""
    turns = _turns(chosen)
    found = []
    for c in chosen:
        early = c.word and any(turns.get(n, (0, 0)) > _place(c) for n in c.numbers)
        name = c.strength is Strength.MILD or bare.count(c.word + c.block.text[c.start : c.end]) > 1 and c.word not in bare
        if not (early and name):
            found.append(c)
    return found


def _turns(chosen: list[Candidate]) -> dict[int, tuple[int, int]]:
    """For each number the place of its first surely cited predecessor: before that it is not yet its turn."""
    firsts: dict[int, tuple[int, int]] = {}
    for c in chosen:
        if c.strength >= Strength.FAIR:
            for n in c.numbers:
                firsts.setdefault(n, _place(c))
    turns: dict[int, tuple[int, int]] = {}
    latest = (0, 0)
    for n in sorted({n for c in chosen for n in c.numbers}):
        if n in firsts and latest <= firsts[n]:
            turns[n] = latest
            latest = firsts[n]
    return turns


# What the list still needs


def _rescued(
    doubtful: list[Candidate], chosen: list[Candidate], needed: frozenset[int], witness: Witness, bare: _BareWords
) -> list[Candidate]:
    """Weak places that alone can give a number the list needs, in its turn."""
    firsts: dict[int, tuple[int, int]] = {}
    for c in chosen:
        for n in c.numbers:
            firsts.setdefault(n, _place(c))
    by_number: dict[int, list[Candidate]] = defaultdict(list)
    for c in doubtful:
        if all(n in witness.numbers for n in c.numbers) and not _is_name(c, bare):
            for n in needed.intersection(c.numbers):
                by_number[n].append(c)
    found = []
    for n, places in by_number.items():
        fits = [c for c in places if _in_turn(n, _place(c), firsts, witness.top)]
        if fits:
            found.append(fits[0])
            firsts.setdefault(n, _place(fits[0]))
    return found


def _is_name(c: Candidate, bare: _BareWords) -> bool:
    """Whether an abbreviation with a number is a name of its own (``IL6``): it never stands alone, or the pair recurs."""
    if not c.word:
        return False
    return c.word not in bare or bare.count(c.word + c.block.text[c.start : c.end]) > 1


def _in_turn(n: int, place: tuple[int, int], firsts: dict[int, tuple[int, int]], top: int) -> bool:
    before = next((firsts[k] for k in range(n - 1, max(0, n - 40), -1) if k in firsts), (0, 0))
    after = next((firsts[k] for k in range(n + 1, min(top, n + 40) + 1) if k in firsts), (1 << 60, 0))
    return before <= place <= after


def _paired(candidates: list[Candidate], chosen: list[Candidate], witness: Witness, bare: _BareWords) -> list[Candidate]:
    """Groups of several listed numbers after an abbreviation that also stands alone: ``FGM1,2``."""
    known = {n for c in chosen for n in c.numbers}
    return [
        c for c in candidates
        if c.strength is Strength.WEAK and c.word and len(c.numbers) > 1 and known.issuperset(c.numbers)
        and c.word in bare and witness.numbers.issuperset(c.numbers)
    ]  # fmt: skip


@cache
def _long_numbers() -> re.Pattern[str]:
    return re.compile(r"(?<![\w.,])(?:((?:19|20)\d\d)|([^\W\d_][\w-]*?\d{1,3})|(0\.\d{2,3}?))(\d{1,3})(?=[\s.,;)]|$)(?!\.\d)")


def _hidden(blocks: Sequence[Block], needed: frozenset[int]) -> list[Candidate]:
    """Needed numbers glued to another number: ``in 20103``, ``HIV-15``, ``P < 0.0015``.

    What remains without the citation must be a year, or stand in the article by itself.
    """
    found: list[Candidate] = []
    seen: list[tuple[int, Block, re.Match[str]]] = []
    for order, block in enumerate(blocks):
        for match in _long_numbers().finditer(block.text):
            if match[4][0] != "0" and int(match[4]) in needed:
                seen.append((order, block, match))
    if not seen:
        return found
    alone = Counter(t for b in blocks for t in re.findall(r"(?<![\w.-])[\w.-]*\w", b.text))
    for order, block, match in seen:
        base = match[1] or match[2] or match[3]
        if match[1] or alone[base] > 0:
            n = int(match[4])
            part = Part(0, len(match[4]), n, n)
            found.append(Candidate(block, order, match.start(4), match.end(4), (part,), Strength.WEAK, "", inside=True))
    return found
