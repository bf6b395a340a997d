"""One page as a row: what a checked article amounts to in columns."""
from __future__ import annotations

from typing import Any

from healthlint.model import ArticleReport, DateKind, Finding, Skipped, Source

FACTS = (
    ("language", "text"), ("document_type", "text"), ("title", "text"), ("words", "whole"), ("variant", "text"),
    ("flesch_kincaid_grade", "number"), ("flesch_reading_ease", "number"), ("smog", "number"), ("disclaimer", "flag"),
    ("authors", "whole"), ("reviewers", "whole"), ("dated", "flag"), ("references", "whole"), ("markers", "whole"), ("claims", "whole"),
    ("strong_claims", "whole"), ("supported_claims", "whole"), ("errors", "whole"), ("warnings", "whole"),
)  # fmt: skip
"""Columns of facts and their kinds; strong claims are causal or absolute and not negated."""

FINDING = (
    ("rule", "text"), ("severity", "text"), ("confidence", "text"), ("message", "text"), ("start", "whole"), ("end", "whole"),
    ("line", "whole"), ("column", "whole"), ("excerpt", "text"), ("fingerprint", "text"),
)  # fmt: skip
"""Fields of one finding in the list column ``findings``."""

LONGEST_EXCERPT = 200
"""Code points kept of an excerpt: a finding on a whole paragraph need not repeat it."""

STRONG_RANK = 3


def row_of(answer: ArticleReport | Skipped) -> dict[str, Any]:
    """The columns of one page. A page that could not be checked keeps its reason and has no facts."""
    if isinstance(answer, Skipped):
        return {"status": answer.kind, "reason": answer.reason, "findings": [], **dict.fromkeys((name for name, _ in FACTS))}
    status = "crashed" if answer.crashes else "checked"
    reason = "; ".join(f"{part}: {why}" for part, why in answer.crashes.items())
    findings = [_finding(f, answer.document.source) for f in answer.findings]
    return {"status": status, "reason": reason, "findings": findings, **_facts(answer)}


def _facts(report: ArticleReport) -> dict[str, Any]:
    facts = report.facts
    scores = facts.readability.scores
    strong = [c for c in facts.claims if c.strength.rank >= STRONG_RANK and not c.negated]
    severities = [f.severity.value for f in report.active_findings]
    return {
        "language": facts.language,
        "document_type": facts.document_type,
        "title": report.document.title,
        "words": report.words,
        "variant": facts.spelling.variant.value,
        "flesch_kincaid_grade": scores.get("flesch-kincaid-grade"),
        "flesch_reading_ease": scores.get("flesch-reading-ease"),
        "smog": scores.get("smog"),
        "disclaimer": facts.disclaimer.present,
        "authors": len(facts.authorship.authors),
        "reviewers": len(facts.authorship.reviewers),
        "dated": any(facts.authorship.date(kind) for kind in DateKind),
        "references": len(facts.citations.references),
        "markers": len(facts.citations.markers),
        "claims": len(facts.claims),
        "strong_claims": len(strong),
        "supported_claims": sum(c.supported for c in strong),
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
    }


def _finding(finding: Finding, source: Source) -> dict[str, Any]:
    line, column = source.line_column(finding.span.start)
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "start": finding.span.start,
        "end": finding.span.end,
        "line": line,
        "column": column,
        "excerpt": finding.excerpt[:LONGEST_EXCERPT],
        "fingerprint": finding.fingerprint,
    }
