"""Who wrote and checked an article, wherever the page says so."""

import pytest

from healthlint.article import Article
from healthlint.article.people_names import is_body, is_generic, read_names, same_person
from healthlint.model import Role, Settings, Source
from healthlint.parse.html import parse_html
from healthlint.parse.markdown import parse_markdown
from healthlint.parse.text import parse_text

GRAPH = """<script type="application/ld+json">
{{"@graph": [{{"@type": "Article", "author": {{"@id": "#j"}}}}, {{"@type": "Person", "@id": "#j", "name": "Jane Smith"}}]}}
</script><h1>Sleep</h1><p>{prose}</p>"""
LIST = """<script type="application/ld+json">
{{"@type": "Article", "author": [{{"@type": "Person", "name": "Jane Smith"}}]}}
</script><h1>Sleep</h1>"""
BODY = """<script type="application/ld+json">
{{"@type": "Article", "author": {{"@type": "Organization", "name": "Sleep Trust"}}}}
</script><h1>Sleep</h1>"""
PROSE = "Most adults need seven to nine hours of sleep, and a dark, quiet room helps them to get it on most nights of the week."


def people(text, parse=None):
    parse = parse or (parse_html if text.startswith("<") else parse_markdown)
    return Article(parse(Source("a", text)), Settings()).authorship


def authors(text, parse=None):
    return [p.name for p in people(text, parse).authors]


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Jane Smith", ["Jane Smith"]),
        ("By Jane Smith, RD and Dr Amina Khan, GP", ["Jane Smith", "Amina Khan"]),
        ("Written by: Prof. Ludwig van der Berg", ["Ludwig van der Berg"]),
        ("// By Arun Sai Nair • Nov 11, 2020", ["Arun Sai Nair"]),
        ("Author: Ana María López-Ruiz, PhD", ["Ana María López-Ruiz"]),
        ("By Jay — May 2018", ["Jay"]),
        ("By JANE SMITH", ["JANE SMITH"]),
        ("作者：王小明", ["王小明"]),
        ("By admin", []),
        ("By now you know that sleep matters.", []),
        ("Byron Smith was a poet.", []),
    ],
)
def test_visible_bylines(byline, names):
    assert authors(f"# Sleep\n\n{byline}\n\n{PROSE}") == names


@pytest.mark.parametrize(
    "html",
    [
        '<meta name="author" content="Jane Smith"><h1>Sleep</h1><p>{prose}</p>',
        '<meta name="parsely-author" value="Jane Smith"><h1>Sleep</h1><p>{prose}</p>',
        '<h1>Sleep</h1><p class="meta">2 May 2020 <a rel="author" href="/jane">Jane Smith</a></p><p>{prose}</p>',
        '<h1>Sleep</h1><div>Posted <span class="byline-name">Jane Smith</span> in Health</div><p>{prose}</p>',
        '<h1>Sleep</h1><span itemprop="author" itemscope><span itemprop="name">Jane Smith</span></span><p>{prose}</p>',
        LIST,
        GRAPH,
        "<h1>Sleep</h1><p>{prose}</p><h3>Jane Smith</h3><p>Jane Smith is a registered nurse in Leeds.</p>",
    ],
)
def test_every_place_that_names_the_author_is_read(html):
    assert authors(html.format(prose=PROSE)) == ["Jane Smith"]


@pytest.mark.parametrize(
    "html",
    [
        "<h1>Sleep</h1><p>{prose}</p>",
        '<meta property="article:author" content="https://social.example/jane"><h1>Sleep</h1><p>{prose}</p>',
        '<h1>Sleep</h1><p>{prose}</p><div class="related"><p class="byline">By Jane Smith</p></div>',
        '<h1>Sleep</h1><p>{prose}</p><section class="comments"><span class="author">Jane Smith</span></section>',
        BODY,
        '<meta property="og:site_name" content="Sleepwell"><meta name="author" content="Sleepwell"><h1>Sleep</h1><p>{prose}</p>',
        "<h1>Sleep</h1><p>Dr Amina Khan of Leeds says that sleep matters. {prose}</p>",
        "<h1>Sleep</h1><p>{prose}</p><p>Press contact:</p><p>Jane Smith</p><p>Senior science writer</p>",
    ],
)
def test_addresses_cards_comments_sites_and_people_in_the_prose_are_no_authors(html):
    assert authors(html.format(prose=PROSE)) == []


def test_bodies_named_as_author_are_kept_apart():
    found = people(f"---\nauthor: Example Health Team\n---\n\n{PROSE}")
    assert found.authors == ()
    assert [p.name for p in found.organisations] == ["Example Health Team"]


def test_a_team_in_the_byline_is_kept_and_marked_as_a_body():
    (team,) = people(f"# Sleep\n\nBy the Web Team\n\n{PROSE}").authors
    assert (team.name, team.organisation) == ("the Web Team", True)


def test_the_printed_byline_wins_and_the_conflict_is_kept():
    html = f'<meta name="author" content="Web Team"><h1>Sleep</h1><p>By Amina Khan</p><p>{PROSE}</p>'
    found = people(html)
    assert [p.name for p in found.authors] == ["Amina Khan"]
    (what, shown, stated), *_ = found.conflicts
    assert what == "author"
    assert html[shown.start : shown.end] == "Amina Khan"
    assert "Web Team" in html[stated.start : stated.end]


def test_a_name_in_a_byline_has_its_exact_place():
    text = f"# Sleep\n\nBy Dr [Amina Khan](/amina), MRCGP\n\n{PROSE}"
    (author,) = people(text).authors
    assert text[author.span.start : author.span.end] == "Amina Khan"
    assert (author.title, author.credentials, author.role, author.has_profile) == ("Dr", ("MRCGP",), Role.CLINICIAN, True)


def test_a_name_over_a_post_and_a_biography_at_the_end_is_the_author():
    text = (
        f"Sleep\n\n{PROSE}\n\n{PROSE}\n\nAna Ruiz\n\nPhD student in Physiology – A London college\n\n"
        "Ana completed a BSc (Hons) in Biology, followed by an MRes. She joined the lab of Dr Jo Hall, where she studies sleep."
    )
    (author,) = people(text, parse_text).authors
    assert author.name == "Ana Ruiz"
    assert author.role is Role.TRAINEE
    assert {"BSc", "MRes"} <= set(author.credentials)
    assert author.credential_span is not None
    assert text[author.credential_span.start : author.credential_span.end] == "PhD student"
    assert author.has_profile


@pytest.mark.parametrize(
    ("line", "names", "group"),
    [
        ("Medically reviewed by Dr Zoe Khan, MRCGP, 3 March 2026", ["Zoe Khan"], False),
        ("Fact checked by Zoe Khan", ["Zoe Khan"], False),
        ("Reviewed by our medical team", ["our medical team"], True),
        ("Last reviewed 3 March 2026", [], False),
        ("This article was medically reviewed by Zoe Khan, MD.", ["Zoe Khan"], False),
        ("This page has not been reviewed.", [], False),
        ("The trial was reviewed by Dr Zoe Khan of Yale.", [], False),
        ("The pill is approved by the FDA only for adults.", [], False),
    ],
)
def test_reviewers(line, names, group):
    found = people(f"# Sleep\n\n{line}\n\n{PROSE}").reviewers
    assert [p.name for p in found] == names
    assert all(p.organisation is group for p in found)


def test_the_author_before_a_reviewer_on_one_line_is_no_clinician():
    found = people(f"# Sleep\n\nBy Sam Lee. Medically reviewed by Dr Zoe Khan, MRCGP\n\n{PROSE}")
    assert [(p.name, p.role) for p in found.authors] == [("Sam Lee", Role.UNKNOWN)]
    assert [(p.name, p.role) for p in found.reviewers] == [("Zoe Khan", Role.CLINICIAN)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Amina Khan", "Dr. Amina Khan", True),
        ("A. Khan", "Amina Khan", True),
        ("José García", "Jose Garcia", True),
        ("Jane Q. Smith", "Jane Smith", True),
        ("Jane Smith", "John Smith", False),
        ("Jane Smith", "Jane Jones", False),
        ("Web Team", "Amina Khan", False),
    ],
)
def test_same_person(one, other, same):
    assert same_person(one, other) is same


def test_what_is_no_name():
    assert is_generic("Site Admin") is False
    assert is_generic("admin")
    assert is_body("Leeds General Hospital")
    assert read_names("Side effects of the drug") == []
    assert [n.text for n in read_names("Jane Smith1,2, Amina Khan3*")][:1] == ["Jane Smith"]
