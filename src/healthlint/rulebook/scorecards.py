"""Scorecards: what the outcomes of a run say of each item of an outside standard, and what only people can.

A standard is met by an organisation, or judged by a reader; a machine finds
failures and evidence. Hence no item that needs a person is ever worded as met.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from healthlint.cached import cached_property
from healthlint.civil_dates import date
from healthlint.model import (
    Facts,
    Finding,
    ItemStatus,
    Outcome,
    RuleError,
    RuleSource,
    Scorecard,
    ScorecardItem,
    Settings,
    did_you_mean,
    fill,
)
from healthlint.records import NamedTuple, record
from healthlint.rulebook.scorecard_text import notes, score_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    Said = TypeVar("Said")
    Remembered = dict[tuple[object, ...], Said]

_MOST_KNOWN = 1000
"""Answers kept for one item or summary."""


@record(frozen=True)
class CardItem:
    """One item of a standard and how much a machine may conclude on it."""

    id: str
    title: str
    decide: str
    """``both``: the rules decide. ``fail-only``: they can only fail it. ``person`` and ``attest``: neither."""
    rules: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    """Rules whose finding makes the item partly met and not failed."""
    needs: tuple[str, ...] = ()
    """Signals of which the page must show one, or the item fails."""
    has: tuple[str, ...] = ()
    """Signals of which one is enough, whatever the rules say."""
    when: tuple[str, ...] = ()
    """Signals without which the item does not apply."""
    full: tuple[str, ...] = ()
    """Signals without which the item is met only partly."""


@record(frozen=True)
class Score:
    """A figure that the standard counts from its items: an interval here, as some items wait for a person."""

    name: str
    items: tuple[str, ...]


@record(frozen=True)
class Card:
    """A standard as data."""

    id: str
    title: str
    about: str
    summary: str
    """Template of the closing sentence, filled with the counts of statuses."""
    items: tuple[CardItem, ...]
    sources: tuple[RuleSource, ...] = ()
    scores: tuple[Score, ...] = ()
    context: tuple[str, ...] = ()
    """What the page must state of itself before a score means anything."""
    content_types: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()

    @cached_property
    def context_signals(self) -> frozenset[str]:
        """The signals that stand for its ``context``."""
        return frozenset([f"context:{name}" for name in self.context])

    @cached_property
    def asked(self) -> list[_Asked]:
        """The items, each with what decides it and what was said of it so far."""
        return [_Asked(i, (*i.rules, *i.weak), frozenset((*i.needs, *i.has, *i.when, *i.full)), {}) for i in self.items]

    @cached_property
    def summaries(self) -> Remembered[str]:
        """Summaries so far, by what they are made from."""
        return {}


class _Asked(NamedTuple):
    """An item, and what was said of it: most articles of a library agree on most items."""

    item: CardItem
    rules: tuple[str, ...]
    """All rules that may decide it."""
    signs: frozenset[str]
    """All signals that may decide it."""
    known: Remembered[ScorecardItem]
    """The item judged, by what its rules and signals said."""


def score(
    cards: Iterable[Card], outcomes: Mapping[str, Outcome], findings: Sequence[Finding], settings: Settings, facts: Facts
) -> tuple[Scorecard, ...]:
    """Say of each item of each of the ``cards`` what the outcomes, the page's own signals and the attestations say."""
    heard = _Heard(outcomes, findings)
    return tuple([_score(card, _Judge(card, heard, settings, facts), facts) for card in cards])


def _score(card: Card, judge: _Judge, facts: Facts) -> Scorecard:
    items = tuple(judge.items())
    made_from = tuple([item.status for item in items]), items[0].note, facts.signals.intersection(card.context_signals)
    summary = card.summaries.get(made_from) or _keep(card.summaries, made_from, score_text(card, items, facts.signals))
    return Scorecard(card.id, card.title, items, summary)


def _keep(known: Remembered[Said], decisive: tuple[object, ...], said: Said) -> Said:
    """Remember an answer; all are forgotten once there are too many."""
    if len(known) >= _MOST_KNOWN:
        known.clear()
    known[decisive] = said
    return said


def _among(rules: Iterable[str], these: frozenset[str]) -> tuple[str, ...]:
    return () if these.isdisjoint(rules) else tuple([r for r in rules if r in these])


def failed_item(cards: Iterable[Scorecard], name: str) -> ScorecardItem | None:
    """Return the item that ``pif-tick/4`` names if it failed, or the first failed item of the card ``pif-tick``.

    Raises ``RuleError`` for a card or item that does not exist.
    """
    wanted, _, item_id = name.partition("/")
    known = {card.id: card for card in cards}
    if wanted not in known:
        raise RuleError(f"there is no scorecard '{wanted}'{did_you_mean(wanted, known)} Known: {', '.join(known)}.")
    ids = [item.id for item in known[wanted].items]
    if item_id and item_id not in ids:
        raise RuleError(f"scorecard '{wanted}' has no item '{item_id}'{did_you_mean(item_id, ids)} Known: {', '.join(ids)}.")
    return next((i for i in known[wanted].items if i.status is ItemStatus.FAIL and item_id in {"", i.id}), None)


class _Heard:
    """The rules by what they said of one article: the same for all cards."""

    def __init__(self, outcomes: Mapping[str, Outcome], findings: Sequence[Finding]) -> None:
        by: dict[Outcome, list[str]] = {outcome: [] for outcome in Outcome}
        for rule, outcome in outcomes.items():
            by[outcome].append(rule)
        self.with_outcome = {outcome: frozenset(rules) for outcome, rules in by.items()}
        self.unheard = self.with_outcome[Outcome.NOT_RUN] | self.with_outcome[Outcome.CRASHED]
        self.failed = self.with_outcome[Outcome.FAILED] & {f.rule for f in findings if f.suppressed is None}
        """Those with a finding that nobody suppressed."""
        excused = self.with_outcome[Outcome.FAILED] - self.failed
        self.said: Mapping[str, object] = {**outcomes, **dict.fromkeys(excused)} if excused else outcomes
        """What each rule said, as far as items are concerned: nothing where all of its findings are suppressed."""


class _Judge:
    """The statuses of one card's items on one article."""

    def __init__(self, card: Card, heard: _Heard, settings: Settings, facts: Facts) -> None:
        self.card = card
        self.heard = heard
        self.signals = facts.signals
        self.settings = settings
        formats = {s.removeprefix("format:") for s in facts.signals if s.startswith("format:")} if card.formats else set()
        self.applies = (not card.content_types or settings.content_type in card.content_types) and (
            not formats or not formats.isdisjoint(card.formats)
        )

    def items(self) -> list[ScorecardItem]:
        """Every item of the card with its status and what decided it."""
        if self.settings.attestations:
            return [self._judged(item) for item in self.card.items]
        said, signals, applies = self.heard.said.get, self.signals, self.applies
        found = []
        for item, rules, signs, known in self.card.asked:
            decisive = applies, tuple(map(said, rules)), signals & signs
            found.append(known.get(decisive) or _keep(known, decisive, self._judged(item)))
        return found

    def _judged(self, item: CardItem) -> ScorecardItem:
        status, because, note = self._status(item)
        return ScorecardItem(item.id, item.title, status, because, notes()[note] if note else "")

    def _status(self, item: CardItem) -> tuple[ItemStatus, tuple[str, ...], str]:
        if not self.applies:
            return ItemStatus.NOT_APPLICABLE, (), "content-type" if self.card.content_types else "format"
        if item.when and not self._shows(item.when):
            return ItemStatus.NOT_APPLICABLE, (), "nothing-to-judge"
        failed = self._failed(item.rules)
        attested = self._attested(item)
        if attested:
            return attested
        if item.decide == "attest":
            return ItemStatus.ATTEST, (), ""
        if item.decide == "person":
            return ItemStatus.PERSON, failed, "hints" if failed else ""
        if item.has and self._shows(item.has):
            return (ItemStatus.PASS if item.decide == "both" else ItemStatus.PARTLY), (), "shown"
        return self._decided(item, failed)

    def _decided(self, item: CardItem, failed: tuple[str, ...]) -> tuple[ItemStatus, tuple[str, ...], str]:
        if failed:
            return ItemStatus.FAIL, failed, ""
        if item.needs and not self._shows(item.needs):
            return ItemStatus.FAIL, (), "not-shown"
        doubtful = (*self._failed(item.weak), *self._with((*item.rules, *item.weak), Outcome.NEEDS_REVIEW))
        if doubtful:
            return ItemStatus.PARTLY, doubtful, ""
        unheard = _among(item.rules, self.heard.unheard)
        if unheard:
            return ItemStatus.PERSON, unheard, "not-run"
        return self._clean(item)

    def _clean(self, item: CardItem) -> tuple[ItemStatus, tuple[str, ...], str]:
        """No rule speaks against the item: what that is worth."""
        passed = self._with((*item.rules, *item.weak), Outcome.PASSED)
        silent = self._with(item.rules, Outcome.NOT_APPLICABLE)
        if not passed and not item.needs:
            return (ItemStatus.NOT_APPLICABLE if silent else ItemStatus.PERSON), silent, "no-rule" if not silent else "format"
        if item.full and not self._shows(item.full):
            return ItemStatus.PARTLY, passed, "not-full"
        if item.decide == "both":
            return ItemStatus.PASS, passed, ""
        if silent:
            return ItemStatus.PERSON, passed, "some-silent"
        return ItemStatus.PARTLY, passed, "no-failure"

    def _failed(self, rules: Iterable[str]) -> tuple[str, ...]:
        return _among(rules, self.heard.failed)

    def _with(self, rules: Iterable[str], outcome: Outcome) -> tuple[str, ...]:
        return _among(rules, self.heard.with_outcome[outcome])

    def _shows(self, signals: Iterable[str]) -> bool:
        return not self.signals.isdisjoint(signals)

    def _attested(self, item: CardItem) -> tuple[ItemStatus, tuple[str, ...], str] | None:
        """The item as a named person confirmed it, while the attestation holds."""
        said = self.settings.attestations.get(f"{self.card.id}/{item.id}")
        if not said or item.decide == "both" or not said.get("by"):
            return None
        try:
            holds = date.fromisoformat(said.get("until", "")) >= self.settings.today
        except ValueError:
            return ItemStatus.ATTEST, (), "no-expiry"
        if not holds:
            return ItemStatus.ATTEST, (), "expired"
        failed = self._failed(item.rules)
        if failed:
            return ItemStatus.FAIL, failed, "attested-but-failing"
        told = {"by": said["by"], "on": said.get("on", ""), "evidence": said.get("evidence", "")}
        return ItemStatus.PASS, (fill(notes()["attested"], told).rstrip(": ,"),), ""
