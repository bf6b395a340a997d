import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from healthlint.model import Segment, Source
from healthlint.parse.html import parse_html
from healthlint.parse.html_entities import decode
from healthlint.parse.html_tokens import TEXT, tokenize

TAGS = ["p", "div", "b", "em", "a", "ul", "li", "h2", "span", "section", "sup", "blockquote", "table", "tr", "td", "ol", "i"]
WORDS = st.sampled_from(["neck", "pain ", " and", "\n", "  ", "café", "1 < 2", "&amp;", "&nbsp;", "&#8217;", "&eacute", "x", "\r\n", "\t"])
START = st.sampled_from(
    [f"<{t}>" for t in TAGS] + ['<a href="/x?a=1&b=2">', "<p class='lead'>", "<br>", "<img src=a alt='b'>", "<!-- c -->"]
)
END = st.sampled_from([f"</{t}>" for t in TAGS])
MARKUP = st.lists(st.one_of(WORDS, WORDS, START, END), max_size=30).map("".join)
PLAIN = st.sampled_from(
    [
        "neck",
        "pain ",
        " and",
        "\n",
        "café",
        "1 < 2",
        "&amp;",
        "&nbsp;",
        "&#8217;",
        "<p>",
        "<div>",
        "<b>",
        "</b>",
        "</div>",
        "<ul><li>",
        "<br>",
    ]
)
SPACE = re.compile(r"[ \t\n\r\f]+")


def read(text):
    return parse_html(Source("page.html", text))


def squeeze(text):
    return "".join(text.split())


@settings(max_examples=300)
@given(MARKUP)
def test_every_segment_decodes_to_its_text(text):
    for block in read(text).blocks:
        at = 0
        for segment in [Segment(*places) for places in block.segments]:
            assert segment.start == at
            at = segment.end
            written = decode(text[segment.source_start : segment.source_end])
            if not written.startswith("<br"):
                assert SPACE.sub(" ", written) == block.text[segment.start : segment.end].replace("\n", " ")
        assert at == len(block.text)


@settings(max_examples=300)
@given(MARKUP)
def test_tree_and_blocks_have_one_text(text):
    document = read(text)
    assert squeeze(document.tree.get_text()) == squeeze("".join(b.text for b in document.blocks))


@settings(max_examples=200)
@given(st.lists(PLAIN, max_size=30).map("".join))
def test_text_equals_that_of_another_parser(text):
    assert squeeze(read(text).tree.get_text()) == squeeze(BeautifulSoup(text, "html.parser").get_text())


@settings(max_examples=300)
@given(st.text(alphabet="<>/!-=\"'& abp{}%?[]#;\n\0", max_size=60))
def test_any_text_gives_blocks_in_order(text):
    document = read(text)
    ends = [b.segments[-1][3] for b in document.blocks]
    assert ends == sorted(ends)
    assert document.tree is not None


@settings(max_examples=200)
@given(MARKUP)
def test_every_tag_of_the_tree_knows_its_place(text):
    for tag in read(text).tree.find_all():
        written = text[tag.span.start : tag.span.end]
        assert written.startswith((f"<{tag.name}", f"</{tag.name}"))
        assert tag.outer.start == tag.span.start
        assert tag.outer.end >= tag.span.end


@pytest.mark.parametrize(
    "unit",
    [
        "<div>",
        "<ul><li>",
        "<table><td>",
        "{%",
        "<b><p>",
        "<p><b>",
        "</p>",
        "<font><table>",
        "<svg>",
        "{{",
        "<i></b>",
        "<dl><dd>",
        "<td></tr>",
        "x<br>",
        "<x></div>",
    ],
)
def test_hostile_nesting_gives_a_document(unit):
    assert read(unit * 4_000).blocks is not None


@settings(max_examples=200)
@given(MARKUP)
def test_the_walk_over_a_page_reads_the_text_that_its_tokens_hold(text):
    assert [run[1:] for run in read(text).runs] == [(start, end) for kind, start, end, _, _ in tokenize(text) if kind == TEXT]


def test_end_tags_of_table_parts_that_are_not_open_are_not_looked_for():
    page = read("<table><tbody><tr><td>" + "<b>" * 10_000 + "x" + "</thead>" * 10_000 + "y")
    assert [b.text for b in page.blocks] == ["xy"]


@pytest.mark.parametrize("unit", ["<div><b>Rest ", "<ul><li><i>Rest ", "<b><div>Rest "])
def test_markup_that_never_closes_is_not_noted_in_every_block_after_it_without_end(unit):
    blocks = read(unit * 500).blocks
    assert len(blocks) == 500
    assert max(len(b.inlines) for b in blocks) <= 20


def test_a_block_takes_over_few_of_the_class_words_around_it():
    words = " ".join(f"w{n}" for n in range(5000))
    (block,) = read(f'<div class="{words}"><section class="inner"><p class="own">Rest.</p></section></div>').blocks
    assert block.classes.split()[:4] == ["own", "inner", "w0", "w1"]
    assert len(block.classes.split()) < 20
