"""Text from outside in XML 1.0, which forbids most control characters even as references."""
from __future__ import annotations

import re
from functools import cache

from healthlint.patterns import compile_pattern


@cache
def _forbidden() -> re.Pattern[str]:
    return compile_pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(value: str) -> str:
    """``value`` as the content of an element."""
    clean = _forbidden().sub("\ufffd", value)
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def attribute(value: object) -> str:
    """``value`` as an attribute, in quotes."""
    return '"' + text(str(value)).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;") + '"'


def attributes(**values: object) -> str:
    """Attributes with a space before each."""
    return "".join(f" {name}={attribute(value)}" for name, value in values.items())


def comment(value: str) -> str:
    """A comment; two hyphens in a row would end it."""
    return f"<!-- {text(value).replace('--', '- -')} -->"
