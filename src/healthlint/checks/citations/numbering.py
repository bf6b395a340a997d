"""Numbers in the text against numbers in the list: missing, uncited, out of order, skipped, twice."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.article.article import Article
from healthlint.article.asked import NUMBERING
from healthlint.article.citations_judged import (
    break_in_order,
    cited_numbers,
    is_joined,
    list_markers,
    list_references,
    needs_numbers,
)
from healthlint.article.citations_reach import number_parts
from healthlint.checks.citations.renumbering import renumbering
from healthlint.checks.registry import check, given
from healthlint.model import (
    Block,
    Citations,
    Confidence,
    Finding,
    Marker,
    MarkerStyle,
    NotApplicableError,
    Reference,
    Related,
    Rule,
    Span,
    Zone,
)

_NAMED = 60
"""Characters of an entry that are enough to know it by."""


def short(reference: Reference) -> str:
    """An entry in a few words."""
    text = " ".join(reference.text.split())
    return text if len(text) <= _NAMED else text[:_NAMED].rsplit(" ", 1)[0] + " …"


def label_span(reference: Reference) -> Span:
    """Where an entry's number stands, or the entry where no number is printed."""
    return reference.label_span or reference.span


def judged(article: Article) -> Citations:
    """The citations of an article whose numbering can be judged."""
    citations = article.citations
    if citations.elsewhere or not (citations.markers or citations.references):
        raise NotApplicableError
    return citations


# Markers without an entry


@check("missing-reference", telling=given(NUMBERING))
def missing_reference(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report each number in the text that has no entry in the list."""
    citations = judged(article)
    if not citations.references:
        yield from _without_list(rule, article)
        return
    numbers: dict[int, list[int]] = {}
    for number, n in citations.entries:
        numbers.setdefault(number, []).append(n)
    for marker in citations.markers:
        if marker.style is MarkerStyle.FOOTNOTE:
            if not citations.cited_by(marker):
                yield rule.finding(marker.span, variant="footnote", number=marker.label)
        elif marker.numbers and marker.list_number in numbers and not is_joined(citations, marker):
            yield from _missing(rule, citations, marker, numbers[marker.list_number])


def _missing(rule: Rule, citations: Citations, marker: Marker, in_list: list[int]) -> Iterator[Finding]:
    entries = citations.entries
    for part in number_parts(marker) or ():
        absent = [n for n in part.numbers if (marker.list_number, n) not in entries]
        if absent:
            yield rule.finding(
                marker.block.span(part.start, part.end),
                number=_spoken(absent), count=len(in_list), highest=max(in_list), nearest=_nearest(absent[0], in_list),
            )  # fmt: skip


def _without_list(rule: Rule, article: Article) -> Iterator[Finding]:
    """One finding for an article that has numbers and no list, unless its numbers link to their sources."""
    cited = [m for m in article.citations.markers if m.numbers or m.style is MarkerStyle.FOOTNOTE]
    numbers = sorted({n for m in cited for n in m.numbers})
    linked = cited and all(m.target for m in cited)
    if not cited or (linked and numbers[0] == 1) or (len(numbers) < 2 and not linked):
        return
    first = cited[0]
    yield rule.finding(
        first.span, variant="no-list", confidence=Confidence.LIKELY, number=_spoken(numbers), count=len(cited),
        related=[Related(m.span, "") for m in cited[1:20]],
    )  # fmt: skip


def _nearest(number: int, numbers: list[int]) -> str:
    near = sorted(sorted(numbers, key=lambda n: (abs(n - number), n))[:2])
    return " and ".join(map(str, near))


def _spoken(numbers: list[int]) -> str:
    """``3``, ``3 and 4``, ``3, 4 and 5``; long runs by their ends."""
    if len(numbers) > 8:
        return f"{numbers[0]} to {numbers[-1]}"
    return " and ".join(filter(None, [", ".join(map(str, numbers[:-1])), str(numbers[-1])]))


# Entries without a marker

_DECLARED = ("further reading", "bibliograph", "source", "evidence", "resource", "useful", "links", "credit", "reading list", "learn more")
"""Headings under which a list need not be cited number by number."""


@check("uncited-reference", telling=given(NUMBERING))
def uncited_reference(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report each entry that nothing cites; one finding where nothing is cited at all."""
    citations = judged(article)
    if not citations.references:
        return
    if not citations.markers:
        yield from _never_cited(rule, citations)
        return
    for number in range(len(citations.lists)):
        yield from _uncited(rule, citations, number)


def _never_cited(rule: Rule, citations: Citations) -> Iterator[Finding]:
    heading = citations.heading
    if heading and any(word in heading.text.lower() for word in _DECLARED):
        return
    references = [r for r in citations.references if r.year or r.doi or r.url or r.number]
    if not references or (len(references) == 1 and references[0].year is None) or not (heading or references[0].number):
        return
    place = _heading_words(heading) if heading else label_span(references[0])
    yield rule.finding(place, variant="none-cited", count=len(citations.references))


def _heading_words(heading: Block) -> Span:
    """A heading without numbering and signs before its words."""
    start = next((i for i, c in enumerate(heading.text) if c.isalpha()), 0)
    return heading.span(start, len(heading.text))


def _uncited(rule: Rule, citations: Citations, number: int) -> Iterator[Finding]:
    facts = citations.lists[number]
    markers = list_markers(citations, number)
    references = list_references(citations, number)
    if not markers or (not facts.footnotes and not needs_numbers(markers)):
        return
    cited = cited_numbers(markers)
    names = {m.label for m in markers}
    sure = Confidence.POSSIBLE if not facts.numbered and not facts.footnotes else None
    for reference in references:
        used = reference.label in names if facts.footnotes else reference.number in cited or reference.number is None
        if not used:
            name = reference.label if facts.footnotes else reference.number
            yield rule.finding(label_span(reference), confidence=sure, number=name, entry=short(reference))


# Order


@check("citation-order", telling=given(NUMBERING))
def citation_order(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report the first number of each list that is cited before a smaller one."""
    citations = judged(article)
    for number, facts in enumerate(citations.lists):
        markers = list_markers(citations, number)
        if facts.footnotes or not facts.numbered or not needs_numbers(markers):
            continue
        broken = break_in_order(citations, number, markers)
        if not broken:
            continue
        marker, part, found, expected = broken
        plain = [m for m in markers if not _is_aside(m.block)]
        doubtful = len(plain) < len(markers) and not break_in_order(citations, number, plain)
        yield rule.finding(
            marker.block.span(part.start, part.end),
            variant="aside" if doubtful else "", confidence=Confidence.POSSIBLE if doubtful else None,
            number=found, expected=expected,
            fixes=() if doubtful else renumbering(rule, article, number),
        )  # fmt: skip


_NOTES = ("data source", "source:", "sources:", "figure", "fig.", "table", "note:")


def _is_aside(block: Block) -> bool:
    """Whether a block is read apart from the running text: a caption, a table, a hidden panel, a note on the source of a figure."""
    if block.zone in (Zone.CAPTION, Zone.TABLE) or block.hidden:
        return True
    return len(block.text) < 300 and block.text.lower().lstrip("* ").startswith(_NOTES)


# The list itself


@check("number-gap", telling=given(NUMBERING))
def number_gap(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report each printed number of a list that skips, goes back, or does not begin at 1."""
    citations = judged(article)
    for number, facts in enumerate(citations.lists):
        if facts.footnotes or facts.counted or not facts.numbered:
            continue
        cited = cited_numbers(list_markers(citations, number))
        before = 0
        seen: set[int] = set()
        for reference in list_references(citations, number):
            found = reference.number or 0
            skipped = range(before + 1, found)
            if found not in seen and (found < before or any(n not in cited and n not in seen for n in skipped)):
                yield rule.finding(
                    label_span(reference),
                    variant="start" if not before else "back" if found < before else "",
                    before=before, number=found, skipped=_spoken(list(skipped)) if skipped else "",
                    fixes=renumbering(rule, article, number),
                )  # fmt: skip
            seen.add(found)
            before = max(before, found) if found >= before else found


@check("duplicate-number", telling=given(NUMBERING))
def duplicate_number(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report each entry whose number an earlier entry of the list has."""
    citations = judged(article)
    for number, facts in enumerate(citations.lists):
        seen: dict[str, Reference] = {}
        for reference in list_references(citations, number):
            name = reference.label if facts.footnotes else str(reference.number or "")
            first = seen.setdefault(name, reference)
            if name and first is not reference and not facts.counted:
                yield rule.finding(
                    label_span(reference), number=name, first=short(first), second=short(reference),
                    related=[Related(label_span(first), short(first))],
                )  # fmt: skip
