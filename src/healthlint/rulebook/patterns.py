"""Refuses patterns that could take more than linear time."""
from __future__ import annotations

import re
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parser  # type: ignore[attr-defined]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LONGEST = 200
"""Most characters that one repeat may take: a pattern is tried at every anchor word."""

_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT)


def slow_part(pattern: str) -> str:
    """Why ``pattern`` may be slow, with the remedy; empty if it is linear. Also says why it is no pattern at all."""
    try:
        tree = sre_parser.parse(pattern, re.IGNORECASE)
    except re.error as error:
        return f"not a regular expression: {error}"
    return _judge(tree, inside_repeat=False)


def _judge(tree: Any, *, inside_repeat: bool) -> str:
    for operator, argument in tree:
        if operator in _REPEATS:
            most = argument[1]
            if most > LONGEST:
                return f"an open-ended repeat; give it an end of at most {LONGEST}, such as {{1,40}}"
            if most > 1 and inside_repeat:
                return "a repeat inside a repeat; write the inner one out, or make it possessive ({1,9}+)"
        problem = _judge_inside(operator, argument, inside_repeat=inside_repeat)
        if problem:
            return problem
    return ""


def _judge_inside(operator: Any, argument: Any, *, inside_repeat: bool) -> str:
    if operator in _REPEATS:
        return _judge(argument[2], inside_repeat=inside_repeat or argument[1] > 1)
    if operator is sre.POSSESSIVE_REPEAT:
        return _judge(argument[2], inside_repeat=False)
    if operator is sre.SUBPATTERN:
        return _judge(argument[-1], inside_repeat=inside_repeat)
    if operator is sre.BRANCH:
        return next((p for b in argument[1] if (p := _judge(b, inside_repeat=inside_repeat))), "")
    if operator in {sre.ASSERT, sre.ASSERT_NOT}:
        return _judge(argument[1], inside_repeat=inside_repeat)
    if operator is sre.GROUPREF:
        return "a back reference; write the words out"
    return ""

