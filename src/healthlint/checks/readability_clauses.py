"""Clauses that readers have to turn round: instructions in the passive, contracted and doubled negatives, terms before plain words."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from healthlint.article.article import RUNNING, Article
from healthlint.checks.lexical import in_case_of
from healthlint.checks.registry import check, telling_blocks
from healthlint.language.passives import is_passive, may_hold_passives
from healthlint.language.quotes import quoted_ranges
from healthlint.language.terms import find_terms, may_hold_terms
from healthlint.language.word_lists import word_lists
from healthlint.language.words import find_words
from healthlint.model import Block, Edit, Finding, Fix, Rule, Safety, Sentence, Words
from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple

_NEGATIVES = frozenset({"not", "never", "cannot", "don't", "isn't"})
_SHORTEST = 4
"""Words of the shortest sentence that counts as active or passive."""
_STRESS = frozenset("medical urgent immediate professional great extra special particular emergency".split())
"""Adjectives that belong to "help", "care" and "caution"."""


class _Place(NamedTuple):
    """One sentence with its tokens and what it quotes."""

    sentence: Sentence
    words: Words
    quoted: tuple[tuple[int, int], ...]

    @property
    def block(self) -> Block:
        return self.sentence.block

    def is_quoted(self, at: int) -> bool:
        start = self.words.starts[at]
        return any(a <= start < b for a, b in self.quoted)


def _places(article: Article, rule: Rule, wanted: frozenset[str]) -> Iterator[_Place]:
    """The sentences of the rule's zones that hold one of the wanted words."""
    for block in telling_blocks(rule, article):
        words = article.words(block)
        places = [at for at, key in enumerate(words.keys) if key in wanted]
        if not places:
            continue
        quoted = tuple(quoted_ranges(block.text))
        for sentence in article.sentences_of(block):
            nearest = bisect_left(places, sentence.first)
            if nearest < len(places) and places[nearest] < sentence.last:
                yield _Place(sentence, words, quoted)


@check("passive-instruction", telling=lambda _: word_lists("passive-advice.tsv")["verb"])
def passive_instruction(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report advice whose verb has nobody to do it: "caution should be taken", "it is advised to"."""
    lists = word_lists("passive-advice.tsv")
    for place in _places(article, rule, lists["verb"]):
        for at in range(place.sentence.first, place.sentence.last):
            if place.words.keys[at] in lists["verb"] and not place.is_quoted(at):
                found = (_impersonal(place, at) if place.words.keys[at] in lists["impersonal"] else None) or _with_subject(place, at, lists)
                if found:
                    yield rule.finding(place.block.span(*found), found=place.block.text[found[0] : found[1]])
                    break


def _impersonal(place: _Place, at: int) -> tuple[int, int] | None:
    """Find "it is (strongly) advised to" and "it is recommended that you"."""
    keys, first = place.words.keys, place.sentence.first
    be = at - 1 if keys[at - 1] == "is" else at - 2
    if be <= first - 1 or keys[be] != "is" or be < 1 or keys[be - 1] != "it" or be - 1 < first:
        return None
    follows = keys[at + 1 : at + 3]
    if follows[:1] == ["to"] or follows[:2] == ["that", "you"]:
        # A concession ("whilst it is recommended to ...") leads up to other advice.
        before = keys[be - 2] if be - 2 >= first else ""
        return None if before in {"whilst", "while", "although", "though"} else (place.words.starts[be - 1], place.words.ends[at + 1])
    return None


def _with_subject(place: _Place, at: int, lists: dict[str, frozenset[str]]) -> tuple[int, int] | None:
    """Find "caution should be taken" and "help from your doctor is advised": a thing to do or take is the subject."""
    keys, first = place.words.keys, place.sentence.first
    be = at - 1
    if be > first and keys[be] not in {"be", "is", "are"}:
        be -= 1
    must = keys[be] == "be" and be > first and keys[be - 1] in {"should", "must", "ought"}
    reported = keys[be] in {"is", "are"} and keys[at] in lists["advice"]
    if not (must or reported) or (at + 1 < place.sentence.last and keys[at + 1] == "by"):
        return None
    last = be - 1 if must else be
    subject = _subject(place, last, lists["subject"] if must else lists["sought"])
    return None if subject is None else (place.words.starts[subject], place.words.ends[at])


def _subject(place: _Place, last: int, subjects: frozenset[str]) -> int | None:
    """The first token of the noun phrase that ends before ``last``, if it names help, care or a thing to avoid."""
    keys, words = place.words.keys, place.words
    at = last - 1
    lowest = max(place.sentence.first, last - 7)
    head = None
    while at >= lowest:
        gap = place.block.text[words.ends[at] : words.starts[at + 1]]
        if gap.strip():
            break
        if keys[at] in subjects:
            head = at
        if keys[at] in {"that", "if", "when", "which", "and", "but", "so", "as", "because", "you", "then"}:
            break
        at -= 1
    if head is None:
        return None
    while head - 1 > at and keys[head - 1] in _STRESS:
        head -= 1
    return head


@check("mostly-passive")
def mostly_passive(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report an article in which a large share of the sentences is passive."""
    zones = rule.zones
    total = len([1 for s in article.sentences if s.last - s.first >= _SHORTEST and s.block.zone in zones])
    if not total or total < rule.options["min-sentences"]:
        return
    passive = 0
    for block in article.in_zones(RUNNING.intersection(zones)):
        words = article.words(block)
        if may_hold_passives(words.keys):
            passive += len([1 for s in article.sentences_of(block) if s.last - s.first >= _SHORTEST and is_passive(words, s.first, s.last)])
    share = passive / total
    if share > rule.options["max-share"]:
        yield rule.finding(article.top, percent=round(100 * share), most=round(100 * float(rule.options["max-share"])))


@cache
def _full_negatives() -> dict[str, str]:
    return {
        "don't": "do not", "can't": "cannot", "shouldn't": "should not", "mustn't": "must not", "needn't": "need not",
        "couldn't": "could not", "won't": "will not",
    }  # fmt: skip


@check("negative-contraction", telling=lambda _: frozenset(_full_negatives()))
def negative_contraction(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a negative contraction that tells the reader what not to do."""
    full = _full_negatives()
    for place in _places(article, rule, frozenset(full)):
        keys = place.words.keys
        for at in range(place.sentence.first, place.sentence.last):
            if keys[at] not in full or place.is_quoted(at) or not _instructs(place, at):
                continue
            start, end = place.words.starts[at], place.words.ends[at]
            found = place.block.text[start:end]
            better = in_case_of(found, full[keys[at]])
            span = place.block.span(start, end)
            fix = Fix(f"“{found}” → “{better}”", (Edit(span, better),), Safety.SAFE)
            yield rule.finding(span, fixes=[fix], found=found, better=better)


def _instructs(place: _Place, at: int) -> bool:
    """An imperative ("Don't take ...") or a modal after "you"; questions are neither."""
    keys, first = place.words.keys, place.sentence.first
    if place.sentence.text.rstrip().endswith("?") or place.sentence.last - first < 2:
        return False
    if keys[at] == "don't":
        gap = place.block.text[place.words.ends[at - 1] : place.words.starts[at]] if at > first else ","
        return at == first or keys[at - 1] == "please" or (gap.strip() in {",", ";", ":"} and keys[at - 1] not in {"you", "we"})
    return at > first and keys[at - 1] == "you"


@cache
def _cancelling() -> frozenset[str]:
    """Words of which one follows the first of two negatives."""
    return word_lists("double-negatives.tsv")["negative"] | {"unless"}


@check("double-negative", telling=lambda _: _cancelling())
def double_negative(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report two negatives in one clause that cancel out: "not uncommon", "do not ... unless ... not"."""
    cancelling = word_lists("double-negatives.tsv")["negative"]
    for place in _places(article, rule, _NEGATIVES):
        found = _cancelled(place, cancelling)
        if found and not place.is_quoted(found[0]):
            start, end = place.words.starts[found[0]], place.words.ends[found[1]]
            yield rule.finding(place.block.span(start, end), found=place.block.text[start:end])


def _cancelled(place: _Place, cancelling: frozenset[str]) -> tuple[int, int] | None:
    keys, last = place.words.keys, place.sentence.last
    for at in range(place.sentence.first, last):
        if keys[at] not in _NEGATIVES:
            continue
        if at + 1 < last and keys[at + 1] in cancelling:
            return at, at + 1
        if "unless" in keys[at + 1 : min(at + 6, last)]:
            unless = keys.index("unless", at + 1)
            nots = [i for i in range(unless + 1, min(unless + 5, last)) if keys[i] in {"not", "no", "never", "don't", "isn't", "aren't"}]
            if nots:
                return at, nots[0]
    return None


_NO_GLOSS = frozenset("such see also e i for including if or with from".split())
_BRACKETS = compile_pattern(r" \(([^()]{3,60})\)")


@check("term-before-gloss")
def term_before_gloss(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report "term (plain words)" where NHS style writes "plain words (term)"."""
    for block in article.in_zones(rule.zones):
        words = article.words(block)
        if "(" not in block.text or not may_hold_terms(words):
            continue
        ends = {words.ends[t.last - 1]: t for t in find_terms(words, 0, len(words.keys))}
        for match in _BRACKETS.finditer(block.text):
            term = ends.get(match.start())
            if term is None or not _is_gloss(match[1]):
                continue
            start = words.starts[term.first]
            found = block.text[start : match.end()]
            name = block.text[start : match.start()]
            better = f"{in_case_of(name, match[1])} ({name[0].lower() + name[1:]})"
            span = block.span(start, match.end())
            fix = Fix(f"“{found}” → “{better}”", (Edit(span, better),), Safety.REVIEW)
            yield rule.finding(span, fixes=[fix], found=found, better=better)


def _is_gloss(inner: str) -> bool:
    """Whether brackets hold plain words: no figure, no abbreviation, no name, no term."""
    words = find_words(inner)
    if any(c.isdigit() for c in inner) or any(c.isupper() for c in inner) or not words.keys:
        return False
    return not find_terms(words, 0, len(words.keys)) and words.keys[0] not in _NO_GLOSS
