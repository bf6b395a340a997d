"""The dates that a page gives for itself: published, updated, reviewed, next review."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from healthlint.article.article import Article
from healthlint.article.asked import blocks_holding
from healthlint.article.dates import MARKS, DateAt, dates_in, has_brief_date, may_date, parse_date
from healthlint.article.people_bylines import near_title
from healthlint.article.people_metadata import meta_fields, nodes, plain_key
from healthlint.language.detect import has_other_script
from healthlint.language.table_rows import table_rows
from healthlint.language.words import fold
from healthlint.model import Block, DateKind, Inline, Mark, Meta, PageDate, Span, Zone
from healthlint.records import NamedTuple

_SILENT = frozenset({Zone.REFERENCES, Zone.FURTHER_READING, Zone.CODE, Zone.TABLE, Zone.QUOTE, Zone.CAPTION})
_LONG = 400
"""A block with more characters is prose; the dates in it are not the page's."""
_SHORT = 120
_BEFORE_LABEL = frozenset("|•·–—-:;.,([\n\t* ✎")
_SUBJECT = frozenset(
    "this the our page article content information leaflet post guide document factsheet it was is has been and last webpage site website "
    "section entry blog first originally on fact sheet medically clinically review version".split(),
)
_FILLER = frozenset(
    "on at the in by date is was due before as of le el il am den dem em om monday tuesday wednesday thursday friday saturday "
    "sunday mon tue tues wed thu thurs fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi "
    "mercredi jeudi vendredi samedi dimanche est et gmt again most recently".split(),
)
_STEMS = tuple(
    "publi pubbl relu post creat writ issu releas upload updat modif revis chang edit current review check verif due date erschien stand "
    "aktuali gepl gewij bijgew sist senast opubl zakt aggiorn actuali atuali parecid paru mise mis prochaine geprüft überprüf veröff "
    "änderung vérifi yayın güncel".split(),
)
"""Parts of words of which every label in Latin letters has one: without them there is no label to look for."""
_CLOCK = (
    "clock",
    "today",
    "current-date",
    "currentdate",
    "weather",
    "copyright",
    "related",
    "recommend",
    "comment",
    "teaser",
    "latest",
    "calendar",
    "event",
)
_DATED_PART = ("date", "time", "publish", "byline", "meta", "posted", "author", "updated")
_REMEMBERED = 1 << 16
"""Words kept in mind."""
_RANK = {"visible": 0, "json-ld": 1, "microdata": 2, "meta": 3, "front-matter": 4, "time": 5, "unlabelled": 6}


class Found(NamedTuple):
    """A date of the page before the best are chosen."""

    date: PageDate
    rank: int
    order: int
    """Place of its key in the table, or of its text in the page."""


def read_dates(article: Article) -> tuple[tuple[PageDate, ...], tuple[tuple[DateKind, Span], ...]]:
    """The page's dates, the best of each kind first; and the places where a day is printed that no calendar has."""
    impossible: list[tuple[DateKind, Span]] = []
    found = [*_visible(article, impossible), *_structured(article), *_fields(article)]
    found.sort(key=lambda f: (f.rank, f.order))
    today = article.settings.today
    return tuple(_as_due(f.date, today) for f in found), tuple(impossible)


def _as_due(found: PageDate, today: object) -> PageDate:
    """A review in the future is one that is due: some systems keep the due date under ``DC.date.reviewed``."""
    if found.kind is DateKind.REVIEWED and found.origin != "visible" and str(found.value) > str(today):
        return PageDate(DateKind.NEXT_REVIEW, found.value, found.span, found.origin, found.precision)
    return found


@cache
def _labels() -> tuple[tuple[str, DateKind], ...]:
    rows = ((label, DateKind(kind)) for label, kind in table_rows("date-labels.tsv"))
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


@cache
def _labels_by_stem() -> dict[str, list[tuple[int, str, DateKind]]]:
    """The labels with their place in ``_labels``, by the first stem that each has; those in other scripts have none."""
    found: dict[str, list[tuple[int, str, DateKind]]] = {stem: [] for stem in ("", *_STEMS)}
    for order, (label, kind) in enumerate(_labels()):
        found[next((stem for stem in _STEMS if stem in label), "")].append((order, label, kind))
    return found


@cache
def _keys() -> dict[str, tuple[int, DateKind]]:
    return {key: (order, DateKind(kind)) for order, (key, kind) in enumerate(table_rows("metadata-dates.tsv"))}


def _visible(article: Article, impossible: list[tuple[DateKind, Span]]) -> Iterator[Found]:
    lows = article.folded_blocks
    near = near_title(article.blocks)
    month_first = _month_first(article)
    timed = Mark.TIME in article.marks
    brief = has_brief_date(article.folded_text)
    time = Mark.TIME
    for i in _hopeful(article, timed=timed, brief=brief):
        block, low = article.blocks[i], lows[i]
        if len(low) > _LONG or block.zone in _SILENT:
            continue
        hopeful = may_date(low, brief=brief) and (i in near or True in map(_labelling().__getitem__, article.keys_of_blocks[i]))
        dates = dates_in(low, month_first=month_first) if hopeful else []
        times = [inline for inline in block.inlines if inline.mark is time] if timed and low else []
        if not (dates or times) or (block.classes and _is_clock(block.classes)):
            continue
        yield from _times(block, times, i, near=i in near)
        yield from _dated(block, low, dates, i, impossible, near=i in near)


def _hopeful(article: Article, *, timed: bool, brief: bool) -> Iterable[int]:
    """Indexes of the blocks that may print a date: by far the most have neither a century, a stroke nor a ``<time>``."""
    blocks = article.blocks
    if brief:
        return range(len(blocks))
    found = blocks_holding(article, MARKS)
    if timed:
        time = Mark.TIME
        found.update([i for i, block in enumerate(blocks) if block.inlines and time in [inline.mark for inline in block.inlines]])
    return sorted(found)


class _Labelling(dict[str, bool]):
    """Whether a word may be part of a label, worked out when it is first met: away from the title no date counts without one."""

    def __missing__(self, key: str) -> bool:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[key] = found = _may_label(key)
        return found


@cache
def _labelling() -> _Labelling:
    return _Labelling()


def _may_label(low: str) -> bool:
    """Whether a label may stand in folded text."""
    for stem in _STEMS:
        if stem in low:
            return True
    return not low.isascii() and has_other_script(low)


@lru_cache(maxsize=4096)
def _is_clock(classes: str) -> bool:
    """Whether class words name a clock, a calendar or a list of other articles."""
    return any(word in classes for word in _CLOCK)


def _month_first(article: Article) -> bool:
    locale = article.settings.locale
    return (article.document.language if locale == "auto" else locale).lower().endswith("us")


def _dated(
    block: Block, low: str, dates: list[DateAt], i: int, impossible: list[tuple[DateKind, Span]], *, near: bool
) -> Iterator[Found]:
    at = 0
    for found in dates:
        if found.precision == "year" and low[found.end : found.end + 2].strip()[:1].isalpha():
            # "Updated 2019 guidelines say": the year belongs to what follows it.
            continue
        kind = _label_before(low[at : found.start], starts=at == 0) or _label_after(low[found.end : found.end + 12])
        at = found.end
        if kind and found.value is None:
            impossible.append((kind, block.span(found.start, found.end)))
        elif kind:
            yield Found(_page_date(kind, found, block, "visible"), _RANK["visible"], i)
        elif near and found.value and _stands_for_page(block, found, low):
            yield Found(_page_date(DateKind.PUBLISHED, found, block, "visible"), _RANK["unlabelled"], i)


def _page_date(kind: DateKind, found: DateAt, block: Block, origin: str) -> PageDate:
    if found.value is None:
        raise ValueError("a page date needs a day")
    return PageDate(kind, found.value, block.span(found.start, found.end), origin, found.precision)


def _label_before(before: str, *, starts: bool) -> DateKind | None:
    """The kind of date that the words before it announce, if nothing but filler stands between."""
    for _, label, kind in _possible_labels(before):
        at = before.rfind(label)
        if not _free(before, at, at + len(label)):
            continue
        behind = before[at + len(label) :]
        named = starts and behind.strip() == ":" and len(before[:at].split()) <= 3
        if named or (_only_filler(behind) and _announced(before[:at], starts=starts)):
            return kind
    return None


def _possible_labels(before: str) -> list[tuple[int, str, DateKind]]:
    """The labels that stand somewhere in folded text, the longest first."""
    by_stem = _labels_by_stem()
    found = [row for stem in _STEMS if stem in before for row in by_stem[stem] if row[1] in before]
    if not before.isascii():
        found += [row for row in by_stem[""] if row[1] in before]
    return sorted(found)


def _free(text: str, start: int, end: int) -> bool:
    return not (text[start : start + 1].isascii() and (text[start - 1 : start].isalnum() or text[end : end + 1].isalpha()))


def _only_filler(text: str) -> bool:
    bare = text.strip()
    if bare.startswith("by ") and len(bare) < 90:
        return True
    words = "".join(c if c.isalnum() else " " for c in bare).split()
    return len(words) <= 5 and all(word in _FILLER or word.isdigit() for word in words)


def _announced(text: str, *, starts: bool) -> bool:
    """Whether a label may stand behind ``text``: at a start, behind a separator, or about “this page”."""
    bare = text.rstrip()
    if not bare:
        return starts or bool(text) or not text
    if bare[-1] in _BEFORE_LABEL:
        return True
    return all(word in _SUBJECT for word in "".join(c if c.isalpha() else " " for c in bare).split()[-4:])


def _label_after(after: str) -> DateKind | None:
    """A label that follows its date, as in Japanese: ``2019年4月1日 公開``."""
    bare = after.strip(" )）|")
    if not bare or bare.isascii():
        return None
    return next((kind for label, kind in _labels() if not label.isascii() and bare.startswith(label)), None)


def _stands_for_page(block: Block, found: DateAt, low: str) -> bool:
    """Whether a date without a label is the page's: alone in its block, beside a byline, or in a part named for dates."""
    if found.precision == "year" or "©" in low or "copyright" in low or block.zone in {Zone.FURNITURE, Zone.TITLE, Zone.HEADING}:
        return False
    if len(block.text) - (found.end - found.start) <= 12 or block.zone in {Zone.DATES, Zone.BYLINE}:
        return True
    return len(block.text) <= _SHORT and (low.startswith("by ") or any(word in block.classes for word in _DATED_PART) or " by " in low)


def _times(block: Block, times: list[Inline], i: int, *, near: bool) -> Iterator[Found]:
    """``<time datetime>`` elements: labelled by what stands before them, else the day of publication near the title."""
    for inline in times:
        read = parse_date(inline.target or block.text[inline.start : inline.end])
        if read is None:
            continue
        kind = _label_before(fold(block.text[: inline.start]), starts=True)
        if kind is None and "updat" in block.classes + fold(block.text[: inline.start]):
            kind = DateKind.UPDATED
        span = block.span(inline.start, inline.end) if inline.end > inline.start else inline.span
        if kind or (near and block.zone is not Zone.FURNITURE and len(block.text) <= _SHORT):
            yield Found(
                PageDate(kind or DateKind.PUBLISHED, read[0], span, "time", read[1]), _RANK["visible"] if kind else _RANK["time"], i
            )


def _structured(article: Article) -> Iterator[Found]:
    items = nodes(article)
    articles = [node for node in items if node.is_article] or items
    for node in articles:
        for key, meta in node.facts:
            bare = key.removeprefix("mainentity.").removeprefix("mainentityofpage.")
            if "." not in bare:
                yield from _from_meta(bare, meta)


def _fields(article: Article) -> Iterator[Found]:
    for meta in article.document.metadata:
        if meta.origin == "microdata":
            yield from _from_meta(meta.key.rsplit(".", 1)[-1], meta)
    for meta in meta_fields(article):
        yield from _from_meta(meta.key, meta)


def _from_meta(key: str, meta: Meta) -> Iterator[Found]:
    known = _keys().get(plain_key(key))
    read = parse_date(meta.value) if known else None
    if known and read:
        order, kind = known
        yield Found(PageDate(kind, read[0], meta.span, meta.origin, read[1]), _RANK.get(meta.origin, 4), order)
