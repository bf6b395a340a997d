"""Renumber text and list together: offered only where every number in the text has exactly one entry.

The result is the same article: each marker still points to the entry it
pointed to, repeats and anchors stay. Entries are moved whole, with their
``id``; the address under a linked number therefore stays as it is.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from healthlint.article.article import Article
from healthlint.article.citations_judged import list_markers, list_references
from healthlint.article.citations_numbers import DASHES, Part
from healthlint.article.citations_reach import number_parts
from healthlint.model import Citations, Edit, Fix, Inline, Mark, Marker, MarkerStyle, Reference, Rule, Safety, Source, Span, fill
from healthlint.records import NamedTuple

_LARGEST = 3000


class _Plan(NamedTuple):
    """The new order of a list, and the new number of each entry."""

    order: tuple[Reference, ...]
    numbers: Mapping[int, int]
    anchors: Mapping[int, str] = MappingProxyType({})
    """Anchor of the entry that stands for one that goes, by the number of the latter."""


def renumbering(rule: Rule, article: Article, number: int) -> tuple[Fix, ...]:
    """The fix that numbers list ``number`` in the order of first mention, or nothing where that cannot be proven harmless."""
    citations = article.citations
    plan = _plan(citations, number)
    if plan is None:
        return ()
    return _fix(rule, article, number, plan, safe=True)


def _fix(rule: Rule, article: Article, number: int, plan: _Plan, *, safe: bool) -> tuple[Fix, ...]:
    """One fix with every edit of list and text, or nothing where one of them cannot be made."""
    citations = article.citations
    listed = _list_edits(article.source, list_references(citations, number), plan)
    cited = _marker_edits(article.source, list_markers(citations, number), plan)
    if listed is None or cited is None or not (listed or cited):
        return ()
    edits = sorted([*listed, *cited], key=lambda e: e.span)
    if any(a.span.end > b.span.start for a, b in pairwise(edits)):
        return ()
    safety = Safety.SAFE if safe and citations.style is not MarkerStyle.FLATTENED else Safety.REVIEW
    return (Fix(fill(str(rule.parameters.get("fix-title", rule.summary)), {}), tuple(edits), safety),)


def merging(rule: Rule, article: Article, first: Reference, second: Reference, *, identical: bool) -> tuple[Fix, ...]:
    """The fix that drops ``second``, lets its markers point to ``first`` and closes the gap."""
    citations = article.citations
    number = first.list_number
    if first.number is None or second.number is None or second.list_number != number:
        return ()
    plan = _plan(citations, number, {second.number: first.number})
    if plan is None:
        return ()
    return _fix(rule, article, number, plan._replace(anchors={second.number: first.label}), safe=identical)


# The plan


def _plan(citations: Citations, number: int, merged: Mapping[int, int] | None = None) -> _Plan | None:
    """The new numbers, or ``None`` where a marker is not resolved or an entry cannot be told from another.

    ``merged`` gives the number of an entry that goes, and the number of the one that stands for it.
    """
    merged = merged or {}
    references = list_references(citations, number)
    facts = citations.lists[number]
    if facts.footnotes or not facts.numbered or not 0 < len(references) <= _LARGEST:
        return None
    by_number = {r.number: r for r in references if r.number is not None}
    markers = list_markers(citations, number)
    if len(by_number) != len(references) or not all(_resolved(m, by_number) for m in markers):
        return None
    firsts = list(dict.fromkeys(merged.get(n, n) for m in markers for n in m.numbers))
    cited = set(firsts)
    order = [r for r in references if r.number not in merged]
    if [r.number for r in order if r.number in cited] != firsts:
        order = [*(by_number[n] for n in firsts), *(r for r in order if r.number not in cited)]
    numbers = {r.number: i for i, r in enumerate(order, 1) if r.number is not None}
    numbers.update({old: numbers[new] for old, new in merged.items()})
    return _Plan(tuple(order), numbers)


def _resolved(marker: Marker, by_number: Mapping[int, Reference]) -> bool:
    numeric = marker.style is not MarkerStyle.FOOTNOTE and not marker.reversed_range and not marker.label
    return numeric and all(n in by_number for n in marker.numbers)


# Edits of the list


def _list_edits(source: Source, references: Sequence[Reference], plan: _Plan) -> list[Edit] | None:
    """Edits that put the entries into their new order under their new numbers; ``None`` where entries cannot be moved whole."""
    if list(plan.order) == list(references):
        changed = (r for r in references if plan.numbers[r.number or 0] != r.number)
        return [Edit(r.label_span, str(plan.numbers[r.number or 0])) for r in changed if r.label_span]
    slots = [r.block.outer for r in references]
    if any(a.end > b.start for a, b in pairwise(slots)):
        return None
    if not all(r.block.outer.holds(r.span) and (r.label_span is None or r.block.outer.holds(r.label_span)) for r in references):
        return None
    found = []
    for slot, new in zip(slots, plan.order, strict=False):
        text = _entry_with_number(source, new, plan.numbers[new.number or 0])
        if text != source[slot]:
            found.append(Edit(slot, text))
    last = len(plan.order)
    if last < len(slots):
        found.append(Edit(Span(slots[last - 1].end, slots[-1].end), ""))
    return found


def _entry_with_number(source: Source, reference: Reference, number: int) -> str:
    outer, label = reference.block.outer, reference.label_span
    if label is None:
        return source[outer]
    return source.text[outer.start : label.start] + str(number) + source.text[label.end : outer.end]


# Edits of the markers


def _marker_edits(source: Source, markers: Iterable[Marker], plan: _Plan) -> list[Edit] | None:
    found: list[Edit] = []
    for marker in markers:
        if all(plan.numbers[n] == n for n in marker.numbers):
            continue
        links = [i for i in marker.block.inlines if i.mark is Mark.LINK and i.start < marker.end and marker.start < i.end]
        edits = _linked_edits(source, marker, links, plan) if links else _plain_edit(source, marker, plan.numbers)
        if edits is None:
            return None
        found += edits
    return found


def _plain_edit(source: Source, marker: Marker, numbers: Mapping[int, int]) -> list[Edit] | None:
    """The whole group written anew; not where markup stands inside it."""
    span = marker.span
    written = marker.block.text[marker.start : marker.end]
    if source[span] != written:
        return None
    return [Edit(span, write_group(written, {numbers[n] for n in marker.numbers}))]


def write_group(like: str, numbers: Iterable[int]) -> str:
    """Numbers written as ``like`` is: its separator, and ranges where it has a range."""
    dash = next((c for c in like if c in DASHES), "")
    separator = ", " if ", " in like else "; " if "; " in like else ";" if ";" in like else ","
    runs: list[list[int]] = []
    for n in sorted(set(numbers)):
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    parts: list[str] = []
    for run in runs:
        if dash and len(run) > 2:
            parts.append(f"{run[0]}{dash}{run[-1]}")
        else:
            parts += map(str, run)
    return separator.join(parts)


def _linked_edits(source: Source, marker: Marker, links: Sequence[Inline], plan: _Plan) -> list[Edit] | None:
    """Numbers changed inside their links, and the links put into the order of the new numbers."""
    parts = number_parts(marker)
    pairs = [(i, [p for p in parts if i.start <= p.start and p.end <= i.end]) for i in links]
    if any(len(held) != 1 for _, held in pairs) or len(pairs) != len(parts):
        return None
    if len({plan.numbers[n] for n in marker.numbers}) != len(set(marker.numbers)):
        return None
    constructs = [(_construct(source, marker, link, held[0], plan), link.span) for link, held in pairs]
    if any(made is None for made, _ in constructs):
        return None
    ordered = sorted((made for made, _ in constructs if made), key=lambda made: made[0])
    return [Edit(span, text) for (_, span), (_, text) in zip(constructs, ordered, strict=True) if source[span] != text]


def _construct(source: Source, marker: Marker, link: Inline, part: Part, plan: _Plan) -> tuple[int, str] | None:
    """The new first number of a link, and its markup with the number changed; ``None`` for a range that is torn apart."""
    new = [plan.numbers[n] for n in part.numbers]
    if new != list(range(new[0], new[0] + len(new))):
        return None
    at = marker.block.span(part.start, part.end)
    written = source[at]
    if not link.span.holds(at) or written != marker.block.text[part.start : part.end]:
        return None
    dash = next((c for c in written if c in DASHES), "")
    if len(new) > 1 and not dash:
        return None
    label = f"{new[0]}{dash}{new[-1]}" if dash else str(new[0])
    lead = source.text[link.span.start : at.start]
    if plan.anchors.keys() & set(part.numbers):
        lead = _pointed(lead, link.target, plan.anchors.get(part.first, ""))
    return (new[0], lead + label + source.text[at.end : link.span.end]) if lead else None


def _pointed(lead: str, target: str, anchor: str) -> str:
    """The opening of a link with its fragment changed to ``anchor``; empty where that is not clear."""
    old = "#" + target.partition("#")[2]
    return lead.replace(old, "#" + anchor) if anchor and lead.count(old) == 1 else ""

