"""Lists: their length, and whether their items fit what introduces them."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from healthlint.article.article import Article
from healthlint.checks.registry import check
from healthlint.language.words import fold
from healthlint.model import Block, Finding, Kind, Related, Rule, Zone

_LIST, _LIST_ITEM = Zone.LIST, Kind.LIST_ITEM
_group = attrgetter("group")


def _lists(article: Article) -> list[tuple[Block | None, list[Block]]]:
    return article.once(_read_lists)


def _read_lists(article: Article) -> list[tuple[Block | None, list[Block]]]:
    """Each list of the body with the block that introduces it; items of one depth."""
    blocks = article.blocks
    found: list[tuple[Block | None, list[Block]]] = []
    for first, run in _runs(blocks, [at for at, b in enumerate(blocks) if b.zone is _LIST and b.kind is _LIST_ITEM and b.text]):
        before = next((blocks[at] for at in range(first - 1, -1, -1) if blocks[at].text), None)
        found += [(before, _one_depth(list(items))) for _, items in groupby(run, key=_group)]
    return found


def _runs(blocks: Sequence[Block], places: list[int]) -> Iterator[tuple[int, list[Block]]]:
    """The items at these places as they follow each other without other text between them, and where each run of them begins."""
    begun = behind = 0
    for at, place in enumerate(places):
        if place > behind and at > begun and any(block.text for block in blocks[behind:place]):
            yield places[begun], [blocks[i] for i in places[begun:at]]
            begun = at
        behind = place + 1
    if places:
        yield places[begun], [blocks[i] for i in places[begun:]]


def _one_depth(items: list[Block]) -> list[Block]:
    top = min([b.level for b in items])
    return [b for b in items if b.level == top]


@check("long-list")
def long_list(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report the first item beyond what readers hold in mind."""
    most = rule.options["max-items"]
    for _, items in _lists(article):
        if len(items) > most:
            yield rule.finding(items[most].span(), count=len(items), most=most)


@check("contradictory-list")
def contradictory_list(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report an item that is the opposite of what its introduction announces."""
    opposites: Mapping[str, list[str]] = rule.parameters["opposites"]
    for intro, items in _lists(article):
        if intro is None or not intro.text.rstrip().endswith((":", "：")):
            continue
        last = article.sentences_of(intro)[-1]
        said = set(article.words(intro).keys[last.first : last.last])
        against = {other for word, others in opposites.items() if word in said for other in others}
        if not against or not against.isdisjoint(said):
            continue
        longest_first = sorted(against, key=len, reverse=True)
        for item in items:
            found = _opening(item, longest_first)
            if found:
                yield rule.finding(
                    item.span(*found),
                    item=item.text,
                    intro=intro.text[last.start : last.end],
                    related=[Related(last.span, rule.parameters["note"])],
                )


def _opening(item: Block, against: list[str]) -> tuple[int, int] | None:
    """Where the item opens with the first of these words that it opens with."""
    low = fold(item.text)
    for word in against:
        if low.startswith(word) and not low[len(word) : len(word) + 1].isalnum():
            return 0, len(word)
    return None
