import pytest

from healthlint.model import Kind, Source, Zone
from healthlint.parse.html import parse_html

LONG = "Magnesium is a mineral that helps your muscles and nerves to work, and most people get enough of it from what they eat. "


def read(text):
    return parse_html(Source("page.html", text))


def zones(text):
    return [b.zone for b in read(text).blocks]


def zone_of(part, *, around="<main><h1>Neck pain</h1><p>{long}</p><p>{long}</p>{part}<p>{long}</p></main>"):
    page = f"<html><body>{around.format(part=part, long=LONG)}</body></html>"
    return {b.zone for b in read(page).blocks if "needle" in b.text}


@pytest.mark.parametrize(
    "part",
    [
        "<nav><a href=/>needle</a></nav>",
        "<div role=navigation>needle</div>",
        "<ul class='breadcrumbs'><li>needle</ul>",
        "<div id=cookie-banner><p>We use cookies needle.</p></div>",
        "<section class='newsletter-signup'><h2>needle</h2></section>",
        "<div class=shareBar>needle</div>",
        "<div class=comments-area><p>needle</p></div>",
        "<form><label>needle</label></form>",
        "<ul><li><a href=/a>needle one</a><li><a href=/b>needle two</a><li><a href=/c>needle three</a></ul>",
        "<p><a href='#top'>needle</a></p>",
        "<button>needle</button>",
        "<aside class=related><a href=/x>needle</a></aside>",
    ],
)
def test_furniture_is_told_by_structure_role_class_or_links(part):
    assert zone_of(part) == {Zone.FURNITURE}


@pytest.mark.parametrize(
    ("part", "zone"),
    [
        ("<p>needle</p>", Zone.PROSE),
        ("<aside><p>needle: " + LONG + "</p></aside>", Zone.PROSE),
        ("<div class='nav-tabs-content article'><p>needle</p></div>", Zone.FURNITURE),
        ("<blockquote><p>needle</p></blockquote>", Zone.QUOTE),
        ("<figure><figcaption>needle</figcaption></figure>", Zone.CAPTION),
        ("<p class=wp-caption-text>needle</p>", Zone.CAPTION),
        ("<pre><code>needle</code></pre>", Zone.CODE),
        ("<table><tr><td>needle</table>", Zone.TABLE),
        ("<ul><li>needle</ul>", Zone.LIST),
        ("<h2 id='share-your-feedback-needle'>needle</h2>", Zone.HEADING),
        ("<details><summary>needle</summary><p>x</p></details>", Zone.HEADING),
        ("<h2><button>needle</button></h2>", Zone.HEADING),
        ("<div class='author-bio'><p>needle</p></div>", Zone.BIO),
        ("<p class=byline>needle</p>", Zone.BYLINE),
        ("<span itemprop=author>needle</span>", Zone.PROSE),
        ("<div itemprop=author>needle</div>", Zone.BYLINE),
        ("<p class='medically-reviewed'>needle</p>", Zone.REVIEWER),
        ("<p class=published>needle</p>", Zone.DATES),
        ("<section role=doc-bibliography><p>needle</p></section>", Zone.REFERENCES),
        ("<ol class=references><li><a href=/1>needle</a><li><a href=/2>b</a><li><a href=/3>c</a></ol>", Zone.REFERENCES),
        ("<div class=disclaimer><p>needle</p></div>", Zone.DISCLAIMER),
    ],
)
def test_parts_of_the_article(part, zone):
    assert zone_of(part) == {zone}


def test_a_class_of_the_whole_page_makes_no_furniture():
    page = f"<body class='navigation has-sidebar'><div class='sidebar-right widget'><h1>A</h1><p>{LONG}</p><p>{LONG}</p></div></body>"
    assert Zone.FURNITURE not in zones(page)


def test_a_layout_table_is_prose():
    assert zones(f"<table><tr><td><h2>A</h2><p>{LONG}</p></td></tr></table>") == [Zone.HEADING, Zone.PROSE]


def test_the_title_is_the_heading_that_the_page_title_repeats():
    document = read("<html><head><title>Neck pain - Clinic</title></head><body><h1>Clinic</h1><h1>Neck pain</h1><p>x</p></body></html>")
    assert document.title == "Neck pain"
    assert [b.zone for b in document.blocks if b.kind is Kind.HEADING][1] is Zone.TITLE


def test_without_a_heading_the_page_title_serves():
    assert read("<title>Neck pain</title><p>x</p>").title == "Neck pain"


def test_a_fragment_is_told_from_a_page():
    assert read("<p>x</p>").fragment
    assert not read("<html><body><p>x</p></body></html>").fragment


def test_a_prefix_that_names_most_of_the_page_names_no_part():
    prose = "<p>" + "Vaccines teach the immune system to know a germ before it meets the body, and that saves lives. " * 6 + "</p>"
    cards = "".join(f'<section class="bio-card"><h2>Card {i}</h2>{prose}</section>' for i in range(8))
    page = f"<html><body><h1>Biological innovation</h1>{cards}</body></html>"
    zones = [block.zone for block in parse_html(Source("a.html", page)).blocks]
    assert zones.count(Zone.PROSE) == 8
    assert Zone.BIO not in zones


def test_one_biography_on_a_short_page_is_one():
    prose = "<p>" + "Zinc may shorten a cold by a day if it is taken early, which is little. " * 9 + "</p>"
    bio = '<div class="author-bio"><p>' + "Ann Lee is a pharmacist who has written about minerals for twenty years. " * 9 + "</p></div>"
    page = f"<html><body><h1>Zinc</h1>{prose}{bio}</body></html>"
    assert [block.zone for block in parse_html(Source("a.html", page)).blocks].count(Zone.BIO) == 1
