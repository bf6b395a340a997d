"""A saved error page is no article: that is said of it and nothing else."""

from healthlint.engine.check import check_document
from healthlint.model import Format, Outcome, Settings, Source
from healthlint.parse import parse
from healthlint.rulebook.book import open_rulebook

PAGE = "<html lang=en><title>Access Denied</title><body><h1>Access Denied</h1><p>You don't have permission to access this server.</p>"


def test_an_error_page_is_not_judged_as_an_article():
    report = check_document(parse(Source("a.html", PAGE), Format.HTML), Settings(), open_rulebook())
    assert [f.rule for f in report.findings] == ["structure/error-page"]
    assert report.outcomes["structure/error-page"] is not Outcome.PASSED
    assert report.outcomes["disclaimer/missing"] is Outcome.NOT_APPLICABLE
    assert report.outcomes["authorship/no-author"] is Outcome.NOT_APPLICABLE
    assert report.outcomes["grammar/harper"] is Outcome.NOT_RUN
