"""Whether a run lets its articles be published, and the exit status that says so."""
from __future__ import annotations

from collections.abc import Collection, Iterable

from healthlint.model import ArticleReport, Confidence, Outcome, Report, Severity, Skipped, Standing, Verdict
from healthlint.records import record

PUBLISHABLE, BLOCKED, WRONG_USE, NOTHING_CHECKED, FAILED = 0, 1, 2, 3, 70
"""Exit statuses; where several hold, the most alarming wins: 70, 2, 1, 3, 0."""

DECIDED = frozenset({Outcome.PASSED, Outcome.FAILED, Outcome.NEEDS_REVIEW, Outcome.CRASHED})
"""Outcomes that show that a rule did read the article."""


@record(frozen=True)
class Bar:
    """What blocks publication."""

    fail_on: Severity | None = Severity.ERROR
    """The mildest severity that blocks; ``None`` blocks nothing."""
    min_confidence: Confidence = Confidence.LIKELY
    """The least sure finding that blocks."""
    always: Collection[str] = ()
    """Rules whose findings block whatever their severity, as a profile says."""
    fail_under: float | None = None
    """Lowest score that does not block."""
    cards: Collection[str] = ()
    """Scorecards (``pif-tick``) and items (``pif-tick/4``) that block where they fail."""


def blocks(standing: Standing, bar: Bar) -> bool:
    """Whether findings of one standing are in the way of publication."""
    if bar.fail_on is None or not standing.is_new or not standing.gates:
        return False
    bad_enough = standing.severity.rank >= bar.fail_on.rank or standing.rule in bar.always
    return bad_enough and standing.confidence.rank >= bar.min_confidence.rank


def score(article: ArticleReport) -> float:
    """The share of rules that an article passes among those that could decide, in per cent.

    A rule whose findings are all suppressed counts neither way. The score ranks
    articles of one set under one profile and proves nothing about any of them.
    """
    passed = sum(1 for outcome in article.outcomes.values() if outcome is Outcome.PASSED)
    standing = {s.rule for s in article.tally if not s.suppressed}
    failed = sum(1 for rule, outcome in article.outcomes.items() if outcome is Outcome.FAILED and rule in standing)
    return round(100 * passed / (passed + failed), 1) if passed + failed else 100.0


def verdict(articles: Iterable[ArticleReport], skipped: Iterable[Skipped], bar: Bar) -> tuple[Verdict, tuple[str, ...]]:
    """What a run means for publication and why, one sentence a reason."""
    articles, skipped = tuple(articles), tuple(skipped)
    skipped = tuple(skipped)
    crashed = [f"{a.path}: '{rule}' failed to run: {why}." for a in articles for rule, why in a.crashes.items()]
    crashed += [f"{s.path}: {s.reason}." for s in skipped if s.kind == "failed"]
    if crashed:
        return Verdict.FAILED, tuple(crashed)
    unread = [f"{s.path}: {s.reason}." for s in skipped if s.kind == "error"]
    blocking = [why for article in articles for why in _blocking(article, bar)]
    if blocking:
        return Verdict.BLOCKED, (*blocking, *unread)
    if unread or not any(was_checked(a) for a in articles):
        return Verdict.NOT_CHECKED, tuple(unread) or ("No article was checked.",)
    return Verdict.PUBLISHABLE, ()


def was_checked(article: ArticleReport) -> bool:
    """Whether at least one rule could decide something about an article."""
    return any(outcome in DECIDED for outcome in article.outcomes.values())


def _blocking(article: ArticleReport, bar: Bar) -> list[str]:
    reasons = []
    found = sum(number for standing, number in article.tally.items() if blocks(standing, bar))
    if found:
        reasons.append(f"{article.path}: {found} {'finding blocks' if found == 1 else 'findings block'} publication.")
    if bar.fail_under is not None and was_checked(article) and (reached := score(article)) < bar.fail_under:
        reasons.append(f"{article.path}: scores {reached:g}, under {bar.fail_under:g}.")
    for name in bar.cards:
        from healthlint.rulebook.scorecards import failed_item

        item = failed_item(article.scorecards, name)
        if item:
            because = f" ({', '.join(item.because)})" if item.because else ""
            reasons.append(f"{article.path}: scorecard {name} fails at {item.id}, {item.title}{because}.")
    return reasons


def exit_status(report: Report, *, allow_empty: bool = False) -> int:
    """The status that a finished run ends with.

    Nothing checked is 3, unless it may be (``allow_empty``) or every file
    was left out on purpose: by ``--force-exclude``, or unchanged since ``--diff-base``.
    """
    if report.verdict is Verdict.FAILED:
        return FAILED
    if any(s.kind == "error" for s in report.skipped):
        return WRONG_USE
    if report.verdict is Verdict.BLOCKED:
        return BLOCKED
    if report.verdict is Verdict.PUBLISHABLE or allow_empty:
        return PUBLISHABLE
    on_purpose = not report.articles and report.skipped and all(s.kind in {"excluded", "unchanged"} for s in report.skipped)
    return PUBLISHABLE if on_purpose else NOTHING_CHECKED
