"""People and organisations that a page names outside its prose: JSON-LD, microdata, meta elements, front matter."""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice

from healthlint.article.article import Article
from healthlint.article.people_names import Name, clean_name, is_body, is_generic, read_names
from healthlint.language.table_rows import table_rows
from healthlint.model import Meta, Person, Role, Span
from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple, field, record

_ARTICLES = (
    "article",
    "posting",
    "webpage",
    "report",
    "medicalwebpage",
    "liveblog",
    "recipe",
    "review",
    "howto",
    "qapage",
    "faqpage",
    "creativework",
)
_PEOPLE = {"author": "author", "creator": "author", "reviewedby": "reviewer", "medicalreviewer": "reviewer", "reviewer": "reviewer"}
_LONGEST = 60
_REMEMBERED = 1 << 10
"""Keys kept in mind: pages state their facts under the same few."""
_MOST = 50
"""People of one kind of metadata after which no more are read."""


class Stated(NamedTuple):
    """One person or body, with the role and the kind of place that names it."""

    role: str
    person: Person
    rank: int
    """The smaller, the more the key is worth."""


@record
class Node:
    """One item of structured data: its type, its identifier and its fields in order."""

    types: list[str] = field(default_factory=list)
    facts: list[tuple[str, Meta]] = field(default_factory=list)
    """Lower-case dotted path inside the node, and the fact."""

    def first(self, path: str) -> str:
        """The first value at ``path``, empty if none."""
        return next((meta.value for key, meta in self.facts if key == path), "")

    @property
    def is_article(self) -> bool:
        """Whether the item is the page or its article."""
        return any(word in kind for kind in self.types for word in _ARTICLES)


@lru_cache(maxsize=_REMEMBERED)
def plain_key(key: str) -> str:
    """``key`` as the tables write it: lower case without hyphens, underscores and spaces."""
    return key.lower().replace("-", "").replace("_", "").replace(" ", "")


@cache
def _roles() -> dict[str, tuple[int, str]]:
    return {key: (rank, role) for rank, (key, role) in enumerate(table_rows("metadata-people.tsv"))}


@lru_cache(maxsize=_REMEMBERED)
def _roles_of(written: str) -> tuple[tuple[int, str], ...]:
    """Whom a key names, by the whole of it and by each of its words."""
    keys = dict.fromkeys([plain_key(written), *map(plain_key, written.split())])
    return tuple([_roles()[key] for key in keys if key in _roles()])


def nodes(article: Article) -> list[Node]:
    """The items of the page's JSON-LD."""
    return article.once(_read_nodes)


def _read_nodes(article: Article) -> list[Node]:
    """A key that only an item's start can bear begins a new item."""
    found: list[Node] = []
    before = ""
    seen: set[str] = set()
    for meta in article.document.metadata:
        if meta.origin != "json-ld":
            continue
        key = meta.key.lower()
        if not found or (key in {"@type", "@id", "@context"} and key in seen and before != key):
            found.append(Node())
            seen = set()
        if key == "@type":
            found[-1].types.append(meta.value.lower())
        seen.add(key)
        before = key
        found[-1].facts.append((key, meta))
    return found


def stated_people(article: Article) -> list[Stated]:
    """Everybody named outside the prose, the best places first."""
    sources = (_structured(article), _microdata(article), _fields(article))
    found = [stated for source in sources for stated in islice(source, _MOST)]
    return sorted(found, key=lambda stated: stated.rank)


def _structured(article: Article) -> Iterator[Stated]:
    items = nodes(article)
    by_id = {node.first("@id"): node for node in items if node.first("@id") and node.first("name")}
    articles = [node for node in items if node.is_article] or [node for node in items if node.first("headline")]
    for node in articles:
        for role, group in _people_of(node):
            known = by_id.get(group.get("@id", ("", None))[0])
            yield from _from_group(role, group, known)


Group = dict[str, tuple[str, Meta | None]]


def _people_of(node: Node) -> Iterator[tuple[str, Group]]:
    """Role and fields of each person of an item; a field that comes again begins the next person."""
    group: Group = {}
    at = ""
    for key, meta in node.facts:
        head, _, rest = key.removeprefix("mainentity.").removeprefix("mainentityofpage.").partition(".")
        role = _PEOPLE.get(head, "")
        if group and (head != at or (rest in group and rest not in {"sameas", "@type"}) or not rest):
            yield _PEOPLE[at], group
            group = {}
        if role:
            group.setdefault(rest, (meta.value, meta))
            at = head
    if group:
        yield _PEOPLE[at], group


def _from_group(role: str, group: Group, known: Node | None) -> Iterator[Stated]:
    value, meta = group.get("name") or group.get("") or ("", None)
    if known is not None and not value:
        meta = next(m for k, m in known.facts if k == "name")
        value = meta.value
    if not value or meta is None or value.startswith("http"):
        return
    kind = (group.get("@type") or ("", None))[0].lower()
    about = " ".join(
        v for k, (v, _) in group.items() if k.startswith(("jobtitle", "honorific", "hascredential", "credential", "description", "alumni"))
    )
    if known is not None:
        kind = kind or " ".join(known.types)
        about += " " + " ".join(m.value for k, m in known.facts if k.startswith(("jobtitle", "honorific", "hascredential", "description")))
    profile = any(k in group for k in ("url", "sameas", "description")) or known is not None
    yield from _persons(role, value, meta, about=about, body="organization" in kind, profile=profile, rank=0)


def _microdata(article: Article) -> Iterator[Stated]:
    taken: set[Span] = set()
    for meta in article.document.metadata:
        if meta.origin != "microdata":
            continue
        *around, last = [_person_property(part) for part in meta.key.lower().split(".")]
        head = last if last in _PEOPLE else around[-1] if around and last == "name" and around[-1] in _PEOPLE else ""
        if head and meta.span not in taken:
            taken.add(meta.span)
            yield from _persons(_PEOPLE[head], meta.value, meta, rank=1)


def _person_property(written: str) -> str:
    """The property that names a person where an element has several: ``author creator``."""
    return next((word for word in written.split() if word in _PEOPLE), written)


def _fields(article: Article) -> Iterator[Stated]:
    for meta in meta_fields(article):
        for rank, role in _roles_of(meta.key):
            yield from _persons(role, meta.value, meta, rank=2 + rank)


def meta_fields(article: Article) -> tuple[Meta, ...]:
    """Meta elements and front matter."""
    return article.once(_read_fields)


def _read_fields(article: Article) -> tuple[Meta, ...]:
    return tuple(_all_fields(article))


def _all_fields(article: Article) -> Iterator[Meta]:
    """Every field in order; some publishing systems write ``value`` where HTML wants ``content``."""
    for meta in article.document.metadata:
        if meta.origin in {"meta", "front-matter"} and meta.value:
            yield meta
    document = article.document
    for element in [document.elements[i] for i in document.index.with_attribute.get("value", ())]:
        if element.name == "meta" and "content" not in element.attributes:
            key = element.attributes.get("name") or element.attributes.get("property") or element.attributes.get("itemprop") or ""
            yield Meta("meta", key, element.attributes["value"], element.tag)
    yield from _template_settings(article)


@cache
def _setting() -> re.Pattern[str]:
    return compile_pattern(r"""\{%-?\s*(?:set|assign)\s+(\w+)\s*=\s*["']([^"'\n]*)["']\s*-?%\}""")


def _template_settings(article: Article) -> Iterator[Meta]:
    """What a template states at its top for the layout to print: ``{% set dateUpdated = "October 2023" %}``."""
    text = article.source.text
    if _has_commands(text):
        for match in _setting().finditer(text):
            yield Meta("front-matter", match[1], match[2], Span(match.start(2), match.end(2)))


def _has_commands(text: str) -> bool:
    """Whether ``{%`` stands in a text, which is searched many times faster for one character than for two."""
    at = text.find("%", 1)
    while at > 0 and text[at - 1] != "{":
        at = text.find("%", at + 1)
    return at > 0


def _persons(
    role: str, value: str, meta: Meta, *, about: str = "", body: bool = False, profile: bool = False, rank: int
) -> Iterator[Stated]:
    text = value.strip().removeprefix("by ").removeprefix("By ")
    if is_generic(text) or "://" in text or "/" in text[:2] or "{" in text or len(text) > 200:
        return
    if body or (is_body(text) and not any(" " in name.text for name in read_names(text, told=True))):
        yield Stated(role, Person(text, meta.span, organisation=True, origin=meta.origin), rank)
        return
    names = read_names(text, told=True)
    if not names and len(text) <= _LONGEST:
        names = [Name(0, len(text), clean_name(text) or text)]
    from healthlint.article.credentials import find_credentials, role_of

    for i, name in enumerate(names):
        end = names[i + 1].start if i + 1 < len(names) else len(text)
        credentials = find_credentials(f"{text[name.end : end]} {about}")
        yield Stated(role, _person(name, meta, tuple(c.text for c in credentials), role_of(credentials)[0], profile=profile), rank)


def _person(name: Name, meta: Meta, credentials: tuple[str, ...], role: Role, *, profile: bool) -> Person:
    return Person(name.text, meta.span, credentials, role, title=name.title, origin=meta.origin, has_profile=profile)
