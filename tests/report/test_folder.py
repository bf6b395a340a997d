"""Many articles as a folder: an index and a page for each."""

import re

from bs4 import BeautifulSoup
from made_reports import make_article, make_report

from healthlint.report.html.folder import INDEX, page_name, pages

ODD_PATHS = ("a b?.md", "Ä/ö.html", "中文.md", "a-b.md", "../a.md", "x" * 300 + ".md", "'\"<>.md", "CON.md", "a/b.md")


def made(*paths):
    report = make_report(*(make_article(path=p) for p in paths))
    return report, {p.name: BeautifulSoup(p.html, "html.parser") for p in pages(report)}


def test_names_are_safe_stable_and_never_shared():
    names = [page_name(p) for p in ODD_PATHS]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9-]{1,50}\.html", n) for n in names)
    assert names == [page_name(p) for p in ODD_PATHS]


def test_the_index_links_every_page_and_each_page_links_back():
    report, found = made("b.md", "a.md")
    links = [a["href"] for a in found[INDEX].select("table.index a")]
    assert sorted(links) == sorted(set(found) - {INDEX})
    for name, soup in found.items():
        if name != INDEX:
            assert soup.select_one(f'a[href="{INDEX}"]')
            assert soup.select_one("#f1")
    assert len(found) == len(report.articles) + 1


def test_totals_of_the_index_are_the_sums_of_the_pages():
    report, found = made("a.md", "b.md", "c.md")
    shown = [cell.get_text() for cell in found[INDEX].select("tfoot td")][1:4]
    severities = [f.severity.value for a in report.articles for f in a.findings if not f.suppressed and f.status == "new"]
    assert shown == [str(severities.count(s)) for s in ("error", "warning", "info")]


def test_what_was_skipped_stands_in_the_index():
    _, found = made("a.md", "b.md")
    assert "notes.pdf: not a text format." in " ".join(found[INDEX].get_text(" ").split())


def test_a_row_of_the_index_weighs_little():
    report = make_report(*(make_article(path=f"articles/{n:04}.md", findings=lambda _: (), crashes={}) for n in range(60)))
    index = list(pages(report))[-1].html
    table = index[index.index('<table class="index') : index.index("</table>")]
    assert len(table) / 60 < 500


def test_each_page_tells_the_verdict_on_its_own_article():
    calm = make_article(path="calm.md", findings=lambda _: (), crashes={}, not_run={})
    bad = make_article(path="bad.md", crashes={})
    low = make_article(path="low.md", findings=lambda _: (), crashes={})
    report = make_report(bad, calm, low, reasons=("bad.md: 4 findings block publication.", "low.md: scores 3, under 9."))
    found = {p.name: BeautifulSoup(p.html, "html.parser").select_one(".verdict").get_text().strip() for p in pages(report)}
    assert found[page_name("bad.md")].startswith("Blocked")
    assert found[page_name("calm.md")].startswith("Publishable")
    assert found[page_name("low.md")].startswith("Blocked")
    assert found[INDEX].endswith("2 of 3 articles are held back.")
