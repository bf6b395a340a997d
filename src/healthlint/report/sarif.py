"""SARIF 2.1.0, as GitHub code scanning and editors read it.

GitHub takes 25,000 results of a run and shows the first 5,000; it refuses the
whole file for one result without a place, and matches alerts by
``primaryLocationLineHash`` alone.
"""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from healthlint.model import ArticleReport, Confidence, Finding, Fix, Report, Rule, Severity, Source, Span
from healthlint.report.plain import shorten
from healthlint.report.summary import coverage_lines, crashes, not_run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_RESULTS = 25_000
SHOWN_RESULTS = 5_000
TEXT_LIMIT = 1_024
"""Characters that GitHub keeps of a rule's descriptions."""

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
PROBLEM = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
PRECISION = {Confidence.CERTAIN: "very-high", Confidence.LIKELY: "high", Confidence.POSSIBLE: "medium"}

Record = dict[str, "Any"]


def write(report: Report, *, color: bool = False) -> str:  # noqa: ARG001 - all writers share one signature
    """Write one SARIF run."""
    found = [(a, f) for a in report.articles for f in a.findings]
    notes = [*_coverage_notes(report), *_limit_notes(len(found))]
    if len(found) > SHOWN_RESULTS:
        found.sort(key=lambda pair: (-pair[1].severity.rank, -pair[1].confidence.rank))
    rules = _rules_of(report, found)
    index = {rule: at for at, rule in enumerate(rules)}
    compared = any(f.status != "new" for _, f in found)
    run: Record = {
        "tool": {"driver": _driver(report, rules)},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "automationDetails": {"id": f"healthlint/{'+'.join(report.profiles) or 'default'}/"},
        "invocations": [{"executionSuccessful": not crashes(report), "toolExecutionNotifications": notes}],
        "artifacts": [_artifact(a) for a in report.articles],
        "results": [_result(a, f, index, compared=compared) for a, f in found[:MOST_RESULTS]],
        "properties": {"verdict": report.verdict.value, "coverage": coverage_lines(report), "judgedAsOf": report.today},
    }
    text = json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=True, indent=1)
    return text + "\n"


def uri(path: str) -> str:
    """``path`` as a relative URI; a first part with a colon would read as a scheme."""
    try:
        raw = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = path.encode("utf-8", "replace")
    made = quote(raw, safe="/~()'!*,;=@+$&")
    return f"./{made}" if ":" in made.split("/")[0] else made


def _rules_of(report: Report, found: list[tuple[ArticleReport, Finding]]) -> Mapping[str, Rule | None]:
    """The rules that were on, and those of findings that the engine itself made."""
    ids = sorted({*report.rules, *(f.rule for _, f in found)})
    return {rule: report.rules.get(rule) for rule in ids}


def _driver(report: Report, rules: Mapping[str, Rule | None]) -> Record:
    return {
        "name": "healthlint",
        "semanticVersion": report.version or "0.0.0",
        "informationUri": "https://pypi.org/project/healthlint/",
        "rules": [_descriptor(rule_id, rule) for rule_id, rule in rules.items()],
    }


def _descriptor(rule_id: str, rule: Rule | None) -> Record:
    name = "".join(part.capitalize() for part in rule_id.rpartition("/")[2].split("-"))
    made: Record = {"id": rule_id, "name": shorten(name, 255)}
    if rule is None:
        return made | {"shortDescription": {"text": f"{rule_id}."}}
    why = " ".join(rule.why.split())
    sources = [f"{s.name} {s.clause}".strip() for s in rule.sources]
    links = [f"[{s.name} {s.clause}]({s.url})".replace(" ](", "](") if s.url else f"{s.name} {s.clause}".strip() for s in rule.sources]
    made |= {
        "shortDescription": {"text": shorten(rule.summary or rule_id, TEXT_LIMIT)},
        "fullDescription": {"text": shorten(why or rule.summary or rule_id, TEXT_LIMIT)},
        "help": {
            "text": "\n\n".join(filter(None, [rule.summary, why, _sources(sources)])) or rule_id,
            "markdown": "\n\n".join(filter(None, [f"**{rule.summary or rule_id}**", why, _sources(links)])),
        },
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "precision": PRECISION[rule.confidence],
            "problem.severity": PROBLEM[rule.severity],
            "tags": ["health", rule.family],
        },
    }
    address = next((s.url for s in rule.sources if s.url.startswith(("https://", "http://"))), "")
    return made | ({"helpUri": address} if address else {})


def _sources(named: list[str]) -> str:
    return f"Sources: {'; '.join(named)}" if named else ""


def _artifact(article: ArticleReport) -> Record:
    made: Record = {"location": {"uri": uri(article.path)}}
    if article.document.source.sha256:
        made["hashes"] = {"sha-256": article.document.source.sha256}
    return made


def _result(article: ArticleReport, finding: Finding, index: Mapping[str, int], *, compared: bool) -> Record:
    source = article.document.source
    links = "".join(f" See [line {source.line_column(r.span.start)[0]}]({at})." for at, r in enumerate(finding.related, 1))
    made: Record = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": LEVELS[finding.severity],
        "message": {"text": _escaped(finding.message) + links},
        "locations": [_location(article, finding.span)],
        "partialFingerprints": {"primaryLocationLineHash": finding.fingerprint or f"{finding.rule}:{finding.span.start}"},
        "properties": {"confidence": finding.confidence.value, "precision": PRECISION[finding.confidence]},
    }
    if finding.advice:
        made["properties"]["advice"] = finding.advice
    if finding.related:
        made["relatedLocations"] = [
            _location(article, r.span) | {"id": at} | ({"message": {"text": r.note}} if r.note else {})
            for at, r in enumerate(finding.related, 1)
        ]
    if finding.fixes:
        made["fixes"] = [_fix(article, f) for f in finding.fixes]
    if compared:
        made["baselineState"] = "new" if finding.status == "new" else "unchanged"
    if finding.suppressed:
        kind = "external" if finding.suppressed.kind == "file" else "inSource"
        made["suppressions"] = [{"kind": kind, "justification": finding.suppressed.reason or "no reason given"}]
    return made


def _escaped(text: str) -> str:
    """Brackets in a message would be read as a link to a place."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _location(article: ArticleReport, span: Span) -> Record:
    region = _region(article.document.source, span)
    return {"physicalLocation": {"artifactLocation": {"uri": uri(article.path)}, "region": region}}


def _region(source: Source, span: Span) -> Record:
    line, column = source.line_column(span.start)
    end_line, end_column = source.line_column(span.end) if span.end > span.start else (line, column)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _fix(article: ArticleReport, fix: Fix) -> Record:
    source = article.document.source
    replacements = [{"deletedRegion": _region(source, e.span), "insertedContent": {"text": e.text}} for e in fix.edits]
    change = {"artifactLocation": {"uri": uri(article.path)}, "replacements": replacements}
    return {"description": {"text": f"{fix.title} ({fix.safety.value})"}, "artifactChanges": [change]}


def _coverage_notes(report: Report) -> Iterator[Record]:
    for path, rule, why in crashes(report):
        yield {"level": "error", "message": {"text": f"{rule} crashed in {path}: {why}"}}
    for what, why in sorted(not_run(report).items()):
        yield {"level": "note", "message": {"text": f"{what} did not run: {why}"}}
    for skipped in report.skipped:
        yield {"level": "warning", "message": {"text": f"{skipped.path} was not checked: {skipped.reason}"}}


def _limit_notes(number: int) -> Iterator[Record]:
    if number > SHOWN_RESULTS:
        kept = min(number, MOST_RESULTS)
        text = f"{number} findings, worst first: {kept} are in this file and GitHub shows {SHOWN_RESULTS}."
        yield {"level": "warning", "message": {"text": text}}
