"""Where a reference was published, as far as its address and words tell; and what is known of its retraction."""
from __future__ import annotations

from functools import cache

from healthlint.language.table_rows import table_rows
from healthlint.language.words import find_words
from healthlint.model import Reference

_NOTICES = ("RETRACTED:", "RETRACTED ARTICLE", "[RETRACTED", "(RETRACTED", "WITHDRAWN:", "RETRACTION OF", "[WITHDRAWN")
"""What journals put before the title of a work that they took back."""


@cache
def _table() -> tuple[dict[str, str], tuple[tuple[str, str], ...], tuple[tuple[tuple[str, ...], str], ...]]:
    """Hosts, parts of addresses, and phrases."""
    rows = table_rows("source-kinds.tsv")
    hosts = {name: kind for name, kind in rows if ":" not in name}
    paths = tuple((name[5:], kind) for name, kind in rows if name.startswith("path:"))
    words = tuple((tuple(name[5:].split()), kind) for name, kind in rows if name.startswith("word:"))
    return hosts, paths, words


def source_kind(reference: Reference) -> str:
    """The kind of place, in plain words, if it is a weak source for a health claim; empty otherwise."""
    hosts, paths, phrases = _table()
    address = (reference.url or "").lower().partition("://")[2] or (reference.url or "").lower()
    host, _, path = address.removeprefix("www.").partition("/")
    labels = host.split(".")
    for i in range(len(labels) - 1):
        kind = hosts.get(".".join(labels[i:]))
        if kind:
            return kind
    kind = next((kind for part, kind in paths if f"{part}/" in f"/{path}/" or (part.endswith(".") and host.startswith(part))), "")
    if kind:
        return kind
    keys = find_words(reference.text).keys
    return next((kind for phrase, kind in phrases if _holds(keys, phrase)), "")


def _holds(keys: list[str], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(keys[i] == phrase[0] and tuple(keys[i : i + size]) == phrase for i in range(len(keys) - size + 1))


def retracted_on(reference: Reference) -> str:
    """The date on which a work is known to have been retracted; empty if it is not on the list."""
    known = dict(table_rows("retracted.tsv"))
    return known.get(reference.doi or "", "") or known.get((reference.pmid or "").lstrip("0"), "")


def says_retracted(reference: Reference) -> bool:
    """Whether the entry itself says that the work was retracted or withdrawn."""
    text = reference.text.upper()
    return any(notice in text for notice in _NOTICES)
