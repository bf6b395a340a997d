from itertools import pairwise

import pytest

from healthlint.parse import html_written
from healthlint.parse.html_entities import decode
from healthlint.parse.html_tokens import COMMENT, END, OTHER, RAW, START, TEXT, tokenize
from healthlint.parse.html_written import attribute_span, read_attributes


def pieces(text):
    return [(kind, text[start:end]) for kind, start, end, _, _ in tokenize(text)]


def attributes(tag):
    _, _, end, _, first = tokenize(tag)[0]
    return read_attributes(tag[first : end - 1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <b>c</b>", [(TEXT, "a "), (START, "<b>"), (TEXT, "c"), (END, "</b>")]),
        ("1 < 2 & 3<5", [(TEXT, "1 < 2 & 3<5")]),
        ("<!DOCTYPE html>x", [(OTHER, "<!DOCTYPE html>"), (TEXT, "x")]),
        ("<!-- a > b -->x", [(COMMENT, "<!-- a > b -->"), (TEXT, "x")]),
        ("<!-->x", [(COMMENT, "<!-->"), (TEXT, "x")]),
        ("<!-- a --!>x", [(COMMENT, "<!-- a --!>"), (TEXT, "x")]),
        ("<!-- never closed <p>", [(COMMENT, "<!-- never closed <p>")]),
        ("<?php echo 1 ?>x", [(OTHER, "<?php echo 1 ?>"), (TEXT, "x")]),
        ("<script>if (a<b) '</p>'</script>x", [(START, "<script>"), (RAW, "if (a<b) '</p>'"), (END, "</script>"), (TEXT, "x")]),
        ("<title>A &amp; <b></title>", [(START, "<title>"), (TEXT, "A &amp; <b>"), (END, "</title>")]),
        ("<svg><title>T</title></svg>", [(START, "<svg>"), (START, "<title>"), (TEXT, "T"), (END, "</title>"), (END, "</svg>")]),
        ("<svg><![CDATA[a<b]]></svg>", [(START, "<svg>"), (OTHER, "<![CDATA["), (RAW, "a<b"), (OTHER, "]]>"), (END, "</svg>")]),
        ("<p><![CDATA[a]]>b", [(START, "<p>"), (OTHER, "<![CDATA[a]]>"), (TEXT, "b")]),
        ('<a title="x > y">z', [(START, '<a title="x > y">'), (TEXT, "z")]),
        ("cut <a href='x", [(TEXT, "cut "), (OTHER, "<a href='x")]),
        ("<script><!-- <script> </script> --></script>x", [
            (START, "<script>"), (RAW, "<!-- <script> </script> -->"), (END, "</script>"), (TEXT, "x"),
        ]),
    ],
)  # fmt: skip
def test_a_page_is_cut_where_browsers_cut_it(text, expected):
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ('<a href="x" HREF="y">', {"href": "x"}),
        ("<a b = 'c' d=e f>", {"b": "c", "d": "e", "f": ""}),
        ("<a class=“big”>", {"class": "“big”"}),
        ('<img alt="A &amp; B &copy=1 &copy;">', {"alt": "A & B &copy=1 ©"}),
        ("<br/>", {}),
        ("<a/b=1 / c>", {"b": "1", "c": ""}),
        ("<a =b>", {"=b": ""}),
    ],
)
def test_attributes_are_read_as_browsers_read_them(tag, expected):
    assert attributes(tag) == expected


def test_the_place_of_a_value_leaves_out_its_quotes():
    tag = "<img src=a.png alt = 'Neck'>"
    _, _, end, _, first = tokenize(tag)[0]
    assert tag[slice(*attribute_span(tag, first, end - 1, "alt"))] == "Neck"
    assert attribute_span(tag, first, end - 1, "title") is None


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("&eacute;&#233;&#xE9;", "ééé"),
        ("&#150;&#x92;", "–’"),
        ("&#0;&#xD800;&#x110000;&#99999999999999;", "\N{REPLACEMENT CHARACTER}" * 4),
        ("&notit; &amp &ampx", "¬it; & &x"),
        ("AT&T; R&D &unknown;", "AT&T; R&D &unknown;"),
        ("&CounterClockwiseContourIntegral;", "∳"),
    ],
)
def test_references_are_decoded_as_browsers_decode_them(written, shown):
    assert decode(written) == shown


@pytest.mark.parametrize(
    "unit",
    ['<a b="', "<a =", "<a b='", "<a ", "</", "<!--", "<!", "<script>", "<svg><![CDATA[", "<script><!--<script>", "&#"],
)
def test_hostile_repetition_is_cut_without_gaps(unit):
    text = unit * 20_000
    tokens = tokenize(text)
    assert tokens[0][1] == 0
    assert tokens[-1][2] == len(text)
    assert all(a[2] == b[1] for a, b in pairwise(tokens))


@pytest.mark.parametrize(
    "raw",
    [' a="1"\n', ' a="1" b="2" /', ' a="1"b="2"', ' a="1" a="2"', ' a="1" b', ' b a="1"', ' a="', ' a=\'x"y\' b="z"', " a='\"' b='\"'",
     ' "a"="b"', ' ="x"', ' a = "1"', ' A="&amp;" b="&copy=1"', ' a="1" b="2', "", " /"],
)  # fmt: skip
def test_attributes_in_plain_double_quotes_are_read_as_any_others(raw):
    assert read_attributes(raw) == html_written._read_any(raw)


def test_more_tags_and_attributes_than_are_remembered_are_read_alike():
    many = "".join(f'<x{n} a{n}="{n}" class="c{n}">' for n in range(5000))
    found = tokenize(many)
    assert [t[3] for t in found] == [f"x{n}" for n in range(5000)]
    assert all(read_attributes(f' a{n}="{n}"') == {f"a{n}": str(n)} for n in range(5000))
