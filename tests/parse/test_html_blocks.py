import pytest

from healthlint.model import Kind, Mark, Source, Zone
from healthlint.parse.html import parse_html


def read(text):
    return parse_html(Source("page.html", text))


def texts(text):
    return [b.text for b in read(text).blocks]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>One<p>Two", ["One", "Two"]),
        ("<p>mag<b>nes</b>ium</p>", ["magnesium"]),
        ("<p> a \n\n  b\tc </p>", ["a b c"]),
        ("<p>a<br>b</p>", ["a\nb"]),
        ("<p>a<br><br/>b</p>", ["a", "b"]),
        ("<p>a <b> b</b></p>", ["a b"]),
        ("<div>intro<p>para</p>tail</div>", ["intro", "para", "tail"]),
        ("<p>x&nbsp;y&shy;z</p>", ["x\xa0y\xadz"]),
        ("<p>a</p>\0<p>b\0c</p>", ["a", "bc"]),
        ("<p>x</p><script>var a='p'</script><style>p{}</style><svg><text>no</text></svg><template>no</template><p>y</p>", ["x", "y"]),
        ("<noscript>no</noscript><p>y</p>", ["y"]),
        ("<b><p>one</b> two</p>", ["one two"]),
        ("<table><tr><td>a<td>b<tr><td>c</table>", ["a", "b", "c"]),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", ["a", "b", "c"]),
        ("<pre>\na  b\n  c</pre>", ["a  b\n  c"]),
        ("text </p> more", ["text", "more"]),
        ("<h2>Doses<h3>Men", ["Doses", "Men"]),
        ("<p>a <span hidden>no</span>b</p>", ["a b"]),
        ("<select><option>no</select><textarea>no</textarea><p>yes", ["yes"]),
        ("", []),
    ],
)
def test_text_is_what_a_reader_sees(page, expected):
    assert texts(page) == expected


def test_a_span_covers_entity_and_markup():
    source = "<p>caf&eacute; <b>la</b>tte</p>"
    block = read(source).blocks[0]
    assert block.text == "café latte"
    assert source[slice(*block.span(3, 4))] == "&eacute;"
    assert source[slice(*block.span(5, 10))] == "la</b>tte"
    assert source[slice(*block.outer)] == source


def test_windows_line_ends_keep_their_places():
    source = "<p>one\r\ntwo\rthree</p>\r\n<p>four</p>"
    first, second = read(source).blocks
    assert first.text == "one two three"
    assert source[slice(*first.span(4, 7))] == "two"
    assert source[slice(*second.span())] == "four"


@pytest.mark.parametrize(
    ("page", "labels"),
    [
        ("<ul><li>a<li>b</ul>", ["•", "•"]),
        ("<ol start=3><li>a<li>b</ol>", ["3", "4"]),
        ("<ol reversed start=2><li>a<li>b</ol>", ["2", "1"]),
        ("<ol><li value=7>a<li>b</ol>", ["7", "8"]),
        ("<ol type=a start=26><li>a<li>b</ol>", ["z", "aa"]),
        ("<ol type=I start=4><li>a<li>b</ol>", ["IV", "V"]),
        ("<ol><li><p>a</p><p>more</p><li>b</ol>", ["1", "", "2"]),
        ("<ol start=x><li>a</ol>", ["1"]),
    ],
)
def test_list_labels_are_those_the_browser_prints(page, labels):
    assert [b.label for b in read(page).blocks] == labels


def test_lists_and_tables_have_groups_levels_and_rows():
    blocks = read("<ul><li>a<ul><li>b</ul></ul><table><tr><th>c<tr><td>d</table>").blocks
    assert [(b.kind, b.level, b.row) for b in blocks] == [
        (Kind.LIST_ITEM, 1, 0), (Kind.LIST_ITEM, 2, 0), (Kind.TABLE_CELL, 0, 1), (Kind.TABLE_CELL, 0, 2),
    ]  # fmt: skip
    assert len({b.group for b in blocks}) == 3


def test_inline_markup_knows_its_text_and_its_place():
    source = '<p>See <a href="#r1" id="c1">the <sup>1</sup> list</a> <time datetime="2026-01-02">2 Jan</time> <img src=x alt="Neck"></p>'
    block = read(source).blocks[0]
    found = {(i.mark, block.text[i.start : i.end], i.target, i.anchor) for i in block.inlines}
    assert found == {
        (Mark.LINK, "the 1 list", "#r1", "c1"),
        (Mark.SUPERSCRIPT, "1", "", ""),
        (Mark.TIME, "2 Jan", "2026-01-02", ""),
        (Mark.IMAGE, "", "Neck", ""),
    }
    link = next(i for i in block.inlines if i.mark is Mark.LINK)
    assert source[slice(*link.span)].startswith("<a href")
    assert source[slice(*link.span)].endswith("</a>")


def test_a_link_around_two_paragraphs_marks_both():
    blocks = read("<a href=x><p>one</p><p>two</p></a>").blocks
    assert [(i.start, i.end) for b in blocks for i in b.inlines] == [(0, 3), (0, 3)]


def test_anchors_stand_on_the_block_they_open():
    document = read('<div id=a><a name="b"></a><h2 id=c>Title</h2></div><p id=d>x</p>')
    assert [b.anchors for b in document.blocks] == [("a", "b", "c"), ("d",)]
    assert document.source[document.anchors["c"]] == "<h2 id=c>"


def test_a_closed_accordion_hides_all_but_its_summary():
    blocks = read("<details><summary>Doses</summary><p>Once a day</p>More</details><p>End</p>").blocks
    assert [b.hidden for b in blocks] == [False, True, True, False]
    assert read("<div hidden><summary>Doses</summary></div>").blocks[0].hidden


@pytest.mark.parametrize(
    ("page", "hidden"),
    [
        ('<div class="tab-pane fade"><p>x</p></div>', True),
        ('<div class="tab-pane active"><p>x</p></div>', False),
        ('<div class="accordion-collapse collapse show"><p>x</p></div>', False),
        ('<div class="accordion-collapse collapse"><p>x</p></div>', True),
        ('<div class="column"><p>x</p></div>', False),
    ],
)
def test_panels_of_toolkits_tell_whether_they_are_open(page, hidden):
    assert read(page).blocks[0].hidden is hidden


@pytest.mark.parametrize(
    "page",
    ["<div hidden><p>Dose</p></div>", '<div style="display: none"><p>Dose</p></div>', "<section hidden=until-found><p>Dose</p></section>"],
)
def test_an_inactive_tab_is_article_text(page):
    block = read(page).blocks[0]
    assert (block.zone, block.hidden, block.text) == (Zone.PROSE, True, "Dose")


def test_language_is_the_nearest_declared():
    document = read('<html lang="en-GB"><body><p>One</p><div lang=cy><p>Dau <i lang=fr>trois</i></p></div></body></html>')
    assert document.language == "en-GB"
    assert [b.language for b in document.blocks] == ["en-GB", "cy"]
    assert [(i.mark, i.target) for i in document.blocks[1].inlines] == [(Mark.EMPHASIS, "fr")]


def test_front_matter_and_templates_are_masked_and_places_kept():
    source = "---\ntitle: x\n---\n{% include 'nav.html' %}<p>Dear {{ name }}, take <b>one</b>.</p><?php if ($a->b > 1) { ?>"
    document = read(source)
    (block,) = document.blocks
    assert block.text == "Dear , take one."
    assert source[slice(*block.span(12, 15))] == "one"
    template = next(i for i in block.inlines if i.mark is Mark.TEMPLATE)
    assert (template.start, source[slice(*template.span)]) == (5, "{{ name }}")
    assert "templated" in document.notes


def test_a_placeholder_in_an_attribute_is_kept_as_written():
    document = read('<img alt="{{ alt }}" {% if big %}class="big"{% endif %}><p>x</p>')
    assert document.elements[0].attributes["alt"] == "{{ alt }}"
    assert document.elements[0].attributes["class"] == "big"


def test_an_unfinished_placeholder_is_text():
    assert texts("<p>a {{ b</p><p>c</p>") == ["a {{ b", "c"]


def test_elements_know_their_parents():
    document = read("<table><tr><td><a href=x>y</a></table>")
    names = [e.name for e in document.elements]
    assert names == ["table", "tr", "td", "a"]
    assert [e.parent for e in document.elements] == [-1, 0, 1, 2]
    assert document.source[document.elements[3].span] == "<a href=x>y</a>"
    assert document.source[document.elements[3].tag] == "<a href=x>"


def test_comments_are_kept_with_their_places():
    source = "<p>a</p><!-- healthlint: ignore[a/b] -- why -->"
    (comment,) = read(source).comments
    assert comment.text == "healthlint: ignore[a/b] -- why"
    assert source[slice(*comment.span)].startswith("<!--")


def test_in_xhtml_a_slash_closes_any_element():
    page = '<p><a id="x"/>One</p><script src="x.js"/><p>Two</p>'
    assert [b.text for b in parse_html(Source("page.xhtml", page)).blocks] == ["One", "Two"]
    assert [b.text for b in parse_html(Source("page.html", page)).blocks] == ["One"]


def test_an_end_tag_of_an_item_too_many_leaves_the_list_open():
    document = read("<ul><li>A<ul><li>B</li></li><li>C</li></ul></li><li>D</li></ul>")
    items = [i for i, e in enumerate(document.elements) if e.name == "li"]
    assert [document.elements[document.elements[i].parent].start for i in items] == [0, 9, 9, 0]


def test_an_end_tag_of_an_item_closes_what_is_open_in_it():
    document = read("<ul><li><section>A</li><li>B</li></ul>")
    assert [document.elements[e.parent].name for e in document.elements if e.name == "li"] == ["ul", "ul"]
