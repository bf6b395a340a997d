"""From UTF-8 byte offsets to code points."""
from __future__ import annotations

import re
from array import array
from functools import cache
from itertools import accumulate

from healthlint.patterns import compile_pattern

_FEW = 40
"""Of this many characters one may be no ASCII before stretches of ASCII are dearer than a walk over all bytes."""
_CONTINUES = b"\0" * 0x80 + b"\1" * 0x40 + b"\0" * 0x40
"""1 for a byte that goes on with a character, by the byte."""


def byte_shifts(text: str) -> array[int]:
    """By how much an offset in ``text.encode()`` is greater than the same place in ``text``, for each byte that begins a character."""
    if text.isascii():
        return array("I", (0,)) * (len(text) + 1)
    data = text.encode()
    if len(data) - len(text) > len(text) // _FEW:
        return array("I", accumulate(data.translate(_CONTINUES), initial=0))
    table = array("I")
    shift = at = 0
    for match in _wide().finditer(text):
        start, end = match.span()
        table += array("I", (shift,)) * (start - at)
        run = match[0].encode()
        table.extend(accumulate(run[:-1].translate(_CONTINUES), initial=shift))
        shift += len(run) - (end - start)
        at = end
    table += array("I", (shift,)) * (len(text) - at + 1)
    return table


@cache
def _wide() -> re.Pattern[str]:
    return compile_pattern("[^\x00-\x7f]+")
