"""From UTF-8 byte offsets to code points."""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cache

from healthlint.patterns import compile_pattern


def code_points(text: str) -> Callable[[int], int]:
    """Return a function that turns offsets in ``text.encode()`` into offsets in ``text``.

    Made by runs of characters that take the same number of bytes, since most
    of a text is ASCII; byte by byte where it is not.
    """
    if text.isascii():
        return int
    data = text.encode()
    if len(data) - len(text) > len(text) // _FEW:
        return _each(data)
    bytes_at = [0]
    points_at = [0]
    widths = [1]
    at = 0
    for match in _wide().finditer(text):
        start, end = match.span()
        width = len(text[start].encode())
        if start > points_at[-1] or widths[-1] != 1:
            at = bytes_at[-1] + (start - points_at[-1]) * widths[-1]
        bytes_at += [at, at + (end - start) * width]
        points_at += [start, end]
        widths += [width, 1]
        at = bytes_at[-1]

    def convert(offset: int) -> int:
        i = bisect_right(bytes_at, offset) - 1
        return points_at[i] + (offset - bytes_at[i]) // widths[i]

    return convert


def _each(data: bytes) -> Callable[[int], int]:
    """Count the bytes that begin a character, up to every byte."""
    from array import array
    from itertools import accumulate

    begins = bytes([0 if 0x80 <= byte < 0xC0 else 1 for byte in range(256)])
    return array("I", accumulate(data.translate(begins), initial=0)).__getitem__


_FEW = 40
"""Of this many characters one may be no ASCII before runs of them are dearer than a table of all bytes."""


@cache
def _wide() -> re.Pattern[str]:
    return compile_pattern("[\x80-\u07ff]+|[\u0800-\uffff]+|[\U00010000-\U0010ffff]+")
