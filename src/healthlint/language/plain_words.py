"""Tables of words and phrases with plainer ones, inflections made by rule."""
from __future__ import annotations

from functools import cache

from healthlint.language.inflect import Forms, inflect
from healthlint.language.words import find_words
from healthlint.records import NamedTuple
from healthlint.resources import derived, words_text


class Plain(NamedTuple):
    """A word or phrase with what stands for it in plain English."""

    keys: tuple[str, ...]
    better: tuple[str, ...]
    """Empty strings mean that the phrase can be left out."""
    keep: tuple[str, ...]
    """Phrases, as token keys joined by spaces, inside which the word stays."""


_IRREGULAR = {
    "make": ("made", "made"), "give": ("gave", "given"), "get": ("got", "got"), "find": ("found", "found"), "take": ("took", "taken"),
    "meet": ("met", "met"), "eat": ("ate", "eaten"), "drink": ("drank", "drunk"), "buy": ("bought", "bought"),
    "spread": ("spread", "spread"), "speed": ("sped", "sped"), "tell": ("told", "told"), "feel": ("felt", "felt"), "keep": ("kept", "kept"),
}  # fmt: skip
_DOUBLED = frozenset(("stop", "get"))


def _forms(word: str) -> Forms:
    past, participle = _IRREGULAR.get(word, ("", ""))
    if word == "get":
        return Forms("get", "gets", "got", "got", "getting")
    return inflect(word, past, participle, doubled=word in _DOUBLED)


@cache
def plain_words(name: str) -> dict[str, list[Plain]]:
    """Return the entries of a table by the first word of the phrase, the longest phrase first."""
    rows = derived(name, lambda: {first: [tuple(entry) for entry in entries] for first, entries in _read_entries(name).items()})
    return {first: [Plain(*row) for row in entries] for first, entries in rows.items()}


def _read_entries(name: str) -> dict[str, list[Plain]]:
    found: dict[str, list[Plain]] = {}
    for line in words_text(name).split("\n"):
        if line and line[0] != "#":
            for entry in _entries(*(line + "\t\t").split("\t")[:3]):
                found.setdefault(entry.keys[0], []).append(entry)
    for entries in found.values():
        entries.sort(key=lambda e: -len(e.keys))
    return found


def _entries(word: str, better: str, keep: str) -> list[Plain]:
    kept = tuple(" ".join(find_words(phrase).keys) for phrase in keep.split("|")) if keep else ()
    options = tuple("" if b == "-" else b for b in better.split("|")) if better else ()
    if not word.startswith("v "):
        return [Plain(tuple(find_words(word).keys), options, kept)]
    first, _, rest = word[2:].partition(" ")
    columns = [_forms_of(option) for option in options]
    rows = zip(_forms(first), *columns, strict=True)
    made = {" ".join((row[0], rest)).strip(): Plain(tuple(find_words(f"{row[0]} {rest}").keys), tuple(row[1:]), kept) for row in rows}
    return list(made.values())


def _forms_of(option: str) -> list[str]:
    first, _, rest = option.partition(" ")
    return [f"{form} {rest}".strip() for form in _forms(first)]
