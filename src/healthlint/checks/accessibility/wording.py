"""Words that only the eye can follow, or that only a reader of another language can."""
from __future__ import annotations

from collections.abc import Iterator
from itertools import compress

from healthlint.article.article import Article
from healthlint.checks.accessibility.tell import tell_at
from healthlint.checks.registry import check, telling_blocks
from healthlint.language.detect import UNDETERMINED, detect_block
from healthlint.language.word_lists import word_lists
from healthlint.model import Block, Edit, Finding, Fix, Mark, Rule, Safety, Span, Words, Zone


def _ways(_: Rule) -> frozenset[str]:
    """Words of which every such phrase has one."""
    lists = word_lists("sensory-pointers.tsv")
    return lists["colour"] | lists["shape"] | _SIDES


@check("sensory-only-instruction", telling=_ways)
def sensory_only_instruction(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report phrases that point to a thing on the page by its colour, shape or place alone."""
    lists = word_lists("sensory-pointers.tsv")
    ways = rule.derive(_ways)
    for block in telling_blocks(rule, article):
        words = article.words(block)
        if ways.isdisjoint(words.keys):
            continue
        for first, last in _pointers(words.keys, lists):
            start, end = words.starts[first], words.ends[last]
            if _runs_on(block.text, words, first, last) and not _in_link(block, start):
                span: Span = block.span(start, end)
                yield tell_at(rule, article.document, span, text=block.text[start:end])


_SIDES = frozenset(("left", "right", "top", "bottom"))
_MARKED = frozenset(("highlighted", "marked", "shown", "coloured", "colored"))


def _pointers(keys: list[str], lists: dict[str, frozenset[str]]) -> Iterator[tuple[int, int]]:
    """First and last token of each phrase that points: “values in red”, “press a round button”, “the box on the right”."""
    looks = lists["colour"] | lists["shape"]
    colours, things = lists["colour"], lists["thing"]
    for at in [at for at, key in enumerate(keys) if key in colours or key in things]:
        before = keys[max(0, at - 4) : at]
        if keys[at] in colours and before[-1:] == ["in"]:
            if before[-2:-1] and before[-2] in lists["shown"]:
                yield at - 2, at
            elif len(before) > 2 and before[-2] in _SHOWN_BY and before[-3] in lists["shown"]:
                yield at - 3, at
        elif keys[at] in things:
            if before[-1:] and before[-1] in looks:
                first = _named_by_look(before, lists["verb"])
                if first:
                    yield at - first, at
            elif before[-1:] == ["the"]:
                last = _named_by_place(keys[at + 1 : at + 9], colours)
                if last:
                    yield at - 1, at + last


_SHOWN_BY = frozenset(("shown", "marked", "printed", "highlighted", "written"))


def _named_by_look(before: list[str], verbs: frozenset[str]) -> int:
    """How many tokens before a thing the phrase begins that tells it by its look; 0 for none."""
    if before[-2:-1] == ["the"]:
        return 2
    if before[-2:-1] != ["a"]:
        return 0
    if before[-3:-2] == ["on"]:
        return 4 if len(before) > 3 and before[-4] in verbs else 0
    return 3 if len(before) > 2 and before[-3] in verbs else 0


def _named_by_place(after: list[str], colours: frozenset[str]) -> int:
    """How many tokens after a thing the phrase ends that tells it by its place or mark; 0 for none."""
    if len(after) > 2 and after[0] in _MARKED and after[1] == "in" and after[2] in colours:
        return 3
    if len(after) < 3 or after[0] not in ("on", "at", "to") or after[1] != "the":
        return 0
    side = 3 if after[2] == "far" and after[3:4] and after[3] in ("left", "right") else 2
    if after[side] not in _SIDES:
        return 0
    page = after[side + 1 : side + 4]
    whole = len(page) == 3 and page[0] == "of" and page[1] in ("the", "this") and page[2] in ("page", "screen", "window")
    return side + 4 if whole else side + 1


def _runs_on(text: str, words: Words, first: int, last: int) -> bool:
    """Whether nothing but a space stands between these tokens."""
    return all(text[words.ends[i] : words.starts[i + 1]] == " " for i in range(first, last))


def _in_link(block: Block, start: int) -> bool:
    return any(i.start <= start < i.end for i in block.inlines if i.mark == "link")


_PLAIN_ENGLISH = frozenset("the of and to is for with that you are this it be or your if not can by an as at from have".split())
"""A text that has one of these is English, at least in part."""
_TEXT = frozenset({Zone.PROSE, Zone.LIST, Zone.HEADING, Zone.QUOTE, Zone.CAPTION})


@check("unmarked-foreign-text")
def unmarked_foreign_text(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report passages in another language than the article's that no ``lang`` attribute marks."""
    if article.language != "en":
        return
    least = rule.options["least-characters"]
    foreign = _PLAIN_ENGLISH.isdisjoint
    for block in compress(article.blocks, map(foreign, article.keys_of_blocks)):
        if len(block.text) < least or block.zone not in _TEXT or _is_marked(article, block):
            continue
        if sum(map(str.isdigit, block.text)) * 20 > len(block.text):
            continue
        found = detect_block(block.text)
        if found not in (UNDETERMINED, "en"):
            yield tell_at(rule, article.document, block.span(), language=found, fixes=_marked_as(rule, article, block, found))


def _marked_as(rule: Rule, article: Article, block: Block, language: str) -> tuple[Fix, ...]:
    """Writes ``lang`` into the start tag of the paragraph."""
    outer = block.outer
    name = article.source.text[outer.start + 1 : outer.start + 2 + _LONGEST_TAG].lower()
    tag = next((t for t in _MARKABLE if name.startswith(t) and name[len(t) : len(t) + 1] in (" ", ">", "\n")), "")
    if not tag or article.source.text[outer.start : outer.start + 1] != "<":
        return ()
    after = outer.start + 1 + len(tag)
    edit = Edit(Span(after, after), f' lang="{language}"')
    return (Fix(rule.parameters["fix-title"].format(language=language), (edit,), Safety.REVIEW),)


_MARKABLE = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figcaption", "dd", "dt")
_LONGEST_TAG = 10


def _is_marked(article: Article, block: Block) -> bool:
    declared = (block.language or article.document.language).lower().split("-")[0]
    return any(i.mark is Mark.LANGUAGE for i in block.inlines) or (bool(declared) and declared != "en")
