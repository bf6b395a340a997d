"""Whether readers find the main message and something to do, and text that shouts."""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, pairwise

from healthlint.article.article import Article
from healthlint.checks.registry import check
from healthlint.language.words import fold
from healthlint.model import Block, Element, Finding, Format, Mark, Rule, Words, Zone

_RUNNING = frozenset({Zone.PROSE, Zone.LIST})
_BODY = frozenset({Zone.PROSE, Zone.LIST, Zone.HEADING, Zone.QUOTE, Zone.CAPTION, Zone.TABLE})
_OPENING = 60
"""Words from the top within which readers decide whether the page is for them (CDC Clear Communication Index, items 1 and 2)."""


@check("no-key-message")
def no_key_message(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a first paragraph that says nothing of the title's topic, where no summary stands."""
    prose = article.in_zones(_RUNNING)
    if article.count_words(Zone.PROSE, Zone.LIST) < rule.options["min-words"]:
        return
    headings = fold("\n".join([b.text for b in article.in_zones({Zone.HEADING})]))
    if any(word in headings for word in rule.parameters["summaries"]):
        return
    dull = rule.words("dull-words")
    topic = {k[:5] for k in fold(article.document.title).replace("?", "").split() if k not in dull and len(k) > 2}
    first = next((b for b in prose if b.zone is Zone.PROSE and len(article.words(b).keys) >= 6), None)
    if first is None or not topic:
        return
    said = {k[:5] for k in _first_words(article, prose)}
    if len(topic & said) * 2 < len(topic):
        yield rule.finding(first.span())


def _first_words(article: Article, prose: tuple[Block, ...]) -> list[str]:
    words: list[str] = []
    for block in prose:
        words += article.words(block).keys
        if len(words) >= _OPENING:
            break
    return words[:_OPENING]


@check("no-action")
def no_action(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report an article that gives its reader nothing to do."""
    if article.count_words(Zone.PROSE, Zone.LIST) < rule.options["min-words"]:
        return
    verbs, modals = rule.words("verbs"), rule.words("modals")
    for block in article.in_zones(_BODY):
        keys = article.words(block).keys
        for sentence in article.sentences_of(block):
            said = keys[sentence.first : sentence.last]
            if said and (said[0] in verbs or not verbs.isdisjoint(_after_condition(said))):
                return
            if "you" in said and any(a == "you" and b in modals for a, b in pairwise(said)):
                return
    yield rule.finding(article.top)


def _after_condition(said: list[str]) -> list[str]:
    """Words that may be an instruction behind “if”, “always” and the like: ``If it hurts, see a doctor``."""
    return (
        said[1:]
        if said[0] in {"if", "when", "always", "never", "please", "do", "don't", "then", "to", "and", "or", "for", "instead", "otherwise"}
        else []
    )


@check("shouted-text")
def shouted_text(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report runs of capitals, underlined text that is no link, and long italics."""
    longest, emphasis = rule.options["max-italic-words"], Mark.EMPHASIS
    blocks = article.in_zones(_RUNNING)
    for block in _that_may_shout(blocks, rule.options["max-capitals"]):
        yield from _capitals(rule, article, block)
    for block in blocks if emphasis in article.marks else ():
        for inline in block.inlines:
            if inline.mark is emphasis and block.text[inline.start : inline.end].count(" ") >= longest:
                yield rule.finding(block.span(inline.start, inline.end), variant="italics")
    if article.document.format is Format.HTML and "u" in article.document.index.by_name:
        yield from _underlined(rule, article)


_CAPITALS = bytes([ord("A" if c.isupper() or c == "?" else " " if c == " " else "x") for c in map(chr, range(128))]) + b"x" * 128
"""Makes every capital, and every "?" that stands for a letter beyond ASCII, an "A"; leaves spaces, and nothing else."""


def _that_may_shout(blocks: tuple[Block, ...], fewest: int) -> tuple[Block, ...] | list[Block]:
    """The blocks in which so many words in capitals may stand in a row; half of those that shout have four letters or more."""
    if fewest < 2:
        return blocks
    signs = "\n".join([block.text for block in blocks]).encode("ascii", "replace").translate(_CAPITALS)
    if b"AAAA" not in signs or b"A A" not in signs:
        return []
    search = _in_a_row(fewest).search
    if not search(signs):
        return []
    ends = accumulate([len(block.text) + 1 for block in blocks])
    return [block for block, end in zip(blocks, ends, strict=True) if search(signs, end - 1 - len(block.text), end)]


@cache
def _in_a_row(count: int) -> re.Pattern[bytes]:
    return re.compile(b"A" + b" A+" * (count - 2) + b" A")


def _is_link(article: Article, element: Element) -> bool:
    """Whether a link stands in or around the element."""
    if "<a" in article.source[element.span].lower():
        return True
    elements = article.document.elements
    return element.parent >= 0 and any(e.name == "a" for e in (elements[element.parent], elements[max(elements[element.parent].parent, 0)]))


def _underlined(rule: Rule, article: Article) -> Iterator[Finding]:
    document = article.document
    underlined = [e for e in (document.elements[i] for i in document.index.by_name.get("u", ())) if e.end > e.tag_end]
    blocks = article.in_zones(_RUNNING) if underlined else ()
    starts = [block.span().start for block in blocks]
    for element in underlined:
        block = blocks[max(bisect_right(starts, element.tag.end) - 1, 0)] if blocks else None
        inside = [s for s in block.segments if element.tag_end <= s[2] and s[3] <= element.end] if block else []
        if block and inside and not _is_link(article, element):
            yield rule.finding(block.span(inside[0][0], inside[-1][1]), variant="underlined")


def _capitals(rule: Rule, article: Article, block: Block) -> Iterator[Finding]:
    # The first and the last word of a run may be glued to something in small letters: "THIS—which".
    if sum(map(str.isupper, block.text.split())) + 2 < rule.options["max-capitals"]:
        return
    words = article.words(block)
    capitals = [_is_capitals(block.text[start:end]) for start, end in zip(words.starts, words.ends, strict=True)]
    if sum(capitals) < rule.options["max-capitals"]:
        return
    run: list[int] = []
    for i, capital in enumerate([*capitals, False]):
        if capital and _adjoins(block, words, run, i):
            run.append(i)
            continue
        long = [j for j in run if words.ends[j] - words.starts[j] >= 4]
        # A block that is all in capitals is a label over what follows, not a shout inside a sentence.
        if rule.options["max-capitals"] <= len(run) < len(words.keys) and len(long) * 2 + 1 >= len(run):
            yield rule.finding(block.span(words.starts[run[0]], words.ends[run[-1]]), variant="capitals")
        run = [i] if capital else []


def _adjoins(block: Block, words: Words, run: list[int], i: int) -> bool:
    """Whether only a space stands between the run and the next word."""
    return not run or block.text[words.ends[i - 1] : words.starts[i]] == " "


def _is_capitals(word: str) -> bool:
    return word.isupper() and word.isalpha()
