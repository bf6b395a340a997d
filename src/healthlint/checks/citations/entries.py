"""The entries of a reference list by themselves: twice listed, malformed, incomplete, in another style."""
from __future__ import annotations

from collections.abc import Iterable, Iterator

from healthlint.article import Article
from healthlint.checks.citations.numbering import label_span, short
from healthlint.checks.citations.renumbering import merging
from healthlint.checks.registry import check
from healthlint.language.words import find_words
from healthlint.model import Finding, NotApplicableError, Reference, Related, Rule

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


@check("duplicate-reference")
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
    buckets: dict[tuple[int, str, int | None], list[Reference]] = {}
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


def _alike(reference: Reference, buckets: dict[tuple[int, str, int | None], list[Reference]]) -> Reference | None:
    """An earlier entry of the same first author and year with nearly the same title."""
    title = find_words(reference.title).keys
    if len(title) < 3 or reference.year is None:
        return None
    author = (find_words(reference.authors).keys or title[:2])[0]
    bucket = buckets.setdefault((reference.list_number, author, reference.year), [])
    found = next((other for other in bucket if _same_title(find_words(other.title).keys, title) and _same_place(other, reference)), None)
    if len(bucket) < _LARGEST_BUCKET:
        bucket.append(reference)
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
