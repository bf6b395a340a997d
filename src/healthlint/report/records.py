"""Plain dictionaries of what an article says of itself and of what was found: schema 1 of the JSON report."""
from __future__ import annotations

from collections.abc import Iterable, Mapping

from healthlint.model import (
    COMPONENTS,
    ArticleReport,
    Authorship,
    Citations,
    Claim,
    DateKind,
    Disclaimer,
    Finding,
    Fix,
    Person,
    Readability,
    Scorecard,
    Source,
    Span,
    Spelling,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

Record = dict[str, "Any"]


def range_record(span: Span) -> Record:
    """Start and end alone."""
    return {"start": span.start, "end": span.end}


def place_record(source: Source, span: Span) -> Record:
    """Start, end, and both as 1-based lines and columns in code points."""
    line, column = source.line_column(span.start)
    end_line, end_column = (line, column) if span.end == span.start else source.line_column(span.end)
    return {
        "start": span.start,
        "end": span.end,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
    }


def article_record(article: ArticleReport) -> Record:
    """One element of ``articles``."""
    document, facts = article.document, article.facts
    return {
        "path": article.path,
        "format": document.format.value,
        "sha256": document.source.sha256,
        "language": facts.language,
        "title": document.title,
        "document_type": facts.document_type,
        "settings": settings_record(article),
        "words": article.words,
        "words_excluded": dict(sorted(article.words_excluded.items())),
        "spelling": spelling_record(facts.spelling),
        "readability": readability_record(facts.readability),
        "authorship": authorship_record(facts.authorship),
        "disclaimer": disclaimer_record(facts.disclaimer),
        "citations": citations_record(facts.citations),
        "claims": [claim_record(c) for c in facts.claims],
        "findings": [finding_record(document.source, f) for f in article.findings],
        "outcomes": {rule: article.outcomes[rule].value for rule in sorted(article.outcomes)},
        "not_run": dict(sorted(article.not_run.items())),
        "crashes": dict(sorted(article.crashes.items())),
        "scorecards": [scorecard_record(s) for s in article.scorecards],
    }


def settings_record(article: ArticleReport) -> Record:
    """Say what besides the text decided how the article was judged."""
    settings = article.settings
    return {
        "locale": settings.locale,
        "content-type": settings.content_type,
        "audience": settings.audience,
        "profiles": list(settings.profiles),
        "today": settings.today.isoformat(),
    }


def spelling_record(spelling: Spelling) -> Record:
    """Give the variant and the number of words that speak for each."""
    return {
        "variant": spelling.variant.value,
        "uk": spelling.uk,
        "us": spelling.us,
        "ise": spelling.ise,
        "ize": spelling.ize,
        "words": [
            {"word": v.word, "variant": v.variant.value, "other": list(v.other), "span": range_record(v.span)} for v in spelling.votes
        ],
    }


def readability_record(readability: Readability) -> Record:
    """Scores of the whole and of each section."""
    projected = readability.costliest.projected_grade
    return {
        "words": readability.words,
        "sentences": readability.sentences,
        "syllables": readability.syllables,
        "scores": _rounded(readability.scores),
        "withheld": dict(sorted(readability.withheld.items())),
        "projected_grade": None if projected is None else round(projected, 2),
        "sections": [
            {
                "heading": s.heading,
                "span": range_record(s.span),
                "words": s.words,
                "sentences": s.sentences,
                "scores": _rounded(s.scores),
            }
            for s in readability.sections
        ],
    }


def _rounded(scores: Mapping[str, float]) -> Record:
    return {name: round(value, 2) for name, value in scores.items()}


def authorship_record(authorship: Authorship) -> Record:
    """People and dates; a date that the page does not give is ``None``."""
    dates = {}
    for kind in DateKind:
        found = authorship.date(kind)
        dates[kind.value] = found and found.value.isoformat()[: {"year": 4, "month": 7}.get(found.precision, 10)]
    return {
        "authors": [person_record(p) for p in authorship.authors],
        "reviewers": [person_record(p) for p in authorship.reviewers],
        "dates": dates,
    }


def person_record(person: Person) -> Record:
    """One author or reviewer."""
    return {
        "name": person.name,
        "credentials": list(person.credentials),
        "role": person.role.value,
        "organisation": person.organisation,
        "title": person.title,
        "origin": person.origin,
        "span": range_record(person.span),
    }


def disclaimer_record(disclaimer: Disclaimer) -> Record:
    """Whether there is one, and which of the known components it has."""
    return {
        "present": disclaimer.present,
        "components": [name for name in COMPONENTS if name in disclaimer.components],
        "spans": [range_record(s) for s in disclaimer.spans],
    }


def citations_record(citations: Citations) -> Record:
    """Markers in reading order, references in list order."""
    return {
        "style": citations.style.value,
        "elsewhere": citations.elsewhere,
        "markers": [{"numbers": list(m.numbers), "label": m.label, "span": range_record(m.span)} for m in citations.markers],
        "references": [
            {
                "number": r.number,
                "text": r.text,
                "span": range_record(r.span),
                "doi": r.doi,
                "pmid": r.pmid,
                "year": r.year,
                "evidence": r.evidence.value,
            }
            for r in citations.references
        ],
    }


def claim_record(claim: Claim) -> Record:
    """One sentence that claims something."""
    return {
        "span": range_record(claim.span),
        "text": claim.sentence.text,
        "strength": claim.strength.value,
        "hedges": [h.text for h in claim.hedges],
        "citations": _numbers(claim),
        "negated": claim.negated,
        "supported": claim.supported,
    }


def _numbers(claim: Claim) -> list[int]:
    return list(dict.fromkeys(n for m in claim.markers for n in m.numbers))


def finding_record(source: Source, finding: Finding) -> Record:
    """One finding with its place, fixes, sources and state."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "span": place_record(source, finding.span),
        "excerpt": finding.excerpt,
        "advice": finding.advice,
        "fixes": [fix_record(f) for f in finding.fixes],
        "related": [{"span": place_record(source, r.span), "note": r.note} for r in finding.related],
        "sources": [{"name": s.name, "clause": s.clause, "url": s.url} for s in finding.sources],
        "fingerprint": finding.fingerprint,
        "suppressed": finding.suppressed
        and {
            "reason": finding.suppressed.reason,
            "by": finding.suppressed.by,
            "until": finding.suppressed.until,
            "kind": finding.suppressed.kind,
        },
        "status": finding.status,
        "gates": finding.gates,
    }


def fix_record(fix: Fix) -> Record:
    """One remedy, edits in source order."""
    edits: Iterable[Record] = ({"start": e.span.start, "end": e.span.end, "text": e.text} for e in fix.edits)
    return {"title": fix.title, "safety": fix.safety.value, "edits": list(edits)}


def scorecard_record(card: Scorecard) -> Record:
    """Give a standard's items with their status."""
    return {
        "id": card.id,
        "title": card.title,
        "items": [
            {"id": i.id, "title": i.title, "status": i.status.value, "because": list(i.because), "note": i.note} for i in card.items
        ],
        "summary": card.summary,
    }
