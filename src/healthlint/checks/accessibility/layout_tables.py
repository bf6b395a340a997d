"""Tables that lay out a page: announced as data, or told to be layout and marked up as data all the same."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.article.accessibility import Accessibility
from healthlint.article.article import Article
from healthlint.checks.accessibility.tell import tell
from healthlint.checks.registry import check, elements
from healthlint.model import Edit, Finding, Fix, Rule, Safety, Span

_SILENT = frozenset({"none", "presentation"})
_PARTS = frozenset("h1 h2 h3 h4 h5 h6 form nav header footer article section aside main iframe table".split())
"""What stands in a column of a page and not in a cell of data."""
_MOST_INSIDE = 300
"""Elements looked through: the first rows show what a table is."""


@check("layout-table", telling=elements("table"))
def layout_table(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report layout tables with the markup of data tables, and the first table that lays out a page without saying so."""
    page = article.accessibility
    told = False
    for i in page.by_name.get("table", ()):
        if page.hidden(i):
            continue
        role = page.role(i)
        if role in _SILENT:
            sign = _sign_of_data(page, i)
            if sign:
                yield tell(rule, page, page.elements[i].tag, variant="marked", sign=sign)
        elif not told and role == "table" and "role" not in page.elements[i].attributes and _lays_out(page, i):
            told = True
            yield tell(rule, page, page.elements[i].tag, fixes=_silenced(rule, page, i))


def _sign_of_data(page: Accessibility, table: int) -> str:
    """Markup of a data table that a layout table must not have (WCAG failure F46); empty if there is none."""
    if page.elements[table].attributes.get("summary", "").strip():
        return "summary"
    for i in page.inside(table)[:_MOST_INSIDE]:
        element = page.elements[i]
        name, has = element.name, element.attributes
        if page.tables[i] != table:
            continue
        if name in ("th", "caption") and "role" not in has and not page.hidden(i):
            return name
        if name == "td" and ("scope" in has or "headers" in has):
            return "scope" if "scope" in has else "headers"
    return ""


def _lays_out(page: Accessibility, table: int) -> bool:
    """Whether cells hold parts of a page, and nothing in the table is marked up as data."""
    has = page.elements[table].attributes
    if "summary" in has or "aria-label" in has or "aria-labelledby" in has or _is_drawn(has.get("border", "0")):
        return False
    found = False
    for i in page.inside(table)[:_MOST_INSIDE]:
        name = page.elements[i].name
        if page.tables[i] == table and (name in ("th", "caption") or "headers" in page.elements[i].attributes):
            return False
        found = found or (name in _PARTS and not page.hidden(i))
    return found


def _is_drawn(border: str) -> bool:
    return border.strip() not in ("", "0", "0px")


def _silenced(rule: Rule, page: Accessibility, table: int) -> tuple[Fix, ...]:
    after = page.elements[table].tag.start + len("<table")
    return (Fix(rule.parameters["fix-title"], (Edit(Span(after, after), ' role="presentation"'),), Safety.REVIEW),)
