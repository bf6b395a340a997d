"""Who wrote and checked an article, and when: every place that says so, in one reading."""
from __future__ import annotations

from collections.abc import Iterable

from healthlint.article.article import Article
from healthlint.article.dates import find_dates
from healthlint.article.page_dates import read_dates
from healthlint.article.people_bylines import Byline, near_title, visible_bylines
from healthlint.article.people_metadata import Stated, stated_people
from healthlint.article.people_names import is_body, is_generic, same_person
from healthlint.article.site_names import names_site, site_names
from healthlint.model import Authorship, DateKind, Mark, PageDate, Person, Span, Zone
from healthlint.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.article.people_elements import Part

_HIDDEN = frozenset({"meta", "json-ld", "microdata", "front-matter"})
_MOST = 12
"""More authors than this are not kept: the page lists its staff."""


def read_authorship(article: Article) -> Authorship:
    """Read people and dates from bylines, biographies, metadata and structured data, and where these disagree."""
    lines = visible_bylines(article)
    stated = stated_people(article)
    site = site_names(article)
    authors = _choose(article, _lines(lines, "author"), _stated(stated, "author"))
    if not authors:
        authors = _copyright_holder(article)
    reviewers = _unique([*(_shown(line) for line in lines if line.role == "reviewer"), *_best(_stated(stated, "reviewer"))])
    dates, impossible = read_dates(article)
    authors = [replace(p, organisation=True) if names_site(p.name, site) else p for p in authors]
    people = [p for p in authors if not p.organisation]
    bodies = [p for p in authors if p.organisation and not names_site(p.name, site)]
    return Authorship(
        authors=_with_biographies(article, people or bodies),
        reviewers=_with_biographies(article, reviewers),
        dates=dates,
        conflicts=(
            *_conflicts(people, _stated(stated, "author"), "author"),
            *_conflicts([p for p in reviewers if not p.organisation], _stated(stated, "reviewer"), "reviewer"),
            *_date_conflicts(dates),
        ),
        unsure=not people and _has_unread_byline(article),
        organisations=tuple(
            _unique([*(p for p in authors if p.organisation), *(s.person for s in stated if s.role == "author" and s.person.organisation)])
        ),
        impossible=impossible,
    )


def _copyright_holder(article: Article) -> list[Person]:
    if "©" not in article.folded_text:
        return []
    from healthlint.article.people_bios import copyright_holder

    return copyright_holder(article)


def _with_biographies(article: Article, people: list[Person]) -> tuple[Person, ...]:
    """The people with what the page says of each."""
    if not people:
        return ()
    from healthlint.article.people_bios import add_biography

    return tuple([add_biography(article, person) for person in people[:_MOST]])


def _lines(lines: list[Byline], role: str) -> list[Byline]:
    return [line for line in lines if line.role == role]


def _stated(stated: list[Stated], role: str) -> list[Stated]:
    return [s for s in stated if s.role == role]


def _choose(article: Article, lines: list[Byline], stated: list[Stated]) -> list[Person]:
    """The authors by the most telling place: a printed byline, a part marked as byline, then metadata, then weaker marks."""
    printed = [_shown(line) for line in _first_lines(article, [line for line in lines if line.strength >= 3])]
    if any(not p.organisation for p in printed):
        return _unique(printed)
    from healthlint.article.people_elements import marked_names

    parts = marked_names(article)
    people = [part for part in parts if not part.body]
    strong = [_marked(part) for part in _first_group(people, 3)]
    if strong:
        return _unique(strong)
    known = _best([s for s in stated if not s.person.organisation])
    if known:
        return _unique([_seen(p, people, lines) for p in known])
    weak = [_shown(line) for line in lines if line.strength < 3] or [_marked(part) for part in _first_group(people, 1)]
    return _unique(weak or printed or [_marked(part) for part in parts[:1]])


def _first_lines(article: Article, lines: list[Byline]) -> list[Byline]:
    """The bylines next to the first one near the title: later ones belong to other articles on the page."""
    if not lines:
        return lines
    place = {id(block): i for i, block in enumerate(article.blocks)}
    near = near_title(article.blocks)
    first = next((place[id(line.block)] for line in lines if place[id(line.block)] in near), None)
    if first is None:
        return lines
    return [line for line in lines if abs(place[id(line.block)] - first) <= 3]


def _first_group(parts: list[Part], least: int) -> list[Part]:
    """The strongest marked names, and those that stand beside the first of them in the same block."""
    best = max((p.strength for p in parts), default=0)
    chosen = [p for p in parts if p.strength == best and p.strength >= least]
    return [p for p in chosen if p.block is chosen[0].block or p.order - chosen[0].order < 12][:_MOST]


def _best(stated: list[Stated]) -> list[Person]:
    """The people of the best key alone: a page may name its publisher under a lesser one."""
    return [s.person for s in stated if s.rank == stated[0].rank] if stated else []


def _shown(line: Byline) -> Person:
    if line.name is None:
        span = line.block.span(line.end - len(line.text), line.end)
        return Person(line.text, span, organisation=True, origin="byline")
    name = line.name
    linked = any(i.mark is Mark.LINK and i.start < name.end and name.start < i.end for i in line.block.inlines)
    return Person(
        name.text,
        line.block.span(name.start, name.end),
        title=name.title,
        origin="byline" if line.strength > 2 else "bio",
        has_profile=linked,
    )


def _marked(part: Part) -> Person:
    name = part.name
    linked = any(i.mark is Mark.LINK and i.start < name.end and name.start < i.end for i in part.block.inlines)
    return Person(name.text, part.block.span(name.start, name.end), title=name.title, organisation=part.body, has_profile=linked)


def _seen(person: Person, parts: list[Part], lines: list[Byline]) -> Person:
    """The same person where readers see the name, if they do."""
    shown = [*(_shown(line) for line in lines), *(_marked(part) for part in parts)]
    match = next((s for s in shown if same_person(s.name, person.name)), None)
    return replace(person, span=match.span, origin=match.origin, has_profile=person.has_profile or match.has_profile) if match else person


def _unique(people: Iterable[Person]) -> list[Person]:
    found: list[Person] = []
    for person in people:
        if not any(same_person(person.name, other.name) for other in found):
            found.append(person)
    return found


def _conflicts(people: list[Person], stated: list[Stated], what: str) -> Iterable[tuple[str, Span, Span]]:
    """Metadata that names nobody of those whom readers see."""
    shown = [p for p in people if p.origin in {"byline", "bio"}]
    named = [s.person for s in stated if not s.person.name.startswith("@")]
    if shown and named and not any(same_person(a.name, b.name) for a in shown for b in named):
        yield what, shown[0].span, named[0].span


def _date_conflicts(dates: tuple[PageDate, ...]) -> Iterable[tuple[str, Span, Span]]:
    """A printed day that the metadata moves by more than time zones can."""
    for kind in DateKind:
        printed = next((d for d in dates if d.kind is kind and d.origin == "visible" and d.precision == "day"), None)
        stated = next((d for d in dates if d.kind is kind and d.origin in _HIDDEN and d.precision == "day"), None)
        if printed and stated and abs((printed.value - stated.value).days) > 1:
            yield kind.value, printed.span, stated.span


def _has_unread_byline(article: Article) -> bool:
    """Whether a part of the page is named for its author, and no name could be read in it."""
    parts = [b for b in article.blocks if b.zone is Zone.BYLINE and not b.inferred and 3 < len(b.text) <= 80]
    return any(not find_dates(b.text) and not is_generic(b.text) and not is_body(b.text) for b in parts)
