"""Dates in words, numbers and metadata, and which of them are the page's own."""

from datetime import date

import pytest

from healthlint.article import Article
from healthlint.article.dates import find_dates, has_brief_date, may_date, parse_date
from healthlint.article.page_dates import _labels, _may_label
from healthlint.model import DateKind, Settings, Source
from healthlint.parse.html import parse_html
from healthlint.parse.markdown import parse_markdown

TODAY = date(2026, 11, 22)


def dates(text):
    parse = parse_html if text.startswith("<") else parse_markdown
    found = Article(parse(Source("a", text)), Settings(today=TODAY)).authorship.dates
    return {d.kind: (d.value.isoformat(), d.precision) for d in reversed(found)}


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("on 3 March 2026 at 5pm", "2026-03-03", "day"),
        ("March 3rd, 2026", "2026-03-03", "day"),
        ("1st of May 2025", "2025-05-01", "day"),
        ("2026-03-03", "2026-03-03", "day"),
        ("21/9/2016", "2016-09-21", "day"),
        ("9/21/2016", "2016-09-21", "day"),
        ("10.15.15", "2015-10-15", "day"),
        ("15. März 2019", "2019-03-15", "day"),
        ("1er mai 2025", "2025-05-01", "day"),
        ("3 de marzo de 2020", "2020-03-03", "day"),
        ("2019年4月1日", "2019-04-01", "day"),
        ("May 2018", "2018-05-01", "month"),
        ("in 2019, we", "2019-01-01", "year"),
    ],
)
def test_dates_in_text(text, value, precision):
    (found,) = find_dates(text)
    assert (found.value.isoformat(), found.precision) == (value, precision)


@pytest.mark.parametrize("text", ["version 2.10.2019.1", "page 2020a", "call 0191 2019 2020-22", "no digits", "40/50/60"])
def test_what_is_no_date(text):
    assert [d for d in find_dates(text) if d.precision == "day"] == []


def test_a_day_that_no_calendar_has_is_kept_without_value():
    (found,) = find_dates("31 February 2026")
    assert found.value is None


def test_numbers_that_are_no_date_hide_none_that_follows():
    (found,) = find_dates(f"Of 1,999 people in 12-20x, {'many ' * 30}came on 3 May 2024 at 9-10.")
    assert found.value == date(2024, 5, 3)


@pytest.mark.parametrize("text", ["3.5.24", "3-5-24", "on 13.05.24, we"])
def test_a_date_without_its_century_is_hoped_for(text):
    assert find_dates(text)
    assert may_date(text, brief=has_brief_date(text))


def test_each_date_label_in_latin_letters_has_a_telling_part():
    assert [label for label, _ in _labels() if label < "\u0370" and not _may_label(label)] == []


def test_month_first_decides_only_where_the_numbers_leave_it_open():
    assert find_dates("3/4/2026")[0].value == date(2026, 4, 3)
    assert find_dates("3/4/2026", month_first=True)[0].value == date(2026, 3, 4)
    assert find_dates("13/4/2026", month_first=True)[0].value == date(2026, 4, 13)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2016-12-13T18:06:00Z", "2016-12-13"),
        ("Fri Mar 13 21:30:09 EST 2015", "2015-03-13"),
        ("Mon, 19 Dec 2016 12:55:00 PST", "2016-12-19"),
        ("20190806", "2019-08-06"),
        ("1556645448", "2019-04-30"),
        ("October 2023", "2023-10-01"),
    ],
)
def test_metadata_values(value, day):
    found = parse_date(value)
    assert found is not None
    assert found[0].isoformat() == day


@pytest.mark.parametrize("value", ["", "March", "2026-02-30", "soon", "42"])
def test_values_that_name_no_date(value):
    assert parse_date(value) is None


@pytest.mark.parametrize(
    ("line", "kind", "day"),
    [
        ("Published 3 March 2026", DateKind.PUBLISHED, "2026-03-03"),
        ("By Jane Smith • 3 March 2026", DateKind.PUBLISHED, "2026-03-03"),
        ("Page last reviewed: 3 March 2026", DateKind.REVIEWED, "2026-03-03"),
        ("Medically reviewed by Dr Zoe Khan, MRCGP, 3 March 2026", DateKind.REVIEWED, "2026-03-03"),
        ("Next review due March 2029", DateKind.NEXT_REVIEW, "2029-03-01"),
        ("This article was last updated on Tuesday, 3 March 2026.", DateKind.UPDATED, "2026-03-03"),
        ("Mis à jour le 3 mars 2026", DateKind.UPDATED, "2026-03-03"),
        ("最終更新日：2026年3月3日", DateKind.UPDATED, "2026-03-03"),
    ],
)
def test_printed_dates(line, kind, day):
    assert dates(f"# Sleep\n\n{line}\n\nSleep well.")[kind][0] == day


@pytest.mark.parametrize(
    "text",
    [
        "# Sleep\n\nSleep well.\n\n© 2026 Example Ltd",
        "# Sleep\n\nUpdated 2019 guidelines say that sleep helps.",
        "# Sleep\n\nA trial published on 3 May 2019 found that sleep helps. Another was reviewed in 2020.",
        "# Sleep\n\nSleep well.\n\n## References\n\n1. Rao G. Sleep. Nutrients. 2020 Jul 23;12(8):2184.",
        '<p class="clock">Sunday 22 November 2026</p><h1>Sleep</h1><p>Sleep well.</p>',
    ],
)
def test_dates_that_are_not_the_pages_own(text):
    assert dates(text) == {}


def test_metadata_dates():
    html = (
        '<meta property="article:published_time" content="2025-01-02T10:00:00Z"><meta name="DC.date.reviewed" content="2029-05-06">'
        '<script type="application/ld+json">{"@type":"MedicalWebPage","dateModified":"2026-02-03"}</script><h1>Sleep</h1><p>Sleep well.</p>'
    )
    assert dates(html) == {
        DateKind.PUBLISHED: ("2025-01-02", "day"),
        DateKind.UPDATED: ("2026-02-03", "day"),
        DateKind.NEXT_REVIEW: ("2029-05-06", "day"),
    }
