"""The editors' report, as markup: complete, linked, escaped, light and the same every time."""

import base64
import hashlib
import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from made_reports import TEXT, make_article, make_document, make_finding, make_report

from healthlint.model import Confidence, ConfigError, Facts, Inline, Mark, Segment, Span
from healthlint.records import replace
from healthlint.report.formats import render
from healthlint.report.html.article_text import article_rows
from healthlint.report.html.cards import make_cards, rule_name
from healthlint.report.html.page import write
from healthlint.report.html.places import Map, text_range


def page(report):
    return BeautifulSoup(render("html", report), "html.parser")


def words(node):
    return " ".join(node.get_text(" ").split())


def plain(mark):
    """The text of a mark without its numbers."""
    return "".join(s for s in mark.strings if not s.find_parent(class_="no"))


def test_every_finding_has_one_card_and_one_place_in_the_text(report):
    soup = page(report)
    for number in range(1, len(report.articles[0].findings) + 1):
        assert len(soup.select(f"li#f{number}")) == 1
        assert len(soup.select(f"#m{number}")) == 1
        assert soup.select_one(f'#m{number}[href="#f{number}"]')
        assert soup.select_one(f'#f{number} a[href="#m{number}"]')
    assert len(soup.select("li.f")) == len(report.articles[0].findings)


def test_every_link_inside_the_page_leads_somewhere_and_no_id_is_used_twice(report):
    for made in (report, make_report(make_article(path="a.md"), make_article(path="b.md"))):
        soup = page(made)
        ids = [tag["id"] for tag in soup.select("[id]")]
        assert len(ids) == len(set(ids))
        targets = [a["href"][1:] for a in soup.select('a[href^="#"]')]
        assert set(targets) <= set(ids)
        named = [t for tag in soup.select("[aria-labelledby]") for t in tag["aria-labelledby"].split()]
        assert set(named) <= set(ids)


def test_marks_joined_are_the_words_that_were_found(report):
    soup = page(report)
    marks = soup.select(".b mark")
    assert not soup.select("mark mark")
    joined = "|".join(plain(m) for m in marks)
    assert joined == "Zinc |cures colds| |instantly| 😀 and it is a mineral.|Studies show| that zinc|color|3|2001"


def test_the_article_is_all_there(report):
    shown = "".join(plain(b).replace("•", "") for b in page(report).select(".b"))
    for line in TEXT.split("\n"):
        assert re.sub(r"\W", "", line) in re.sub(r"\W", "", shown)


def test_the_page_says_what_the_json_says(report):
    text = words(page(report))
    article = report.articles[0]
    for finding in article.findings:
        assert " ".join(finding.message.split()) in text
        assert finding.rule in text
    for said in (
        "articles/zinc.md", "en-GB", "default", "2026-11-22", "Blocked: 4 errors, 2 warnings, 1 note", "60 of 80 words",
        "Flesch-Kincaid grade 9.8", "What zinc does", "8.2 easy", "13.1 very hard", "Cited and not in the list: 3", "cross sectional",
        "absolute", "Ama Mensah", "BSc", "trainee", "2021-03-03", "Ask a pharmacist before you start.", "PIF TICK",
        "Quoted in the press release", "by AB", "until 2027-01", "the grammar is off", "ValueError: no number", "notes.pdf",
        "Readers may be misled.", "CAP Code 12.1", "Say what the evidence shows.", "may help with",
    ):  # fmt: skip
        assert said in text, said


def test_headings_skip_no_level(report):
    for made in (report, make_report(make_article(path="a.md"), make_article(path="b.md"))):
        soup = page(made)
        levels = [int(h.name[1]) for h in soup.find_all(re.compile("^h[1-6]$"))]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_do_these_first_begins_with_what_blocks_and_holds_at_most_five(report):
    items = page(report).select(".todo li")
    assert len(items) == 5
    assert "blocks publication" in words(items[0])
    assert "blocks publication" not in words(items[-1])


def test_why_and_source_are_told_once_for_each_rule(report):
    promise = [c for c in page(report).select("li.f") if "Absolute promise" in words(c)]
    assert [bool(c.select(".why")) for c in promise] == [True, False]
    assert "why: see 3" in words(promise[1])


def test_the_policy_names_the_hashes_of_the_only_style_and_script(report):
    soup = page(report)
    policy = soup.select_one('meta[http-equiv="Content-Security-Policy"]')["content"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for name in ("style", "script"):
        (tag,) = soup.select(name)
        digest = base64.b64encode(hashlib.sha256(tag.string.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert not soup.select("[style]")
    assert not [t for t in soup.find_all(True) if any(a.startswith("on") for a in t.attrs)]
    assert not soup.select("img, iframe, object, embed, link, base, form[action]")


PAYLOADS = (
    "<script>document.title='x'</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "</style></script><!--",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;script&gt;",
    "\u202etxt.exe",
    "\x00\x1b[2J\ud800",
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_from_outside_stays_text(payload):
    def dressed(d):
        return (
            make_finding(d, "claims/x", payload, message=payload, advice=payload),
            replace(make_finding(d, f"claims/{payload}", "Second", message="m"), excerpt=payload),
        )

    article = make_article(f"{payload} title\n\nSecond {payload}.\n", path=f"{payload}.md", findings=dressed, facts=lambda _: Facts())
    report = make_report(article)
    made = render("html", report)
    soup = BeautifulSoup(made, "html.parser")
    assert len(soup.select("script")) == 1
    assert len(soup.select("style")) == 1
    assert not [t for t in soup.find_all(True) if any(a.startswith("on") for a in t.attrs)]
    assert not soup.select("img")
    assert not [a for a in soup.select("a") if not a["href"].startswith(("#", "http"))]
    assert "\u202e" not in made
    assert "\x1b" not in made
    made.encode("utf-8")


def test_links_of_the_article_are_kept_only_if_they_are_plain_web_addresses():
    text = "See good and bad and mail here."
    document = make_document(text)
    inlines = (
        Inline(Mark.LINK, 4, 8, "https://www.nhs.uk/a?b=1&c=2"),
        Inline(Mark.LINK, 13, 16, "javascript:alert(1)"),
        Inline(Mark.LINK, 21, 25, "data:text/html,x"),
        Inline(Mark.STRONG, 4, 8),
    )
    block = replace(document.blocks[0], inlines=inlines)
    article = replace(make_article(text, findings=lambda _: (), facts=lambda _: Facts()), document=replace(document, blocks=(block,)))
    links = page(make_report(article)).select(".b a")
    assert [(a["href"], a.get_text()) for a in links] == [("https://www.nhs.uk/a?b=1&c=2", "good")]
    assert links[0].strong


def test_a_finding_in_markup_that_readers_do_not_see_stands_in_a_box():
    text = "Title\n\n<img src=x>\n\nEnd"
    document = make_document(text)
    article = make_article(text, findings=lambda d: (make_finding(d, "accessibility/alt", "<img src=x>"),), facts=lambda _: Facts())
    without = replace(document, blocks=(document.blocks[0], document.blocks[2]))
    soup = page(make_report(replace(article, document=without)))
    assert "In the page’s code" in words(soup.select_one(".box"))
    assert soup.select_one(".box #m1")


def test_an_article_without_any_text_is_shown_with_its_findings():
    article = make_article("<p></p>", findings=lambda d: (make_finding(d, "structure/empty", "<p>", whole=True),), facts=lambda _: Facts())
    soup = page(make_report(replace(article, document=replace(article.document, blocks=()))))
    assert soup.select_one("#m1")
    assert soup.select_one("#f1")


def test_nothing_found_and_nothing_checked_are_pages_too(clean, nothing):
    assert "Publishable: no findings." in words(page(clean))
    assert "No article was checked." in words(page(nothing))


def test_the_same_report_gives_the_same_bytes():
    assert render("html", make_report()) == render("html", make_report())


def test_a_house_may_replace_a_template(tmp_path, report):
    (tmp_path / "about.html").write_text("<section><h2 id='scores'>Our house: {{ report.version }}</h2></section>", "utf-8")
    made = write(report, templates=tmp_path)
    assert "Our house: 0.1.0" in made
    assert "What a machine cannot judge" not in made


@pytest.mark.parametrize("broken", ["{% if %}", "line\n{{ nothing_of_the_kind }}"])
def test_a_broken_template_is_named_with_its_line(tmp_path, report, broken):
    (tmp_path / "about.html").write_text(broken, "utf-8")
    with pytest.raises(ConfigError, match=r"about\.html:\d"):
        write(report, templates=tmp_path)


def test_several_articles_have_an_index_worst_first_with_totals():
    calm = make_article(path="a-calm.md", findings=lambda _: (), crashes={})
    soup = page(make_report(calm, make_article(path="b-bad.md")))
    rows = soup.select("table.index tbody tr")
    assert [words(r.select_one("small")) for r in rows] == ["b-bad.md", "a-calm.md"]
    assert [words(td) for td in soup.select("table.index tfoot td")][1:4] == ["4", "2", "1"]
    assert rows[0].a["href"] == "#a2"
    assert "Faults that many articles share" in words(soup)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=8))
@settings(max_examples=60)
def test_any_overlap_of_findings_is_marked_flat_and_whole(places):
    text = "Zinc and the common cold in winter, told plainly here."

    def overlapping(d):
        spans = sorted((Span(a, min(a + n, len(text))) for a, n in places))
        return tuple(replace(make_finding(d, f"claims/r{i}", "Zinc"), span=s, excerpt=text[s.start : s.end]) for i, s in enumerate(spans))

    article = make_article(text, findings=overlapping, facts=lambda _: Facts())
    (row,) = article_rows(article, make_cards(article, make_report(article)), "", 3)
    soup = BeautifulSoup(f"<div class=b>{row.body}</div>", "html.parser")
    assert not soup.select("mark mark, a a")
    assert plain(soup.select_one(".b > h3")) == text
    for number in range(1, len(places) + 1):
        assert len(soup.select(f".b #m{number}")) == 1
    covered = {i for a, n in places for i in range(a, min(a + n, len(text)))}
    assert len("".join(plain(m) for m in soup.select(".b mark"))) == len(covered)


def test_a_range_of_the_source_is_found_in_the_text_of_a_block():
    block = replace(make_document("ab").blocks[0], text="a b", segments=(Segment(0, 1, 0, 1), Segment(1, 2, 1, 7), Segment(2, 3, 7, 8)))
    assert text_range(block, Span(0, 8)) == (0, 3)
    assert text_range(block, Span(3, 4)) == (1, 2)
    assert text_range(block, Span(7, 8)) == (2, 3)
    assert text_range(block, Span(8, 9)) is None


def test_the_blocks_of_a_range_are_those_it_touches():
    where = Map(make_document("one\n\ntwo\n\nthree").blocks)
    assert where.pieces(Span(1, 7)) == [(0, 1, 3), (1, 0, 2)]
    assert where.pieces(Span(3, 5)) == []
    assert [where.nearest(n) for n in (0, 4, 5, 99)] == [0, 0, 1, 2]
    assert Map(()).nearest(0) == -1


def test_one_article_weighs_little(report):
    article = report.articles[0]
    made = render("html", report)
    assert len(made.encode()) <= 60_000 + 1000 * len(article.findings) + 3 * len(TEXT)
    assert len(BeautifulSoup(made, "html.parser").find_all(True)) < 900


def test_the_six_checks_stand_on_top_with_where_to_begin(report):
    rows = page(report).select("table.score")[0].select("tbody tr")
    assert [words(r) for r in rows] == ["No unsupported claims to mend 2 3", "Author and reviewer no fault found"]
    assert [a["href"] for a in rows[0].select("a")] == ["#f2", "#f3"]


def test_outside_standards_say_what_is_open_and_never_that_they_are_met(report):
    standards = page(report).select_one(".std")
    said = "PIF TICK 1 of 3 items met, 1 for a person. Not met: 1 Evidence based."
    assert words(standards) == said
    assert "Not for an article of this kind: WCAG 2.2." in words(page(report))


def test_many_articles_on_one_page_are_short_and_every_link_still_leads_somewhere():
    report = make_report(*(make_article(path=f"{n:02}.md") for n in range(20)))
    made = render("html", report)
    soup = BeautifulSoup(made, "html.parser")
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for a in soup.select('a[href^="#"]')} <= set(ids)
    assert len(soup.select("li.f")) == sum(len(a.findings) for a in report.articles)
    one = len(render("html", make_report()).encode())
    assert len(made.encode()) / 20 < one / 3
    assert "CAP Code 12.1" in words(soup.select_one(".about"))


def test_a_card_says_that_it_blocks_by_the_bar_of_the_run(report):
    def blockers(made):
        return {c["id"] for c in page(made).select("li.f") if "blocks publication" in words(c)}

    assert blockers(report) == {"f2", "f3", "f4", "f8"}
    assert blockers(replace(report, fail_on=None)) == set()
    assert blockers(replace(report, min_confidence=Confidence.CERTAIN)) == {"f4", "f8"}
    assert blockers(replace(report, always=frozenset({"authorship/no-reviewer"}))) == {"f1", "f2", "f3", "f4", "f8"}


def test_rules_that_fell_over_one_thing_are_told_together():
    crashes = {f"claims/r{n}": "ValueError: x" for n in range(7)} | {"risk/a": "KeyError: y"}
    text = words(page(make_report(make_article(crashes=crashes))))
    assert "claims/r0, claims/r1, claims/r2, claims/r3, claims/r4 and 2 more : ValueError: x" in text.replace("more:", "more :")
    assert "risk/a" in text


def test_a_section_leads_to_its_heading_in_the_article(report):
    soup = page(report)
    links = soup.select("table.t1 a")
    assert [a.get_text() for a in links] == ["What zinc does", "Who should be careful"]
    assert [soup.select_one(a["href"]).get_text() for a in links] == ["What zinc does", "Who should be careful"]


@pytest.mark.parametrize(
    ("rule", "name"),
    [("claims/absolute-promise", "Absolute promise"), ("disclaimer/missing", "Disclaimer missing"), ("house", "House")],
)
def test_a_rule_is_called_by_its_fault_with_its_subject(rule, name):
    assert rule_name(rule) == name
