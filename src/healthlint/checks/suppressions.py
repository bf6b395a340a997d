"""Suppressions that cannot be honoured, as far as the article alone tells."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.article.article import Article
from healthlint.article.asked import SUPPRESSED
from healthlint.article.suppressions import PREFIX, published_suppressions, read_suppressions
from healthlint.checks.registry import check
from healthlint.model import Finding, Rule


def _signs(_: Rule) -> frozenset[str]:
    """A suppression, or the name of this programme in the text, where one may have been published."""
    return frozenset({SUPPRESSED, PREFIX.rstrip(":")})


@check("suppression-without-reason", telling=_signs)
def suppression_without_reason(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a suppression that gives no reason."""
    for suppression in read_suppressions(article.document):
        if suppression.reach not in {"", "end"} and not suppression.reason:
            yield rule.finding(suppression.span, names=", ".join(suppression.rules))


@check("expired-suppression", telling=_signs)
def expired_suppression(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a suppression whose last day has passed, or whose date cannot be read."""
    for suppression in read_suppressions(article.document):
        if not suppression.until:
            continue
        last = suppression.last_day
        if last is None or last < article.settings.today:
            variant = "" if last else "unreadable"
            yield rule.finding(suppression.span, variant=variant, names=", ".join(suppression.rules), until=suppression.until)


@check("unused-suppression", telling=_signs)
def unused_suppression(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a suppression that cannot work: not understood, a pair left open, or printed as text.

    Those that work and silence nothing are known only after every rule has
    run; the engine adds them.
    """
    open_starts = []
    for suppression in read_suppressions(article.document):
        if not suppression.reach:
            yield rule.finding(suppression.span, variant="malformed")
        elif suppression.reach == "start":
            open_starts.append(suppression)
        elif suppression.reach == "end":
            match = next((s for s in reversed(open_starts) if set(s.rules) == set(suppression.rules)), None)
            if match is None:
                yield rule.finding(suppression.span, variant="unopened", names=", ".join(suppression.rules))
            else:
                open_starts.remove(match)
    for start in open_starts:
        yield rule.finding(start.span, variant="unclosed", names=", ".join(start.rules))
    for block, begin, end in published_suppressions(article.document):
        yield rule.finding(block.span(begin, end), variant="published")
