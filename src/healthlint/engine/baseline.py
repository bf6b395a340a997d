"""Findings that were there before: they are shown and do not block. One finding a line, so that the file merges."""
from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from healthlint.engine.articles import with_findings
from healthlint.model import ArticleReport, ConfigError, Finding, did_you_mean
from healthlint.records import NamedTuple, replace


class Entry(NamedTuple):
    """One accepted finding."""

    path: str
    rule: str
    fingerprint: str
    excerpt: str = ""
    """For people; no part of the comparison."""
    date: str = ""
    """When it was accepted."""
    reason: str = ""


class Comparison(NamedTuple):
    """A run against its baseline."""

    articles: tuple[ArticleReport, ...]
    """With every known finding marked ``unchanged``."""
    known: tuple[Entry, ...]
    """Entries whose finding is still there."""
    fixed: tuple[Entry, ...]
    """Entries of checked or vanished articles whose finding is gone."""


def compare(articles: Iterable[ArticleReport], entries: Iterable[Entry], exists: Callable[[str], bool]) -> Comparison:
    """Mark what the baseline knows.

    An entry matches by path and fingerprint or, once ``exists`` says that
    its path is gone, by fingerprint alone: a file that was renamed. Each
    entry answers for one finding, so a new fault never hides behind an old
    one that was mended.
    """
    articles, entries = tuple(articles), tuple(entries)
    checked = {article.path for article in articles}
    at_home = {(e.path, e.fingerprint): e for e in entries if e.path in checked}
    away: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.path not in checked and not exists(entry.path):
            away.setdefault(entry.fingerprint, []).append(entry)
    used: set[Entry] = set()
    marked = tuple(_mark(article, at_home, away, used) for article in articles)
    gone = [e for e in entries if e not in used and (e.path in checked or e.fingerprint in away)]
    return Comparison(marked, tuple(e for e in entries if e in used), tuple(gone))


def _mark(
    article: ArticleReport, at_home: Mapping[tuple[str, str], Entry], away: dict[str, list[Entry]], used: set[Entry]
) -> ArticleReport:
    findings = []
    for finding in article.findings:
        entry = at_home.get((article.path, finding.fingerprint))
        if entry is None and away.get(finding.fingerprint):
            entry = away[finding.fingerprint].pop(0)
        if entry is not None:
            used.add(entry)
        findings.append(replace(finding, status="unchanged") if entry else finding)
    return with_findings(article, tuple(findings))


def entry_of(article: ArticleReport, finding: Finding, day: str, reason: str = "") -> Entry:
    """The line that accepts a finding."""
    excerpt = " ".join(finding.excerpt.split())
    return Entry(article.path, finding.rule, finding.fingerprint, excerpt[:79] + "…" if len(excerpt) > 80 else excerpt, day, reason)


def new_entries(articles: Iterable[ArticleReport], day: str, reason: str = "") -> list[Entry]:
    """Lines for every finding that is neither suppressed nor known."""
    return [entry_of(a, f, day, reason) for a in articles for f in a.active_findings if f.status == "new"]


def read(path: Path) -> tuple[Entry, ...]:
    """The entries of a baseline. Raises ``ConfigError`` with file, line and remedy."""
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: the baseline cannot be read ({error.strerror}); 'healthlint baseline create' makes one") from error
    return tuple(_parse(line, f"{path}:{number}") for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _parse(line: str, place: str) -> Entry:
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise ConfigError(f"{place}: not valid JSON ({error.msg}); a merge may have left its marks") from error
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        raise ConfigError(f"{place}: a line must be an object of texts")
    for key in data:
        if key not in Entry._fields:
            raise ConfigError(f"{place}: unknown key '{key}'{did_you_mean(key, Entry._fields)}")
    for key in ("path", "rule", "fingerprint"):
        if key not in data:
            raise ConfigError(f"{place}: '{key}' is missing")
    return Entry(**data)


def dump(entries: Iterable[Entry]) -> str:
    """The text of a baseline: sorted, one entry a line, without empty keys."""
    rows = [{key: value for key, value in entry._asdict().items() if value} for entry in sorted(set(entries))]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
