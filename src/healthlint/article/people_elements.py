"""Names in inline parts of a page that its markup calls the author: ``rel=author``, ``class="byline"``, a link to an author's page."""
from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from healthlint.article.article import Article
from healthlint.article.dates import find_dates, months
from healthlint.article.people_labels import labels
from healthlint.article.people_names import Name, clean_name, is_body, is_generic, read_names
from healthlint.language.words import fold
from healthlint.model import Block, Document, Element, Zone
from healthlint.records import NamedTuple

_PARTS = ("byline", "author", "contributor", "writer", "reporter", "creator", "columnist", "journalist")
_ASIDE = frozenset(
    "related recommend recommended recommendations comment comments respond teaser teasers popular trending carousel more "
    "latest promo newsletter sidebar widget widgets footer nav navigation navbar menu river recirc share sharing social "
    "caption credit credits feed rail tags testimonial testimonials pullquote tweet embed outbrain taboola "
    "sponsored advert ad ads".split(),
)
"""Class words of parts that name other people: lists of articles, comments, pictures."""
_PATHS = frozenset(
    "author authors autor auteur people staff contributor contributors writers by reporters journalists profile profiles columnists "
    "experts user".split(),
)
"""Folders of an address below which authors have their pages."""
_QUERY = "author="
_CREDITED = frozenset({"author", "creator"})
_STATING = frozenset({"rel", "itemprop"})
_NAMING = ("class", "id", "data-testid")
_BARE = frozenset({"meta", "link", "script", "img", "body", "html", "input", "style", "svg", "path", "option"})
_MOST = 60
"""Marked names after which the page lists its staff, and no more are read."""
_LONGEST = 90
_REMEMBERED = 1 << 12
"""Class attributes kept in mind."""


class Part(NamedTuple):
    """A name that markup gives to the author."""

    name: Name
    block: Block
    strength: int
    """3: ``rel``, ``itemprop`` or a byline class; 2: a class that speaks of authors; 1: a link to a page of authors."""
    order: int
    body: bool = False
    """Whether a desk or a team stands where a person is expected."""


def marked_names(article: Article) -> list[Part]:
    """Names in parts of the page marked as the author's, outside lists of other articles, in reading order."""
    elements = article.document.elements
    strong = _strong_elements(article.document)
    if not strong:
        return []
    title = next((b.span().start for b in article.blocks if b.zone is Zone.TITLE), -1)
    starts = [b.segments[0][2] if b.segments else b.outer.start for b in article.blocks]
    found: list[Part] = []
    for i, strength in strong:
        if not _aside(elements, elements[i], title):
            found.extend(_names_in(article, starts, elements[i], strength, i))
            if len(found) >= _MOST:
                break
    return found


def _strong_elements(document: Document) -> list[tuple[int, int]]:
    """Index and strength of each element whose attributes speak of authors."""
    elements, has = document.elements, document.index.with_attribute
    hopeful: set[int] = set()
    for key, tells in _TELLING.items():
        places = has.get(key, ())
        values = [elements[i].attributes[key] for i in places]
        telling = tells(frozenset(values))
        if telling:
            hopeful.update([i for i, value in zip(places, values, strict=True) if value in telling])
    return [(i, strength) for i in sorted(hopeful) if (strength := _strength(elements[i]))]


def _naming(values: frozenset[str]) -> frozenset[str]:
    """Those class and id words that may name an author; most pages have none, which one look at all of them tells."""
    written = "\n".join(values).lower()
    return _holding(values, [part for part in _PARTS if part in written])


def _leading(values: frozenset[str]) -> frozenset[str]:
    """Those addresses that lead to a page of authors."""
    written = "\n".join(["", *values, ""]).lower()
    folders = _PATHS.intersection(written.split("/"))
    return _holding(values, [sign for sign in (*[f"/{folder}/" for folder in folders], _QUERY) if sign in written])


def _holding(values: frozenset[str], signs: list[str]) -> frozenset[str]:
    """Those values in which one of the signs stands, whatever its case."""
    found = [value for sign in signs for value in values if sign in value.lower()]
    return frozenset(found)


def _crediting(values: frozenset[str]) -> frozenset[str]:
    """Those relations and properties that are an author's."""
    return frozenset([value for value in values if not _CREDITED.isdisjoint(value.lower().split())])


_TELLING = {**dict.fromkeys(_NAMING, _naming), **dict.fromkeys(_STATING, _crediting), "href": _leading}
"""The attributes that may speak of authors, each with what chooses those of its values that do."""


def _strength(element: Element) -> int:
    """What the attributes of an element say."""
    if element.name in _BARE:
        return 0
    value = element.attributes.get
    if _crediting(frozenset([value(key, "") for key in _STATING])):
        return 3
    strength = max([_known_words()[value(key)] for key in _NAMING])
    return strength or int(element.name == "a" and bool(_leading(frozenset([value("href", "")]))))


class _Words(dict[str | None, int]):
    """What class or id words say of a part, worked out when they are first met: pages repeat the same few over and over."""

    def __missing__(self, written: str | None) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[written] = found = _of_words(written) if written else 0
        return found


@cache
def _known_words() -> _Words:
    return _Words()


def _of_words(written: str) -> int:
    words = written.lower()
    if not any(part in words for part in _PARTS) or not _ASIDE.isdisjoint(_pieces(words)):
        return 0
    return 3 if "byline" in words or "author" in words.split() or "vcard" in words else 2


def _pieces(words: str) -> list[str]:
    return words.replace("pull-quote", "pullquote").replace("-", " ").replace("_", " ").split()


def _aside(elements: tuple[Element, ...], element: Element, title: int) -> bool:
    """Whether the element stands in a list of other articles, in comments or in navigation; what holds the title too is the article."""
    steps = 0
    while element.parent >= 0 and steps < 12:
        element = elements[element.parent]
        if element.span.start <= title < element.span.end:
            return False
        if element.name in {"nav", "footer", "aside", "figcaption", "form"}:
            return True
        if element.name not in {"body", "html"} and element.attributes:
            words = f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}".lower()
            if not _ASIDE.isdisjoint(_pieces(words)):
                return True
        steps += 1
    return False


def _names_in(article: Article, starts: list[int], element: Element, strength: int, order: int) -> Iterator[Part]:
    first = max(bisect_right(starts, element.tag.end) - 1, 0)
    for block in article.blocks[first : first + 3]:
        piece = _text_of(block, element)
        if piece is None:
            continue
        start, end = piece
        text = block.text[start:end]
        at = start + _label_length(text)
        names = read_names(block.text[:end], at, told=True)
        if not names and (handle := _handle(block.text[at:end])):
            names = [Name(at, at + len(handle), handle)]
        yield from (Part(name, block, strength, order) for name in names)
        if not names and strength >= 3 and (group := _group(block.text[at:end])):
            yield Part(Name(at, at + len(group), group), block, strength, order, body=True)
            names = [Name(at, end, group)]
        if names:
            return


def _group(text: str) -> str:
    """A desk, a team or a post that the byline names in place of a person."""
    name = clean_name(text)
    return name if 0 < len(name) <= 40 and len(name.split()) <= 5 and (is_body(name) or is_generic(name)) and not find_dates(text) else ""


def _text_of(block: Block, element: Element) -> tuple[int, int] | None:
    """The part of the block's text that the element holds; ``None`` if none, or too long for a name."""
    inside = [s for s in block.segments if s[2] >= element.tag_end and s[3] <= element.end]
    if not inside:
        return None
    start, end = inside[0][0], inside[-1][1]
    while start < end and block.text[start].isspace():
        start += 1
    return (start, end) if 0 < end - start <= _LONGEST else None


def _label_length(text: str) -> int:
    low = fold(text)
    lead = len(low) - len(low.lstrip(" /|—–-•"))
    for label in labels():
        end = lead + len(label.text)
        if low.startswith(label.text, lead) and label.role == "author" and not low[end : end + 1].isalnum():
            return end + len(text[end:]) - len(text[end:].lstrip(" :：\u00a0"))
    return lead


def _handle(text: str) -> str:
    """An account name or a name in another script: short, without sentence punctuation."""
    name = clean_name(text) if not text.startswith("@") else text.strip()
    if (
        not name
        or find_dates(text)
        or name.lower() in months()
        or len(name) > 40
        or len(name.split()) > 4
        or is_generic(name)
        or is_body(name.lstrip("@"))
        or any(c in name for c in '.!?"“')
    ):
        return ""
    words = name.split()
    return name if len(words) <= 2 or not name.isascii() else ""
