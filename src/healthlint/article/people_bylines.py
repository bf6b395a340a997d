"""Bylines and reviewer lines that readers see: a label and a name, a part of the page named for it, or a name over a biography."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from healthlint.article.article import Article
from healthlint.article.credentials import find_credentials
from healthlint.article.people_names import Name, is_body, is_generic, read_names
from healthlint.language.table_rows import table_rows
from healthlint.language.words import fold
from healthlint.model import Block, Kind, Zone

_SILENT = frozenset({Zone.REFERENCES, Zone.FURTHER_READING, Zone.CODE, Zone.TABLE, Zone.QUOTE, Zone.CAPTION, Zone.TITLE})
_LONG = 220
"""A block with more characters is prose and not a byline."""
_BEFORE_LABEL = frozenset("|•·–—-/:;.([,\n\t*✍️✎ ")
_HEAD_BEFORE, _HEAD_AFTER = 6, 14
"""Blocks before and after the title in which a byline is looked for."""
_ASIDE = ("related", "recommend", "comment", "teaser", "popular", "trending", "carousel", "more-from", "latest", "promo", "newsletter", "sidebar", "widget")


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


@cache
def labels() -> tuple[tuple[str, str], ...]:
    """Labels with their role, the longest first."""
    return tuple(sorted(table_rows("byline-labels.tsv"), key=lambda entry: -len(entry[0])))


def visible_bylines(article: Article) -> list[Byline]:
    """Every byline and reviewer line in reading order."""
    blocks = article.blocks
    near = near_title(blocks)
    late = len(blocks) * 3 // 5
    found: list[Byline] = []
    for i, block in enumerate(blocks):
        if block.zone in _SILENT or not block.text or _beside_the_article(block):
            continue
        here = i in near or i >= late or block.zone in {Zone.BYLINE, Zone.REVIEWER, Zone.BIO, Zone.DATES}
        if len(block.text) <= _LONG:
            labelled = list(_labelled(block, here=here))
            found.extend(labelled or _unlabelled(blocks, i, here=here))
        elif here:
            found.extend(b for b in _labelled_in_prose(block))
    return found


def near_title(blocks: tuple[Block, ...]) -> range:
    """Indexes of the blocks around the title, where bylines and dates stand."""
    title = next((i for i, b in enumerate(blocks) if b.zone is Zone.TITLE), None)
    if title is None:
        title = next((i for i, b in enumerate(blocks) if b.zone is Zone.HEADING), 0)
    return range(max(title - _HEAD_BEFORE, 0), title + _HEAD_AFTER)


def _beside_the_article(block: Block) -> bool:
    return any(word in block.classes for word in _ASIDE)


def _labelled(block: Block, *, here: bool) -> Iterator[Byline]:
    """Names behind a label, at the start of the block or after a separator."""
    low = fold(block.text)
    taken = 0
    for label, role, start, end in _labels_in(low):
        if start < taken:
            continue
        weak = label in {"by", "di", "par", "por", "von", "af", "av", "door", "par"}
        if weak and not (here and _opens(block, low, start)):
            continue
        after = _after_label(block.text, end)
        names = read_names(block.text, after, told=not weak or block.zone is Zone.BYLINE or start == 0)
        yield from (Byline(role, name, block, name.text, name.end, 4) for name in names)
        if not names and (group := _group(block.text, after)) and (here or role == "reviewer"):
            yield Byline(role, None, block, group, after + len(group), 4)
        taken = names[-1].end if names else end


def _labels_in(low: str) -> list[tuple[str, str, int, int]]:
    """Label, role, start and end of each label that stands where labels stand, in order; longer labels hide shorter ones."""
    found: list[tuple[str, str, int, int]] = []
    for label, role in labels():
        at = low.find(label)
        while at >= 0:
            end = at + len(label)
            ends_well = not low[end : end + 1].isalnum() or not label.isascii()
            if ends_well and _starts_well(low, at, label) and not any(s <= at < e for _, _, s, e in found):
                found.append((label, role, at, end))
            at = low.find(label, end)
    return sorted(found, key=lambda hit: hit[2])


def _starts_well(low: str, at: int, label: str) -> bool:
    before = low[:at].rstrip()
    if not before:
        return True
    if before[-1] in _BEFORE_LABEL or (low[at - 1].isspace() and before[-1] in ".|•·"):
        return True
    if label.endswith((" by", "reviewer")) and " " in label:
        return not before[-1].isalnum() or before.rsplit(None, 1)[-1] in {"was", "is", "and", "been", "article", "page", "last"}
    return label == "by" and before[-1].isdigit()


def _opens(block: Block, low: str, at: int) -> bool:
    """Whether a bare “By” begins its block or follows a date or separator."""
    before = low[:at].strip()
    return not before or before[-1] in "|•·–—/-" or before[-1].isdigit() or block.zone in {Zone.BYLINE, Zone.DATES}


def _after_label(text: str, end: int) -> int:
    while end < len(text) and (text[end].isspace() or text[end] in ":-–—.：の"):
        end += 1
    return end


def _group(text: str, at: int) -> str:
    """A group named behind a label: ``our medical team``."""
    group = text[at:].split("|")[0].split("•")[0].split(".")[0].strip()
    return group if 0 < len(group) <= 60 and (is_body(group) or not group.isascii()) and not is_generic(group) else ""


def _labelled_in_prose(block: Block) -> Iterator[Byline]:
    """A long last or first paragraph that says who wrote or checked the article."""
    low = fold(block.text)
    for label, role, start, end in _labels_in(low):
        if " " in label and start == 0:
            yield from (Byline(role, n, block, n.text, n.end, 4) for n in read_names(block.text, _after_label(block.text, end), told=True))


def _unlabelled(blocks: tuple[Block, ...], i: int, *, here: bool) -> Iterator[Byline]:
    """A name alone: in a part named for the author, or over a line on who that is."""
    block = blocks[i]
    if block.kind in {Kind.LIST_ITEM, Kind.TABLE_CELL} and block.zone not in {Zone.BYLINE, Zone.BIO, Zone.REVIEWER}:
        return
    named_part = block.zone in {Zone.BYLINE, Zone.REVIEWER} and not block.inferred
    names = read_names(block.text, told=named_part)
    if not names or not (here or named_part):
        return
    first = names[0]
    role = "reviewer" if block.zone is Zone.REVIEWER else "author"
    if named_part and first.start <= len(first.title) + 2:
        yield from (Byline(role, n, block, n.text, n.end, 3) for n in names)
    elif first.start <= len(first.title) + 2 and _introduced(blocks, i, first):
        yield Byline(role, first, block, first.text, first.end, 2)


def _introduced(blocks: tuple[Block, ...], i: int, name: Name) -> bool:
    """Whether credentials stand directly behind the name, or the next block says who that is."""
    block = blocks[i]
    rest = block.text[name.end :].strip()
    if rest:
        credentials = find_credentials(rest)
        return bool(credentials) and rest[0] in ",(–—-|" and credentials[0].start <= 14 and len(rest) <= 120
    following = next((b for b in blocks[i + 1 : i + 3] if b.text), None)
    return following is not None and (tells_who(following.text, name) or _is_post(following))


def _is_post(block: Block) -> bool:
    """A short line that begins with a post or a degree: ``PhD student in Neurophysiology``."""
    credentials = find_credentials(block.text[:60])
    return len(block.text) <= 160 and bool(credentials) and credentials[0].start <= 24 and block.kind is not Kind.LIST_ITEM


def tells_who(text: str, name: Name) -> bool:
    """Whether a text begins as a biography of that person: ``Jane Smith is …``, ``Jane works …``."""
    words = text.split(None, 8)
    known = {part.strip(".,").lower() for part in name.text.split()}
    if not words or words[0].strip(".,").lower() not in known | {"dr", "prof", "professor"}:
        return False
    verbs = {"is", "was", "has", "completed", "works", "worked", "holds", "studied", "studies", "trained", "graduated", "joined", "writes", "earned",
             "received", "specialises", "specializes", "practises", "practices", "lives", "covers", "teaches", "leads", "qualified", "serves", "runs"}  # fmt: skip
    return not verbs.isdisjoint(word.strip(".,").lower() for word in words[1:8])
