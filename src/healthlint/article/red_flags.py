"""Signs that may need help at once, where the page tells its reader that he or she may have them."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from healthlint.article.article import Article
from healthlint.language.cues import Phrases, read_phrases
from healthlint.model import Block, Sentence, Span, Zone
from healthlint.records import NamedTuple

_YOU = frozenset({"you", "your", "you're", "yourself", "child", "baby", "someone", "somebody", "anyone", "person's", "their"})
_LISTS = frozenset(
    "symptom symptoms sign signs effect effects cause causes include includes including such can may could".split(),
)
_STUDY = frozenset(
    "study studies trial trials participants researchers cohort risk rates incidence mortality measured patients group "
    "percent reported survey prevalence outcome outcomes hazard deaths".split(),
)
_AIMS = frozenset(
    {
        "for",
        "of",
        "prevent",
        "prevents",
        "treat",
        "treats",
        "control",
        "controls",
        "against",
        "history",
        "lead",
        "mercury",
        "arsenic",
        "food",
    },
)
_ABSENT = frozenset({"no", "not", "without", "never", "nor", "cannot"})
_POISON = frozenset(
    "too dose doses supplement supplements tablets medicine supplementation amounts intake levels taking take".split(),
)


class RedFlag(NamedTuple):
    """A sign at ``start`` to ``end`` of a block."""

    block: Block
    start: int
    end: int
    condition: str

    @property
    def span(self) -> Span:
        """The sign in the source."""
        return self.block.span(self.start, self.end)


@cache
def _table() -> Phrases:
    return read_phrases("red-flags.tsv")


@cache
def first_words() -> frozenset[str]:
    """The words with which the signs begin."""
    return frozenset(_table())


def red_flags(article: Article, blocks: Iterable[Block] | None = None) -> Iterator[RedFlag]:
    """Signs of an emergency that the page's reader may have, in reading order; ``blocks`` where it is known which may hold one."""
    firsts = first_words()
    for block in article.in_zones({Zone.PROSE, Zone.LIST}) if blocks is None else blocks:
        keys = article.words(block).keys
        if firsts.isdisjoint(keys):
            continue
        listed = block.zone is Zone.LIST
        for sentence in article.sentences_of(block):
            if firsts.isdisjoint(keys[sentence.first : sentence.last]):
                continue
            yield from _in_sentence(article, sentence, listed=listed)


def _in_sentence(article: Article, sentence: Sentence, *, listed: bool) -> Iterator[RedFlag]:
    words = article.words(sentence.block)
    table = _table()
    said = set(words.keys[sentence.first : sentence.last])
    at = sentence.first
    while at < sentence.last:
        size, condition = _match(table, words.keys, at, sentence.last)
        if size and _concerns_reader(said, condition, listed=listed) and not _denied(words.keys, max(at - 4, sentence.first), at):
            yield RedFlag(sentence.block, words.starts[at], words.ends[at + size - 1], condition)
        at += max(size, 1)


def _denied(keys: list[str], first: int, at: int) -> bool:
    """Whether the sign is said to be absent, or only what a treatment is for: ``no chest pain``, ``medicines for seizures``."""
    if keys[max(at - 1, 0)] in _AIMS and keys[max(at - 2, 0)] not in {"sign", "signs", "symptom", "symptoms"}:
        return True
    return any(key in _ABSENT or key.endswith("n't") for key in keys[first:at])


def _match(table: Phrases, keys: list[str], at: int, last: int) -> tuple[int, str]:
    for tokens, condition in table.get(keys[at], ()):
        if at + len(tokens) <= last and tuple(keys[at : at + len(tokens)]) == tokens:
            return len(tokens), condition
    return 0, ""


def _concerns_reader(said: set[str], condition: str, *, listed: bool) -> bool:
    """Whether the sentence speaks of what a reader may have, and not of what a study measured."""
    if not _STUDY.isdisjoint(said):
        return False
    if condition == "poisoning":
        return not _POISON.isdisjoint(said)
    return listed or not _YOU.isdisjoint(said) or not _LISTS.isdisjoint(said)
