"""Appeals to research with no study named, and beliefs credited to nobody."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.article.article import Article
from healthlint.article.claims import between, markers_by_block
from healthlint.checks.registry import check, telling_blocks
from healthlint.language.cues import scopes
from healthlint.language.function_words import is_adverb
from healthlint.language.word_lists import word_lists
from healthlint.model import Block, Confidence, Finding, Mark, Marker, Rule, Sentence, Severity, Words

_NOT_APPEALS = frozenset({"negated", "question", "quoted", "conditional"})
_REACH = 3
"""Sentences in which the study may be cited: the one that appeals, and two more."""
_AUXILIARIES = frozenset(
    "have has had also now been consistently repeatedly clearly long recently increasingly already even do does often".split()
)


def _words_of(part: str) -> frozenset[str]:
    return word_lists("appeals.tsv")[part]


@check("studies-uncited", telling=lambda _: _words_of("research"))
def studies_uncited(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report "studies show" and the like with no study cited in the sentence or the two after it."""
    subjects = _words_of("research")
    by_block = article.once(markers_by_block)
    for block in telling_blocks(rule, article):
        words = article.words(block)
        if subjects.isdisjoint(words.keys):
            continue
        own = by_block.get(block, [])
        for number, sentence in enumerate(article.sentences_of(block)):
            appeal = _appeal(block, words, sentence)
            if appeal and not _cited(article, block, number, own) and not _named(words, sentence):
                first, last, certain = appeal
                start, end = words.starts[first], words.ends[last - 1]
                listed = bool(article.citations.references) and not article.citations.markers
                yield rule.finding(
                    block.span(start, end),
                    variant="sources-listed" if listed else "",
                    severity=Severity.INFO if listed else None if certain else Severity.WARNING,
                    confidence=None if certain else Confidence.LIKELY,
                    found=block.text[start:end],
                )


def _appeal(block: Block, words: Words, sentence: Sentence) -> tuple[int, int, bool] | None:
    """The tokens of "many studies have shown", and whether it is surely an appeal; ``None`` where a certain study is meant."""
    keys, subjects = words.keys, _words_of("research")
    for at in [i for i in range(sentence.first, sentence.last) if keys[i] in subjects]:
        first = _subject_start(keys, at, sentence.first)
        last = _there_is(words, sentence, first, at)
        certain = not last
        if certain:
            if _is_counted(keys, at, first, sentence.first):
                first, certain = first - 1, False
            elif first > sentence.first and (
                _is_specific(keys[max(sentence.first, first - 2) : first]) or _is_name(block, words, first - 1, at)
            ):
                continue
            if first < at and keys[at] in _words_of("people"):
                continue
            last = _verb_end(block.text, words, at + 1, sentence.last)
        taken_back = _NOT_APPEALS if certain else _NOT_APPEALS | {"attributed"}
        if last and not taken_back & scopes(block.text, words, sentence.first, sentence.last, at):
            return first, last, certain
    return None


def _there_is(words: Words, sentence: Sentence, first: int, at: int) -> int:
    """One past "that" of "there is strong evidence that"; 0 where it is not said to be there, or where little is."""
    keys = words.keys
    if keys[at] != "evidence" or keys[at + 1 : at + 2] != ["that"] or "some" in keys[first:at]:
        return 0
    before = first - 1
    while before > sentence.first and is_adverb(keys[before]):
        before -= 1
    there = keys[before] in {"is", "exists"} and before > sentence.first and keys[before - 1] == "there"
    return at + 2 if there or keys[before] == "there's" else 0


def _is_counted(keys: list[str], at: int, first: int, floor: int) -> bool:
    """Whether the sentence opens with "Two studies": how many there were does not say which."""
    return first == at == floor + 1 and keys[floor] in _words_of("count") and keys[at] in {"studies", "trials", "experiments"}


def _subject_start(keys: list[str], at: int, floor: int) -> int:
    """Index of the first word of "a number of recent studies"."""
    quantifiers, heaps = _words_of("quantifier"), _words_of("heap")
    while at > floor:
        if keys[at - 1] in quantifiers:
            at -= 1
        elif keys[at - 1] == "of" and at - 2 >= floor and keys[at - 2] in heaps:
            at -= 2 + (at - 3 >= floor and keys[at - 3] == "a")
        else:
            break
    return at


def _is_specific(before: list[str]) -> bool:
    """Whether the words before the subject say which studies: "these", "15", "her team's", "the observational"."""
    last = before[-1]
    return last in _words_of("specific") or last[0].isdigit() or last.endswith(("'s", "s'")) or before[0] in _words_of("pointing")


def _is_name(block: Block, words: Words, before: int, subject: int) -> bool:
    """Whether a name stands before the subject or in it: "MD Anderson research", "Bone Research"."""
    return block.text[words.starts[before]].isupper() or block.text[words.starts[subject]].isupper()


def _verb_end(text: str, words: Words, at: int, last: int) -> int:
    """Index after the verb of showing that follows, auxiliaries and adverbs between; 0 if none."""
    keys, end = words.keys, min(last, at + 4)
    while at < end and "," not in text[words.ends[at - 1] : words.starts[at]]:
        if keys[at] in _words_of("verb"):
            return at + 1
        if keys[at] not in _AUXILIARIES and not keys[at].endswith("ly"):
            return 0
        at += 1
    return 0


def _cited(article: Article, block: Block, number: int, markers: list[Marker]) -> bool:
    """Whether a marker or an outside link stands within reach of sentence ``number``."""
    sentences = article.sentences_of(block)
    if between(sentences, number, number + _REACH, markers):
        return True
    reach = sentences[number : number + _REACH]
    start, end = reach[0].start, reach[-1].end
    return any(i.mark is Mark.LINK and "://" in i.target and start <= i.start < end for i in block.inlines)


def _named(words: Words, sentence: Sentence) -> bool:
    """Whether the sentence itself says which study: a year, a journal, a university, a number of trials."""
    keys = words.keys[sentence.first : sentence.last]
    if not _words_of("named").isdisjoint(keys):
        return True
    return any(key.isdigit() and len(key) == 4 and key.startswith(("19", "20")) for key in keys)
