from datetime import date

import pytest

from healthlint.article.suppressions import last_day, parse_comment, read_suppressions
from healthlint.model import Comment, Document, Format, Meta, Source, Span

HERE = Span(0, 1)


def read(*metadata, comments=()):
    metas = tuple(Meta("front-matter", key, value, Span(i, i + 1)) for i, (key, value) in enumerate(metadata))
    found = read_suppressions(Document(Source("a.md", ""), Format.MARKDOWN, (), comments=comments, metadata=metas))
    return [(s.rules, s.reach, s.reason, s.by, s.until) for s in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ignore[claims/a] -- agreed", (("claims/a",), "next", "agreed", "", "")),
        ("ignore[a/a, a/b] until=2027-01 by=Jane Doe -- a - b", (("a/a", "a/b"), "next", "a - b", "Jane Doe", "2027-01")),
        ('ignore-start[claims/a] by="Jane Doe" until=2027 -- why', (("claims/a",), "start", "why", "Jane Doe", "2027")),
        ("ignore-end[claims/a]", (("claims/a",), "end", "", "", "")),
        ("ignore[claims/a] — a real dash", (("claims/a",), "next", "a real dash", "", "")),
        ("ignore[claims/a]--tight", (("claims/a",), "next", "tight", "", "")),
        ("ignore[claims/a]", (("claims/a",), "next", "", "", "")),
        ("ignore[] -- why", ((), "", "why", "", "")),
        ("ignore claims/a -- why", ((), "", "", "", "")),
        ("ignores[claims/a] -- why", (("claims/a",), "", "why", "", "")),
    ],
)
def test_a_comment_is_read(text, expected):
    s = parse_comment(text, HERE)
    assert (s.rules, s.reach, s.reason, s.by, s.until) == expected


def test_only_comments_that_address_healthlint_are_read():
    comments = (Comment("healthlint: ignore[a/b] -- x", Span(5, 9)), Comment("ignore[a/c] -- x", Span(0, 3)))
    assert read(comments=comments) == [(("a/b",), "next", "x", "", "")]


def test_front_matter_may_give_rules_with_reasons_a_list_or_entries():
    assert read(("healthlint.ignore.claims/a", "why")) == [(("claims/a",), "article", "why", "", "")]
    assert read(("healthlint.ignore", "claims/a"), ("healthlint.ignore", "claims/b"), ("healthlint.reason", "why")) == [
        (("claims/a",), "article", "why", "", ""),
        (("claims/b",), "article", "why", "", ""),
    ]
    entry = [("rule", "claims/a"), ("reason", "why"), ("until", "2027"), ("by", "me")]
    assert read(*((f"healthlint.ignore.0.{k}", v) for k, v in entry)) == [(("claims/a",), "article", "why", "me", "2027")]
    assert read(("healthlint.ignore.claims/a.reason", "why"), ("healthlint.ignore.claims/a.until", "2027-02")) == [
        (("claims/a",), "article", "why", "", "2027-02")
    ]
    assert read(("healthlint.locale", "en-GB"), ("ignore", "x")) == []


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("2027-02-03", date(2027, 2, 3)),
        ("2028-02", date(2028, 2, 29)),
        ("2027-12", date(2027, 12, 31)),
        ("2027", date(2027, 12, 31)),
        ("2027-13", None),
        ("2027-02-30", None),
        ("27-02", None),
        ("soon", None),
        ("", None),
    ],
)
def test_the_last_day_includes_the_whole_month_or_year(until, expected):
    assert last_day(until) == expected
