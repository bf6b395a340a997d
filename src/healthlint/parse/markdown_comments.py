"""Comments written as link definitions: ``[//]: # (hidden)`` gives no event, so it is read from the gaps."""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from healthlint.model import Comment, Span
from healthlint.patterns import compile_pattern


def hidden_definitions(text: str, covered: Sequence[tuple[int, int]]) -> Iterator[Comment]:
    """Definitions that hide a remark in their title.

    ``covered`` are the ranges of the blocks that do show text, in order: directly after a
    line of a paragraph a definition is no definition but visible text.
    """
    if "]: #" not in text and "]: <>" not in text and "]:#" not in text:
        return
    starts = [start for start, _ in covered]
    for match in _definition().finditer(text):
        i = bisect_right(starts, match.start()) - 1
        if i < 0 or covered[i][1] <= match.start():
            yield Comment(next(g for g in match.groups() if g is not None).strip(), Span(*match.span()))


@cache
def _definition() -> re.Pattern[str]:
    return compile_pattern(
        r"^ {0,3}\[[^\]\n]{1,40}\]:[ \t]{0,9}(?:#|<>)[ \t]{1,9}(?:\(([^\n]*)\)|\"([^\n]*)\"|'([^\n]*)')[ \t]*$",
        re.MULTILINE,
    )
