"""Words for remedies, diseases and what health is measured by, found in one pass over tokens."""
from __future__ import annotations

from functools import cache

from healthlint.language.word_table import PackedTable, pack
from healthlint.model import Words
from healthlint.records import NamedTuple
from healthlint.resources import derived, words_text

CONDITION = "condition"
FUNCTION = "function"
REMEDY = "remedy"

_FILES = {"health-conditions.txt": CONDITION, "health-functions.txt": FUNCTION, "remedies.txt": REMEDY}
_ENDINGS = (
    "itis", "osis", "oses", "aemia", "emia", "pathy", "algia", "phobia", "rrhoea", "rrhea", "plegia", "penia", "uria", "sclerosis",
)  # fmt: skip
_NOT_DISEASES = frozenset(
    {
        "diagnosis",
        "diagnoses",
        "prognosis",
        "prognoses",
        "hypnosis",
        "psychopathy",
        "osteopathy",
        "homeopathy",
        "empathy",
        "sympathy",
        "naturopathy",
        "apathy",
        "telepathy",
        "academia",
        "bohemia",
        "metamorphosis",
        "photosynthesis",
        "symbiosis",
        "mitosis",
    }
)


_PEOPLE = frozenset(
    "people adults adult children child women men patients patient babies infants teenagers adolescents population populations humans "
    "medicines doctors nurses body".split()
)


class HealthTerm(NamedTuple):
    """A health word at tokens ``first`` to, not including, ``last``."""

    kind: str
    first: int
    last: int
    name: str
    """The listed form."""


@cache
def _table() -> PackedTable:
    return PackedTable(derived("health", lambda: pack(_read_table())))


def _read_table() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for file, kind in _FILES.items():
        for line in words_text(file).splitlines():
            if line and line[0] != "#":
                for form in (line, _plural(line)):
                    tokens = tuple(form.split()) if " " in form else (form,)
                    found.setdefault(tokens[0], []).append((tokens, kind, line))
    for options in found.values():
        if len(options) > 1:
            options.sort(key=lambda option: -len(option[0]))
    return found


def _plural(phrase: str) -> str:
    if phrase.endswith("y") and phrase[-2] not in "aeiou":
        return phrase[:-1] + "ies"
    return phrase + ("es" if phrase.endswith(("s", "x", "ch", "sh", "z", "o")) else "s")


def find_health(words: Words, first: int, last: int) -> list[HealthTerm]:
    """Find the health words among ``words[first:last]``, in order; at one place the longest wins."""
    keys, table = words.keys, _table()
    listed = table.packed
    found: list[HealthTerm] = []
    free = first
    for at in [i for i, key in enumerate(keys[first:last], first) if key in listed or (len(key) > 6 and key.endswith(_ENDINGS))]:
        if at < free:
            continue
        key = keys[at]
        for tokens, kind, name in table[key] if key in listed else ():
            size = len(tokens)
            if at + size <= last and (size == 1 or tuple(keys[at : at + size]) == tokens):
                found.append(HealthTerm(kind, at, at + size, name))
                free = at + size
                break
        else:
            if len(key) > 6 and key.endswith(_ENDINGS) and key not in _NOT_DISEASES:
                found.append(HealthTerm(CONDITION, at, at + 1, key))
    return found


def names_health(words: Words, first: int, last: int) -> bool:
    """Whether a health word, or a word for those whom health writing is about, stands among ``words[first:last]``."""
    keys = words.keys
    own = keys[first:last]
    if not _PEOPLE.isdisjoint(own):
        return True
    table = _table()
    listed = table.packed
    if not listed.keys().isdisjoint(own):
        for at in [i for i, key in enumerate(own, first) if key in listed]:
            for tokens, _, _ in table[keys[at]]:
                size = len(tokens)
                if at + size <= last and (size == 1 or tuple(keys[at : at + size]) == tokens):
                    return True
    return bool([key for key in own if len(key) > 6 and key.endswith(_ENDINGS) and key not in _NOT_DISEASES])

