"""A report of many articles as a folder: an index, and one page for each article that needs nothing but itself."""
from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from healthlint.model import ArticleReport, Report
from healthlint.records import NamedTuple, replace
from healthlint.report.html.environment import make_environment
from healthlint.report.html.index import index_row, worst_first
from healthlint.report.html.page import article_title, render_page, view_article

INDEX = "index.html"
SLUG = 40
"""Characters of a page's name that are for people; the hash after them keeps names apart."""


class Page(NamedTuple):
    """One file of the folder."""

    name: str
    html: str


def page_name(path: str) -> str:
    """A file name for the page of the article at ``path``: safe everywhere, the same in every run, never shared."""
    slug = re.sub("[^a-z0-9]+", "-", path.lower()).strip("-")[-SLUG:].strip("-") or "article"
    return f"{slug}-{hashlib.sha256(path.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}.html"


def pages(report: Report, templates: Path | None = None) -> Iterator[Page]:
    """The page of each article one after the other, so that none need be kept, and the index last."""
    environment = make_environment(templates)
    rows = []
    for article in report.articles:
        alone = _alone(report, article)
        view = view_article(report, article, 0)
        name = page_name(article.path)
        rows.append(index_row(article, article_title(article), view.verdict, name))
        yield Page(name, render_page(environment, alone, [view], home=INDEX))
    yield Page(INDEX, render_page(environment, report, [], rows=worst_first(rows)))


def _alone(report: Report, article: ArticleReport) -> Report:
    """The report as if this article were all of it; why others block is none of its business."""
    return replace(report, articles=(article,), skipped=(), reasons=tuple(r for r in report.reasons if article.path in r))
