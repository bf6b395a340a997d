import pytest

from healthlint.article.accessibility import Accessibility
from healthlint.checks.accessibility.controls import _is_autofill
from healthlint.checks.accessibility.emoji import _runs
from healthlint.checks.accessibility.links import _plain_target
from healthlint.checks.accessibility.page import _turns
from healthlint.checks.accessibility.tell import value_span
from healthlint.cli.main import main
from healthlint.engine.check import check_document
from healthlint.language.tags import is_language_tag
from healthlint.model import Confidence, Settings, Source
from healthlint.parse.html import parse_html
from healthlint.rulebook.book import open_rulebook


def findings(text, rule="accessibility"):
    book = open_rulebook(("default",), select=(rule,))
    return check_document(parse_html(Source("page.html", text)), Settings(), book).findings


def clauses(finding):
    return {s.clause for s in finding.sources}


def test_a_finding_names_only_the_clauses_of_its_case():
    (finding,) = findings('<div role="buton">Go</div>', "accessibility/invalid-aria")
    assert clauses(finding) == {"4.1.2", "674b10", "aria-roles"}


def test_what_the_template_makes_does_not_gate():
    (finding,) = findings("<nav><a href=/></a></nav>", "accessibility/link-no-name")
    assert not finding.gates
    assert "template" in finding.advice
    (finding,) = findings("<p><a href=/></a></p>", "accessibility/link-no-name")
    assert finding.gates


def test_duplicates_are_told_with_the_other_places():
    (finding,) = findings("<button id=a>Go</button><button id=a>Stop</button>", "accessibility/duplicate-id")
    assert len(finding.related) == 1


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        ("<p lang=xx>", "xx"),
        ("<p LANG = 'xx'>", "xx"),
        ('<p title="lang=en" lang="xx">', "xx"),
        ("<p data-lang=en lang>", "<p data-lang=en lang>"),
        ('<p lang="">', ""),
    ],
)
def test_the_place_of_a_value(tag, value):
    page = Accessibility(parse_html(Source("page.html", tag)))
    assert page.source[value_span(page, 0, "lang")] == value


@pytest.mark.parametrize("tag", ["en", "en-GB", "zh-Hant-TW", "cy", "oma", "qaa", "x-house", "EN", "haw"])
def test_language_tags(tag):
    assert is_language_tag(tag)


@pytest.mark.parametrize("tag", ["english", "e", "xx", "i-lux", "en_GB", "", "en-", "1n"])
def test_no_language_tags(tag):
    assert not is_language_tag(tag)


@pytest.mark.parametrize(
    "value", ["on", "off", "name", "section-a shipping street-address", "billing home tel", "work email webauthn", "bday-year"]
)
def test_autofill(value):
    assert _is_autofill(value.split())


@pytest.mark.parametrize("value", ["yourname", "work name", "name email", "home", "billing shipping name", "name section-a", "on off"])
def test_no_autofill(value):
    assert not _is_autofill(value.split())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/a", "/a#top"),
        ("https://www.example.org/a/", "http://example.org/a"),
        ("/a?utm_source=x", "/a"),
        ("/a/index.html", "/a"),
    ],
)
def test_targets_that_are_one_page(one, other):
    assert _plain_target(one) == _plain_target(other) != ""


@pytest.mark.parametrize("target", ["#r1", "mailto:a@b.org", "javascript:void(0)", "{{ url }}", "http://["])
def test_targets_that_are_no_page(target):
    assert _plain_target(target) == ""


@pytest.mark.parametrize(
    ("sheet", "count"),
    [
        ("@media (orientation: portrait) { p { transform: rotate(90deg) } }", 1),
        ("@media (orientation: portrait) { p { transform: rotate(-1.5708rad) } }", 1),
        ("@media (orientation: portrait) { p { transform: rotate3d(0, 0, 1, 0.25turn) } }", 1),
        ("@media (orientation: portrait) { p { rotate: 270deg } }", 1),
        ("@media (orientation: portrait) { p { transform: rotate(1turn) } }", 0),
        ("@media (min-width: 40em) { p { transform: rotate(90deg) } }", 0),
        ("p { transform: rotate(90deg) } @media (orientation: portrait) { p { color: red } }", 0),
        ("@media (orientation: portrait) { p {", 0),
    ],
)
def test_quarter_turns(sheet, count):
    assert len(list(_turns(sheet))) == count


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("user-scalable=no", 1), ("User-Scalable = NO; width=device-width", 1), ("maximum-scale=1.5", 1), ("maximum-scale=yes", 1),
        ("user-scalable=0.5", 1), ("maximum-scale=-1", 0), ("user-scalable=-1.5", 0), ("maximum-scale=10", 0), ("", 0),
        ("maximum-scale=device-width", 0),
    ],
)  # fmt: skip
def test_viewport(content, found):
    assert len(findings(f'<meta name="viewport" content="{content}">', "accessibility/blocked-zoom")) == found


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ("<tr><th>A<th>B<tr><td>1<td>2", 0),
        ("<tr><th>A<th>B<tr><td colspan=2>1", 0),
        ("<tr><th>A<th>B<tr><td>1", 1),
        ("<tr><th scope=row>A<td>1<tr><th scope=row>B<td>2", 0),
        ("<tr><th id=a>A<th>B<tr><td>1<td headers=a>2", 1),
        ("<tr><td rowspan=2>1<th>A<tr><td>2", 0),
    ],
)
def test_headers_without_cells(table, found):
    assert len(findings(f"<table>{table}</table>", "accessibility/table-no-headers")) == found


@pytest.mark.parametrize(("page", "status"), [("<nav><a href=/></a></nav><p>Rest helps.</p>", 0), ("<p>Rest <a href=/></a>.</p>", 1)])
def test_only_what_the_author_wrote_blocks_publication(tmp_path, capsys, page, status):
    file = tmp_path / "page.html"
    file.write_text(page, "utf-8")
    assert main(["check", "--no-cache", "--select", "accessibility/link-no-name", str(file)]) == status
    assert "accessibility/link-no-name" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("<a href=/d>Read <b>m</b>ore</a>", "Read more"),
        ("<a href=/d><div>One</div><div>two</div></a>", "One two"),
        ("<a href=/d>Doses <span class='sr-only'>for adults</span></a>", "Doses"),
        ("<a href=/d>Doses <span style='display:none'>for adults</span></a>", "Doses"),
        ("<a href=/d>Doses <span aria-hidden=true>&amp; risks</span></a>", "Doses & risks"),
    ],
)
def test_text_that_is_seen(text, seen):
    page = Accessibility(parse_html(Source("page.html", text)))
    assert page.visible_text(page.by_name["a"][0]) == seen


def test_emoji_are_counted_as_they_are_seen():
    found = list(_runs("Rest 👩‍⚕️👍🏽🇬🇧1️⃣ well ☕"))
    assert [len(run.signs) for run in found] == [3, 1]


def test_a_sheet_that_is_elsewhere_may_mark_focus():
    style = "<style>a { outline: none }</style><a href=/d>Doses</a>"
    (finding,) = findings(style, "accessibility/no-focus-mark")
    assert finding.confidence is Confidence.LIKELY
    (finding,) = findings(f"<link rel=stylesheet href=site.css>{style}", "accessibility/no-focus-mark")
    assert finding.confidence is Confidence.POSSIBLE


def test_a_message_shows_what_is_read_and_no_markup():
    text = "<p>Read of <a href=/a>Side <b>effects</b></a> first, and of <a href=/b>Side <b>effects</b></a> in older people.</p>"
    (finding,) = findings(text, "accessibility/same-text-different-target")
    assert "Side effects" in finding.message


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ('<div aria-hidden="true"><a href="/x">More</a></div>', Confidence.CERTAIN),
        ('<link rel="stylesheet" href="s.css"><div aria-hidden="true"><a href="/x">More</a></div>', Confidence.POSSIBLE),
        ('<script src="s.js"></script><div aria-hidden="true"><a href="/x">More</a></div>', Confidence.POSSIBLE),
        ('<link rel="stylesheet" href="s.css"><p><a href="/x" aria-hidden="true">More</a></p>', Confidence.CERTAIN),
        ('<iframe aria-hidden="true" title="Map" src="/map"></iframe>', Confidence.POSSIBLE),
    ],
)
def test_focus_in_what_the_styles_of_the_site_may_hide_is_no_certain_fault(text, confidence):
    (finding,) = findings(text, "accessibility/hidden-focusable")
    assert finding.confidence is confidence
