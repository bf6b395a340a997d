"""Bylines and reviewer lines that readers see: a label and a name, a part of the page named for it, or a name over a biography."""
from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from healthlint.article.article import Article
from healthlint.article.people_labels import announced_blocks, labels_in, possible_labels
from healthlint.article.people_names import Name, clean_name, first_name, is_body, is_generic, may_open_with_name, read_names
from healthlint.language.words import fold
from healthlint.model import Block, Kind, Zone
from healthlint.records import NamedTuple

_SILENT = frozenset({Zone.REFERENCES, Zone.FURTHER_READING, Zone.CODE, Zone.TABLE, Zone.QUOTE, Zone.CAPTION, Zone.TITLE})
_NAMED = frozenset({Zone.BYLINE, Zone.REVIEWER, Zone.BIO, Zone.DATES})
_ITEMS = frozenset({Kind.LIST_ITEM, Kind.TABLE_CELL})
_FOR_NAMES = frozenset({Zone.BYLINE, Zone.BIO, Zone.REVIEWER})
"""Parts of a page in which even an item of a list may be a name alone."""
_NAMED_PARTS = frozenset({Zone.BYLINE, Zone.REVIEWER})
_LONG = 220
"""A block with more characters is prose and not a byline."""
_INNER = frozenset(",(–—-|")
"""What may stand between a name and the credentials behind it."""
_HEAD_BEFORE, _HEAD_AFTER = 6, 14
"""Blocks before and after the title in which a byline is looked for."""
_MOST_OF_GROUP = 60
"""Characters behind a label within which the name of a group ends."""
_ASIDE = (
    "related",
    "recommend",
    "comment",
    "teaser",
    "popular",
    "trending",
    "carousel",
    "more-from",
    "latest",
    "promo",
    "newsletter",
    "sidebar",
    "widget",
    "pullquote",
    "pull-quote",
    "blockquote",
)


_LIFE = frozenset(
    "is was has completed works worked holds studied studies trained graduated joined writes earned received specialises "
    "specializes practises practices lives covers teaches leads qualified serves runs".split(),
)
"""Verbs with which biographies begin."""
_STYLES = frozenset({"dr", "prof", "professor"})
_PERSONAL = frozenset({"he", "she", "his", "her", "they're", "who"})


class Byline(NamedTuple):
    """One person, or a body, as the page presents it."""

    role: str
    """``author`` or ``reviewer``."""
    name: Name | None
    """``None`` where a group is named: then ``text`` says which."""
    block: Block
    text: str
    end: int
    """Where the name ends in ``block.text``."""
    strength: int
    """4: label and name; 3: a part named byline; 2: a name over a biography."""


def visible_bylines(article: Article) -> list[Byline]:
    """Every byline and reviewer line in reading order."""
    blocks = article.blocks
    near = near_title(blocks)
    late = len(blocks) * 3 // 5
    named = [i for i, block in enumerate(blocks) if block.zone in _NAMED] if article.in_zones(_NAMED) else []
    places = {*range(near.start, min(near.stop, len(blocks))), *range(late, len(blocks)), *named}
    announced = announced_blocks(article, places)
    found: list[Byline] = []
    for i in sorted(places | announced):
        block = blocks[i]
        zone = block.zone
        if zone in _SILENT or not block.text or (block.kind in _ITEMS and i not in announced and zone not in _FOR_NAMES):
            continue
        if block.classes and _beside_the_article(block.classes):
            continue
        here = i in places
        if len(block.text) <= _LONG:
            labelled = list(_labelled(article, block, here=here)) if i in announced else []
            if not labelled and (zone in _NAMED_PARTS or (here and _name_alone(block.text))):
                labelled = list(_unlabelled(blocks, i, here=here))
            found.extend(labelled)
        elif here and i in announced:
            found.extend(_labelled_in_prose(article, block))
    return found


def near_title(blocks: tuple[Block, ...]) -> range:
    """Indexes of the blocks around the title, where bylines and dates stand."""
    title = next((i for i, b in enumerate(blocks) if b.zone is Zone.TITLE), None)
    if title is None:
        title = next((i for i, b in enumerate(blocks) if b.zone is Zone.HEADING), 0)
    return range(max(title - _HEAD_BEFORE, 0), title + _HEAD_AFTER)


@lru_cache(maxsize=4096)
def _beside_the_article(classes: str) -> bool:
    """Whether class words name a part that speaks of other articles; neighbours share their words."""
    return any(word in classes for word in _ASIDE)


def _labelled(article: Article, block: Block, *, here: bool) -> Iterator[Byline]:
    """Names behind a label, at the start of the block or after a separator."""
    low = fold(block.text)
    possible = possible_labels(article, article.words(block).keys, low)
    if not possible:
        return
    taken = 0
    for label, start, end in labels_in(low, possible, article):
        if start < taken or (label.preposition and not (here and _opens(block, low, start))):
            continue
        after = _after_label(block.text, end)
        names = read_names(block.text, after, told=not label.preposition or block.zone is Zone.BYLINE or start == 0)
        if label.preposition:
            # "by" stands before much else: initials alone are too little to be a name.
            names = [n for n in names if len(n.text) > 2]
        if label.noun and ":" not in block.text[end:after]:
            names = [n for n in names if " " in n.text]
        yield from (Byline(label.role, name, block, name.text, name.end, 4) for name in names)
        if not names and (group := _group(block.text, after)) and (here or label.role == "reviewer"):
            yield Byline(label.role, None, block, group, after + len(group), 4)
        taken = names[-1].end if names else end


def _opens(block: Block, low: str, at: int) -> bool:
    """Whether a bare “By” begins its block or follows a date or separator."""
    before = low[:at].strip()
    return not before or before[-1] in "|•·–—/-" or before[-1].isdigit() or block.zone in {Zone.BYLINE, Zone.DATES}


def _after_label(text: str, end: int) -> int:
    while end < len(text) and (text[end].isspace() or text[end] in ":-–—.：の"):
        end += 1
    return end


def _group(text: str, at: int) -> str:
    """A group named behind a label: ``our medical team``, ``the Web Team``."""
    group = clean_name(text[at : at + _MOST_OF_GROUP]).split(". ", 1)[0].rstrip(".")
    words = group.split()
    if not words or len(words) > 5 or "," in group or not text.startswith(group, at) or not is_body(group) or is_generic(group):
        return ""
    return group if words[0].lower() in {"the", "our"} or not words[0][0].islower() else ""


def _labelled_in_prose(article: Article, block: Block) -> Iterator[Byline]:
    """A long last or first paragraph that says who wrote or checked the article."""
    low = fold(block.text[:_LONG])
    possible = possible_labels(article, article.words(block).keys[:1], low)
    for label, start, end in labels_in(low, possible, article):
        if " " in label.text and start == 0:
            yield from (
                Byline(label.role, n, block, n.text, n.end, 4) for n in read_names(block.text, _after_label(block.text, end), told=True)
            )


def _unlabelled(blocks: tuple[Block, ...], i: int, *, here: bool) -> Iterator[Byline]:
    """A name alone: in a part named for the author, or over a line on who that is."""
    block = blocks[i]
    if block.kind in _ITEMS and block.zone not in _FOR_NAMES:
        return
    named_part = block.zone in _NAMED_PARTS and not block.inferred
    alone = _name_alone(block.text) if here and not named_part else None
    names = read_names(block.text, told=True) if named_part else [alone] if alone else []
    if not names:
        return
    first = names[0]
    role = "reviewer" if block.zone is Zone.REVIEWER else "author"
    if named_part and first.start <= len(first.title) + 2:
        yield from (Byline(role, n, block, n.text, n.end, 3) for n in names)
    elif first.start <= len(first.title) + 2 and _introduced(blocks, i, first):
        yield Byline(role, first, block, first.text, first.end, 2)


@lru_cache(maxsize=4096)
def _name_alone(text: str) -> Name | None:
    """The name that a text may be by itself, or with credentials behind it; menus repeat the same texts on page after page."""
    if text[0].islower() or not may_open_with_name(text):
        return None
    head = text[:45]
    if head.count(" ") > 5 and _INNER.isdisjoint(head):
        return None
    name = first_name(text)
    return None if name is None or _unlike_name(name.text) else name


def _unlike_name(text: str) -> bool:
    """Whether words in capitals are more likely a heading than a person: too many, or all of them large."""
    return text.isupper() or len(text.split()) > 4


def _introduced(blocks: tuple[Block, ...], i: int, name: Name) -> bool:
    """Whether credentials stand directly behind the name, or the next block says who that is."""
    block = blocks[i]
    rest = block.text[name.end :].strip()
    before = next((blocks[n] for n in range(i - 1, -1, -1) if blocks[n].text), None)
    following = next((b for b in blocks[i + 1 : i + 3] if b.text), None)
    if _is_contact(before) or (following is not None and following.text[0] in '“"‘«'):
        return False
    if rest:
        from healthlint.article.credentials import find_credentials

        credentials = find_credentials(rest)
        return bool(credentials) and rest[0] in ",(–—-|" and credentials[0].start <= 14 and len(rest) <= 120
    return following is not None and (tells_who(following.text, name) or _is_post(following))


def _is_contact(before: Block | None) -> bool:
    """Whether the block before announces somebody to be called: a press officer is no author."""
    if before is None:
        return False
    low = fold(before.text[:81])
    return len(low) <= 80 and any(word in low for word in ("contact", "press", "media", "enquiries", "inquiries", "spokes", "notes to"))


def _is_post(block: Block) -> bool:
    """A short line that begins with a post or a degree: ``PhD student in Neurophysiology``."""
    from healthlint.article.credentials import find_credentials

    credentials = find_credentials(block.text[:60])
    return len(block.text) <= 160 and bool(credentials) and credentials[0].start <= 24 and block.kind is not Kind.LIST_ITEM


def first_words(name: Name) -> frozenset[str]:
    """The words with which a biography of that person begins, in lower case."""
    return _STYLES.union([part.strip(".,").lower() for part in name.text.split()])


def tells_who(text: str, name: Name) -> bool:
    """Whether a text begins as a biography of that person: ``Jane Smith is a nurse …``, ``Jane works …; she …``."""
    words = text.split(None, 8)
    if not words or words[0].strip(".,").lower() not in first_words(name):
        return False
    if text[: len(name.text)].lower() == name.text.lower() and text[: len(name.text)] != name.text:
        return False
    if _LIFE.isdisjoint(word.strip(".,").lower() for word in words[1:8]):
        return False
    from healthlint.article.credentials import find_credentials

    return bool(find_credentials(text[:240])) or not _PERSONAL.isdisjoint(text[:400].lower().replace(",", " ").split())
