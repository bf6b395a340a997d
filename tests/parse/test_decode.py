"""Bytes to text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.model import SourceError
from healthlint.parse.decode import FALSE_CHARSET, UNDECLARED, read_source

META = '<meta charset="{}"><p>{}'


@pytest.mark.parametrize(
    ("data", "text", "encoding", "notes"),
    [
        (b"plain", "plain", "utf-8", ()),
        ("café 5 µg".encode(), "café 5 µg", "utf-8", ()),
        ("café 5 µg".encode("cp1252"), "café 5 µg", "cp1252", (UNDECLARED,)),
        (b"", "", "utf-8", ()),
        (codecs.BOM_UTF8 + "é".encode(), "é", "utf-8", ()),
        (codecs.BOM_UTF16_LE + "é\r\n".encode("utf-16-le"), "é\r\n", "utf-16-le", ()),
        (codecs.BOM_UTF16_BE + "é".encode("utf-16-be"), "é", "utf-16-be", ()),
        (codecs.BOM_UTF32_LE + "é".encode("utf-32-le"), "é", "utf-32-le", ()),
    ],
)
def test_text_is_decoded_without_guessing(data, text, encoding, notes):
    source = read_source(data, "a.txt")
    assert (source.text, source.encoding, source.notes) == (text, encoding, notes)
    assert source.exact
    assert source.bom + source.text.encode(source.encoding) == data


@pytest.mark.parametrize(
    ("charset", "bytes_in", "encoding", "notes"),
    [
        ("windows-1251", "cp1251", "cp1251", ()),
        ("shift_jis", "shift_jis", "shift_jis", ()),
        ("iso-8859-1", "cp1252", "cp1252", ()),
        ("windows-1252", "utf-8", "utf-8", (FALSE_CHARSET,)),
        ("utf-8", "cp1252", "cp1252", (FALSE_CHARSET,)),
        ("utf-16", "utf-8", "utf-8", ()),
        ("unicode_escape", "utf-8", "utf-8", ()),
        ("no-such-charset", "utf-8", "utf-8", ()),
        ("iso-2022-jp", "iso2022_jp", "iso2022_jp", ()),
    ],
)
def test_a_declared_charset_counts_where_it_decodes(charset, bytes_in, encoding, notes):
    word = {"cp1251": "боль", "shift_jis": "頭痛", "iso2022_jp": "頭痛"}.get(bytes_in, "café")
    source = read_source(META.format(charset, word).encode(bytes_in), "a.html")
    assert (source.encoding, source.notes) == (encoding, notes)
    assert source.text.endswith(word)


def test_an_xml_declaration_counts():
    data = "<?xml version='1.0' encoding='windows-1251'?><p>боль".encode("cp1251")
    assert read_source(data, "a.xhtml").text.endswith("боль")


def test_a_charset_named_in_a_markdown_sample_is_not_a_declaration():
    data = '```\n<meta charset="windows-1251">\n```\ncafé'.encode("cp1252")
    assert read_source(data, "a.md").text.endswith("café")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 ...", ["a.txt", "PDF", "Export"]),
        (b"PK\x03\x04....", ["a.txt", "Word", "Export"]),
        (b"ab\ncd\0ef", ["a.txt:2", "byte 5", "NUL"]),
        (b"ab\ncd\x81", ["a.txt:2", "byte 5", "0x81", "UTF-8"]),
        (codecs.BOM_UTF8 + b"\xff", ["a.txt", "byte 3", "UTF-8"]),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", ["a.txt", "byte 2", "UTF-16"]),
        (b"\xed\xa0\x80\x81", ["a.txt:1", "byte 3"]),
    ],
)
def test_what_cannot_be_read_names_file_place_and_remedy(data, words):
    with pytest.raises(SourceError) as error:
        read_source(data, "a.txt")
    for word in words:
        assert word in str(error.value)


def test_the_hash_is_that_of_the_bytes():
    assert read_source(b"abc", "a.txt").sha256.startswith("ba7816bf")


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a.md"]))
def test_any_bytes_are_read_exactly_or_refused(data, path):
    try:
        source = read_source(data, path)
    except SourceError:
        return
    if source.exact:
        assert source.bom + source.text.encode(source.encoding) == data


@given(st.text(), st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]))
def test_marked_text_comes_back(text, encoding):
    bom = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}[encoding]
    try:
        data = bom + text.encode(encoding)
    except UnicodeEncodeError:
        return
    if encoding == "utf-16-le" and text.startswith("\0"):
        return  # the same bytes as the mark of UTF-32
    source = read_source(data, "a.md")
    assert (source.text, source.exact) == (text, True)
