"""From UTF-8 byte offsets to code points."""
from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from healthlint.patterns import compile_pattern

_FEW = 10
"""Of this many characters one may be no ASCII before stretches of ASCII are dearer than a walk over all bytes."""
_CONTINUES = b"\0" * 0x80 + b"\1" * 0x40 + b"\0" * 0x40
"""1 for a byte that goes on with a character, by the byte."""


def byte_shifts(text: str) -> Sequence[int]:
    """By how much an offset in ``text.encode()`` is greater than the same place in ``text``, for each byte that begins a character."""
    if text.isascii():
        return bytes(len(text) + 1)
    data = text.encode()
    if len(data) - len(text) > len(text) // _FEW:
        return array("I", accumulate(data.translate(_CONTINUES), initial=0))
    stretches: list[bytes] = []
    shift = at = 0
    for match in _wide().finditer(text):
        after = match.end() + shift
        stretches.append(array("I", (shift,)).tobytes() * (after - at))
        at = after
        char = match[0]
        shift += 1 + (char > "\u07ff") + (char > "\uffff")
    stretches.append(array("I", (shift,)).tobytes() * (len(data) + 1 - at))
    return array("I", b"".join(stretches))


@cache
def _wide() -> re.Pattern[str]:
    return compile_pattern("[^\x00-\x7f]")
