"""Suicide and self-harm without help in sight, and skin signs described for one skin tone."""
from __future__ import annotations

from collections.abc import Iterable, Iterator

from healthlint.article.article import Article
from healthlint.checks.phrase_sentences import sentences_with
from healthlint.checks.registry import check, telling_blocks
from healthlint.language.phrases import PhraseIndex, phrase_index, phrases_in, telling_of
from healthlint.model import Block, Finding, Rule, Sentence, Words, Zone

_HEADS = frozenset({Zone.TITLE, Zone.HEADING})
_BODY = (Zone.TITLE, Zone.HEADING, Zone.PROSE, Zone.LIST)
_YOU = frozenset({"you", "your", "yourself"})
_NEAR = 2
"""Sentences on each side in which another skin tone may be named."""
_GAP = 4
"""Tokens that may stand between a skin sign and its colour."""


def _lines(rule: Rule, *names: str) -> tuple[str, ...]:
    """The phrases that the rule file lists under ``names``, each meaning the name it stands under."""
    return tuple(f"{phrase}\t{name}" for name in names for phrase in rule.parameters[name])


def _terms(rule: Rule) -> PhraseIndex:
    return phrase_index(_lines(rule, "terms"))


@check("no-crisis-contact", telling=lambda rule: telling_of(_lines(rule, "terms")))
def no_crisis_contact(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report an article about suicide or self-harm that names nobody to call, at its first mention."""
    terms = rule.derive(_terms)
    first: tuple[Block, int, int] | None = None
    mentions = 0
    for block in telling_blocks(rule, article, _BODY):
        words = article.words(block)
        for start, end, _ in phrases_in(words.keys, 0, len(words.keys), terms):
            first = first or (block, words.starts[start], words.ends[end - 1])
            addressed = block.zone in _HEADS or not _YOU.isdisjoint(words.keys)
            mentions += rule.options["mentions"] if addressed else 1
    if first and mentions >= rule.options["mentions"] and not _helps(article, rule):
        block, start_at, end_at = first
        yield rule.finding(block.span(start_at, end_at), found=block.text[start_at:end_at])


def _helps(article: Article, rule: Rule) -> bool:
    """Whether any block, boxes and footers included, names a crisis line or an emergency number."""
    contacts = rule.parameters["contacts"]
    return any(contact in low for b in article.blocks if b.zone is not Zone.REFERENCES for low in [b.text.lower()] for contact in contacts)


def _deaths(rule: Rule) -> frozenset[str]:
    return telling_of(_lines(rule, "deaths"))


def _methods(rule: Rule) -> PhraseIndex:
    return phrase_index(_lines(rule, "methods", "deaths", "unless"))


@check("suicide-method-detail", telling=lambda rule: rule.derive(_deaths))
def suicide_method_detail(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a sentence that may tell how people die; the finding is an empty place, so that no report repeats the detail."""
    table, deaths = rule.derive(_methods), rule.derive(_deaths)
    for block in telling_blocks(rule, article):
        words = article.words(block)
        if deaths.isdisjoint(words.keys):
            continue
        for sentence in article.sentences_of(block):
            if deaths.isdisjoint(words.keys[sentence.first : sentence.last]):
                continue
            parts = {meaning for _, _, meaning in phrases_in(words.keys, sentence.first, sentence.last, table)}
            if {"methods", "deaths"} <= parts and "unless" not in parts:
                yield rule.finding(block.span(sentence.start, sentence.start))


def _colours(rule: Rule) -> PhraseIndex:
    return phrase_index(_lines(rule, "tones", "colours"))


def _telling_colours(rule: Rule) -> frozenset[str]:
    return telling_of(_lines(rule, "tones", "colours"))


@check("one-skin-tone", telling=lambda rule: telling_of(_lines(rule, "colours")))
def one_skin_tone(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a skin sign and its colour where no other skin tone is named near."""
    skin, elsewhere = rule.words("skin"), rule.words("elsewhere")
    found: list[tuple[Sentence, int, int]] = []
    if skin.isdisjoint(article.vocabulary):
        return
    on_skin = [block for block in telling_blocks(rule, article) if not skin.isdisjoint(article.words(block).keys)]
    for sentence, words, hits in _coloured(rule, article, on_skin):
        keys = words.keys[sentence.first : sentence.last]
        if not _tones(hits) and not skin.isdisjoint(keys) and elsewhere.isdisjoint(keys):
            place = _beside_skin(words, sentence, hits, skin)
            if place:
                found.append((sentence, *place))
    if not found:
        return
    toned: set[int] = set()
    for sentence, _, hits in _coloured(rule, article, article.in_zones(rule.zones)):
        if _tones(hits):
            toned.update(range(sentence.number - _NEAR, sentence.number + _NEAR + 1))
    for sentence, first, last in found:
        if sentence.number not in toned:
            words = article.words(sentence.block)
            start, end = words.starts[first], words.ends[last - 1]
            yield rule.finding(sentence.block.span(start, end), found=sentence.block.text[start:end])


def _coloured(rule: Rule, article: Article, blocks: Iterable[Block]) -> Iterator[tuple[Sentence, Words, list[tuple[int, int, str]]]]:
    """The sentences of these blocks that name colours or skin tones, with the places where they do."""
    return sentences_with(article, blocks, rule.derive(_colours), rule.derive(_telling_colours))


def _tones(hits: list[tuple[int, int, str]]) -> bool:
    return any(meaning == "tones" for _, _, meaning in hits)


def _beside_skin(words: Words, sentence: Sentence, hits: list[tuple[int, int, str]], skin: frozenset[str]) -> tuple[int, int] | None:
    """Return the first colour that stands after a skin word and near it."""
    for first, last, _ in hits:
        if not skin.isdisjoint(words.keys[max(sentence.first, first - _GAP) : first]):
            return first, last
    return None
