"""Dates, metadata and what the publisher discloses."""

from collections.abc import Iterator

from healthlint.article import Article
from healthlint.checks.registry import check
from healthlint.model import Finding, Rule


@check("no-date")
def no_date(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report an article that gives no date of its own."""
    people = article.authorship
    if not people.dates and not people.impossible:
        yield rule.finding(article.top)
