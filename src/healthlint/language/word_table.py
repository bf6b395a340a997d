"""Long tables of words, kept as text until a word is asked for.

An article asks for a few hundred words; to make a dictionary of ten thousand takes longer than to look all of those up. So the
lines of a table are kept in pieces by their first letters, and a word is searched in its own piece.
"""
from __future__ import annotations

import marshal
from collections.abc import Iterable, Mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_LETTERS = 2
"""First letters that the words of one piece share, where nothing else is said: pieces are then short enough to be searched at once."""


class WordTable:
    """Words and what a table says of each."""

    def __init__(self, pieces: dict[str, str], letters: int = _LETTERS) -> None:
        """Take the lines of the table by the first letters of their words; each line begins with a line break and ends before one."""
        self.pieces = pieces
        self._letters = letters

    def get(self, word: str) -> str | None:
        """What the table says of ``word``; ``None`` if it does not have it."""
        piece = self.pieces.get(word[: self._letters])
        if piece is None:
            return None
        at = piece.find(f"\n{word}\t")
        if at < 0:
            return None
        start = at + len(word) + 2
        return piece[start : piece.index("\n", start)]


def make_pieces(rows: Iterable[tuple[str, str]], letters: int = _LETTERS) -> dict[str, str]:
    """Sort words and what is said of them into pieces; of a word that comes twice, what is said first stands."""
    lines: dict[str, list[str]] = {}
    for word, said in rows:
        lines.setdefault(word[:letters], []).append(f"\n{word}\t{said}")
    return {opening: "".join(mine) + "\n" for opening, mine in lines.items()}


class PackedTable(dict[str, "Any"]):
    """What a table says of each word, kept as bytes until the word is asked for: making all its objects takes longer than a few look-ups.

    Ask ``packed`` whether the table has a word; as a dictionary it holds the words that were asked for.
    """

    def __init__(self, packed: dict[str, bytes]) -> None:
        """Take what ``pack`` gave."""
        super().__init__()
        self.packed = packed

    def __missing__(self, word: str) -> object:
        found = self[word] = marshal.loads(self.packed[word])  # noqa: S302 - from a folder that only this user can write to
        return found


def pack(table: Mapping[str, object]) -> dict[str, bytes]:
    """Turn what is said of each word, made of built-in types only, into bytes."""
    return {word: marshal.dumps(said) for word, said in table.items()}  # type: ignore[arg-type]
