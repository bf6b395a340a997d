"""Passages between quotation marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.language.quotes import quoted_ranges


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("He said “it works” and ‘don’t stop’ now", ["“it works”", "‘don’t stop’"]),
        ("It's the patients' records, isn't it?", []),
        ('"Instant relief," they said.', ['"Instant relief,"']),
        ("He is 5'10\" tall", []),
        ("the 'natural' remedy's 'cure'", ["'natural'", "'cure'"]),
        ("“A long quotation whose end is in the next paragraph", ["“A long quotation whose end is in the next paragraph"]),
        ("an “open mark only", []),
        ("«oui» and „ja“", ["«oui»", "„ja“"]),
        ("'natural cures' sell well", ["'natural cures'"]),
        ("'", []),
    ],
)
def test_passages(text, passages):
    assert [text[a:b] for a, b in quoted_ranges(text)] == passages


@given(st.text(alphabet="a s.'\"“”‘’«»„ "))
def test_ranges_are_in_order_and_inside(text):
    last = 0
    for start, end in quoted_ranges(text):
        assert last <= start < end <= len(text)
        last = end
