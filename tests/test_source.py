"""Lines and columns of a text, however they are asked for."""

import re
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.model import Source
from healthlint.parse.decode import read_source

TEXTS = st.text("ab\n\r\u2028", max_size=30)


def lines_of(text):
    """The lines of a text with their newlines."""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$", text)


@given(TEXTS)
def test_every_offset_has_the_line_and_column_of_its_character(text):
    source = Source("a.txt", text)
    at = 0
    for number, line in enumerate(lines_of(text), 1):
        for column in range(1, len(line) + 1):
            assert source.line_column(at) == (number, column)
            assert source[source.line_around(at)] == line.rstrip("\r\n")
            at += 1


@given(TEXTS, st.data())
def test_many_offsets_are_placed_as_each_by_itself(text, data):
    source = Source("a.txt", text)
    offsets = data.draw(st.lists(st.integers(0, len(text)), max_size=8))
    assert source.line_columns(offsets) == {offset: source.line_column(offset) for offset in offsets}


@pytest.mark.parametrize(("text", "place"), [("", (1, 1)), ("a", (1, 2)), ("a\n", (2, 1)), ("a\r\n", (2, 1))])
def test_the_end_of_a_text_has_a_place(text, place):
    source = Source("a.txt", text)
    assert source.line_column(len(text)) == place
    assert source.line_columns([len(text)]) == {len(text): place}


@pytest.mark.parametrize(
    "data",
    ["Schlaf für alle".encode(), "Schlaf für alle".encode("cp1252"), "\ufeffSleep".encode(), "Sleep".encode("utf-16")],
)
def test_the_hash_of_a_file_is_of_the_bytes_read(data):
    assert read_source(data, "a.txt").sha256 == sha256(data).hexdigest()
