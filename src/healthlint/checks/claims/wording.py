"""Selling words, borrowed beliefs, stacked hedges and comparisons with nothing."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.article.article import Article
from healthlint.article.claims import between, markers_by_block
from healthlint.checks.phrase_sentences import sentences_with
from healthlint.checks.registry import check, telling_blocks, telling_words_of
from healthlint.language.cues import is_quoted, scopes
from healthlint.language.health import REMEDY, find_health
from healthlint.language.phrases import PhraseIndex, phrase_index, telling_of
from healthlint.model import Block, Finding, Mark, Rule, Sentence, Words, Zone

_TAKEN_BACK = frozenset({"negated", "question", "quoted"})
_TAKEN_BACK_OR_HEDGED = _TAKEN_BACK | {"hedged"}
_SPECIFIC = frozenset("the these those this our his her their its two three both".split())
"""Words before "researchers believe" that say which."""
_WHO = frozenset({"experts", "doctors", "scientists", "researchers", "nutritionists", "dietitians", "specialists"})
_NEAR = 3
"""Tokens after a boosting word within which the remedy or effect it boosts must stand."""
_STACK = 2
"""Different hedges that make a stack."""
_HEDGE_GAP = 4
"""Tokens that may stand between two stacked hedges."""


_LISTS = ("unless", "always", "boosters", "phrases")
"""Lists of phrases in rule files."""


def _table(rule: Rule) -> PhraseIndex:
    """Return the phrases that a rule file lists, each meaning the name it stands under."""
    return phrase_index(tuple(f"{phrase}\t{name}" for name in _LISTS for phrase in rule.parameters.get(name, ())))


def _telling(rule: Rule) -> frozenset[str]:
    """Return the words without which no phrase stands there that could be reported."""
    lines = [f"{phrase}\t{name}" for name in _LISTS if name != "unless" for phrase in rule.parameters.get(name, ())]
    return telling_of(tuple(lines))


def _hits(article: Article, rule: Rule) -> Iterator[tuple[Sentence, Words, list[tuple[int, int, str]]]]:
    """The sentences of the rule's zones that hold phrases that it lists, with the phrases."""
    return sentences_with(article, telling_blocks(rule, article), rule.derive(_table), telling_words_of(rule, article))


@check("promotional-word", telling=lambda rule: rule.derive(_telling))
def promotional_word(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report words that sell: some wherever they stand, others before a remedy or an effect."""
    nouns, exempt = rule.words("nouns"), rule.words("exempt")
    for sentence, words, hits in _hits(article, rule):
        block = sentence.block
        for first, last, kind in hits:
            if kind == "unless" or (kind == "boosters" and not _boosts(block, words, sentence, first, nouns, exempt)):
                continue
            if _TAKEN_BACK_OR_HEDGED & scopes(block.text, words, sentence.first, sentence.last, first, last - first):
                continue
            start, end = words.starts[first], words.ends[last - 1]
            yield rule.finding(block.span(start, end), found=block.text[start:end])


def _boosts(block: Block, words: Words, sentence: Sentence, at: int, nouns: frozenset[str], exempt: frozenset[str]) -> bool:
    """Whether a remedy or an effect follows the word at once, one adjective between at most, and no name or strong medicine."""
    end = min(at + 1 + _NEAR, sentence.last)
    following = words.keys[at + 1 : end]
    is_name = at > sentence.first and block.zone is Zone.PROSE and block.text[words.starts[at]].isupper()
    if is_name or not exempt.isdisjoint(following):
        return False
    if not nouns.isdisjoint(following[: _NEAR - 1]):
        return bool(find_health(words, sentence.first, sentence.last))
    return any(t.kind == REMEDY and t.first < at + _NEAR for t in find_health(words, at + 1, end))


@check("unnamed-authority", telling=lambda rule: rule.derive(_telling))
def unnamed_authority(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a belief that is credited to nobody, with no source in the sentence or the next."""
    for sentence, words, hits in _hits(article, rule):
        block = sentence.block
        for first, last, kind in hits:
            if kind == "unless" or _is_sourced(article, block, sentence) or _says_which(block, words, sentence, first):
                continue
            if _TAKEN_BACK & scopes(block.text, words, sentence.first, sentence.last, first, last - first):
                continue
            start, end = words.starts[first], words.ends[last - 1]
            yield rule.finding(block.span(start, end), found=block.text[start:end])


def _says_which(block: Block, words: Words, sentence: Sentence, first: int) -> bool:
    """Whether the word before the phrase names or points to those who believe it."""
    if first == sentence.first:
        return False
    return words.keys[first - 1] in _SPECIFIC or (words.keys[first] in _WHO and block.text[words.starts[first - 1]].isupper())


def _is_sourced(article: Article, block: Block, sentence: Sentence) -> bool:
    """Whether a citation or an outside link stands in the sentence or the one after it."""
    sentences = article.sentences_of(block)
    at = sentence.number - sentences[0].number
    if between(sentences, at, at + 2, article.once(markers_by_block).get(block, [])):
        return True
    end = sentences[min(at + 1, len(sentences) - 1)].end
    return any(i.mark is Mark.LINK and "://" in i.target and sentence.start <= i.start < end for i in block.inlines)


@check("stacked-hedges", telling=lambda rule: rule.words("hedges"))
def stacked_hedges(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report two hedges in one verb group, from the first to the last."""
    hedges, fillers = rule.words("hedges"), rule.words("fillers")
    for block in telling_blocks(rule, article):
        words = article.words(block)
        if hedges.isdisjoint(words.keys):
            continue
        for sentence in article.sentences_of(block):
            if len(hedges.intersection(words.keys[sentence.first : sentence.last])) < _STACK:
                continue
            for first, last in _stacks(block.text, words, sentence, hedges, fillers):
                start, end = words.starts[first], words.ends[last]
                if not is_quoted(block.text, start):
                    yield rule.finding(block.span(start, end), found=block.text[start:end])


def _stacks(text: str, words: Words, sentence: Sentence, hedges: frozenset[str], fillers: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the first and last token of each stack."""
    at = sentence.first
    while at < sentence.last:
        last = at
        if words.keys[at] in hedges:
            ahead = at + 1
            while ahead < sentence.last and ahead - last <= _HEDGE_GAP and "," not in text[words.ends[ahead - 1] : words.starts[ahead]]:
                if words.keys[ahead] in hedges and words.keys[ahead] != words.keys[last]:
                    last = ahead
                elif words.keys[ahead] not in fillers:
                    break
                ahead += 1
        if last > at:
            yield at, last
        at = last + 1


@check("unsupported-comparison", telling=lambda rule: rule.derive(_telling))
def unsupported_comparison(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report "faster" and "the best form" of a remedy where nothing says than what, and no source is near."""
    silencers = rule.words("silencers")
    for sentence, words, found in _hits(article, rule):
        block = sentence.block
        if block.zone is Zone.HEADING or not silencers.isdisjoint(words.keys[sentence.first : sentence.last]):
            continue
        hits = [h for h in found if h[2] != "unless"]
        if not hits or _is_sourced(article, block, sentence):
            continue
        if not any(t.kind == REMEDY for t in find_health(words, sentence.first, sentence.last)):
            continue
        first, last = hits[0][0], _joined_end(words, hits)
        if not (_TAKEN_BACK | {"hedged", "attributed"}) & scopes(block.text, words, sentence.first, sentence.last, first, last - first):
            start, end = words.starts[first], words.ends[last - 1]
            yield rule.finding(block.span(start, end), found=block.text[start:end])


def _joined_end(words: Words, hits: list[tuple[int, int, str]]) -> int:
    """One past the last comparison that "and" joins to the first: "faster and more efficiently"."""
    end = hits[0][1]
    for first, last, _ in hits[1:]:
        if first == end + 1 and words.keys[end] == "and":
            end = last
    return end
