"""British and American spellings: which convention a word belongs to, and the same word in the other one."""
from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache

from healthlint.language.familiar import familiar_words
from healthlint.language.word_table import WordTable, make_pieces
from healthlint.model import Variant
from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple
from healthlint.resources import derived, words_text

ISE_ENDINGS = frozenset(
    "e es ed er ers ing ings ation ations able ability ational ationally ement ements ingly edly eable abilities ably".split(),
)
"""What may follow ``-is`` or ``-iz`` of a verb that has both spellings."""

_SUFFIXES = (
    "nesses", "liness", "liest", "lier", "ingly", "ness", "less", "like", "ings", "iest", "able", "ably", "ally", "ship", "est", "ier",
    "ish", "ers", "ity", "ing", "'s", "al", "er", "ed", "ly", "es", "st", "y", "s", "d", "r",
)  # fmt: skip
_PREFIXES = (
    "anti", "auto", "bio", "cardio", "cyto", "endo", "extra", "gastro", "hyper", "hypo", "immuno", "inter", "intra", "macro", "mega",
    "micro", "mid", "milli", "mis", "multi", "myo", "nano", "neo", "neuro", "non", "out", "over", "para", "peri", "photo", "poly",
    "post", "pre", "pro", "pseudo", "psycho", "re", "semi", "socio", "sub", "super", "tele", "thermo", "trans", "ultra", "un", "under",
    "in", "de", "dis",
)  # fmt: skip


class Spelling(NamedTuple):
    """A word of one convention."""

    variant: Variant
    """``UK``, ``US``, or ``UK_OXFORD`` for -ize words, which are British only in Oxford style, or American."""
    others: tuple[str, ...]
    """The same word in the other convention: of a British word its Oxford form first, if it has one, and its American form last."""
    lemma: str
    soft: bool = False
    """Right in both conventions, and a mixture only where the other spelling of the same word stands beside it."""
    ise: bool = False
    """Whether it differs from its other spelling by -is-/-iz- alone."""


class _Table(NamedTuple):
    words: WordTable
    """Each form of one convention to ``UK`` or ``US``, its other form, and which of the two is wrong in the other variant."""
    stems: frozenset[str]
    neutral: frozenset[str]
    morphemes: tuple[tuple[str, str, str], ...]


_OPENING = 5
"""First letters that a word of the table and its inflections share, which are made from words of five letters or more: pieces so small
are found and searched at once."""


_SHORT = 5
"""Letters up to which a word shows a spelling only if the table has it."""
_PREFIXED = 9
"""Letters of the shortest word that is known without its prefix."""


def _lines(name: str) -> list[str]:
    text = words_text(name)
    return [line for line in text.split("\n") if line and line[0] != "#"]


@cache
def _table() -> _Table:
    """The three tables of rules/words/, read once."""
    pieces, stems, neutral, morphemes = derived("variants", _read_tables)
    return _Table(WordTable(pieces, _OPENING), stems, neutral, morphemes)


def _read_tables() -> tuple[dict[str, str], frozenset[str], frozenset[str], tuple[tuple[str, str, str], ...]]:
    rows = [line.split("\t") for line in _lines("variants.tsv")]
    morphemes = tuple((uk, us, where) for uk, us, where in (line.split("\t") for line in _lines("variant-morphemes.tsv")))
    pieces = make_pieces(
        [
            *((uk, f"UK\t{us}\t{where}") for uk, us, where in reversed(rows) if where != "us"),
            # In order, so that the -ise form of a word with both endings in British comes out.
            *((us, f"US\t{uk}\t{where}") for uk, us, where in rows if where != "uk"),
        ],
        _OPENING,
    )
    for word in [word for uk, us, _ in rows for word in (uk, us) if len(word) == _OPENING and word[-1] == "y"]:
        pieces.setdefault(word[:-1] + "i", "")  # "moldier" does not begin as "moldy" does
    return pieces, frozenset(_lines("ise-stems.txt")), frozenset(" ".join(_lines("variant-neutral.txt")).split(" ")), morphemes


COMBINING = frozenset(
    "angio broncho cardio cervico entero gastro hiato hypo laryngo naso neuro oro osteo pharyngo phyto pneumo pro tracheo tubulo veno "
    "xeno".split()
)
"""Combining forms that end in o: before "edema" or "esophag" their o makes an oe that is no British one."""


@lru_cache(maxsize=1 << 15)
def spelling_of(key: str) -> Spelling | None:
    """Return what the spelling of ``key`` (a folded word without hyphens) shows, ``None`` if nothing."""
    table = _table()
    if key in table.neutral:
        return None
    alike = key[:_OPENING] in table.words.pieces
    found = _listed(key, table) if alike else None
    if found or len(key) <= _SHORT or not key[0].isalpha():
        return found
    sounds = "is" in key or "iz" in key
    return (
        (_by_ise(key, table) if sounds else None)
        or (_by_morpheme(key, table) if _morpheme().search(f"\n{key}\n") else None)
        # An inflected word begins as the word of the table that it comes from, or has its -is or -iz.
        or (_inflected(key, table) if (alike or sounds) and key.endswith(_SUFFIXES) else None)
        or (_prefixed(key, table) if key.startswith(_PREFIXES) else None)
    )


def silent_words() -> set[str]:
    """Return the familiar words that belong to no convention: half of the words of an article, which need not be looked at."""
    familiar = familiar_words()
    return set(familiar).difference(derived("familiar-variants", lambda: [w for w in familiar if not w.isalpha() or spelling_of(w)]))


def parts_between_joints(key: str) -> list[str]:
    """Return the parts of a token that has hyphens or a genitive's ending."""
    return key.removesuffix("'s").split("-")


def likely_words(keys: Collection[str]) -> set[str]:
    """Return the words (folded, without hyphens) that may show a spelling: all of which ``spelling_of`` says something, and few others.

    Such a word begins as one of the table, maybe behind a prefix of two to six letters, or has its -is or -iz, or a medical morpheme.
    """
    known = _table().words.pieces
    found = {key for key in keys if key[:5] in known}
    long = [key for key in keys if len(key) > _SHORT]
    found.update([key for key in long if "is" in key or "iz" in key])
    found.update([
        key for key in long if len(key) >= _PREFIXED and key.startswith(_PREFIXES)
        and (key[2:7] in known or key[3:8] in known or key[4:9] in known or key[5:10] in known or key[6:11] in known)
    ])  # fmt: skip
    text = "\n" + "\n\n".join(long) + "\n"
    inner = [match.start() + 1 for match in _morpheme().finditer(text)]
    found.update([text[text.rfind("\n", 0, at) + 1 : text.find("\n", at)] for at in inner])
    return found


@cache
def _morpheme() -> re.Pattern[str]:
    """The morphemes of both conventions, for a quick look at words with a line break before and behind each."""
    by_letter: dict[str, list[str]] = {}
    for uk, us, where in _table().morphemes:
        for part in (uk, us):
            sought = f"\n{part}" if where == "start" else f"{part}\n" if where == "end" else part
            by_letter.setdefault(sought[0], []).append(sought[1:])
    # Sorted by first letters: most places of most words then fail at one look each.
    return compile_pattern("|".join([f"{letter}(?:{'|'.join(parts)})" for letter, parts in by_letter.items()]))


def _known(key: str, table: _Table) -> Spelling | None:
    return _listed(key, table) or _by_ise(key, table)


def _listed(key: str, table: _Table) -> Spelling | None:
    row = table.words.get(key)
    if row is None:
        return None
    side, other, where = row.split("\t")
    if side == "UK":
        return Spelling(Variant.UK, (other,), other, soft=where == "soft")
    return Spelling(Variant.US, (other,), key, soft=where.endswith("soft"))


def _by_ise(key: str, table: _Table) -> Spelling | None:
    """-ise against -ize: British, or Oxford and American."""
    for sound, other in (("is", "iz"), ("iz", "is")):
        if sound not in key:
            continue
        at = key.rfind(sound)
        while at > 2:
            if key[:at] in table.stems and key[at + 2 :] in ISE_ENDINGS:
                twin = key[:at] + other + key[at + 2 :]
                if sound == "iz":
                    return Spelling(Variant.UK_OXFORD, (twin,), key[:at], ise=True)
                # "anaesthetise" is "anaesthetize" in Oxford and "anesthetize" in American spelling.
                oxford = _listed(twin, table)
                american = oxford.others if oxford and oxford.variant is Variant.UK else ()
                return Spelling(Variant.UK, (twin, *american), key[:at], ise=True)
            at = key.rfind(sound, 0, at)
    return None


def _by_morpheme(key: str, table: _Table) -> Spelling | None:
    """A medical word of no table, known by its parts."""
    for uk, us, where in table.morphemes:
        if uk not in key and us not in key:
            continue
        for variant, mine, other in ((Variant.UK, uk, us), (Variant.US, us, uk)):
            at = _part_at(key, mine, where)
            # "hemo" is inside no British "haemo", but "edema" is inside "oedema" and "estrogen" inside "oestrogen".
            inside = variant is Variant.US and at > 0 and mine[0] == "e" and key[at - 1] in "oa"
            if at >= 0 and not inside and not _joined_by_o(key, mine, at):
                twin = key[:at] + other + key[at + len(mine) :]
                return Spelling(variant, (twin,), key if variant is Variant.US else twin)
    return None


def _joined_by_o(key: str, part: str, at: int) -> bool:
    """Whether the o of "oe" belongs to the part before: "angioedema" and "gastroesophageal" are no British spellings."""
    return part.startswith("oe") and key[: at + 1] in COMBINING


def _part_at(key: str, part: str, where: str) -> int:
    if where == "end":
        return len(key) - len(part) if key.endswith(part) and len(key) > len(part) + 1 else -1
    if where == "start":
        return 0 if key.startswith(part) and len(key) > len(part) + 1 else -1
    return key.find(part)


@cache
def _suffixes_by_letter() -> dict[str, tuple[str, ...]]:
    return {letter: tuple(s for s in _SUFFIXES if s[-1] == letter) for letter in {s[-1] for s in _SUFFIXES}}


def _inflected(key: str, table: _Table) -> Spelling | None:
    """An inflection or derivation that the table lacks, of a word that it has."""
    for suffix in _suffixes_by_letter()[key[-1]]:
        if not key.endswith(suffix):
            continue
        base = key[: -len(suffix)]
        for stem in _bases(base):
            found = _known(stem, table) if len(stem) > (4 if len(suffix) > 1 else 5) else None
            if found and not found.soft and (found.ise or _same_end(stem, found.others[0])):
                return found._replace(others=tuple(_ending_of(o, stem, base) + suffix for o in found.others))
    return None


def _ending_of(other: str, stem: str, base: str) -> str:
    """``other``, a spelling of ``stem``, changed before a suffix as ``stem`` was to give ``base``."""
    if stem[-1] == "y" and base[-1] == "i":
        return other[:-1] + "i"
    return other[: len(other) - len(stem) + len(base)] if len(base) < len(stem) else other + base[len(stem) :]


def _same_end(word: str, other: str) -> bool:
    """Whether both spellings take one ending: "colour-ing", but not Latin plurals ("macul-ae") or rare words with letters swapped."""
    if sorted(word) == sorted(other) and word[:-3] != other[:-3]:
        return False
    return word[-2:] == other[-2:] or (word[-1] == other[-1] == "r" and {word[-2], other[-2]} == {"u", "o"})


def _bases(base: str) -> tuple[str, ...]:
    if base[-1:] == base[-2:-1]:
        return (base, base[:-1], base[:-1] + "y") if base.endswith("i") else (base, base[:-1])
    return (base, base[:-1] + "y") if base.endswith("i") else (base,)


@cache
def _prefixes_by_letter() -> dict[str, tuple[str, ...]]:
    return {letter: tuple(p for p in _PREFIXES if p[0] == letter) for letter in {p[0] for p in _PREFIXES}}


def _prefixed(key: str, table: _Table) -> Spelling | None:
    for prefix in _prefixes_by_letter().get(key[0], ()):
        if key.startswith(prefix) and len(key) > len(prefix) + 4:
            found = _known(key[len(prefix) :], table) if len(key) > len(prefix) + (6 if len(prefix) < 4 else 4) else None
            if found and not found.soft and (found.ise or _same_end(key[len(prefix) :], found.others[0])):
                return found._replace(others=tuple(prefix + o for o in found.others), lemma=prefix + found.lemma)
    return None
