"""Authors, reviewers and what qualifies them."""
from __future__ import annotations

from collections.abc import Iterable, Iterator

from healthlint.article.advice import gives_treatment_advice
from healthlint.article.article import Article
from healthlint.article.people_names import same_person
from healthlint.article.registers import FOLDED_NAMES, NAMES, find_registers, may_hold_orcid
from healthlint.checks.registry import check
from healthlint.model import Confidence, Finding, Person, Related, Role, Rule, Span, Zone

_PRINTED = frozenset({"byline", "bio", "copyright"})


def byline_place(article: Article) -> Span:
    """The empty place of the byline, or of the title where nobody is named in print."""
    people = article.authorship
    first = next((p for p in (*people.authors, *people.organisations) if p.origin in _PRINTED), None)
    return Span(first.span.start, first.span.start) if first else article.top


@check("no-author")
def no_author(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report an article that names no person as its author."""
    people = article.authorship
    if any(not p.organisation for p in people.authors) or (rule.options["accept-organisation"] and people.organisations):
        return
    if people.organisations:
        yield rule.finding(byline_place(article), variant="organisation", name=people.organisations[0].name)
    else:
        yield rule.finding(article.top, confidence=Confidence.POSSIBLE if people.unsure else None)


@check("no-credentials")
def no_credentials(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report each author of whom the page shows no qualification, post or role."""
    people = article.authorship
    if any(_qualified(p) for p in people.reviewers):
        return
    for person in people.authors:
        if not person.organisation and not person.credentials and not person.title and not person.registers and person.role is Role.UNKNOWN:
            yield rule.finding(person.span, name=person.name)


def _qualified(person: Person) -> bool:
    return not person.organisation and (person.role is Role.CLINICIAN or bool(person.title) or bool(person.credentials))


@check("no-reviewer")
def no_reviewer(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report an article that names no person who checked it."""
    people = article.authorship
    if any(not p.organisation for p in people.reviewers):
        return
    if rule.options["accept-team"] and people.reviewers:
        return
    if rule.options["accept-clinician-author"] and any(p.role is Role.CLINICIAN for p in people.authors):
        return
    team = next((p for p in people.reviewers if p.organisation), None)
    related = [Related(team.span, rule.parameters["team-note"])] if team else []
    yield rule.finding(byline_place(article), variant="team" if team else "", related=related, name=team.name if team else "")


@check("trainee-only")
def trainee_only(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report advice on treatment that rests on the word of somebody still in training."""
    people = article.authorship
    if any(p.role is Role.CLINICIAN for p in people.authors) or any(not p.organisation for p in people.reviewers):
        return
    trainee = next((p for p in people.authors if p.role is Role.TRAINEE), None)
    if trainee is None or any(p.role is Role.RESEARCHER for p in people.authors) or not gives_treatment_advice(article):
        return
    span = trainee.credential_span or trainee.span
    yield rule.finding(span, name=trainee.name, role=article.source.text[span.start : span.end])


@check("unregulated-title")
def unregulated_title(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a title that anyone may use where a reader expects a qualification."""
    for person in _people(article):
        if person.title_span is not None and person.role is Role.OTHER and not person.credentials:
            yield rule.finding(person.title_span, name=person.name, found=article.source[person.title_span])


def _people(article: Article) -> Iterable[Person]:
    return (p for p in (*article.authorship.authors, *article.authorship.reviewers) if not p.organisation)


@check("register-number")
def register_number(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a register number that cannot be one, by shape or checksum alone."""
    for block in map(article.blocks.__getitem__, article.blocks_with(FOLDED_NAMES)):
        if block.zone in {Zone.REFERENCES, Zone.CODE} or not any(name in block.text for name in NAMES):
            continue
        for found in find_registers(block.text):
            if not found.well_formed and found.register != "ORCID":
                yield rule.finding(block.span(found.start, found.end), register=found.register, number=found.number)


@check("invalid-orcid")
def invalid_orcid(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report an ORCID identifier whose check digit is not the one that its other digits give."""
    text = article.source.text
    # Most pages have no identifier. Bytes fold ten times as fast as text with other letters than ASCII.
    if not may_hold_orcid(text) or b"orcid" not in text.encode("utf-8", "replace").lower():
        return
    for found in find_registers(text):
        if found.register == "ORCID" and not found.well_formed:
            yield rule.finding(Span(found.start, found.end), number=found.number)


@check("authorship-mismatch")
def authorship_mismatch(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a printed name that the page's own metadata contradicts."""
    for what, shown, stated in article.authorship.conflicts:
        text = article.source.text
        visible, hidden = text[shown.start : shown.end], _stated_value(article, stated)
        variant = "" if what in {"author", "reviewer"} else "date"
        yield rule.finding(
            shown, variant=variant, what=what, visible=visible, hidden=hidden, related=[Related(stated, rule.parameters["note"])]
        )


def _stated_value(article: Article, stated: Span) -> str:
    """What the metadata says there: the day of a date, the content of a meta element, or the text itself."""
    found = next((d.value.isoformat() for d in article.authorship.dates if d.span == stated), "")
    content = next((m.value for m in article.document.metadata if m.span == stated), "")
    return found or content or " ".join(article.source[stated].split())[:80]


@check("no-author-profile")
def no_author_profile(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report each named person about whom the page gives no biography, link or identifier."""
    for person in _people(article):
        if not person.has_profile and person.origin in _PRINTED:
            yield rule.finding(person.span, name=person.name)


@check("self-review")
def self_review(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a reviewer who is the author."""
    people = article.authorship
    for reviewer in people.reviewers:
        author = next((a for a in people.authors if same_person(a.name, reviewer.name)), None)
        if author is not None and not reviewer.organisation:
            yield rule.finding(reviewer.span, name=reviewer.name, related=[Related(author.span, rule.parameters["note"])])
