"""Tables of phrases, found in one pass over tokens.

A table of ``rules/words/`` has a phrase, a tab and its meaning on each line;
``a|b`` are alternatives for one word. At one place the longest phrase wins.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from sys import intern

from healthlint.digests import sha256
from healthlint.language.function_words import ADVERBS, BE, DETERMINERS, DO, HAVE, MODALS, PLURALS, PREPOSITIONS, STOPS
from healthlint.resources import derived, words_text

Phrases = dict[str, list[tuple[tuple[str, ...], str]]]
"""Phrases and their meanings by first token, the longest first."""


Entry = tuple[str | None, dict[str, list[tuple[list[str], str]]]]
"""What may begin with one token: its meaning by itself, and the longer phrases by their second token, the longest first."""

PhraseIndex = dict[str, Entry]
"""Phrases by first and second token: a common first word costs one look-up more, and no loop. Built-in types only, to be kept on disk."""


def read_phrases(name: str) -> Phrases:
    """Read a table of ``rules/words/``."""
    return derived(f"phrases-{name.removesuffix('.tsv')}", lambda: _read_phrases(name))


def _read_phrases(name: str) -> Phrases:
    lines = words_text(name).splitlines()
    return make_phrases(tuple(line for line in lines if line and not line.startswith("#")))


Kinds = dict[str, tuple[frozenset[str], tuple[tuple[list[str], frozenset[str]], ...]]]
"""By first word: what it may be by itself, and the longer phrases that it begins with what each may be, the longest first."""


def read_kinds(name: str) -> Kinds:
    """Read a table whose phrases may each be several things: ``a,b`` beside one, or a line for each."""
    return derived(f"kinds-{name.removesuffix('.tsv')}", lambda: _read_kinds(name))


def _read_kinds(name: str) -> Kinds:
    found: Kinds = {}
    for first, options in _read_phrases(name).items():
        kinds: dict[tuple[str, ...], frozenset[str]] = {}
        for tokens, kind in options:
            kinds[tokens] = kinds.get(tokens, frozenset()) | frozenset(kind.split(","))
        alone = kinds.pop((first,), frozenset())
        found[first] = alone, tuple((list(tokens), mine) for tokens, mine in kinds.items())
    return found


@cache
def make_phrases(lines: tuple[str, ...]) -> Phrases:
    """Sort lines of a phrase, a tab and its meaning by their first token."""
    found: Phrases = {}
    for line in lines:
        phrase, _, meaning = line.partition("\t")
        meaning = intern(meaning)  # one object for all phrases that mean the same: less to keep on disk
        words = phrase.split()
        ways = product(*(map(intern, word.split("|")) for word in words)) if "|" in phrase else (tuple(map(intern, words)),)
        for tokens in ways:
            found.setdefault(tokens[0], []).append((tokens, meaning))
    for options in found.values():
        if len(options) > 1:
            options.sort(key=lambda option: -len(option[0]))
    return found


@cache
def phrase_index(lines: tuple[str, ...]) -> PhraseIndex:
    """Index lines of a phrase, a tab and its meaning: those of a rule file, say."""
    return derived(f"index-{_name_of(lines)}", lambda: index_phrases(make_phrases(lines)))


@cache
def telling_of(lines: tuple[str, ...]) -> frozenset[str]:
    """Return the telling words of the same lines."""
    return derived(f"telling-{_name_of(lines)}", lambda: telling_words(phrase_index(lines)))


def _name_of(lines: tuple[str, ...]) -> str:
    """A name that no other lines have."""
    return sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@cache
def read_index(name: str) -> PhraseIndex:
    """Read a table of ``rules/words/`` as an index."""
    return derived(f"index-{name}", lambda: index_phrases(_read_phrases(name)))


@cache
def telling_of_table(name: str) -> frozenset[str]:
    """Return the telling words of a table."""
    return derived(f"telling-{name}", lambda: telling_words(read_index(name)))


def index_phrases(phrases: Phrases) -> PhraseIndex:
    """Sort phrases by their second token too."""
    found: PhraseIndex = {}
    for first, options in phrases.items():
        alone: str | None = None
        longer: dict[str, list[tuple[list[str], str]]] = {}
        for tokens, meaning in options:
            if len(tokens) == 1:
                alone = meaning
            else:
                longer.setdefault(tokens[1], []).append((list(tokens), meaning))
        found[first] = (alone, longer)
    return found


def phrase_at(keys: list[str], at: int, last: int, entry: Entry) -> tuple[str, int] | None:
    """Return the meaning of the phrase at token ``at`` and its number of tokens, if one stands there before ``last``."""
    alone, longer = entry
    if longer and at + 1 < last and keys[at + 1] in longer:
        for tokens, meaning in longer[keys[at + 1]]:
            size = len(tokens)
            if at + size <= last and keys[at : at + size] == tokens:
                return meaning, size
    return None if alone is None else (alone, 1)


def phrases_in(
    keys: list[str], first: int, last: int, index: PhraseIndex, places: Iterable[int] | None = None
) -> Iterator[tuple[int, int, str]]:
    """Yield the phrases among ``keys[first:last]``: first token, one past the last, and the meaning.

    Where it is known already which ``places`` may begin one, the others are not looked at.
    """
    free = first
    if places is None:
        begins = [i for i, key in enumerate(keys[first:last], first) if key in index]
    else:
        begins = [i for i in places if keys[i] in index]
    for at in begins:
        entry = index[keys[at]]
        if at < free or (entry[0] is None and keys[min(at + 1, last - 1)] not in entry[1]):
            continue
        found = phrase_at(keys, at, last, entry)
        if found:
            free = at + found[1]
            yield at, free, found[0]


_EVERYWHERE = frozenset({"it", "out", "up", "off", "down"})
"""Words as common as those of the closed classes."""


def telling_words(index: PhraseIndex) -> frozenset[str]:
    """Return one word of each phrase: a text without any of them holds no phrase, which one look tells.

    The word that most of the phrases share, so that they are few, and a function word only for want of others: those are everywhere.
    """
    alone = {first for first, (meaning, _) in index.items() if meaning is not None}
    phrases = [tokens for _, longer in index.values() for options in longer.values() for tokens, _ in options]
    shared = Counter([word for tokens in phrases for word in set(tokens)])
    common = PREPOSITIONS | STOPS | BE | HAVE | DO | MODALS | DETERMINERS | PLURALS | ADVERBS | _EVERYWHERE
    worth = {word: (word in alone, word not in common, count, len(word)) for word, count in shared.items()}
    return frozenset(alone).union([max(tokens, key=worth.__getitem__) for tokens in phrases])


Beginnings = dict[str, frozenset[str] | None]
"""Words that begin a phrase: ``None`` where one is enough, else the words of which one must follow."""
