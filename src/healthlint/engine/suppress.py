"""Lets findings stand where an article, or the house's side file, says why."""
from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence

from healthlint.article.suppressions import Suppression, carries_suppressions, last_day, read_suppressions
from healthlint.civil_dates import date
from healthlint.engine.fingerprint import fingerprint
from healthlint.model import ArticleReport, ConfigError, Document, Finding, Outcome, Rule, Span, Suppressed, did_you_mean
from healthlint.records import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SIDE_FILE = "healthlint-suppressions.toml"
"""Suppressions for text that cannot carry comments, at the root of the project."""

UNUSED = "transparency/unused-suppression"
NO_REASON = "transparency/suppression-without-reason"
EXPIRED = "transparency/expired-suppression"
THEMSELVES = frozenset({UNUSED, NO_REASON, EXPIRED})
"""Rules about suppressions, which no suppression silences."""


@record(frozen=True)
class Entry:
    """One entry of the side file."""

    fingerprint: str
    reason: str
    rule: str = ""
    path: str = ""
    """The article it is about; told for people, and to see that it silences nothing any more."""
    by: str = ""
    until: str = ""


def apply(
    findings: Iterable[Finding], document: Document, today: date, entries: Sequence[Entry], rules: Mapping[str, Rule]
) -> tuple[Finding, ...]:
    """The findings, those that a suppression reaches marked with its reason, and what is wrong with the suppressions.

    A suppression without a reason, expired or not understood silences
    nothing. ``rules`` are those that ran: only of them can be said that a
    suppression silenced none of their findings.
    """
    findings = list(findings)
    asked = [(s, reach) for s, reach in _reaches(document) if s.reason and not _is_over(s.until, today)]
    valid = [e for e in entries if not _is_over(e.until, today)]
    if not asked and not entries:
        return tuple(findings)
    used: set[int] = set()
    done = [_suppress(f, asked, valid, used) for f in findings]
    path = document.source.path
    extra = [*_unused(asked, used, rules), *_unused_entries(valid, used, path, rules), *_expired_entries(entries, today, path, rules)]
    known = {(f.rule, f.span, f.message) for f in findings}
    extra = [_finished(f, document) for f in extra if (f.rule, f.span, f.message) not in known]
    return tuple(sorted([*done, *extra], key=lambda f: (f.span, f.rule, f.message)))


def settle(report: ArticleReport, rules: Mapping[str, Rule], entries: Sequence[Entry]) -> ArticleReport:
    """``report`` with its findings suppressed where the article, or an entry of the side file, says so."""
    if not entries and not carries_suppressions(report.document):
        return report
    findings = apply(report.findings, report.document, report.settings.today, entries, rules)
    if findings == report.findings:
        return report
    faults = {f.rule: Outcome.FAILED for f in findings if f.rule in THEMSELVES}
    return replace(report, findings=findings, outcomes={**report.outcomes, **faults})


def _finished(finding: Finding, document: Document) -> Finding:
    excerpt = document.source[finding.span]
    return replace(finding, excerpt=excerpt, fingerprint=fingerprint(finding.rule, excerpt, finding.message))


def _is_over(until: str, today: date) -> bool:
    last = last_day(until)
    return bool(until) and (last is None or last < today)


def _suppress(finding: Finding, asked: list[tuple[Suppression, Span]], entries: list[Entry], used: set[int]) -> Finding:
    if finding.rule in THEMSELVES:
        return finding
    for suppression, reach in asked:
        if finding.rule in suppression.rules and reach.start <= finding.span.start and finding.span.end <= reach.end:
            used.add(id(suppression))
            said = Suppressed(suppression.reason, suppression.by, suppression.until, suppression.origin)
            return replace(finding, suppressed=said)
    for entry in entries:
        if entry.fingerprint == finding.fingerprint:
            used.add(id(entry))
            return replace(finding, suppressed=Suppressed(entry.reason, entry.by, entry.until, "file"))
    return finding


def _reaches(document: Document) -> Iterator[tuple[Suppression, Span]]:
    """Each suppression with the range it covers."""
    open_starts: list[Suppression] = []
    whole = Span(0, len(document.source.text))
    for suppression in read_suppressions(document):
        if suppression.reach == "article":
            yield suppression, whole
        elif suppression.reach == "next":
            yield suppression, _target(document, suppression.span)
        elif suppression.reach == "start":
            open_starts.append(suppression)
        elif suppression.reach == "end":
            start = next((s for s in reversed(open_starts) if set(s.rules) == set(suppression.rules)), None)
            if start is not None:
                open_starts.remove(start)
                yield start, Span(start.span.end, suppression.span.start)


def _target(document: Document, comment: Span) -> Span:
    """The block that a comment stands in, otherwise all from the comment to the end of the next block."""
    following = None
    for block in document.blocks:
        place = block.span()
        if place.start < comment.start and comment.end <= max(place.end, block.outer.end):
            return Span(min(place.start, block.outer.start or place.start), max(place.end, block.outer.end))
        if place.start >= comment.end and (following is None or place.start < following.start) and block.text:
            following = Span(place.start, max(place.end, block.outer.end))
    return Span(comment.end, following.end if following else len(document.source.text))


def _unused(asked: list[tuple[Suppression, Span]], used: set[int], rules: Mapping[str, Rule]) -> Iterator[Finding]:
    rule = rules.get(UNUSED)
    if rule is None:
        return
    for suppression, _ in asked:
        strange = [name for name in suppression.rules if not _exists(name, rules)]
        for name in strange:
            yield rule.finding(suppression.span, variant="unknown", name=name, hint=did_you_mean(name, rules))
        if id(suppression) not in used and not strange and all(name in rules for name in suppression.rules):
            yield rule.finding(suppression.span, names=", ".join(suppression.rules))


def _exists(name: str, rules: Mapping[str, Rule]) -> bool:
    """Whether a rule of this name is on, was renamed, or lies in one of the rule folders in use."""
    if name in rules or any(name in rule.formerly for rule in rules.values()):
        return True
    folders = {os.path.dirname(os.path.dirname(rule.path)) for rule in rules.values() if rule.path}
    return any(os.path.isfile(f"{folder}/{name}.yaml") for folder in folders)


def _unused_entries(entries: list[Entry], used: set[int], path: str, rules: Mapping[str, Rule]) -> Iterator[Finding]:
    rule = rules.get(UNUSED)
    for entry in entries:
        if rule and entry.path == path and id(entry) not in used and (not entry.rule or entry.rule in rules):
            yield rule.finding(Span(0, 0), variant="side-file", names=entry.rule or entry.fingerprint)


def _expired_entries(entries: Iterable[Entry], today: date, path: str, rules: Mapping[str, Rule]) -> Iterator[Finding]:
    rule = rules.get(EXPIRED)
    for entry in entries:
        if rule and entry.path == path and _is_over(entry.until, today):
            variant = "" if last_day(entry.until) else "unreadable"
            yield rule.finding(Span(0, 0), variant=variant, names=entry.rule or entry.fingerprint, until=entry.until)


def read_side_file(root: str | os.PathLike[str]) -> tuple[Entry, ...]:
    """The entries of the project's side file, none if there is no such file. Raises ``ConfigError`` with the remedy."""
    path = os.path.join(root, SIDE_FILE)
    if not os.path.isfile(path):
        return ()
    import tomllib

    with open(path, "rb") as file:
        text = file.read()
    try:
        data = tomllib.loads(text.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{SIDE_FILE}: not valid TOML: {error}") from error
    errors = [f"{SIDE_FILE}: unknown key '{k}'{did_you_mean(k, ['suppress'])}" for k in data if k != "suppress"]
    blocks = data.get("suppress", [])
    for number, block in enumerate(blocks, 1):
        errors += [f"{SIDE_FILE}: entry {number}: {fault}" for fault in _entry_faults(block)]
    if errors:
        raise ConfigError("\n".join(errors))
    return tuple(Entry(**block) for block in blocks)


def _entry_faults(block: Mapping[str, Any]) -> Iterator[str]:
    known = ("fingerprint", "reason", "rule", "path", "by", "until")
    for key, value in block.items():
        if key not in known:
            yield f"unknown key '{key}'{did_you_mean(key, known)}"
        elif not isinstance(value, str):
            yield f"'{key}' must be a text; put it in quotation marks"
    for key in ("fingerprint", "reason"):
        if not block.get(key):
            yield f"'{key}' is missing"
