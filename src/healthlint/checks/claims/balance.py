"""Mechanisms told as benefits, and benefits told without harms."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.article.article import Article
from healthlint.article.claims import markers_by_block
from healthlint.checks.claims.reading import plain
from healthlint.checks.claims.uncited import claimed_pairs
from healthlint.checks.registry import check, telling_blocks
from healthlint.language.cues import scopes
from healthlint.language.health import REMEDY, find_health
from healthlint.language.phrases import PhraseIndex, phrase_index, phrases_in, telling_of
from healthlint.language.predicates import find_predicates
from healthlint.model import Block, Finding, Rule, Sentence, Words, Zone

_TAKEN_BACK = frozenset({"negated", "hedged", "question", "quoted", "conditional", "attributed"})
_BENEFITS = frozenset({"prevent", "cure", "lower", "improve"})
_BENEFIT_NOUNS = frozenset({"effect", "effects", "benefit", "benefits", "relief", "action", "properties"})
_ATTRIBUTED = "attributed"
_CONCLUDES = "concludes"


def _links(rule: Rule) -> PhraseIndex:
    lines = [f"{p}\t{_CONCLUDES}" for p in rule.parameters["conclusions"]]
    return phrase_index((*lines, *(f"{p}\t{_ATTRIBUTED}" for p in rule.parameters["attributions"])))


@check("mechanism-as-benefit", telling=lambda rule: rule.words("mechanisms"))
def mechanism_as_benefit(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a benefit that is concluded from what happens in cells, with no study cited."""
    mechanisms, links = rule.words("mechanisms"), rule.derive(_links)
    cited = article.once(markers_by_block)
    for block in telling_blocks(rule, article):
        words = article.words(block)
        if block in cited or mechanisms.isdisjoint(words.keys):
            continue
        for sentence in article.sentences_of(block):
            for first, last, kind in phrases_in(words.keys, sentence.first, sentence.last, links):
                span = _concluded(block, words, sentence, (first, last, kind), mechanisms)
                if span:
                    yield rule.finding(block.span(*span), found=block.text[span[0] : span[1]])
                    break


def _concluded(
    block: Block, words: Words, sentence: Sentence, link: tuple[int, int, str], mechanisms: frozenset[str]
) -> tuple[int, int] | None:
    """Return the range of the conclusion: the clause after "so", or all of "the effect is due to"."""
    first, last, kind = link
    text, keys = block.text, words.keys
    if _TAKEN_BACK & scopes(text, words, sentence.first, sentence.last, first):
        return None
    end = words.ends[sentence.last - 1]
    if kind == _ATTRIBUTED:
        benefit = not _BENEFIT_NOUNS.isdisjoint(keys[sentence.first : first])
        if mechanisms.isdisjoint(keys[last : sentence.last]) or not benefit:
            return None
        return words.starts[sentence.first], end
    if mechanisms.isdisjoint(keys[sentence.first : first]):
        return None
    for predicate in find_predicates(text, words, last, sentence.last):
        if predicate.kind in _BENEFITS and predicate.use == "finite" and find_health(words, predicate.last, sentence.last):
            hedged = _TAKEN_BACK & scopes(text, words, sentence.first, sentence.last, predicate.first)
            return None if hedged else (words.starts[first], end)
    return None


def _harms(rule: Rule) -> PhraseIndex:
    return phrase_index(_harm_lines(rule))


def _harm_words(rule: Rule) -> frozenset[str]:
    return telling_of(_harm_lines(rule))


def _harm_lines(rule: Rule) -> tuple[str, ...]:
    return tuple(f"{p}\tharm" for p in rule.parameters["harms"])


@check("benefits-without-harms", telling=lambda rule: rule.words("openers"))
def benefits_without_harms(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report an article that recommends a remedy and says nothing of its harms."""
    recommends = any(_recommends(rule, article, block) for block in telling_blocks(rule, article, (Zone.PROSE, Zone.LIST)))
    if recommends and not _tells_of_harms(rule, article) and _names_a_remedy(article):
        yield rule.finding(article.top)


def _recommends(rule: Rule, article: Article, block: Block) -> bool:
    """Whether a sentence tells the reader to take or try something, or states its benefit."""
    openers, words = rule.words("openers"), article.words(block)
    return any(s.last > s.first and words.keys[s.first] in openers for s in article.sentences_of(block))


def _tells_of_harms(rule: Rule, article: Article) -> bool:
    harms, telling = rule.derive(_harms), rule.derive(_harm_words)
    if telling.isdisjoint(article.vocabulary):
        return False
    texts = (keys for block in article.blocks if not telling.isdisjoint(keys := article.words(block).keys))
    return any(next(phrases_in(keys, 0, len(keys), harms), None) for keys in texts)


def _names_a_remedy(article: Article) -> bool:
    """Whether the title or a heading names a remedy, and the text an illness or a function."""
    heads = [b for b in article.blocks if b.zone in {Zone.TITLE, Zone.HEADING}]
    named = any(t.kind == REMEDY for b in heads for t in find_health(article.words(b), 0, len(article.words(b).keys)))
    return named and any(plain(c) and claimed_pairs(article, c) for c in article.claims)
