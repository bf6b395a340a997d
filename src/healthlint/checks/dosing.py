"""Doses that can be misread, and doses above what may be taken without advice.

A dose is never changed without a person: every fix here asks for review.
"""
from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from healthlint.article.article import Article
from healthlint.article.numbers import quantified
from healthlint.checks.registry import check, telling_blocks
from healthlint.language.quantities import Quantity, find_quantities, units
from healthlint.language.word_lists import word_columns
from healthlint.model import Block, Finding, Fix, Related, Rule, Safety, Sentence, Severity, Words

_MICRO = {
    "µg": 1.0, "ug": 1.0, "mcg": 1.0, "microgram": 1.0, "micrograms": 1.0, "mg": 1e3, "milligram": 1e3, "milligrams": 1e3,
    "g": 1e6, "gram": 1e6, "grams": 1e6,
}  # fmt: skip
_NO_BREAK = "\u00a0"
_UNITS_PER_MICROGRAM = {"vitamin d": 40.0, "vitamin a": 3.33}
_SPELT_OUT = frozenset({"international", "units"})
_SIGHT = 60
_LEAST_GLUED = 10
"""Below this, "4U" is a name and no dose."""
_NUMBER_WORDS = {"1": "one", "2": "two", "3": "three", "4": "four"}


def _quantities(article: Article, rule: Rule) -> Iterator[tuple[Block, Words, Sentence, Quantity]]:
    """Yield the quantities of the rule's zones; an article is read once for all rules."""
    for found in article.once(quantified):
        if found.block.zone in rule.zones:
            for quantity in found.quantities:
                yield found.block, found.words, found.sentence, quantity


def _around(words: Words, sentence: Sentence, q: Quantity) -> list[str]:
    """Return the words of the sentence near the quantity: all of them, unless it has no end."""
    return words.keys[max(sentence.first, q.first - _SIGHT) : min(sentence.last, q.last + _SIGHT)]


def _rewrite(rule: Rule, block: Block, start: int, end: int, better: str) -> Finding:
    """A finding on ``text[start:end]`` that offers ``better`` to a person."""
    found = block.text[start:end]
    fix = Fix(f"“{found}” → “{better}”", block.replace(start, end, better), Safety.REVIEW)
    return rule.finding(block.span(start, end), fixes=(fix,), found=found, better=better)


@check("trailing-zero")
def trailing_zero(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report ``1.0 mg``, which reads as 10 if the point is missed."""
    lab = rule.words("laboratory")
    for block, words, sentence, q in _quantities(article, rule):
        whole, point, rest = q.number.partition(".")
        if not point or not rest or rest.strip("0") or q.key not in units("dose"):
            continue
        per = block.text[q.end : q.end + 1] == "/"
        if not per and lab.isdisjoint(_around(words, sentence, q)):
            yield _rewrite(rule, block, q.start, q.number_end, whole)


@check("naked-decimal")
def naked_decimal(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report ``.5 mg``, which reads as 5 if the point is missed."""
    for block, _, _, q in _quantities(article, rule):
        if q.naked and q.key in units("dose") and (q.start < 2 or block.text[q.start - 2].isspace() or block.text[q.start - 2] in "(–-"):
            yield _rewrite(rule, block, q.start - 1, q.number_end, f"0.{q.number}")


@check("error-prone-abbreviation")
def error_prone_abbreviation(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report abbreviations of dose instructions that are read for one another."""
    severity = Severity.INFO if article.settings.audience == "clinician" else None
    for block, words, sentence, q in _quantities(article, rule):
        if q.unit not in {"IU", "iu", "U", "cc"} or not (q.spaced or q.value >= _LEAST_GLUED):
            continue
        if _SPELT_OUT.isdisjoint(_around(words, sentence, q)):
            found = block.text[q.start : q.end]
            yield rule.finding(block.span(q.start, q.end), variant="unit", severity=severity, found=found)
    instructions = rule.words("instructions")
    if instructions.isdisjoint(article.vocabulary):
        return
    for block in [article.blocks[i] for i in article.blocks_with(_abbreviated())]:
        words = article.words(block)
        if block.zone not in rule.zones or instructions.isdisjoint(words.keys):
            continue
        for sentence in article.sentences_of(block):
            if not instructions.isdisjoint(words.keys[sentence.first : sentence.last]):
                yield from _abbreviations(rule, block, words, sentence, severity)


@cache
def abbreviations() -> dict[str, str]:
    """Return the error-prone abbreviations and what to write instead."""
    return {row[0]: row[1] for row in word_columns("dose-abbreviations.tsv")}


@cache
def _abbreviated() -> frozenset[str]:
    return frozenset(abbreviations())


def _abbreviations(rule: Rule, block: Block, words: Words, sentence: Sentence, severity: Severity | None) -> Iterator[Finding]:
    for at in range(sentence.first, sentence.last):
        better = abbreviations().get(words.keys[at])
        if better is None:
            continue
        start, end = words.starts[at], words.ends[at]
        found = block.text[start:end]
        after = at > sentence.first and (words.keys[at - 1][0].isdigit() or words.keys[at - 1] in units("dose"))
        if not (found.isupper() or after) or (found in {"OD", "PC", "AC", "HS", "PO", "DC", "STAT"} and not after):
            continue
        fixes = (Fix(f"“{found}” → “{better}”", block.replace(start, end, better), Safety.REVIEW),) if better else ()
        yield rule.finding(block.span(start, end), severity=severity, fixes=fixes, found=found, better=better)


@check("microgram-symbol")
def microgram_symbol(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a symbol for microgram that the house does not use and the sentence does not explain."""
    refused = frozenset(rule.options["symbols"])
    explained = {"microgram", "micrograms"}
    for block, words, sentence, q in _quantities(article, rule):
        if q.key in refused and explained.isdisjoint(_around(words, sentence, q)):
            better = rule.options["write"]
            if better == "micrograms" and q.number == "1":
                better = "microgram"
            yield _rewrite(rule, block, q.start, q.end, f"{q.number} {better}")


@check("wrong-unit-spacing")
def wrong_unit_spacing(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a quantity whose spacing is not the house's, or not that of most others."""
    found = [(b, q) for b, _, _, q in _quantities(article, rule) if q.key in units("symbol") and q.unit != "G"]
    wanted = rule.options["spacing"]
    spaced = sum(q.spaced for _, q in found)
    space = wanted == "space" or (wanted == "consistent" and spaced * 2 > len(found))
    if wanted == "consistent" and spaced * 2 == len(found):
        return
    for block, q in found:
        if q.spaced != space:
            yield _rewrite(rule, block, q.start, q.end, q.number + _NO_BREAK * space + q.unit)


@check("pluralised-unit")
def pluralised_unit(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report ``mgs``, and ``Mg`` after a number, which is magnesium."""
    for block, _, _, q in _quantities(article, rule):
        if q.key in units("plural"):
            yield _rewrite(rule, block, q.unit_start, q.end, q.unit[:-1])
        elif q.unit in {"Mg", "MG", "Ml", "ML", "Kg", "KG"}:
            yield _rewrite(rule, block, q.unit_start, q.end, q.unit.lower())


@check("misreadable-dose", telling=lambda rule: rule.words("forms"))
def misreadable_dose(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report ``1 or 2 200mg tablets`` and ``1/2 tablet``, where numbers run into each other."""
    forms = rule.words("forms")
    for block in telling_blocks(rule, article):
        words = article.words(block)
        keys = words.keys
        for at in () if forms.isdisjoint(keys) else _numerals(keys):
            if keys[at - 1] == "1" and keys[at] == "2" and block.text[words.ends[at - 1] : words.starts[at]] == "/":
                if not forms.isdisjoint(keys[at + 1 : at + 3]):
                    yield _rewrite(rule, block, words.starts[at - 1], words.ends[at], "half")
            elif keys[at] in _NUMBER_WORDS and _strength_follows(block.text, words, at + 1, forms):
                yield _spelt_out(rule, block, words, at)


def _numerals(keys: list[str]) -> list[int]:
    """The places of numerals, the first and the last token left out."""
    return [i for i in range(1, len(keys) - 1) if keys[i][0].isdigit()]


def _strength_follows(text: str, words: Words, at: int, forms: frozenset[str]) -> bool:
    """Whether "200mg tablets" comes next, with only space before it."""
    if at >= len(words.keys) or text[words.ends[at - 1] : words.starts[at]] != " ":
        return False
    quantity = next(find_quantities(text, words, at, min(at + 2, len(words.keys))), None)
    return bool(quantity and quantity.first == at and quantity.last < len(words.keys) and words.keys[quantity.last] in forms)


def _spelt_out(rule: Rule, block: Block, words: Words, at: int) -> Finding:
    first = at - 2 if words.keys[at - 1] in {"or", "to"} and words.keys[at - 2] in _NUMBER_WORDS and at >= 2 else at
    better = " ".join(_NUMBER_WORDS.get(k, k) for k in words.keys[first : at + 1])
    return _rewrite(rule, block, words.starts[first], words.ends[at], better)


@check("dose-over-limit")
def dose_over_limit(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a daily dose in advice to the reader that is above the shipped limit."""
    daily, silencers = rule.words("daily"), rule.words("silencers")
    for block, words, sentence, q in _quantities(article, rule):
        keys = _around(words, sentence, q)
        if daily.isdisjoint(keys) or not silencers.isdisjoint(keys):
            continue
        for substance, limit, unit, source in word_columns("dose-limits.tsv"):
            place = _substance_beside(words, sentence, q, substance.split())
            if place and _micrograms(q, substance) > float(limit) * _MICRO[unit]:
                start, end = min(q.start, words.starts[place[0]]), max(q.end, words.ends[place[1] - 1])
                found = block.text[start:end]
                yield rule.finding(block.span(start, end), found=found, limit=f"{limit} {unit}", substance=substance, table=source)


def _substance_beside(words: Words, sentence: Sentence, q: Quantity, name: list[str]) -> tuple[int, int] | None:
    """Where the substance stands: "2,000mg of magnesium", "magnesium 2,000mg"."""
    size = len(name)
    for at in (q.last, q.last + 1, q.first - size):
        if sentence.first <= at and at + size <= sentence.last and words.keys[at : at + size] == name:
            return at, at + size
    return None


def _micrograms(q: Quantity, substance: str) -> float:
    if q.key in {"iu", "units"}:
        return q.value / _UNITS_PER_MICROGRAM[substance] if substance in _UNITS_PER_MICROGRAM else 0.0
    return q.value * _MICRO.get(q.key, 0.0)


@cache
def _lookalikes() -> frozenset[str]:
    return frozenset(name for pair in word_columns("lookalike-names.tsv") for name in pair)


@check("lookalike-drug-name", telling=lambda _: _lookalikes())
def lookalike_drug_name(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report two medicine names in one sentence that are mistaken for one another."""
    pairs, names = word_columns("lookalike-names.tsv"), _lookalikes()
    for block in telling_blocks(rule, article):
        words = article.words(block)
        if names.isdisjoint(words.keys):
            continue
        for sentence in article.sentences_of(block):
            places = {words.keys[i]: i for i in range(sentence.last - 1, sentence.first - 1, -1) if words.keys[i] in names}
            for one, other in pairs:
                if one in places and other in places:
                    first, second = sorted((places[one], places[other]))
                    yield rule.finding(
                        block.span(words.starts[second], words.ends[second]),
                        related=(Related(block.span(words.starts[first], words.ends[first]), rule.messages["other"]),),
                        found=block.text[words.starts[second] : words.ends[second]],
                        other=block.text[words.starts[first] : words.ends[first]],
                    )
