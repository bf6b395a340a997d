"""Where each character of a block stands in the source, for few pieces and for many."""

from itertools import pairwise

import pytest

from healthlint.model import Segment, Source, Span
from healthlint.parse.html import parse_html

WORDS = ("Rest  helps", "Rest &amp; ice", "re<b>s</b>t", "caf&eacute;<br>now", "a\n b")


def _place(block, at):
    """Begin and end of the source of one character, found the slow way."""
    segment = next(s for s in [Segment(*places) for places in block.segments] if s.start <= at < s.end)
    if segment.end - segment.start != segment.source_end - segment.source_start:
        return segment.source_start, segment.source_end
    begin = segment.source_start + at - segment.start
    return begin, begin + 1


@pytest.mark.parametrize("text", ["Rest helps.", *WORDS, " ".join(WORDS), " ".join(WORDS * 4)])
def test_every_range_of_a_block_begins_and_ends_where_its_characters_do(text):
    (block,) = parse_html(Source("page.html", f"<p>{text}</p>")).blocks
    size = len(block.text)
    for start in range(size):
        for end in range(start + 1, size + 1):
            assert block.span(start, end) == Span(_place(block, start)[0], _place(block, end - 1)[1])
    assert block.span() == block.span(0, size)
    assert block.span(size, size) == Span(block.segments[-1][3], block.segments[-1][3])


@pytest.mark.parametrize("text", ["Rest helps.", " ".join(WORDS), " ".join(WORDS * 4)])
def test_the_pieces_of_a_range_are_its_segments_cut_to_it(text):
    (block,) = parse_html(Source("page.html", f"<p>{text}</p>")).blocks
    for start in range(len(block.text)):
        for end in range(start + 1, len(block.text) + 1):
            pieces = block.pieces(start, end)
            assert (pieces[0].start, pieces[-1].end) == (start, end)
            assert all(a.end == b.start for a, b in pairwise(pieces))
            assert all(p.source_start <= _place(block, at)[0] < p.source_end for p in pieces for at in range(p.start, p.end))
