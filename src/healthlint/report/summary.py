"""What a run comes to, in sentences that every text format shares."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from healthlint.model import ArticleReport, Finding, Report, Severity, Standing, Verdict

VERDICTS = {
    Verdict.PUBLISHABLE: "Publishable",
    Verdict.BLOCKED: "Blocked",
    Verdict.NOT_CHECKED: "Nothing was checked",
    Verdict.FAILED: "Failed",
}

NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

REASONS = 3
"""Reasons for the verdict that are told one by one: a run over many articles has one for each."""
SKIPS_SHOWN = 5
"""Skipped files named one by one; more are counted by reason."""


def count(number: int, noun: str) -> str:
    """``1 error``, ``2 errors``, ``1,104 words``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def is_new(finding: Finding) -> bool:
    """Whether a finding is neither suppressed nor in the baseline: one that a writer is to act on."""
    return finding.suppressed is None and finding.status == "new"


def new_findings(report: Report) -> Iterator[tuple[ArticleReport, Finding]]:
    """Every finding to act on, with its article, in the order of the report."""
    for article in report.articles:
        for finding in article.findings:
            if is_new(finding):
                yield article, finding


def severity_counts(tally: Mapping[Standing, int]) -> dict[Severity, int]:
    """How many new findings there are of each severity, worst first, zeros included."""
    found = dict.fromkeys(Severity, 0)
    for standing, number in tally.items():
        if standing.is_new:
            found[standing.severity] += number
    return found


def counts_line(tally: Mapping[Standing, int]) -> str:
    """``3 errors, 14 warnings, 6 notes`` that are new, or ``no findings``."""
    parts = [count(n, NOUNS[s]) for s, n in severity_counts(tally).items() if n]
    return ", ".join(parts) or "no findings"


def blocking(report: Report, finding: Finding) -> bool:
    """Whether this finding alone keeps an article from being published."""
    if report.fail_on is None or not is_new(finding) or not finding.gates:
        return False
    bad_enough = finding.severity.rank >= report.fail_on.rank or finding.rule in report.always
    return bad_enough and finding.confidence.rank >= report.min_confidence.rank


def verdict_line(report: Report) -> str:
    """State the verdict, what was found, and why the verdict is what it is."""
    tally = report.tally
    parts = [f"{VERDICTS[report.verdict]}: {counts_line(tally)}."]
    parts += [*ungated(report, tally), *report.reasons[:REASONS]]
    if len(report.reasons) > REASONS:
        parts.append(f"And {count(len(report.reasons) - REASONS, 'more reason')}.")
    held = sum(n for standing, n in tally.items() if standing.suppressed)
    known = sum(n for standing, n in tally.items() if not standing.suppressed and not standing.is_new)
    if held or known:
        uncounted = [f"{n:,} {why}" for n, why in ((held, "suppressed"), (known, "in the baseline")) if n]
        parts.append(f"Not counted: {', '.join(uncounted)}.")
    if report.mended:
        parts.append(f"Gone from the baseline: {count(report.mended, 'finding')}.")
    return " ".join(parts)


def ungated(report: Report, tally: Mapping[Standing, int]) -> list[str]:
    """A sentence on findings that were let pass because nothing may block in this run: “publishable” is then no judgement on them."""
    free = report.fail_on is None and report.verdict is Verdict.PUBLISHABLE and any(standing.is_new for standing in tally)
    return ["No finding was allowed to block (fail-on is never)."] if free else []


def fixes_line(report: Report) -> str:
    """How many findings a command can mend, empty if none."""
    safe = sum(n for standing, n in report.tally.items() if standing.mendable and standing.is_new)
    return f"{count(safe, 'finding')} can be mended by `healthlint fix`." if safe else ""


def coverage_lines(report: Report) -> list[str]:
    """Say what was read, what was left out and why, and what did not run."""
    words = sum(a.words for a in report.articles)
    excluded: Counter[str] = Counter()
    for article in report.articles:
        excluded.update(article.words_excluded)
    checked = f"Checked {len(report.articles):,} of {count(report.found, 'file')}, {count(words, 'word')}"
    left = ", ".join(f"{zone} {n:,}" for zone, n in sorted(excluded.items()) if n)
    lines = [f"{checked}; left out: {left}." if left else f"{checked}."]
    lines += skipped_lines(report)
    lines += [f"Not run: {what} ({why})." for what, why in sorted(not_run(report).items())]
    lines += [f"Crashed: {rule} in {path}: {why}" for path, rule, why in crashes(report)]
    return lines


def skipped_lines(report: Report) -> list[str]:
    """Name the first skipped files with their reasons, and how many more there were for each reason."""
    lines = [f"Skipped: {s.path} ({s.reason})." for s in report.skipped[:SKIPS_SHOWN]]
    rest = Counter(s.reason for s in report.skipped[SKIPS_SHOWN:])
    return lines + [f"Skipped: {count(n, 'more file')} ({reason})." for reason, n in sorted(rest.items())]


def not_run(report: Report) -> dict[str, str]:
    """Rule or part to the reason why it did not run in at least one article."""
    return {what: why for a in report.articles for what, why in a.not_run.items()}


def crashes(report: Report) -> list[tuple[str, str, str]]:
    """Path, rule and what went wrong, for each check that failed."""
    return [(a.path, rule, why) for a in report.articles for rule, why in sorted(a.crashes.items())]
