"""Biographies, role lines and credentials that belong to a named person."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.article.article import Article
from healthlint.article.asked import blocks_holding
from healthlint.article.credentials import Credential, find_credentials, role_of
from healthlint.article.people_bylines import first_words, tells_who
from healthlint.article.people_names import Name, read_names
from healthlint.model import Block, Kind, Person, Role, Zone
from healthlint.records import replace

_SILENT = frozenset({Zone.REFERENCES, Zone.FURTHER_READING, Zone.CODE, Zone.TABLE})
_TAIL = 160
"""Characters behind a name that may still speak of its bearer."""
_OTHER_PERSON = ("medically reviewed", "reviewed by", "fact checked", "fact-checked", "written by", "edited by", " and dr ", " | ")

_QUALIFIED = frozenset({"clinician", "researcher"})
_OPENING = 60
"""Characters within which the first word of a block ends."""
_WHO = 240
"""Characters of a biography that say who the person is; what follows tells of supervisors, readers and the publisher."""

Place = tuple[Block, int, int]


def add_biography(article: Article, person: Person) -> Person:
    """Add to ``person`` the credentials, post, register numbers and biography that the page gives."""
    if person.organisation:
        return person
    bios = _bios(article, person)
    places = list(_places(article, person, bios))
    placed = [(c, place) for place in places for c in _credentials(place)]
    role, deciding = role_of([c for c, _ in placed])
    if role is Role.UNKNOWN:
        role = person.role
    span = next((p[0].span(p[1] + c.start, p[1] + c.end) for c, p in placed if c is deciding), None)
    from healthlint.article.registers import find_registers

    numbers = [r for block, start, end in places for r in find_registers(block.text[start:end])]
    return replace(
        person,
        credentials=tuple(dict.fromkeys([*person.credentials, *(c.text for c, _ in placed if c.letters or c.kind in _QUALIFIED)])),
        role=role,
        title=person.title or (deciding.text if deciding and not deciding.letters else ""),
        registers=tuple((r.register, r.number) for r in numbers),
        has_profile=person.has_profile or bool(bios) or any(r.register == "ORCID" for r in numbers),
        credential_span=span,
        title_span=next((p[0].span(p[1] + c.start, p[1] + c.end) for c, p in placed if c.kind == "unregulated"), None),
    )


def _credentials(place: Place) -> list[Credential]:
    block, start, end = place
    return [c for c in find_credentials(block.text[start:end]) if c.letters or c.end <= _WHO]


def _places(article: Article, person: Person, bios: frozenset[Block]) -> Iterator[Place]:
    """Pieces of the page that speak of the person: what follows the name, the line under it, the biographies ``bios``."""
    blocks = article.blocks
    for i, block in enumerate(blocks):
        if block.zone in _SILENT or not block.text:
            continue
        if block in bios:
            yield block, 0, len(block.text)
            continue
        at = block.text.find(person.name)
        if at < 0 or not _holds(block, person):
            continue
        end = _own_end(block.text, at + len(person.name))
        yield block, max(at - 14, 0), end
        if at + len(person.name) >= len(block.text) - 2:
            yield from _line_under(blocks, i)


def _holds(block: Block, person: Person) -> bool:
    """Whether the block is where the person is named as author or reviewer."""
    return block.span().holds(person.span) or block.zone in {Zone.BYLINE, Zone.BIO, Zone.REVIEWER}


def _own_end(text: str, end: int) -> int:
    """Where the words about one person stop and those about the next begin."""
    piece = text[end : end + _TAIL]
    low = piece.lower()
    stops = [at for at in (low.find(word) for word in _OTHER_PERSON) if at >= 0]
    joined = low.find(" and ")
    if joined >= 0 and read_names(piece, joined + 5):
        stops.append(joined)
    return end + min([*stops, len(piece)])


def _line_under(blocks: tuple[Block, ...], i: int) -> Iterator[Place]:
    """The short line that follows a name alone: post, degree, institution."""
    following = next((b for b in blocks[i + 1 : i + 3] if b.text), None)
    if following is None or following.kind is Kind.LIST_ITEM or len(following.text) > _TAIL:
        return
    credentials = find_credentials(following.text)
    if credentials and credentials[0].start <= 40:
        yield following, 0, len(following.text)


def _bios(article: Article, person: Person) -> frozenset[Block]:
    """The blocks that begin as a biography of the person."""
    name, least = Name(0, 0, person.name), len(person.name) + 12
    openings = tuple(first_words(name))
    return frozenset(
        [
            block
            for block in article.blocks
            if block.text[:_OPENING].lstrip().lstrip(".,").lower().startswith(openings)
            and block.zone not in _SILENT
            and len(block.text) >= least
            and tells_who(block.text, name)
        ]
    )


def _reserved(text: str) -> int:
    """Where “All rights reserved” begins, the end of the text without it."""
    at = text.lower().find("all rights")
    return at if at >= 0 else len(text)


def copyright_holder(article: Article) -> list[Person]:
    """A person named in the copyright line, where nothing else names the author."""
    for i in sorted(blocks_holding(article, ["©"]), reverse=True):
        block = article.blocks[i]
        at = block.text.find("©")
        if at < 0 or len(block.text) > 300:
            continue
        start = at + 1 + len(block.text[at + 1 :]) - len(block.text[at + 1 :].lstrip(" 0123456789-–,"))
        names = [n for n in read_names(block.text[: _reserved(block.text)], start) if n.text.isascii() and n.text != n.text.upper()]
        if names and names[0].title:
            return [Person(n.text, block.span(n.start, n.end), title=n.title, origin="copyright") for n in names[:1]]
    return []
