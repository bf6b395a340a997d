"""Numbers and risk: relative changes alone, mixed denominators, words for numbers, sums left to the reader."""
from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from healthlint.article.article import Article
from healthlint.article.numbers import Numbers, numbers_of
from healthlint.checks.registry import check, telling_blocks
from healthlint.language.chances import Chance, find_chances, number_of
from healthlint.language.cues import is_quoted, scopes
from healthlint.language.health import CONDITION, find_health
from healthlint.language.phrases import PhraseIndex, phrase_index, phrases_in, telling_of
from healthlint.model import Block, Finding, Fix, Related, Rule, Safety, Sentence, Words

_NEAR = 2
"""Sentences on each side in which an absolute figure may stand."""
_SAME = 1e-6


def _numbered(article: Article, rule: Rule) -> Iterator[Numbers]:
    """Yield the sentences with digits of the rule's zones."""
    return (n for n in article.once(numbers_of) if n.block.zone in rule.zones)


def _worded(article: Article, rule: Rule, telling: frozenset[str]) -> Iterator[tuple[Block, Words, Sentence]]:
    """Yield the sentences of the rule's zones that hold one of the ``telling`` words."""
    for block in telling_blocks(rule, article):
        words = article.words(block)
        if telling.isdisjoint(words.keys):
            continue
        for sentence in article.sentences_of(block):
            if not telling.isdisjoint(words.keys[sentence.first : sentence.last]):
                yield block, words, sentence


def _quoted(block: Block, place: int) -> bool:
    return is_quoted(block.text, place)


def _change_words(rule: Rule) -> frozenset[str]:
    return rule.derive(_multiples) | rule.words("changes") | {"by"}


def _multiples(rule: Rule) -> frozenset[str]:
    """The words that tell of a change without a percentage."""
    return telling_of(_ratio_lines(rule)) | rule.words("verbs")


def _ratio_words(rule: Rule) -> PhraseIndex:
    return phrase_index(_ratio_lines(rule))


def _ratio_lines(rule: Rule) -> tuple[str, ...]:
    return tuple(f"{p}\tratio" for p in rule.parameters["ratios"])


@check("relative-only", telling=lambda rule: rule.derive(_change_words))
def relative_only(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a relative change of a risk with no absolute figure within two sentences."""
    silencers, risky = rule.words("silencers"), rule.words("risky")
    shares = {n.sentence: n for n in _numbered(article, rule) if n.chances and True in [chance.percent for chance in n.chances]}
    told = {sentence: (block, words) for block, words, sentence in _worded(article, rule, rule.derive(_multiples))}
    told |= {sentence: (n.block, n.words) for sentence, n in shares.items()}
    for sentence in sorted(told, key=lambda sentence: sentence.number):
        block, words = told[sentence]
        keys = words.keys[sentence.first : sentence.last]
        place = _relative(rule, words, sentence, shares[sentence].chances if sentence in shares else ())
        if place is None or not silencers.isdisjoint(keys) or _quoted(block, words.starts[place[0]]):
            continue
        if risky.isdisjoint(keys) and not any(t.kind == CONDITION for t in find_health(words, sentence.first, sentence.last)):
            continue
        if not _absolute_near(article, block, words, sentence):
            start, end = words.starts[place[0]], words.ends[place[1] - 1]
            end += block.text.startswith("%", end)
            yield rule.finding(block.span(start, end), found=block.text[start:end])


def _relative(rule: Rule, words: Words, sentence: Sentence, chances: tuple[Chance, ...]) -> tuple[int, int] | None:
    """Where the first relative change stands: "40% fewer", "halves your risk", "twice as likely", "by 30%"."""
    keys, last = words.keys, sentence.last
    changes, measures = rule.words("changes"), rule.words("measures")
    for chance in chances:
        if chance.percent and chance.last < last and keys[chance.last] in changes:
            likely = chance.last + 1 < last and keys[chance.last + 1] == "likely"
            return chance.first, chance.last + 1 + likely
        by = chance.percent and chance.first > sentence.first and keys[chance.first - 1] == "by"
        if by and not measures.isdisjoint(keys[max(sentence.first, chance.first - 9) : chance.first]):
            return chance.first - 1, chance.last
    ratio = next(phrases_in(keys, sentence.first, last, rule.derive(_ratio_words)), None)
    if ratio:
        return ratio[:2]
    verbs = rule.words("verbs")
    for at in range(sentence.first, last) if not verbs.isdisjoint(keys[sentence.first : last]) else ():
        if keys[at] in verbs:
            noun = next((i for i in range(at + 1, min(at + 4, last)) if keys[i] in measures), None)
            if noun:
                return at, noun + 1
    return None


def _absolute_near(article: Article, block: Block, words: Words, sentence: Sentence) -> bool:
    """Whether "4 in 100", "per 1,000" or "from 4% to 2%" stands within two sentences of the same block."""
    sentences = article.sentences_of(block)
    at = sentence.number - sentences[0].number
    for other in sentences[max(0, at - _NEAR) : at + _NEAR + 1]:
        chances = list(find_chances(block.text, words, other.first, other.last))
        if any(not c.percent for c in chances):
            return True
        keys = words.keys[other.first : other.last]
        if any(a == "per" and (number_of(b) or 0) >= 100 for a, b in pairwise(keys)):
            return True
        if any(a.percent and b.percent and words.keys[a.last] in {"to", "versus", "vs", "compared"} for a, b in pairwise(chances)):
            return True
    return False


@check("mixed-denominators")
def mixed_denominators(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a chance with another base than the one before it in the same or the last sentence."""
    silencers = rule.words("silencers")
    before: tuple[Block, Chance, Sentence] | None = None
    for block, words, sentence, _, chances in _numbered(article, rule):
        if not chances or not silencers.isdisjoint(words.keys[sentence.first : sentence.last]):
            continue
        for chance in chances:
            if before and before[0] is block and sentence.number - before[2].number <= 1 and _mixed(before[1], chance):
                yield _mixture(rule, block, before[1], chance)
                return
            before = (block, chance, sentence)


def _mixed(one: Chance, other: Chance) -> bool:
    """Whether the reader must convert to compare the two: another base, unless both say the same thing."""
    if one.percent and other.percent:
        return False
    same_value = abs(one.number / one.base - other.number / other.base) < _SAME
    return (one.base != other.base or one.percent != other.percent) and not same_value


def _mixture(rule: Rule, block: Block, one: Chance, other: Chance) -> Finding:
    first, second = block.text[one.start : one.end], block.text[other.start : other.end]
    related = (Related(block.span(one.start, one.end), rule.messages["first"]),)
    return rule.finding(block.span(other.start, other.end), related=related, found=second, first=first)


def _frequencies(rule: Rule) -> PhraseIndex:
    lines = [f"{p}\tunless" for p in rule.parameters["unless"]] + [f"{p}\tword" for p in rule.parameters["frequencies"]]
    return phrase_index(tuple(lines))


@check("words-without-numbers", telling=lambda rule: rule.words("topics"))
def words_without_numbers(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report "rare" and "common" beside side effects or risks, with no number in the sentence."""
    topics = rule.words("topics")
    table = rule.derive(_frequencies)
    for block, words, sentence in _worded(article, rule, topics):
        if any(k[0].isdigit() for k in words.keys[sentence.first : sentence.last]):
            continue
        for first, last, meaning in phrases_in(words.keys, sentence.first, sentence.last, table):
            taken_back = {"question", "quoted"} & scopes(block.text, words, sentence.first, sentence.last, first)
            if meaning == "word" and not taken_back:
                start, end = words.starts[first], words.ends[last - 1]
                yield rule.finding(block.span(start, end), found=block.text[start:end])
                break


@check("reader-must-calculate")
def reader_must_calculate(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report an instruction that gives a share or a ratio and not the amount."""
    openers, wholes, mixing = rule.words("openers"), rule.words("wholes"), rule.words("mixing")
    for block, words, sentence, _, chances in _numbered(article, rule):
        if sentence.last == sentence.first or words.keys[sentence.first] not in openers or "(" in sentence.text:
            continue
        for chance in chances:
            end = min(chance.last + 5, sentence.last)
            whole = next((i for i in range(chance.last, end) if words.keys[i] in wholes), None)
            if chance.percent and words.keys[chance.last : chance.last + 1] == ["of"] and whole:
                yield rule.finding(block.span(chance.start, words.ends[whole]), found=block.text[chance.start : words.ends[whole]])
        if not mixing.isdisjoint(words.keys[sentence.first : sentence.last]):
            yield from _ratios(rule, block, words, sentence)


def _ratios(rule: Rule, block: Block, words: Words, sentence: Sentence) -> Iterator[Finding]:
    for at in range(sentence.first + 1, sentence.last):
        one, other = number_of(words.keys[at - 1]), number_of(words.keys[at])
        if one and other and block.text[words.ends[at - 1] : words.starts[at]] == ":":
            start, end = words.starts[at - 1], words.ends[at]
            yield rule.finding(block.span(start, end), found=block.text[start:end])


@check("off-style-number")
def off_style_number(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report numbers that NHS style writes otherwise: words for numerals, "per cent", "5.00pm", 10000 and 5-10."""
    numerals = {word: str(i) for i, word in enumerate(rule.parameters["numerals"], 2)}
    nouns = rule.words("counted")
    places = {(n.block, n.sentence.first): (n.block, n.words, n.sentence) for n in _numbered(article, rule)}
    places.update({(b, s.first): (b, w, s) for b, w, s in _worded(article, rule, frozenset(numerals))})
    for block, words, sentence in places.values():
        for at in range(sentence.first, sentence.last):
            place = _off_style(words, at, sentence, numerals, nouns)
            if place is None or _quoted(block, place[0]):
                continue
            start, end, better = place
            found = block.text[start:end]
            fixes = (Fix(f"“{found}” → “{better}”", block.replace(start, end, better), Safety.REVIEW),) if better else ()
            yield rule.finding(block.span(start, end), variant="" if better else "per-cent", fixes=fixes, found=found, better=better)


def _off_style(words: Words, at: int, sentence: Sentence, numerals: dict[str, str], nouns: frozenset[str]) -> tuple[int, int, str] | None:
    """Return the range of a number off style at token ``at``, and what NHS style writes; empty if a person must choose."""
    keys, start, end = words.keys, words.starts[at], words.ends[at]
    key = keys[at]
    if key in numerals:
        following = keys[at + 1] if at + 1 < sentence.last else ""
        if following == "per" and keys[at + 2 : at + 3] == ["cent"]:
            return start, words.ends[at + 2], ""
        return (start, end, numerals[key]) if following in nouns else None
    if not key[0].isdigit():
        return None
    if key.isdigit() and len(key) > 4:
        return start, end, f"{int(key):,}"
    for ending in (".00am", ".00pm"):
        if key.endswith(ending):
            return start, end, key.removesuffix(ending) + ending[-2:]
    return None


@check("no-sample-size")
def no_sample_size(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a share of users or of a study's people with no number of people, no time and no comparison."""
    groups, studies, silencers = rule.words("groups"), rule.words("studies"), rule.words("silencers")
    for block, words, sentence, _, chances in _numbered(article, rule):
        if len(chances) != 1 or _counted(words, sentence, chances[0]):
            continue
        keys = words.keys[sentence.first : sentence.last]
        if not silencers.isdisjoint(keys):
            continue
        chance = chances[0]
        of_group = words.keys[chance.last : chance.last + 1] == ["of"] and not groups.isdisjoint(words.keys[chance.last : chance.last + 4])
        if (of_group or not studies.isdisjoint(keys)) and not _cited(article, block):
            taken_back = {"question", "quoted", "attributed"} & scopes(block.text, words, sentence.first, sentence.last, chance.first)
            if not taken_back:
                yield rule.finding(block.span(chance.start, chance.end), found=block.text[chance.start : chance.end])


def _counted(words: Words, sentence: Sentence, chance: Chance) -> bool:
    """Whether another number stands in the sentence: how many, how long or than what."""
    return any(words.keys[i][0].isdigit() for i in range(sentence.first, sentence.last) if not chance.first <= i < chance.last)


def _cited(article: Article, block: Block) -> bool:
    return any(m.block is block for m in article.citations.markers)


@check("one-sided-framing")
def one_sided_framing(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report an outcome told as a share with the other side of the number nowhere in the passage."""
    outcomes = rule.words("outcomes")
    shares: dict[Block, list[tuple[Chance, Numbers]]] = {}
    for found in _numbered(article, rule):
        if found.chances:
            shares.setdefault(found.block, []).extend((c, found) for c in found.chances)
    for block, told in shares.items():
        if len(told) != 1 or not told[0][0].percent or not 0 < told[0][0].number < 100:
            continue
        chance, (_, words, sentence, _, _) = told[0]
        if not outcomes.isdisjoint(words.keys[sentence.first : sentence.last]):
            scope = scopes(block.text, words, sentence.first, sentence.last, chance.first)
            if not {"question", "quoted"} & scope and not _relative_word(words, chance):
                yield rule.finding(block.span(chance.start, chance.end), found=block.text[chance.start : chance.end])


def _relative_word(words: Words, chance: Chance) -> bool:
    """Whether the figure is a change and no share: "by 30%", "30% lower"."""
    before = words.keys[chance.first - 1] if chance.first else ""
    after = words.keys[chance.last] if chance.last < len(words.keys) else ""
    return before == "by" or after in {
        "lower",
        "higher",
        "less",
        "more",
        "fewer",
        "reduction",
        "increase",
        "increased",
        "reduced",
        "greater",
        "drop",
    }
