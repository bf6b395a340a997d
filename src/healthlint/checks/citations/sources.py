"""What the sources of an article are: old, weak, retracted, or stretched too far."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.article.article import Article
from healthlint.article.asked import CITED, MARKERS, REFERENCES
from healthlint.article.citations_reach import groups, markers_by_block, markers_in_sentences
from healthlint.article.references_sources import retracted_on, says_retracted, source_kind
from healthlint.checks.citations.numbering import short
from healthlint.checks.registry import check, given
from healthlint.language.words import find_words
from healthlint.model import (
    Evidence,
    Finding,
    Marker,
    NotApplicableError,
    Reference,
    Related,
    Rule,
    Sentence,
    Zone,
)

_STATISTICS = frozenset("statistics survey surveys census surveillance".split())
_LAW = frozenset("act regulations directive statute constitution convention declaration treaty".split())


def citing(article: Article) -> dict[Reference, list[tuple[Sentence, Marker]]]:
    """For each cited entry the sentences and markers that cite it."""
    found: dict[Reference, list[tuple[Sentence, Marker]]] = {}
    if not article.citations.markers or not article.citations.references:
        return found
    for sentence, markers in markers_in_sentences(article.citations, article.sentences):
        for marker in markers:
            for reference in article.citations.cited_by(marker):
                found.setdefault(reference, []).append((sentence, marker))
    return found


# Age


@check("reference-age", telling=given(CITED))
def reference_age(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report cited entries that are older than the limit for their kind; one finding where there are many."""
    cited = article.once(citing)
    if not cited:
        raise NotApplicableError
    old = [r for r in article.citations.references if r in cited and _is_old(rule, article, r) and not _is_historical(rule, cited[r])]
    if len(old) > rule.options["list-at-most"]:
        oldest = min(old, key=lambda r: r.year or 0)
        yield rule.finding(
            oldest.year_span or oldest.span, variant="many", count=len(old), total=len(article.citations.references), year=oldest.year,
            years=rule.options["max-years"], related=[Related(r.year_span or r.span, short(r)) for r in old if r is not oldest],
        )  # fmt: skip
        return
    for reference in old:
        yield rule.finding(
            reference.year_span or reference.span,
            number=reference.number or reference.label, year=reference.year, age=article.settings.today.year - (reference.year or 0),
            years=_limit(rule, reference), entry=short(reference), related=[Related(m.span, s.text) for s, m in cited[reference]],
        )  # fmt: skip


def _limit(rule: Rule, reference: Reference) -> int:
    """Years after which an entry of this kind counts as old."""
    dated = reference.evidence is Evidence.GUIDELINE or not _STATISTICS.isdisjoint(find_words(reference.title).keys)
    return int(rule.options["guideline-years" if dated else "max-years"])


def _is_old(rule: Rule, article: Article, reference: Reference) -> bool:
    if reference.year is None or not _LAW.isdisjoint(find_words(reference.title).keys):
        return False
    return article.settings.today.year - reference.year > _limit(rule, reference)


def _is_historical(rule: Rule, places: list[tuple[Sentence, Marker]]) -> bool:
    """Whether every sentence that cites an entry tells history: it names a year, or says when something was found."""
    words = frozenset(rule.parameters.get("history", ()))
    return all(any(_is_year(k) or k in words for k in find_words(s.text).keys) for s, _ in places)


def _is_year(key: str) -> bool:
    digits = key.removesuffix("s")
    return len(digits) == 4 and digits.isdecimal() and digits[:2] in ("16", "17", "18", "19", "20")


# Standing


@check("retracted-reference", telling=given(REFERENCES))
def retracted_reference(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report entries that were retracted, unless the text says so itself."""
    if not article.citations.references:
        raise NotApplicableError
    cited: dict[Reference, list[tuple[Sentence, Marker]]] | None = None
    for reference in article.citations.references:
        date = retracted_on(reference)
        if not date and not says_retracted(reference):
            continue
        cited = article.once(citing) if cited is None else cited
        if any(_admits(rule, s) for s, _ in cited.get(reference, ())):
            continue
        yield rule.finding(
            reference.span, variant="" if date else "said", number=reference.number or reference.label, date=date, entry=short(reference),
            related=[Related(m.span, s.text) for s, m in cited.get(reference, ())],
        )  # fmt: skip


def _admits(rule: Rule, sentence: Sentence) -> bool:
    return not frozenset(rule.parameters.get("admits", ())).isdisjoint(find_words(sentence.text).keys)


@check("source-kind", telling=given(CITED))
def weak_source(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report cited entries that are blogs, forums, shops, press releases or preprints, unless the sentence says so."""
    cited = article.once(citing)
    if not cited:
        raise NotApplicableError
    for reference in article.citations.references:
        kind = source_kind(reference) if reference in cited else ""
        if kind and not all(_names_kind(rule, s, kind) for s, _ in cited[reference]):
            yield rule.finding(
                reference.span, number=reference.number or reference.label, kind=kind,
                related=[Related(m.span, s.text) for s, m in cited[reference]],
            )  # fmt: skip


def _names_kind(rule: Rule, sentence: Sentence, kind: str) -> bool:
    """Whether the sentence itself names the kind of source, or says that it was not peer reviewed."""
    keys = set(find_words(sentence.text).keys)
    return not keys.isdisjoint(kind.split()[1:]) or not keys.isdisjoint(rule.parameters.get("admits", ()))


# Reach


@check("overstretched-marker", telling=given(MARKERS))
def overstretched_marker(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report the only marker of a paragraph, at its end, where the paragraph makes several claims."""
    if not article.citations.markers:
        raise NotApplicableError
    by_block = markers_by_block(article.citations)
    claims: dict[object, list[Related]] = {}
    for claim in article.claims:
        block = claim.sentence.block
        if block in by_block and not (claim.negated or claim.question or claim.linked or claim.attributed):
            claims.setdefault(block, []).append(Related(claim.span, claim.sentence.text))
    for block, markers in by_block.items():
        found = list(groups(markers))
        made = claims.get(block, [])
        if len(found) != 1 or len(made) < rule.options["min-claims"] or len(made) < 2:
            continue
        marker = found[0][-1]
        if len(block.text) - marker.end > 3 or block.zone not in (Zone.PROSE, Zone.LIST):
            continue
        yield rule.finding(marker.span, number=block.text[found[0][0].start : marker.end], count=len(made), related=made)
