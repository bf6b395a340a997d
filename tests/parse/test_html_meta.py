from healthlint.model import Source
from healthlint.parse.html import parse_html


def facts(text):
    document = parse_html(Source("page.html", text))
    return {(m.origin, m.key, m.value) for m in document.metadata}, document


def test_meta_tags_and_title():
    found, _ = facts(
        '<title> Neck\n pain </title><meta name=author content="A. Writer"><meta property="article:published_time" content="2026-01-02">'
    )
    assert found == {("title", "title", "Neck pain"), ("meta", "author", "A. Writer"), ("meta", "article:published_time", "2026-01-02")}


def test_the_title_of_a_drawing_is_not_the_page_title():
    found, _ = facts("<svg><title>Icon</title></svg>")
    assert not found


def test_json_ld_has_dotted_keys_and_exact_places():
    text = """<script type="application/ld+json">{"@graph": [{"@type": "Article", "author": [{"name": "A. Writer"}, {"name": "B. Other"}],
    "datePublished": "2026-01-02"}]}</script>"""
    found, document = facts(text)
    assert ("json-ld", "author.name", "A. Writer") in found
    assert ("json-ld", "author.name", "B. Other") in found
    date = next(m for m in document.metadata if m.key == "datePublished")
    assert document.source[date.span] == "2026-01-02"


def test_broken_json_ld_is_told():
    found, _ = facts("<script type='application/ld+json'>{'a': </script>")
    assert found == {("json-ld", "@invalid", "")}


def test_microdata_is_nested():
    found, _ = facts(
        "<div itemscope><span itemprop=author itemscope><b itemprop=name>A. <i>Writer</i></b></span>"
        "<time itemprop=datePublished datetime=2026-01-02>2 Jan</time></div>"
    )
    assert found == {("microdata", "author.name", "A. Writer"), ("microdata", "datePublished", "2026-01-02")}
