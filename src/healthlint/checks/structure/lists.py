"""Lists: their length, and whether their items fit what introduces them."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    found: list[tuple[Block | None, list[Block]]] = []
    before: Block | None = None
    for are_items, run in groupby([block for block in article.blocks if block.text], key=_is_item):
        blocks = list(run)
        if are_items:
            found += [(before, _one_depth(list(items))) for _, items in groupby(blocks, key=_group)]
        else:
            before = blocks[-1]
    return found


def _is_item(block: Block) -> bool:
    return block.zone is _LIST and block.kind is _LIST_ITEM


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
