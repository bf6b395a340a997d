"""The entries of a reference list by themselves: twice listed, malformed, incomplete, in another style."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from healthlint.article.article import Article
from healthlint.article.asked import REFERENCES
from healthlint.checks.citations.numbering import label_span, short
from healthlint.checks.citations.renumbering import merging
from healthlint.checks.registry import check, given
from healthlint.language.words import find_words
from healthlint.model import Finding, NotApplicableError, Reference, Related, Rule
from healthlint.patterns import compile_pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    _Buckets = dict[tuple[int, str, int | None], list[tuple[Reference, list[str]]]]

_ALIKE = 0.92
_SPELT_ALIKE = 0.8
_SMALL = frozenset("a an the of in on and for to with by from".split())
_LARGEST_BUCKET = 30
_OTHER_WORK = frozenset(
    "erratum errata corrigendum correction retraction reply response comment commentary author authors part volume edition".split(),
)


def listed(article: Article) -> tuple[Reference, ...]:
    """The entries of an article that has any."""
    if not article.citations.references:
        raise NotApplicableError
    return article.citations.references


@check("duplicate-reference", telling=given(REFERENCES))
def duplicate_reference(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report each entry that is the same work as an earlier one of its list."""
    for first, second in _pairs(listed(article)):
        same = _folded(first) == _folded(second)
        yield rule.finding(
            second.span, number=second.number or second.label or "", first=first.number or first.label or "", entry=short(first),
            related=[Related(label_span(first), short(first))],
            fixes=merging(rule, article, first, second, identical=same),
        )  # fmt: skip


def _pairs(references: Iterable[Reference]) -> Iterator[tuple[Reference, Reference]]:
    known: dict[tuple[int, str], Reference] = {}
    buckets: _Buckets = {}
    for reference in references:
        keys = [(reference.list_number, key) for key in _identities(reference)]
        first = next((known[key] for key in keys if key in known), None) or _alike(reference, buckets)
        if first:
            yield first, reference
        for key in keys:
            known.setdefault(key, reference)


def _identities(reference: Reference) -> Iterator[str]:
    """What makes two entries one work beyond doubt: identifier, or the same words throughout."""
    if reference.doi:
        yield f"doi:{reference.doi}"
    if reference.pmid:
        yield f"pmid:{reference.pmid.lstrip('0')}"
    folded = _folded(reference)
    if len(folded) >= 20:
        yield folded


def _folded(reference: Reference) -> str:
    return " ".join(find_words(reference.text).keys)


def _alike(reference: Reference, buckets: _Buckets) -> Reference | None:
    """An earlier entry of the same first author and year with nearly the same title."""
    title = find_words(reference.title).keys
    if len(title) < 3 or reference.year is None:
        return None
    author = (find_words(reference.authors).keys or title[:2])[0]
    bucket = buckets.setdefault((reference.list_number, author, reference.year), [])
    found = next((other for other, theirs in bucket if _same_title(theirs, title) and _same_place(other, reference)), None)
    if len(bucket) < _LARGEST_BUCKET:
        bucket.append((reference, title))
    return found


def _same_place(a: Reference, b: Reference) -> bool:
    """Whether nothing tells two entries with one title apart: no identifier of each its own, no word such as "erratum" in one."""
    if (a.doi and b.doi) or (a.pmid and b.pmid):
        return False
    if (a.url and b.url) and a.url.rstrip("/") != b.url.rstrip("/") and not (a.doi or b.doi):
        return False
    words = [_OTHER_WORK.intersection(find_words(r.text).keys) for r in (a, b)]
    return words[0] == words[1]


def _same_title(a: list[str], b: list[str]) -> bool:
    """Whether two titles differ in spelling and small words at most: "in men" and "in women" are two works, as are parts I and II."""
    if a == b or abs(len(a) - len(b)) > 3:
        return a == b
    from difflib import SequenceMatcher

    if SequenceMatcher(None, " ".join(a), " ".join(b), autojunk=False).ratio() <= _ALIKE:
        return False
    changes = (c for c in SequenceMatcher(None, a, b, autojunk=False).get_opcodes() if c[0] != "equal")
    return all(_is_slight(a[i:j], b[k:m]) for _, i, j, k, m in changes)


def _is_slight(a: list[str], b: list[str]) -> bool:
    """Whether words that differ are small, or the same but for their spelling."""
    if _SMALL.issuperset(a) and _SMALL.issuperset(b):
        return True
    from difflib import SequenceMatcher

    pairs = zip(a, b, strict=False)
    return len(a) == len(b) and all(min(len(x), len(y)) > 4 and SequenceMatcher(None, x, y).ratio() > _SPELT_ALIKE for x, y in pairs)


# Completeness


@cache
def _bare_address() -> re.Pattern[str]:
    return compile_pattern(r"\W*(?:https?://|www\.)\S+\W*", re.IGNORECASE)


@check("reference-completeness", telling=given(REFERENCES))
def reference_completeness(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report entries that are nothing but an address, or journal articles without a title or a year."""
    for reference in listed(article):
        lacks = _lacks(article, reference)
        if lacks:
            yield rule.finding(reference.span, variant=lacks, number=reference.number or reference.label or "", entry=short(reference))


def _lacks(article: Article, reference: Reference) -> str:
    text = reference.text.strip()
    if _bare_address().fullmatch(text):
        return "" if _link_has_text(reference) else "address"
    if article.citations.lists[reference.list_number].footnotes and not (reference.doi or reference.container):
        return ""
    identified = reference.doi or reference.pmid or reference.url
    if not identified and reference.authors and reference.title and not reference.container and reference.year is None:
        return "title-and-year" if _is_journal(reference.title) else "year"
    if not identified and reference.year is None and "in press" not in text.lower() and reference.authors and reference.container:
        return "year"
    return ""


def _link_has_text(reference: Reference) -> bool:
    """Whether what looks like an address is the text of a link with words of its own."""
    return " " in reference.text.strip()


def _is_journal(title: str) -> bool:
    """Whether what stands in the title's place is the short name of a journal: ``J Inflamm Res``."""
    words = title.split()
    if not 0 < len(words) <= 6 or not all(w[:1].isupper() for w in words):
        return False
    return len(words) > 2 or words[0] in ("J", "Br", "Am", "Eur", "Int", "Ann", "Arch", "Clin")


# Style


@cache
def _year_then_volume() -> re.Pattern[str]:
    return compile_pattern(r"\b(?:19|20)\d\d(?:\s[A-Z][a-z]{2}(?:\s\d{1,2})?)?;\s?\d")


@cache
def _year_after_authors() -> re.Pattern[str]:
    return compile_pattern(r"^[^()]{3,240}\((?:19|20)\d\d[a-z]?\)[.,:]?\s")


@cache
def _page_dash() -> re.Pattern[str]:
    return compile_pattern(r"[:,]\s?[A-Za-z]?(\d+\s?([-–])\s?[A-Za-z]?\d+)\b")


@check("reference-style", telling=given(REFERENCES))
def reference_style(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report journal articles that put the year elsewhere than most, and the first page range with another dash than most."""
    references = listed(article)
    if len(references) < 3:
        raise NotApplicableError
    styles = {r: style for r in references if (style := _style(r))}
    usual = _majority(styles.values())
    odd = [r for r, style in styles.items() if usual and style != usual]
    for reference in odd[:5]:
        number = reference.number or reference.label or ""
        yield rule.finding(reference.span, variant=styles[reference], number=number, entry=short(reference))
    yield from _dashes(rule, [r for r in references if r not in odd])


def _style(reference: Reference) -> str:
    if _year_after_authors().match(reference.text):
        return "year-first"
    return "year-late" if _year_then_volume().search(reference.text) else ""


def _majority(values: Iterable[str]) -> str:
    counts = Counter(values)
    if len(counts) < 2 or sum(counts.values()) < 3:
        return ""
    (usual, most), (_, least) = counts.most_common(2)
    return usual if most >= 2 * least else ""


def _dashes(rule: Rule, references: list[Reference]) -> Iterator[Finding]:
    places = [(r, m) for r in references if (m := _page_dash().search(r.text)) and not (r.url and m[0] in r.url)]
    usual = _majority(m[2] for _, m in places)
    for reference, match in places:
        if usual and match[2] != usual:
            at = reference.start + match.start(1)
            span = reference.block.span(at, at + len(match[1]))
            yield rule.finding(span, variant="dash", number=reference.number or reference.label or "", found=match[1])
            return
