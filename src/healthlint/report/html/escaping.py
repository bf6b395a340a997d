"""The one way in which text from outside reaches a page."""
from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup, escape


@cache
def _unseen() -> re.Pattern[str]:
    control = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    order = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    none = "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    return re.compile(f"[{control}{order}{none}]")


def _name(match: re.Match[str]) -> str:
    return f"[U+{ord(match[0]):04X}]"


def visible(text: str) -> str:
    """``text`` with characters that hide or reorder others, or that no page may hold, spelt out."""
    return text if text.isascii() and text.isprintable() else _unseen().sub(_name, text)


def safe(text: object) -> Markup:
    """``text`` as HTML that shows it and does nothing else."""
    return escape(visible(str(text)))


def web_address(address: str) -> str:
    """``address`` if a reader may follow it from the report: plain http or https, else nothing."""
    clean = address.strip()
    ok = clean.lower().startswith(("https://", "http://")) and clean.isprintable() and not any(c in clean for c in " \"'<>`\\")
    return clean if ok else ""
