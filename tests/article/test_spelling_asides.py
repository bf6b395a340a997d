"""Words of alternative texts and metadata that show a spelling, at their exact place."""

import pytest

from healthlint.article import Article
from healthlint.article.spelling_asides import read_asides
from healthlint.model import Format, Settings, Source
from healthlint.parse import parse


def asides(text, form):
    article = Article(parse(Source("a." + form, text), Format.HTML if form == "html" else Format.MARKDOWN), Settings())
    return [(article.source[a.vote.span], a.where, a.vote.span.start) for a in read_asides(article)]


def page(head="", body=""):
    return f"<html><head>{head}</head><body><main><h1>Sleep</h1><p>Sleep well.</p>{body}</main></body></html>"


@pytest.mark.parametrize(
    ("head", "body", "word", "where"),
    [
        ("<title>Fiber and you - Good Gut</title>", "", "Fiber", "title"),
        ('<meta property="og:title" content="Living with anemia">', "", "anemia", "title"),
        ("<meta content='Why anemia&#39;s slow' name=description>", "", "anemia", "description"),
        ("", '<img src="a.png" alt="The f&aelig;ces &amp; the colour of it">', "colour", "alt"),
        ("", "<img src=a.png alt=colour>", "colour", "alt"),
        ("", '<p>The <abbr title="tumour marker">TM</abbr></p>', "tumour", "tooltip"),
        ("", "<img data-alt='colour one' alt='colour two'>", "colour", "alt"),
    ],
)
def test_html(head, body, word, where):
    text = page(head, body)
    after = text.find(" alt=") if where == "alt" else 0
    assert asides(text, "html") == [(word, where, text.index(word, after))]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="og:site_name" content="Fiber Works"><title>Fiber Works | Sleep</title>', ""),
        ('<meta property="og:image:alt" content="color">', ""),
        ("", '<img src="a.png" alt="Color club logo">'),
        ("", '<img class="site-logo" alt="colour">'),
        ("", '<img alt="colour" aria-hidden="true">'),
        ("", '<a href="b.html" title="The color of sleep">more</a>'),
        ("", '<img alt="The Harvard Cancer Center in Boston">'),
        ("", '<nav><img alt="colour chart"></nav>'),
    ],
)
def test_not_the_authors(head, body):
    assert asides(page(head, body), "html") == []


@pytest.mark.parametrize(
    ("text", "word", "where"),
    [
        ("Sleep.\n\n![A [small] chart of colours](a.png)\n", "colours", "alt"),
        ("Sleep.\n\n![colours][one]\n\n[one]: a.png\n", "colours", "alt"),
        ('Sleep.\n\n<img src="a.png" alt="many colours">\n', "colours", "alt"),
        ("---\ntitle: 'Colours and sleep'\n---\n\nSleep.\n", "Colours", "title"),
        ("---\ndescription: >\n  How sleep\n  changes colours\n---\n\nSleep.\n", "colours", "description"),
        ('+++\ntitle = "Colours and sleep"\n+++\n\nSleep.\n', "Colours", "title"),
    ],
)
def test_markdown(text, word, where):
    assert asides(text, "md") == [(word, where, text.index(word))]


def test_markdown_without():
    assert asides("---\ntags: colours\nauthor: Colour Smith\n---\n\nSleep.\n\n![[colours.png|colours]]\n", "md") == []
