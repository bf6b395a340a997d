"""What kind of study or document a reference says it is, and who was studied: only what its own words tell."""
from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from healthlint.article.references_entry import looks_like_people
from healthlint.language.cues import read_phrases
from healthlint.language.words import find_words
from healthlint.model import Evidence, Reference, Words

_ORDER = (
    Evidence.PROTOCOL, Evidence.META_ANALYSIS, Evidence.SYSTEMATIC_REVIEW, Evidence.CASE_REPORT, Evidence.TRIAL,
    Evidence.GUIDELINE, Evidence.LETTER, Evidence.REVIEW, Evidence.CASE_CONTROL, Evidence.COHORT, Evidence.CROSS_SECTIONAL, Evidence.CELL,
    Evidence.PREPRINT, Evidence.BOOK,
)  # fmt: skip
"""What decides where a title names several: a protocol is no trial yet, a trial nested in a cohort is a trial."""

_PEOPLE = frozenset(
    "patient patients women woman men man adults adult adolescents adolescent children child infants participants people human humans "
    "volunteers persons individuals elderly workers students athletes veterans residents nurses population epidemiology smokers".split(),
)
"""Words of a title that say people were studied."""

_UNCLEAR_DESIGN = frozenset({"mendelian"})
OBSERVATIONAL = frozenset({Evidence.COHORT, Evidence.CASE_CONTROL, Evidence.CROSS_SECTIONAL})
"""Designs that show that two things go together, and not that one changes the other."""
SINGLE_CASES = frozenset({Evidence.CASE_REPORT, Evidence.LETTER, Evidence.PROTOCOL})
"""Documents that cannot carry a plural such as "studies show" alone."""
SECONDARY = frozenset({Evidence.REVIEW, Evidence.BOOK, Evidence.LETTER})
"""Documents that retell a figure which another study found."""

_WEB_WORDS = frozenset({"accessed", "retrieved", "internet", "online", "webpage", "website", "blog"})


@cache
def _phrases(name: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    return read_phrases(name)


def find_phrases(text: str, table: str) -> Iterator[tuple[str, int, int]]:
    """Phrases of ``rules/words/<table>`` in ``text``: what the table says of each, and where it stands; the longest at a place wins."""
    return phrases_in(find_words(text), table)


def phrases_in(words: Words, table: str) -> Iterator[tuple[str, int, int]]:
    """The same for a text whose words were found before."""
    phrases, keys = _phrases(table), words.keys
    free = 0
    for at in [i for i, key in enumerate(keys) if key in phrases]:
        for tokens, meaning in phrases[keys[at]] if at >= free else ():
            last = at + len(tokens)
            if tuple(keys[at:last]) == tokens:
                yield meaning, words.starts[at], words.ends[last - 1]
                free = last
                break


def study_words(reference: Reference) -> str:
    """The words of an entry that describe the study: its title and what follows, without the authors' names."""
    if reference.title and looks_like_people(reference.authors):
        at = reference.text.find(reference.title[:40], len(reference.authors))
        return reference.text[at:] if at >= 0 else reference.text
    return reference.text


def read_evidence(reference: Reference) -> Evidence:
    """The kind of study or document; ``UNKNOWN`` where the entry does not say."""
    words = find_words(study_words(reference))
    found = {meaning for meaning, _, _ in phrases_in(words, "evidence.tsv")}
    people = not _PEOPLE.isdisjoint(words.keys)
    if not people and any(animal != "-" for animal, _, _ in phrases_in(words, "species.tsv")):
        return Evidence.ANIMAL
    if found & _UNCLEAR_DESIGN:
        return Evidence.UNKNOWN
    for kind in _ORDER:
        if kind.value in found and not (kind is Evidence.CELL and people):
            return kind
    return _web_page(reference, words)


def _web_page(reference: Reference, words: Words) -> Evidence:
    if reference.url and not reference.doi and not reference.pmid:
        return Evidence.WEB_PAGE
    return Evidence.WEB_PAGE if not _WEB_WORDS.isdisjoint(words.keys) and not reference.doi else Evidence.UNKNOWN


def animals(text: str) -> Iterator[tuple[str, int, int]]:
    """The animals that a title or a sentence names, in plain words, with their places."""
    return ((animal, start, end) for animal, start, end in find_phrases(text, "species.tsv") if animal != "-")


def populations(text: str) -> Iterator[tuple[str, int, int]]:
    """The groups of people that a title or a sentence names, with their places."""
    return find_phrases(text, "populations.tsv")


def read_population(reference: Reference) -> tuple[str, ...]:
    """Groups of people, or animals, that the title of a reference names."""
    title = reference.title or reference.text
    if reference.evidence is Evidence.ANIMAL:
        return _unique(animal for animal, _, _ in animals(study_words(reference)))
    return _unique(group for group, _, _ in populations(title))


def _unique(items: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
