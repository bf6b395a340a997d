"""What an article says of itself, as rows of tables: references, claims, spelling, people, dates, disclaimer."""
from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from healthlint.model import (
    COMPONENTS,
    ArticleReport,
    Citations,
    Claim,
    DateKind,
    Disclaimer,
    Person,
    Source,
    Span,
    SpellingVote,
    Variant,
)
from healthlint.records import NamedTuple
from healthlint.report.html.cards import Card
from healthlint.report.plain import shorten

COMPONENT_NAMES = {
    "information-only": "Says that it is for information only",
    "not-a-substitute": "Says that it does not replace medical advice",
    "consult": "Says whom to ask",
    "no-delay": "Says not to delay or disregard advice",
    "emergency": "Says what to do in an emergency",
}

DATE_NAMES = {
    DateKind.PUBLISHED: "Published",
    DateKind.UPDATED: "Updated",
    DateKind.REVIEWED: "Reviewed",
    DateKind.NEXT_REVIEW: "Next review",
}


class Touching:
    """Finds the cards that stand on a range of the source."""

    def __init__(self, cards: Sequence[Card]) -> None:
        """``cards`` in any order; suppressed ones are not shown."""
        self._cards = [c for c in cards if not c.suppressed and c.finding.span.end > c.finding.span.start]

    def on(self, span: Span, *families: str) -> tuple[Card, ...]:
        """Cards of these families whose finding touches ``span``."""
        return tuple(c for c in self._cards if c.finding.span.overlaps(span) and c.finding.rule.startswith(families))


class ReferenceRow(NamedTuple):
    """One entry of the reference list and what became of it."""

    number: str
    text: str
    year: str
    evidence: str
    uses: int
    cards: tuple[Card, ...]


def known_numbers(citations: Citations) -> dict[int, int]:
    """Reference number to its place in the list."""
    return {r.number: at for at, r in reversed(list(enumerate(citations.references))) if r.number is not None}


def reference_rows(citations: Citations, touching: Touching) -> list[ReferenceRow]:
    """The reference list, in order."""
    uses = Counter(n for m in citations.markers for n in dict.fromkeys(m.numbers))
    labels = Counter(m.label for m in citations.markers if m.label)
    rows = []
    for reference in citations.references:
        count = uses[reference.number] if reference.number is not None else labels[reference.label]
        number = str(reference.number) if reference.number is not None else reference.label or "–"
        evidence = "" if reference.evidence.value == "unknown" else reference.evidence.value.replace("-", " ")
        text = shorten(" ".join(reference.text.split()), 110)
        found = touching.on(reference.span, "citations/")
        rows.append(ReferenceRow(number, text, str(reference.year or ""), evidence, count, found))
    return rows


def broken_numbers(citations: Citations) -> list[int]:
    """Numbers that are cited and stand in no list."""
    known = known_numbers(citations)
    return sorted({n for m in citations.markers for n in m.numbers if n not in known}) if citations.references else []


class ClaimRow(NamedTuple):
    """One claim, how strong it is, and what it rests on."""

    text: str
    line: int
    strength: str
    hedges: str
    support: str
    bare: bool
    """Whether a firm claim has nothing to rest on."""
    cards: tuple[Card, ...]


def claim_rows(article: ArticleReport, touching: Touching, limit: int) -> list[ClaimRow]:
    """The claims of an article, the boldest first where there are more than ``limit``."""
    claims = article.facts.claims
    if len(claims) > limit:
        keep = sorted(range(len(claims)), key=lambda n: (not _bare(claims[n]), -claims[n].strength.rank, claims[n].supported, n))[:limit]
        claims = tuple(claims[n] for n in sorted(keep))
    evidence = {r.number: r.evidence.value.replace("-", " ") for r in article.facts.citations.references if r.evidence.value != "unknown"}
    return [_claim_row(article.document.source, c, evidence, touching) for c in claims]


def _claim_row(source: Source, claim: Claim, evidence: Mapping[int | None, str], touching: Touching) -> ClaimRow:
    strength = claim.strength.value + (", denied" if claim.negated else "") + (", asked" if claim.question else "")
    return ClaimRow(
        text=shorten(" ".join(claim.sentence.text.split()), 84),
        line=source.line_column(claim.span.start)[0],
        strength=strength,
        hedges=", ".join(dict.fromkeys(h.text.lower() for h in claim.hedges)),
        support=_support(claim, evidence),
        bare=_bare(claim),
        cards=touching.on(claim.span, "claims/", "citations/"),
    )


def _bare(claim: Claim) -> bool:
    """Whether a claim is firm and has nothing to rest on."""
    return claim.strength.rank > 2 and not (claim.negated or claim.question or claim.supported)


def _support(claim: Claim, evidence: Mapping[int | None, str]) -> str:
    numbers = list(dict.fromkeys(n for m in claim.markers for n in m.numbers))
    parts = [f"[{n}] {evidence.get(n, '')}".strip() for n in numbers] or [m.label for m in claim.markers if m.label]
    if claim.linked:
        parts.append("a link")
    if claim.attributed:
        parts.append(f"named: {claim.attributed}")
    return ", ".join(parts)


class SpellingRow(NamedTuple):
    """A word that tells one spelling from the other."""

    word: str
    variant: str
    other: str
    uses: int
    line: int


def spelling_rows(article: ArticleReport) -> list[SpellingRow]:
    """Each telling word once, with its first place; the rarer variant first, since it holds what may be wrong."""
    first: dict[tuple[str, Variant], SpellingVote] = {}
    uses: Counter[tuple[str, Variant]] = Counter()
    for vote in article.facts.spelling.votes:
        uses[vote.word, vote.variant] += 1
        first.setdefault((vote.word, vote.variant), vote)
    per_variant = Counter(v.variant for v in article.facts.spelling.votes)
    names = {Variant.UK: "UK", Variant.US: "US", Variant.UK_OXFORD: "UK with -ize, or US"}
    order = sorted(first, key=lambda key: (per_variant[key[1]], key[1].value, first[key].span))
    source = article.document.source
    return [
        SpellingRow(word, names.get(variant, variant.value), ", ".join(first[word, variant].other[:2]), uses[word, variant],
                    source.line_column(first[word, variant].span.start)[0])
        for word, variant in order
    ]  # fmt: skip


class PersonRow(NamedTuple):
    """A person named by the page."""

    part: str
    name: str
    credentials: str
    role: str
    place: str


def person_rows(article: ArticleReport) -> list[PersonRow]:
    """Authors, then reviewers."""
    people = article.facts.authorship
    source = article.document.source
    return [_person(source, "Author", p) for p in people.authors] + [_person(source, "Reviewer", p) for p in people.reviewers]


def _person(source: Source, part: str, person: Person) -> PersonRow:
    role = "an organisation" if person.organisation else person.role.value
    place = f"{person.origin.replace('-', ' ')}, line {source.line_column(person.span.start)[0]}"
    return PersonRow(part, person.name, ", ".join([*person.credentials, *filter(None, [person.title])]), role, place)


class DateRow(NamedTuple):
    """A date that the page gives, or does not."""

    name: str
    value: str
    place: str


def date_rows(article: ArticleReport) -> list[DateRow]:
    """One row for each kind of date."""
    rows = []
    for kind, name in DATE_NAMES.items():
        found = article.facts.authorship.date(kind)
        if not found:
            rows.append(DateRow(name, "", ""))
            continue
        value = found.value.isoformat()[: {"year": 4, "month": 7}.get(found.precision, 10)]
        line = article.document.source.line_column(found.span.start)[0]
        rows.append(DateRow(name, value, f"{found.origin.replace('-', ' ')}, line {line}"))
    return rows


class ComponentRow(NamedTuple):
    """A part of the disclaimer, with the words that carry it."""

    name: str
    text: str
    line: int


def component_rows(source: Source, disclaimer: Disclaimer) -> list[ComponentRow]:
    """Every known part, found or not."""
    rows = []
    for component in COMPONENTS:
        span = disclaimer.components.get(component)
        text = shorten(" ".join(source[span].split()), 200) if span else ""
        rows.append(ComponentRow(COMPONENT_NAMES[component], text, source.line_column(span.start)[0] if span else 0))
    return rows
