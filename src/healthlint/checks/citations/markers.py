"""The markers themselves: lost superscripts, mixed styles, ranges that run backwards, groups written wrongly."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from healthlint.article.article import Article
from healthlint.article.asked import CITED, MARKERS, REFERENCES
from healthlint.article.citations_judged import is_joined
from healthlint.article.citations_reach import number_parts
from healthlint.checks.citations.renumbering import write_group
from healthlint.checks.registry import check, given
from healthlint.model import Finding, Fix, Format, Marker, MarkerStyle, NotApplicableError, Related, Rule, Safety, Span


@check("flattened-marker", telling=given(MARKERS))
def flattened_marker(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report once that the citation numbers of an article are plain digits glued to its words."""
    lost = [m for m in article.citations.markers if m.style is MarkerStyle.FLATTENED]
    if not article.citations.markers:
        raise NotApplicableError
    if not lost:
        return
    first = lost[0]
    before, after = ("<sup>", "</sup>") if article.document.format is Format.HTML else ("[", "]")
    edits = tuple(e for m in lost for e in m.block.replace(m.start, m.end, f"{before}{m.block.text[m.start : m.end]}{after}"))
    yield rule.finding(
        first.span, number=first.block.text[first.start : first.end], count=len(lost),
        related=[Related(m.span, m.block.text[m.start : m.end]) for m in lost[1:]],
        fixes=[Fix(str(rule.parameters.get("fix-title", rule.summary)), edits, Safety.REVIEW)],
    )  # fmt: skip


@check("reversed-range", telling=given(MARKERS))
def reversed_range(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report each range of numbers that runs from high to low."""
    if not article.citations.markers:
        raise NotApplicableError
    for marker in article.citations.markers:
        if not marker.reversed_range:
            continue
        for part in number_parts(marker):
            if not part.backwards:
                continue
            written = marker.block.text[part.start : part.end]
            turned = written.replace(str(part.first), "\0", 1).replace(str(part.last), str(part.first), 1).replace("\0", str(part.last))
            span = marker.block.span(part.start, part.end)
            fixes = [Fix(f"“{written}” → “{turned}”", marker.block.replace(part.start, part.end, turned), Safety.REVIEW)]
            yield rule.finding(span, range=written, turned=turned, fixes=fixes)


@check("malformed-marker", telling=given(MARKERS, REFERENCES))
def malformed_marker(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report groups whose numbers repeat or are not sorted, and brackets that do not match."""
    if not article.citations.markers and not article.citations.references:
        raise NotApplicableError
    for marker in article.citations.markers:
        if marker.style not in (MarkerStyle.BRACKET, MarkerStyle.SUPERSCRIPT) or marker.reversed_range or len(marker.numbers) < 2:
            continue
        if list(marker.numbers) == sorted(set(marker.numbers)):
            continue
        written = marker.block.text[marker.start : marker.end]
        better = write_group(written, marker.numbers)
        plain = not any(i.start < marker.end and marker.start < i.end and i.target for i in marker.block.inlines)
        fixes = [Fix(f"“{written}” → “{better}”", marker.block.replace(marker.start, marker.end, better), Safety.REVIEW)]
        yield rule.finding(marker.span, found=written, better=better, fixes=fixes if plain else ())
    yield from _unclosed(rule, article)


def _unclosed(rule: Rule, article: Article) -> Iterator[Finding]:
    """Brackets of two kinds around a number of the list: ``[1)``; intervals such as ``[0,1)`` are mathematics."""
    numbers = {n for _, n in article.citations.entries}
    if not any(m.style is MarkerStyle.BRACKET for m in article.citations.markers) and not numbers:
        return
    for block in article.in_zones(("prose", "list")):
        text = block.text
        at = text.find("[")
        while at >= 0:
            end = at + 1
            while end < len(text) and end - at < 4 and text[end].isdecimal():
                end += 1
            if text[end : end + 1] == ")" and end > at + 1 and int(text[at + 1 : end]) in numbers:
                yield rule.finding(block.span(at, end + 1), variant="bracket", found=text[at : end + 1])
            at = text.find("[", at + 1)


@check("joined-markers", telling=given(CITED))
def joined_markers(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report numbers without an entry that are two citations in turn, joined."""
    citations = article.citations
    if not citations.references or not citations.markers:
        raise NotApplicableError
    for marker in citations.markers:
        if is_joined(citations, marker):
            digits = str(marker.numbers[0])
            split = ",".join(digits)
            fixes = [Fix(f"“{digits}” → “{split}”", marker.block.replace(marker.start, marker.end, split), Safety.REVIEW)]
            yield rule.finding(marker.span, found=digits, first=digits[0], second=digits[1], fixes=fixes)


@check("mixed-citation-styles", telling=given(MARKERS))
def mixed_styles(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report the first marker of each minority style, and of the minority side of the full stop."""
    markers = [m for m in article.citations.markers if m.list_number >= 0]
    if not markers:
        raise NotApplicableError
    styles = Counter(_system(m) for m in markers)
    if len(styles) > 1:
        usual = styles.most_common(1)[0][0]
        seen = {usual}
        for marker in markers:
            if _system(marker) not in seen:
                seen.add(_system(marker))
                yield rule.finding(_with_brackets(marker), found=_shown(marker))
        return
    yield from _mixed_sides(rule, markers)


def _system(marker: Marker) -> str:
    return marker.style.value


def _shown(marker: Marker) -> str:
    a, b = _bounds(marker)
    return marker.block.text[a:b]


def _bounds(marker: Marker) -> tuple[int, int]:
    """The marker with the brackets around it."""
    text = marker.block.text
    a, b = marker.start, marker.end
    if a and b < len(text) and text[a - 1] in "([" and text[b] in ")]":
        return a - 1, b + 1
    return a, b


def _with_brackets(marker: Marker) -> Span:
    return marker.block.span(*_bounds(marker))


def _mixed_sides(rule: Rule, markers: list[Marker]) -> Iterator[Finding]:
    """Some markers before the full stop and some after it."""
    sides = [(m, side) for m in markers if (side := _side(m))]
    counts = Counter(side for _, side in sides)
    if len(counts) < 2 or len(sides) < 3:
        return
    (usual, n), (_, k) = counts.most_common(2)
    if k * 2 > n:
        return
    odd = next(m for m, side in sides if side != usual)
    yield rule.finding(_with_brackets(odd), variant="side", found=_shown(odd))


def _side(marker: Marker) -> str:
    """``before`` or ``after`` the full stop that the marker touches, empty if none."""
    a, b = _bounds(marker)
    text = marker.block.text
    if a and text[max(0, a - 2) : a].rstrip()[-1:] in (".", "?", "!") and not text[b : b + 2].strip(" ")[:1].islower():
        return "after"
    return "before" if text[b : b + 1] in (".", "?", "!") else ""
