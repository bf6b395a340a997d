"""Markdown to blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.model import Kind, Mark, Segment, Source, Zone
from healthlint.parse.byte_map import byte_shifts
from healthlint.parse.markdown import parse_markdown

SPACES = {ord(c): " " for c in "\t\n\r\x0b\x0c\x85"}


def parse(text, path="a.md"):
    return parse_markdown(Source(path, text))


def shape(text):
    return [(b.zone.value, b.text) for b in parse(text).blocks]


def elements(text):
    document = parse(text)
    return [(e.name, text[e.span.start : e.span.end], dict(e.attributes)) for e in document.elements]


def exact(document):
    """Every block's map covers its text, and verbatim pieces stand in the source as they are."""
    text = document.source.text
    for block in document.blocks:
        at = 0
        for seg in [Segment(*places) for places in block.segments]:
            assert seg.start == at
            assert 0 <= seg.source_start <= seg.source_end <= len(text)
            piece, origin = block.text[seg.start : seg.end], text[seg.source_start : seg.source_end]
            assert len(piece) != len(origin) or len(origin) == 1 or piece.translate(SPACES) == origin.translate(SPACES)
            at = seg.end
        assert at == len(block.text)
        for inline in block.inlines:
            assert 0 <= inline.start <= inline.end <= len(block.text)
    for element in document.elements:
        assert 0 <= element.span.start <= element.tag.end <= element.span.end <= len(text)
        assert element.block < len(document.blocks)
    for comment in document.comments:
        assert 0 <= comment.span.start <= comment.span.end <= len(text)
    return True


def test_the_only_top_heading_is_the_title():
    document = parse("# Iron\n\nText.\n\n## Dose\n\nMore.\n")
    assert document.title == "Iron"
    assert [b.zone for b in document.blocks] == [Zone.TITLE, Zone.PROSE, Zone.HEADING, Zone.PROSE]


def test_the_title_may_stand_in_front_matter():
    document = parse("---\ntitle: Iron\n---\n\n## Dose\n\nMore.\n")
    assert (document.title, document.blocks[0].zone) == ("Iron", Zone.HEADING)
    assert [(m.key, m.value) for m in document.metadata] == [("title", "Iron")]


def test_a_line_between_thematic_breaks_is_text():
    assert shape("A\n\n---\nnot: metadata\n\n---\nB")[1] == ("prose", "not: metadata")


@pytest.mark.parametrize(
    ("text", "found", "origin"),
    [
        ("Take *one* tablet", "Take one tablet", "Take *one* tablet"),
        ("Fish &amp; chips", "Fish & chips", "Fish &amp; chips"),
        ("5 \\* 3", "5 * 3", "5 \\* 3"),
        ("é 🙂 **naïve**", "naïve", "naïve"),
        ("Line one\nline two", "one line", "one\nline"),
        ("> quoted\n> on", "quoted on", "quoted\n> on"),
        ("a<b>c</b>d", "acd", "a<b>c</b>d"),
        ("a[b](c)d", "abd", "a[b](c)d"),
        ("caf&eacute;s", "é", "&eacute;"),
    ],
)
def test_a_range_of_the_text_has_its_range_of_the_source(text, found, origin):
    block = parse(text).blocks[0]
    at = block.text.index(found)
    span = block.span(at, at + len(found))
    assert text[span.start : span.end] == origin


def test_elements_have_exact_places_and_attributes():
    text = "# Iron\n\n[a](b \"c\") ![d](e.png 'f') <g@h.org>\n\n| i | j |\n|---|---|\n| k | l |\n\n<img src=m.png alt=\"n\">\n"
    assert elements(text) == [
        ("h1", "# Iron", {}),
        ("a", '[a](b "c")', {"href": "b", "title": "c"}),
        ("img", "![d](e.png 'f')", {"src": "e.png", "alt": "d", "title": "f"}),
        ("a", "<g@h.org>", {"href": "g@h.org"}),
        ("table", "| i | j |\n|---|---|\n| k | l |", {}),
        ("img", '<img src=m.png alt="n">', {"src": "m.png", "alt": "n"}),
    ]


def test_links_and_definitions_are_no_text():
    assert shape("[One][1] and [two].\n\n[1]: https://a.org\n[two]: https://b.org\n") == [("prose", "One and two.")]


def test_lists_keep_the_printed_number():
    blocks = parse("3. c\n5. e\n   - x\n   - y\n\n* z\n").blocks
    assert [(b.label, b.level, b.group, b.text) for b in blocks] == [
        ("3", 1, 1, "c"),
        ("5", 1, 1, "e"),
        ("•", 2, 2, "x"),
        ("•", 2, 2, "y"),
        ("•", 1, 3, "z"),
    ]


def test_a_second_paragraph_of_an_item_is_no_item():
    blocks = parse("- one\n\n  more\n\n- two\n").blocks
    assert [(b.kind, b.zone, b.label) for b in blocks] == [
        (Kind.LIST_ITEM, Zone.LIST, "•"),
        (Kind.PARAGRAPH, Zone.LIST, ""),
        (Kind.LIST_ITEM, Zone.LIST, "•"),
    ]


def test_tables_give_rows_of_cells():
    blocks = parse("| a | b |\n|---|---|\n| c | d |\n").blocks
    assert [(b.text, b.kind, b.row, b.group) for b in blocks] == [
        ("a", Kind.TABLE_CELL, 1, 1),
        ("b", Kind.TABLE_CELL, 1, 1),
        ("c", Kind.TABLE_CELL, 2, 1),
        ("d", Kind.TABLE_CELL, 2, 1),
    ]


def test_footnotes_are_marked_and_their_definitions_named():
    text = "Iron helps[^1] most[^who].\n\n[^1]: Smith J. Iron. 2019.\n[^who]: Lee A. Zinc. 2020.\n"
    blocks = parse(text).blocks
    notes = [i for i in blocks[0].inlines if i.mark is Mark.FOOTNOTE]
    assert blocks[0].text == "Iron helps[1] most[who]."
    assert [(n.target, blocks[0].text[n.start : n.end], text[n.span.start : n.span.end]) for n in notes] == [
        ("1", "1", "[^1]"),
        ("who", "who", "[^who]"),
    ]
    assert [(b.kind, b.label, b.text) for b in blocks[1:]] == [
        (Kind.FOOTNOTE, "1", "Smith J. Iron. 2019."),
        (Kind.FOOTNOTE, "who", "Lee A. Zinc. 2020."),
    ]


def test_a_footnote_without_definition_is_marked_too():
    block = parse("Iron helps[^7].").blocks[0]
    assert [(i.mark, i.target) for i in block.inlines] == [(Mark.FOOTNOTE, "7")]


def test_quotations_are_told_from_boxes():
    assert shape("> She said so.\n\n> **Tip:** rest.\n\n> [!NOTE]\n> Drink.\n") == [
        ("quote", "She said so."),
        ("prose", "Tip: rest."),
        ("prose", "Drink."),
    ]


def test_comments_are_kept_for_suppressions():
    text = "A\n\n<!-- one -->\n\n[//]: # (two)\n\nB <!-- three -->\n"
    comments = parse(text).comments
    assert [c.text for c in comments] == ["one", "two", "three"]
    assert [text[c.span.start : c.span.end] for c in comments] == ["<!-- one -->", "[//]: # (two)", "<!-- three -->"]


def test_a_comment_directly_after_a_line_is_visible_text():
    document = parse("Iron helps.\n[//]: # (healthlint: ignore)\n")
    assert document.comments == ()
    assert "ignore" in document.blocks[0].text


def test_html_goes_on_over_markdown():
    text = '<details id="more">\n<summary>Who?</summary>\n\nHidden *text*.\n\n</details>\n\nSeen.\n'
    document = parse(text)
    assert [(b.text, b.hidden) for b in document.blocks] == [("Who?", False), ("Hidden text.", True), ("Seen.", False)]
    assert "more" in document.anchors


def test_html_gives_headings_lists_and_cells():
    text = "<h2>Dose</h2>\n<ol start=3><li>one<li>two</ol>\n<table><tr><td>a<td>b</table>\n<p>p <sup>1</sup> q</p>\n<script>x</script>\n"
    blocks = parse(text).blocks
    assert [(b.kind, b.label, b.text) for b in blocks] == [
        (Kind.HEADING, "", "Dose"),
        (Kind.LIST_ITEM, "3", "one"),
        (Kind.LIST_ITEM, "4", "two"),
        (Kind.TABLE_CELL, "", "a"),
        (Kind.TABLE_CELL, "", "b"),
        (Kind.PARAGRAPH, "", "p 1 q"),
    ]
    assert blocks[-1].marked(Mark.SUPERSCRIPT, 2, 3)


def test_inline_markup_is_marked():
    block = parse("a *b* **c** `d` ~~e~~ f^2^ g~3~ <cite>h</cite>").blocks[0]
    assert [(i.mark.value, block.text[i.start : i.end]) for i in block.inlines] == [
        ("emphasis", "b"),
        ("strong", "c"),
        ("code", "d"),
        ("deleted", "e"),
        ("superscript", "2"),
        ("subscript", "3"),
        ("cite", "h"),
    ]


def test_lines_of_a_source_list_stay_lines():
    assert shape("[1] Smith J. Iron. 2019.\n[2] Lee A. Zinc. 2020.")[0][1] == "[1] Smith J. Iron. 2019.\n[2] Lee A. Zinc. 2020."


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines_of_all_kinds_give_the_same_blocks(newline):
    text = "# Iron\n\nIron *carries*\noxygen.\n\n- One\n- Two\n\n> q\n> r\n"
    assert shape(text.replace("\n", newline)) == shape(text)


@given(st.text(alphabet="aé→🙂\n", max_size=60), st.sampled_from(["", "a" * 500]))
def test_byte_offsets_become_code_points(text, plain):
    text = text[:7] + plain + text[7:]
    shifts = byte_shifts(text)
    places = [len(text[:i].encode()) for i in range(len(text) + 1)]
    assert [place - shifts[place] for place in places] == list(range(len(text) + 1))


PIECES = st.sampled_from([
    "Iron", " ", "\n", "\n\n", "*", "**", "_", "`", "```\n", "# ", "> ", "- ", "1. ", "    ", "\t", "[", "]", "(u)", "![", "[^1]", "[^1]: ",
    "|", "|-|-|\n", "<b>", "</b>", "<div>\n", "</div>\n", "<!-- c -->", "<br>", "&amp;", "&#233;", "é", "🙂", "\\", "~~", "$x$", "[[a|b]]",
    "{{ x }}", "{% y %}", "==", "%%", ":::", "---\n", "+++\n", "a: b\n", "\r\n", "\r", "<details>", "<li>", "<td>", "<p>", "\x00", "\u00ad",
    "~2~", "> [!x] t\n", "[//]: # (c)\n", ": d\n", "<svg>", "</svg>", "<script>", "^[n]", "##H\n", "- [ ] ", "\x0c", "\u2028",
    "{: .x}", "^2^", "{{ x }}", "<a href='x'>", "</a>",
])  # fmt: skip


@given(st.lists(PIECES, max_size=30), st.sampled_from(["a.md", "a.mdx"]))
def test_every_character_maps_back(parts, path):
    assert exact(parse("".join(parts), path))


@given(st.text(max_size=120))
def test_any_text_maps_back(text):
    assert exact(parse(text))
