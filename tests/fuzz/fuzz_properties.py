"""What must hold for every document, however odd."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from healthlint.article.zones import assign_zones
from healthlint.engine.check import check_document
from healthlint.engine.fix_proof import apply_proven, whole_of
from healthlint.model import ArticleReport, Block, Document, Finding, Segment, Settings, Source, Span
from healthlint.parse import FORMATS, parse
from healthlint.resources import rules_folder
from healthlint.rulebook.book import Rulebook, open_rulebook
from healthlint.rulebook.critic import read_marks
from healthlint.rulebook.folder import load_rules

TODAY = date(2026, 11, 22)
BLANKS = {ord(c): " " for c in "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85"}
"""White space that may stand for other white space."""


@cache
def rulebook() -> Rulebook:
    """All rules of the default profile."""
    return open_rulebook(("default",))


@cache
def sentences() -> tuple[str, ...]:
    """One line each from the examples of the rules: what they find, and what they must not."""
    found = {"Iron carries oxygen.", "Most colds pass in a week."}
    for rule in load_rules([Path(rules_folder())]).values():
        for example in rule.examples:
            text = read_marks(example.text).text
            found |= {line.strip() for line in text.split("\n") if 10 < len(line.strip()) < 200 and "<" not in line}
    return tuple(sorted(found))


def problems(name: str, text: str) -> Iterator[str]:
    """Everything that is wrong with what healthlint makes of ``text``; nothing if all is well."""
    document = parse_named(name, text)
    yield from map_problems(document)
    report = check_document(document, Settings(today=TODAY), rulebook())
    yield from (f"crash of {rule}: {why}" for rule, why in report.crashes.items())
    for finding in report.findings:
        yield from finding_problems(finding, text)
    yield from fix_problems(report, name, text)


def reading_problems(name: str, text: str) -> Iterator[str]:
    """What is wrong with how ``text`` is read, without checking it."""
    document = parse_named(name, text)
    yield from map_problems(document)
    blocks = assign_zones(document)
    if [b.text for b in blocks] != [b.text for b in document.blocks]:
        yield "zones changed the text of a block"


def parse_named(name: str, text: str) -> Document:
    """Parse ``text`` in the format that the ending of ``name`` tells."""
    return parse(Source(name, text), FORMATS["." + name.rpartition(".")[2]])


def map_problems(document: Document) -> Iterator[str]:
    """Segments that leave gaps, run backwards or claim another text than the source holds."""
    text = document.source.text
    for number, block in enumerate(document.blocks):
        at = 0
        last = 0
        for seg in [Segment(*places) for places in block.segments]:
            piece, origin = block.text[seg.start : seg.end], text[seg.source_start : seg.source_end]
            if seg.start != at or not last <= seg.source_start <= seg.source_end <= len(text):
                yield f"block {number}: segment {seg} out of order"
            if len(piece) == len(origin) > 1 and _differ(piece.translate(BLANKS), origin.translate(BLANKS)):
                yield f"block {number}: {piece!r} stands for {origin!r}"
            at, last = seg.end, seg.source_end
        if at != len(block.text):
            yield f"block {number}: the map ends at {at} of {len(block.text)}"
        yield from (f"block {number}: {i} outside of its text" for i in block.inlines if not 0 <= i.start <= i.end <= len(block.text))
    for element in document.elements:
        if not 0 <= element.span.start <= element.tag.end <= element.span.end <= len(text):
            yield f"element {element.name} at {element.span}, tag {element.tag}"


def _differ(piece: str, origin: str) -> bool:
    """Whether two texts of one length differ in more than what a template left blank."""
    return any(a not in (b, " ") for a, b in zip(piece, origin, strict=True))


def finding_problems(finding: Finding, text: str) -> Iterator[str]:
    """A place outside the text, or an excerpt that does not stand there."""
    spans = [finding.span, *(r.span for r in finding.related), *(e.span for f in finding.fixes for e in f.edits)]
    if any(not 0 <= s.start <= s.end <= len(text) for s in spans):
        yield f"{finding.rule}: a place outside the text: {spans}"
    if finding.excerpt and text[finding.span.start : finding.span.end] != finding.excerpt:
        yield f"{finding.rule}: excerpt {finding.excerpt!r} does not stand at {finding.span}"


def fix_problems(report: ArticleReport, name: str, text: str) -> Iterator[str]:
    """Fixes that change more than the text they are about, or that give others on the text they made."""
    result = apply_proven(report.document, report.findings, include_review=True)
    if not result.applied:
        if result.text != text:
            yield "no fix was applied, and yet the text changed"
        return
    again = parse_named(name, result.text)
    yield from map_problems(again)
    touched = {e.span for f in result.applied for x in f.fixes for e in x.edits}
    kept = [b.text for b in report.document.blocks if not any(_meets(e, b) for e in touched)]
    after = [b.text for b in again.blocks]
    missing = [t for t in kept if " ".join(t.split()) not in {" ".join(a.split()) for a in after}]
    if missing:
        yield f"fixes of {sorted({f.rule for f in result.applied})} change other text: {missing[:2]}"


def _meets(span: Span, block: Block) -> bool:
    whole = whole_of(block)
    return span.start <= whole.end and whole.start <= span.end
