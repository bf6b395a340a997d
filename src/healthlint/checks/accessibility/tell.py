"""Findings about elements: only the sources that speak of the case at hand, and no gate for what the page's template makes."""
from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from healthlint.language.table_rows import table_rows
from healthlint.model import Document, Finding, Fix, Format, Related, Rule, RuleSource, Span
from healthlint.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.article.accessibility import Accessibility

_BY_CASE = frozenset({"ACT Rules", "axe-core"})
"""Sources of which each clause is about one case of a rule."""


def tell(
    rule: Rule,
    page: Accessibility,
    place: int | Span,
    about: str = "",
    *,
    variant: str = "",
    fixes: Iterable[Fix] = (),
    related: Iterable[Related] = (),
    **facts: object,
) -> Finding:
    """A finding at an element (by index) or a place of ``page``; otherwise as ``tell_at`` has it."""
    span = place if isinstance(place, Span) else page.mark(place)
    return tell_at(rule, page.document, span, about, variant=variant, fixes=fixes, related=related, **facts)


def tell_at(
    rule: Rule,
    document: Document,
    span: Span,
    about: str = "",
    *,
    variant: str = "",
    fixes: Iterable[Fix] = (),
    related: Iterable[Related] = (),
    **facts: object,
) -> Finding:
    """A finding at a place, with the clauses named in ``about`` and all general sources; the page's elements need not be known for it.

    What stands in page furniture is made by a template and not by the author,
    so it is reported and does not gate.
    """
    told = rule.derive(_nothing_told)
    sources = told.get(about)
    if sources is None:
        sources = told[about] = _speaking_of(rule, about)
    finding = rule.finding(
        span, variant=variant, fixes=fixes, related=related, severity=None, confidence=None, sources=sources, **facts
    )
    if not document.in_furniture(span):
        return finding
    return replace(finding, gates=False, advice=f"{finding.advice} {_notes()['furniture']}")


def _nothing_told(_: Rule) -> dict[str, tuple[RuleSource, ...]]:
    """The sources of a rule by what its findings are about, filled in as they come."""
    return {}


def _speaking_of(rule: Rule, about: str) -> tuple[RuleSource, ...]:
    """The general sources of a rule, and those on the cases that ``about`` names."""
    cases = about.split()
    return tuple([source for source in rule.sources if source.name not in _BY_CASE or source.clause in cases])


@cache
def _notes() -> dict[str, str]:
    return dict(table_rows("accessibility-notes.tsv"))


def value_span(page: Accessibility, i: int, attribute: str) -> Span:
    """The value of an attribute in the source; the whole start tag where it has none."""
    tag = page.elements[i].tag
    written = page.source[tag]
    if page.document.format is not Format.HTML or not written.startswith("<"):
        return tag
    found = _attribute(written, attribute)
    return Span(tag.start + found[0], tag.start + found[1]) if found else tag


def _attribute(tag: str, wanted: str) -> tuple[int, int] | None:
    """Read a start tag from left to right up to the wanted attribute; the range of its value."""
    at = 1
    while at < len(tag) and tag[at] not in " \t\r\n\f/>":
        at += 1
    while at < len(tag):
        while at < len(tag) and tag[at] in " \t\r\n\f/":
            at += 1
        start = at
        at += tag[at : at + 1] == "="
        while at < len(tag) and tag[at] not in " \t\r\n\f/>=":
            at += 1
        name = tag[start:at].lower()
        if not name:
            return None
        at, value = _value(tag, at)
        if name == wanted:
            return value
    return None


def _value(tag: str, at: int) -> tuple[int, tuple[int, int] | None]:
    """The value that begins at ``at``, if one does, and where to go on."""
    after = at
    while after < len(tag) and tag[after] in " \t\r\n\f":
        after += 1
    if tag[after : after + 1] != "=":
        return at, None
    after += 1
    while after < len(tag) and tag[after] in " \t\r\n\f":
        after += 1
    quote = tag[after : after + 1]
    if quote in ('"', "'") and quote:
        end = tag.find(quote, after + 1)
        end = len(tag) if end < 0 else end
        return end + 1, (after + 1, end)
    end = after
    while end < len(tag) and tag[end] not in " \t\r\n\f>":
        end += 1
    return end, (after, end)
