"""Article reports made by hand."""

from healthlint.model import ArticleReport, Confidence, Document, Facts, Finding, Format, Settings, Severity, Source, Span


def article(path, *fingerprints, **more):
    findings = tuple(
        Finding("a/b", Severity.ERROR, Confidence.LIKELY, "m", Span(i, i + 1), excerpt=f"x{mark}", fingerprint=mark, **more)
        for i, mark in enumerate(fingerprints)
    )
    return ArticleReport(path, Document(Source(path, ""), Format.TEXT, ()), Settings(), Facts(), findings, {})
