"""Degrees, registrations, posts and occupations, and whose they are: letters as written, and words."""
from __future__ import annotations

from functools import cache

from healthlint.language.phrases import Phrases
from healthlint.language.table_rows import table_rows
from healthlint.language.words import find_words
from healthlint.resources import derived


@cache
def credential_tables() -> tuple[dict[str, str], Phrases]:
    """Return the kinds of letters after a name, without points and hyphens, and those of posts and occupations, by first word."""
    return derived("credentials", _read_tables)


def _read_tables() -> tuple[dict[str, str], Phrases]:
    letters: dict[str, str] = {}
    words: Phrases = {}
    for entries, kind in table_rows("credentials.tsv"):
        for entry in entries.split("|"):
            if entry != entry.lower():
                letters[entry.replace(".", "").replace("-", "")] = kind
            else:
                tokens = tuple(find_words(entry).keys)
                words.setdefault(tokens[0], []).append((tokens, kind))
    for options in words.values():
        options.sort(key=lambda option: -len(option[0]))
    return letters, words
