"""A page is cut at each ``<``, a passage is searched for tags: both find the same tokens."""
from __future__ import annotations

import random

from healthlint.parse.html_nodes import build_nodes
from healthlint.parse.html_reader import Reader
from healthlint.parse.html_tokens import COMMENT, END, OTHER, RAW, START, TEXT, Token, tokenize

_PIECES = [
    "<b>", "</b>", '<b c="d">', '<b c="d>e">', "<b c='d>e' f>", '<b c="d"e="f">', '<b c ="d>e">', '<b ="c>d">', '<b c="d"="e>f">', '<b"c>',
    '<b c=d"e>', "<b/>", "<b\nc>", '<b/c="d">', "< ", "<5", "a < b > c", "</", "</ ", "<!",
    "<!-- <b> -->", "<!-->", "<!doctype html>", "<?x?>",
    "<script>if (a<b) c='</b>'</script>", "<style>a>b</style>", "<b",
    '<b c="', "word", ">", '"', "'", "&lt;", "\n", "<<b>>", "<B C>", "<b c=>",
]  # fmt: skip


class _Heard(Reader):
    def __init__(self) -> None:
        self.places: list[tuple[int, int, int]] = []

    def text(self, piece: str, start: int, end: int) -> None:
        assert len(piece) == end - start
        self.places.append((TEXT, start, end))

    def space(self, start: int, end: int) -> None:
        self.places.append((TEXT, start, end))

    def aside(self, kind: int, start: int, end: int) -> None:
        self.places.append((kind, start, end))


def _of_text(tokens: list[Token]) -> list[tuple[int, int, int]]:
    return [(kind, start, end) for kind, start, end, _, _ in tokens if kind in {TEXT, COMMENT, RAW, OTHER}]


def test_both_ways_find_the_same() -> None:
    chance = random.Random(1)  # noqa: S311  (no secret)
    for _ in range(3000):
        page = "".join(chance.choices(_PIECES, k=chance.randrange(1, 9)))
        heard = _Heard()
        nodes = build_nodes(page, heard).nodes
        tokens = tokenize(page)
        assert heard.places == _of_text(tokens), page
        assert [(n.start, n.tag_end) for n in nodes] == [(start, end) for kind, start, end, _, _ in tokens if kind == START], page
        assert END not in {kind for kind, _, _ in heard.places}
