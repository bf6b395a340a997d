"""Degrees, registrations, posts and occupations written beside a name, and what they say of the person."""
from __future__ import annotations

from functools import lru_cache

from healthlint.language.credential_tables import credential_tables
from healthlint.language.words import find_words
from healthlint.model import Role
from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple

_LETTERS = compile_pattern(r"(?<![\w@/])[A-Z][A-Za-z]*+(?:\.[A-Za-z]++)*+(?:-[A-Z]++)*+(?!['’]\w)")
_ORDINARY = frozenset(
    "A An As At Be By Do Go He If In Is It Me My No Of On Or So To Up Us We".split(),
)


class Credential(NamedTuple):
    """One credential at ``start`` to ``end`` of a text."""

    start: int
    end: int
    text: str
    """As printed."""
    kind: str
    """``clinician``, ``researcher``, ``trainee``, ``other`` or ``unregulated``."""
    letters: bool
    """Whether it is written as letters after a name and not in words."""


def find_credentials(text: str) -> list[Credential]:
    """Find the credentials in ``text``, in order."""
    posts = _find_words(text)
    letters = [c for c in _find_letters(text) if not any(p.start <= c.start and c.end <= p.end for p in posts)]
    return sorted([*letters, *posts])


def _find_letters(text: str) -> list[Credential]:
    found = []
    for match in _LETTERS.finditer(text):
        written = match.group()
        kind = _kind_of(written)
        if kind and written not in _ORDINARY:
            found.append(Credential(match.start(), match.end(), written, kind, letters=True))
    return found


@lru_cache(maxsize=4096)
def _kind_of(written: str) -> str | None:
    """What letters behind a name say; the same words with capitals come again and again."""
    table, _ = credential_tables()
    bare = written.replace(".", "").replace("-", "")
    return table.get(bare) or table.get(written.partition("-")[0].replace(".", "") if "-" in written else "")


def _find_words(text: str) -> list[Credential]:
    _, table = credential_tables()
    words = find_words(text)
    if table.keys().isdisjoint(words.keys):
        return []
    found: list[Credential] = []
    at = 0
    while at < len(words.keys):
        step = 1
        for tokens, kind in table.get(words.keys[at], ()):
            if tuple(words.keys[at : at + len(tokens)]) == tokens:
                step = len(tokens)
                start, end = words.starts[at], words.ends[at + step - 1]
                found.append(Credential(start, end, text[start:end], kind, letters=False))
                break
        at += step
    return found


def role_of(credentials: list[Credential]) -> tuple[Role, Credential | None]:
    """What the credentials make of a person, and the one that decides: letters of a clinician outweigh being in training."""
    trainee = next((c for c in credentials if c.kind == "trainee"), None)
    for wanted in ("clinician", "trainee", "researcher", "other", "unregulated"):
        for credential in credentials:
            if credential.kind != wanted or (wanted == "clinician" and trainee and not credential.letters):
                continue
            return (Role.OTHER if wanted == "unregulated" else Role(wanted)), credential
    return Role.UNKNOWN, None
