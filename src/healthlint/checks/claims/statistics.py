"""Figures about how many people have, do or die of something, with no source in reach."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.article.article import Article
from healthlint.article.claims import markers_by_block
from healthlint.article.numbers import Numbers, numbers_of
from healthlint.checks.registry import check
from healthlint.language.chances import number_of
from healthlint.language.cues import scopes
from healthlint.language.function_words import BE, HAVE, MODALS, PREPOSITIONS, STOPS
from healthlint.language.health import find_health
from healthlint.model import Block, Confidence, Finding, Mark, Rule, Severity, Words, Zone

_TAKEN_BACK = frozenset({"question", "quoted", "attributed", "conditional", "negated"})
_LARGE = 1000
"""People from which a count is a statistic, and no group that the writer may have seen."""
_SCALES = frozenset({"thousand", "million", "billion", "thousands", "millions", "billions"})
_OTHERS = (PREPOSITIONS - {"of"}) | STOPS | BE | HAVE | MODALS
"""Words after which it is no longer said whom a number counts."""
_PER = frozenset({"per", "every", "in"})
"""Words before a number that make it a denominator."""
_KNOWN = frozenset({"the", "these", "those", "his", "her", "our", "their", "such"})
"""Words before people that were told of before: those of a study, say."""
_TOLD = 8
"""Words of a table cell that tells something; a shorter one is data, and its source stands with the table."""
_REACH = 6
"""Tokens after a number within which it is said of whom."""


@check("uncited-statistic", telling=lambda rule: rule.words("people"))
def uncited_statistic(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report the first share or count of people in a paragraph that names no source, and that no sourced paragraph gives too."""
    told = [n for n in article.once(numbers_of) if n.block.zone in rule.zones]
    people, silencers = rule.words("people"), rule.words("silencers")
    found = [(n, place) for n in told if (place := _statistic(rule, n, people, silencers))]
    if not found:
        return
    sourced = _sourced_blocks(article, told)
    known = {key for n in told if n.block in sourced for key in _figures(n)}
    listed = bool(article.citations.references) and not article.citations.markers
    seen: set[Block] = set()
    for numbers, place in found:
        block, words = numbers.block, numbers.words
        if block in sourced or block in seen:
            continue
        if known.isdisjoint(words.keys[place[0] : place[1]]):
            seen.add(block)
            start, end = words.starts[place[0]], words.ends[place[1] - 1]
            yield rule.finding(
                block.span(start, end),
                variant="sources-listed" if listed else "",
                severity=Severity.INFO if listed else None,
                confidence=Confidence.POSSIBLE if listed else None,
                found=block.text[start:end],
            )


def _sourced_blocks(article: Article, told: list[Numbers]) -> set[Block]:
    """The paragraphs with a citation or a link out of the site."""
    cited = article.once(markers_by_block)
    return {n.block for n in told if n.block in cited or any(i.mark is Mark.LINK and "://" in i.target for i in n.block.inlines)}


def _figures(numbers: Numbers) -> Iterator[str]:
    """The numerals of a sentence that are more than a small count."""
    return (key for key in numbers.words.keys[numbers.sentence.first : numbers.sentence.last] if key[0].isdigit() and len(key) > 1)


def _statistic(rule: Rule, numbers: Numbers, people: frozenset[str], silencers: frozenset[str]) -> tuple[int, int] | None:
    """The tokens from a number to the people it counts; ``None`` where none are, or where the sentence says who counted."""
    words, sentence = numbers.words, numbers.sentence
    keys = words.keys[sentence.first : sentence.last]
    if numbers.block.zone is Zone.TABLE and len(keys) < _TOLD:
        return None
    if people.isdisjoint(keys) or not silencers.isdisjoint(keys):
        return None
    for first, last in _amounts(numbers):
        whom = _whom(words, last, min(last + _REACH, sentence.last), people)
        if not whom or (words.keys[whom - 1] != "population" and _is_result(numbers.block.text, words, first)):
            continue
        ill = words.keys[whom - 1] in rule.words("ills") or "health" in keys or find_health(words, sentence.first, sentence.last)
        if ill and not _TAKEN_BACK & scopes(numbers.block.text, words, sentence.first, sentence.last, first):
            return _range_start(words, first, sentence.first), whom
    return None


def _amounts(numbers: Numbers) -> Iterator[tuple[int, int]]:
    """The shares and the large counts of the sentence, as tokens; "of 7,000 women, ..." opens a study's result."""
    words, sentence = numbers.words, numbers.sentence
    cohort = words.keys[sentence.first] == "of"
    shares = {chance.first: chance.last for chance in numbers.chances}
    for at in [i for i, key in enumerate(words.keys[sentence.first : sentence.last], sentence.first) if key[0].isdigit()]:
        if at in shares:
            yield at, shares[at]
            continue
        amount = number_of(words.keys[at])
        scaled = at + 1 < sentence.last and words.keys[at + 1] in _SCALES and words.starts[at + 1] == words.ends[at] + 1
        before = words.keys[at - 1] if at > sentence.first else ""
        if amount is None or cohort or before in _PER or before[:1].isdigit():
            continue
        if scaled or ("," in words.keys[at] and amount >= _LARGE):
            yield at, at + 1 + scaled


def _range_start(words: Words, at: int, floor: int) -> int:
    """Index of the lower figure of "20% to 25% of women"."""
    keys = words.keys
    return at - 2 if at - 2 >= floor and keys[at - 1] in {"to", "and", "or"} and keys[at - 2][0].isdigit() else at


def _is_result(text: str, words: Words, at: int) -> bool:
    """Whether the figure is written as a study's result is: in brackets, or as a percentage with decimals."""
    fine = "." in words.keys[at] and text[words.ends[at] : words.ends[at] + 5].lstrip().startswith(("%", "per"))
    return fine or text[words.starts[at] - 1 : words.starts[at]] == "("


def _whom(words: Words, at: int, end: int, people: frozenset[str]) -> int:
    """One past the word for people that an amount counts, adjectives between; 0 if it counts none."""
    for i in range(at, end):
        key = words.keys[i]
        if key in people:
            known = key != "population" and not _KNOWN.isdisjoint(words.keys[at:i])
            return 0 if known else i + 1
        if key in _OTHERS or (i > at and words.ends[i - 1] + 1 < words.starts[i]):
            return 0
    return 0
