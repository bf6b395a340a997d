"""The health claims for nutrients that the law of the EU and of Great Britain authorises."""
from __future__ import annotations

from functools import cache

from healthlint.records import NamedTuple
from healthlint.resources import words_text


class AuthorisedClaim(NamedTuple):
    """One entry of the register."""

    substance: str
    effect: str
    """In the words of the register, after "contributes to"."""
    pointers: frozenset[str]
    """Words of a text that point to this effect."""


@cache
def authorised_claims() -> dict[str, tuple[AuthorisedClaim, ...]]:
    """Return the entries of ``rules/words/authorised-claims.tsv`` by substance."""
    found: dict[str, list[AuthorisedClaim]] = {}
    for line in words_text("authorised-claims.tsv").splitlines():
        if line and not line.startswith("#"):
            substance, effect, pointers = line.split("\t")
            found.setdefault(substance, []).append(AuthorisedClaim(substance, effect, frozenset(pointers.split())))
    return {substance: tuple(entries) for substance, entries in found.items()}
