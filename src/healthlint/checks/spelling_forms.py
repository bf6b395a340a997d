"""One word written in two accepted ways."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from healthlint.article.article import Article
from healthlint.article.spelling import MAJORITY, is_ise
from healthlint.checks.lexical import in_case_of
from healthlint.checks.registry import check, telling_blocks
from healthlint.language.names import address_ranges, inside, is_name, is_title_case
from healthlint.language.quotes import quoted_ranges
from healthlint.language.term_tables import Form, condition_names, double_forms
from healthlint.language.variants import spelling_of
from healthlint.model import Block, Edit, Finding, Fix, Related, Rule, Safety, Span, Variant, Words, Zone
from healthlint.records import NamedTuple


class _Place(NamedTuple):
    form: str
    text: str
    span: Span


@cache
def _by_longest() -> dict[str, list[Form]]:
    """The forms by their longest word: where it does not stand, the form does not."""
    found: dict[str, list[Form]] = {}
    for form in (form for forms in double_forms().values() for form in forms):
        found.setdefault(max(form.keys, key=len), []).append(form)
    return found


@cache
def _longest() -> frozenset[str]:
    return frozenset(_by_longest())


def _doubles(article: Article) -> frozenset[str]:
    """First words of the forms whose words the article has, for each word that it may hold in two forms."""
    vocabulary, forms = article.vocabulary, _by_longest()
    there = [form for key in _longest() & vocabulary for form in forms[key] if vocabulary.issuperset(form.keys)]
    pairs = Counter(form.pair for form in there)
    return frozenset(form.keys[0] for form in there if pairs[form.pair] > 1)


@check("two-spellings")
def two_spellings(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report the rarer of two forms of one word, or the later one where both are as frequent."""
    places: dict[int, dict[str, list[_Place]]] = {}
    doubles = _doubles(article)
    for block in map(article.blocks.__getitem__, article.blocks_with(doubles)):
        for pair, place in _places(article, block, doubles) if block.zone in rule.zones else ():
            places.setdefault(pair, {}).setdefault(place.form, []).append(place)
    for forms in places.values():
        if len(forms) < 2 or all(spelling_of(form) for form in forms):
            continue
        few, many = sorted(forms.values(), key=lambda p: (len(p), -p[0].span.start))[:2]
        for place in few:
            better = in_case_of(place.text, many[0].form)
            yield rule.finding(
                place.span,
                fixes=[Fix(f"“{place.text}” → “{better}”", (Edit(place.span, better),), Safety.REVIEW)],
                related=[Related(many[0].span, rule.messages["related"])],
                found=place.text,
                other=many[0].form,
                count=len(many),
            )
    yield from _both_endings(rule, article)


def _both_endings(rule: Rule, article: Article) -> Iterator[Finding]:
    """One word in -ise and in -ize, in a British article where neither ending is the usual one: else mixed-ise-ize speaks."""
    spelling = article.spelling
    most, both = max(spelling.ise, spelling.ize), spelling.ise + spelling.ize
    if most == both or spelling.us >= spelling.uk or most >= MAJORITY * both:
        return
    ise = [v for v in spelling.votes if is_ise(v)]
    ize = [v for v in spelling.votes if v.variant is Variant.UK_OXFORD]
    few, many = (ise, ize) if len(ise) < len(ize) else (ize, ise)
    for vote in few:
        twins = [v for v in many if v.word in vote.other]
        if twins:
            text = vote.block.text[vote.start : vote.end]
            better = in_case_of(text, vote.other[0])
            yield rule.finding(
                vote.span,
                fixes=[Fix(f"“{text}” → “{better}”", (Edit(vote.span, better),), Safety.REVIEW)],
                related=[Related(twins[0].span, rule.messages["related"])],
                found=text,
                other=vote.other[0],
                count=len(twins),
            )


def _places(article: Article, block: Block, doubles: frozenset[str]) -> Iterator[tuple[int, _Place]]:
    words, forms = article.words(block), double_forms()
    hits = [
        (at, at + len(form.keys), form)
        for at in [i for i, key in enumerate(words.keys) if key in doubles]
        for form in forms[words.keys[at]]
        if tuple(words.keys[at : at + len(form.keys)]) == form.keys and _is_open(block, words, at, at + len(form.keys))
    ]
    if not hits:
        return
    kept = sorted(quoted_ranges(block.text) + address_ranges(block.text))
    titled = is_title_case(block.text, words)
    opening = {s.first for s in article.sentences_of(block)}
    for at, last, form in hits:
        start, end = words.starts[at], words.ends[last - 1]
        if not inside(kept, start) and (titled or not is_name(block.text, words, at, opens=at in opening)):
            yield form.pair, _Place(form.form, block.text[start:end], block.span(start, end))


def _is_open(block: Block, words: Words, at: int, last: int) -> bool:
    """Whether the words of a form stand side by side, parted by one space."""
    return all(block.text[words.ends[i] : words.starts[i + 1]] == " " for i in range(at, last - 1))


@check("condition-name-form", telling=lambda _: frozenset(condition_names()))
def condition_name_form(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a condition or generic name whose capitals or apostrophe differ from the usual form."""
    names = condition_names()
    for block in telling_blocks(rule, article):
        words = article.words(block)
        if names.keys().isdisjoint(words.keys) or block.text.isupper() or (block.zone is Zone.HEADING and is_title_case(block.text, words)):
            continue
        kept = sorted(quoted_ranges(block.text) + address_ranges(block.text))
        opening = {s.first for s in article.sentences_of(block)}
        at = 0
        while at < len(words.keys):
            right, last = _condition_at(names, words, at)
            if right:
                start, end = words.starts[at], words.ends[last - 1]
                better = _right_form(right, block.text[start:end], opens=at in opening or _begins_line(block, start))
                if better and not inside(kept, start) and _stands_alone(block, words, at, last, opening):
                    span = block.span(start, end)
                    found = block.text[start:end]
                    fix = Fix(f"“{found}” → “{better}”", (Edit(span, better),), Safety.SAFE)
                    yield rule.finding(span, fixes=[fix], found=found, better=better)
                at = last
            else:
                at += 1


def _begins_line(block: Block, start: int) -> bool:
    """Whether a line break, a bullet, a colon or a dash stands before the place: capitals are usual after those."""
    before = block.text[max(0, start - 3) : start]
    return "\n" in before or before.rstrip()[-1:] in {":", "•", "–", "—", "-", "*", "/", "|", "(", "“", "‘"}


def _condition_at(names: dict[str, list[Form]], words: Words, at: int) -> tuple[str, int]:
    for keys, right, _ in names.get(words.keys[at], ()):
        if tuple(words.keys[at : at + len(keys)]) == keys:
            return right, at + len(keys)
    return "", at


def _right_form(right: str, found: str, *, opens: bool) -> str:
    """How ``found`` should be written, empty if it is right."""
    plain = found.replace("’", "'").replace("‑", "-").replace("‐", "-")
    expected = right[0].upper() + right[1:] if opens and plain[0].isupper() else right
    if plain == expected or " ".join(plain.split()) == expected or plain.isupper():
        return ""
    return expected.replace("'", "’") if "’" in found else expected


def _stands_alone(block: Block, words: Words, at: int, last: int, opening: set[int]) -> bool:
    """Whether no capital beside it makes it part of a name ("Diabetes UK", "the British Heart Foundation")."""
    text = block.text
    before = text[words.starts[at - 1] :][:1] if at and at not in opening and at - 1 not in opening else ""
    after = text[words.starts[last]] if last < len(words.keys) and last not in opening else ""
    own = text[words.starts[at]].isupper()
    return not (own and (before.isupper() or after.isupper()))
