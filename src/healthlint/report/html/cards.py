"""Findings as numbered cards: what was found, why it matters, what to do."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from healthlint.model import ArticleReport, Confidence, Finding, Fix, Related, Report, RuleSource, Safety, Severity, Source
from healthlint.records import NamedTuple
from healthlint.report.html.escaping import web_address
from healthlint.report.plain import shorten
from healthlint.report.summary import blocking

WORDS = {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.INFO: "Note"}
SURE = {Confidence.CERTAIN: "certain", Confidence.LIKELY: "likely", Confidence.POSSIBLE: "possible, please look"}
_LETTERS = {Severity.ERROR: "e", Severity.WARNING: "w", Severity.INFO: "i"}
_SHAPES = {
    "claims": "s1", "risk": "s1", "dosing": "s1",
    "citations": "s2",
    "spelling": "s3", "grammar": "s3", "inclusive": "s3",
    "readability": "s4", "structure": "s4",
}  # fmt: skip
QUOTE = 56
"""Characters of what was found that a card repeats; the whole stands marked in the text."""
CHANGE = 160
"""Characters of one replacement that a card shows."""
SOURCES = 1
"""Sources that a card names; the rule's own page has all."""
PLACES = 6
"""Related places that a card names one by one."""
NOTE = 70
"""Characters of the note on a related place."""


class Change(NamedTuple):
    """One edit of a fix, before and after."""

    old: str
    new: str


class Remedy(NamedTuple):
    """A fix as a card shows it."""

    title: str
    safe: bool
    changes: tuple[Change, ...]
    more: int
    """Edits that are not shown."""
    whole: bool
    """Whether the one change shown is all of the fix, so that it can be copied."""


class Place(NamedTuple):
    """A related place: its line and its text."""

    line: int
    text: str


class Places(NamedTuple):
    """Related places that one note explains."""

    places: tuple[Place, ...]
    note: str


class Card(NamedTuple):
    """One finding, ready to be shown."""

    number: int
    finding: Finding
    letter: str
    shape: str
    word: str
    sure: str
    name: str
    line: int
    column: int
    quote: str
    advice: str
    why: str
    sources: tuple[RuleSource, ...]
    same_as: int
    """Number of the first card of the same rule, which says why it matters; 0 on that card itself."""
    remedies: tuple[Remedy, ...]
    places: tuple[Places, ...]
    more_places: int
    blocks: bool
    """Whether the finding alone keeps the article from being published."""

    @property
    def suppressed(self) -> bool:
        """Whether someone said that this finding does not count."""
        return self.finding.suppressed is not None

    @property
    def known(self) -> bool:
        """Whether the finding stood in the baseline already."""
        return self.finding.status != "new" and not self.suppressed


def rule_name(rule: str) -> str:
    """A rule's id as a heading: ``claims/absolute-promise`` is ``Absolute promise``, ``disclaimer/missing`` ``Disclaimer missing``."""
    family, _, fault = rule.rpartition("/")
    words = (fault if "-" in fault else f"{family} {fault}").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def shape(rule: str) -> str:
    """The underline of a rule's family."""
    return _SHAPES.get(rule.partition("/")[0], "s5")


def make_cards(article: ArticleReport, report: Report) -> tuple[Card, ...]:
    """All findings of one article of ``report`` in order, numbered from 1."""
    first: dict[str, int] = {}
    advised: set[tuple[str, str]] = set()
    cards = []
    for number, finding in enumerate(article.findings, 1):
        same_as = first.setdefault(finding.rule, number) if not finding.suppressed else number
        repeated = (finding.rule, finding.advice) in advised
        advised.add((finding.rule, finding.advice))
        card = _card(article.document.source, report, finding, number, same_as)
        cards.append(card._replace(advice="") if repeated else card)
    return tuple(cards)


def _card(source: Source, report: Report, finding: Finding, number: int, same_as: int) -> Card:
    first = same_as == number
    line, column = source.line_column(finding.span.start)
    rule = report.rules.get(finding.rule)
    return Card(
        number=number,
        finding=finding,
        letter="z" if finding.suppressed else _LETTERS[finding.severity],
        shape=shape(finding.rule),
        word=WORDS[finding.severity],
        sure=SURE[finding.confidence],
        name=rule_name(finding.rule),
        line=line,
        column=column,
        quote=_quote(finding, repeated=not first),
        advice=finding.advice,
        why=rule.why if rule and first else "",
        sources=_sources(finding) if first else (),
        same_as=0 if first else same_as,
        remedies=tuple(_remedy(source, f) for f in finding.fixes),
        places=tuple(_places(source, finding.related[:PLACES])),
        more_places=max(len(finding.related) - PLACES, 0),
        blocks=blocking(report, finding),
    )


def _quote(finding: Finding, *, repeated: bool) -> str:
    """What was found; a whole sentence is quoted on the first card of a rule only, as it stands marked beside the others."""
    text = " ".join(finding.excerpt.split())
    return "" if repeated and len(text) > QUOTE else shorten(text, QUOTE)


def _places(source: Source, related: Iterable[Related]) -> Iterator[Places]:
    """The places in order, those together that have one note; a note that only repeats the text is none."""
    for note, group in groupby(related, key=lambda r: _note(source, r)):
        shown = (Place(source.line_column(r.span.start)[0], _middle_cut(" ".join(source[r.span].split()), 36)) for r in group)
        yield Places(tuple(shown), note)


def _note(source: Source, related: Related) -> str:
    note, text = " ".join(related.note.split()).rstrip("."), " ".join(source[related.span].split())
    return "" if text.startswith(note[:30]) else shorten(note, NOTE)


def _sources(finding: Finding) -> tuple[RuleSource, ...]:
    return tuple(RuleSource(s.name, s.clause, web_address(s.url)) for s in finding.sources[:SOURCES])


def _middle_cut(text: str, limit: int) -> str:
    """``text`` with its middle left out where it is longer than ``limit``: both ends help to find it."""
    if len(text) <= limit:
        return text
    return f"{text[: limit * 2 // 3].rstrip()} … {text[-limit // 3 :].lstrip()}"


def _remedy(source: Source, fix: Fix) -> Remedy:
    shown = tuple(Change(shorten(source[e.span], CHANGE), shorten(e.text, CHANGE)) for e in fix.edits[:3])
    one = len(fix.edits) == 1 and 0 < len(fix.edits[0].text) <= CHANGE
    return Remedy(fix.title, fix.safety is Safety.SAFE, shown, len(fix.edits) - len(shown), one)
