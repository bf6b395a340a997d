"""Fixes with proof: the fixed text is parsed again, and every block that no fix was about must still be there.

A number that changes may begin or end a list in Markdown, and a line that goes
may join its neighbours. Such a fix is refused, whatever the rule promised.
"""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from healthlint.engine.fix import FixResult, apply_fixes
from healthlint.model import Block, Document, Edit, Finding, Source, Span
from healthlint.parse import parse
from healthlint.records import replace

BREAKS = "would change text around it"
"""Why a fix without proof is refused."""


def apply_proven(document: Document, findings: Iterable[Finding], *, include_review: bool = False) -> FixResult:
    """Apply what ``apply_fixes`` applies, less the fixes that would change other blocks than their own."""
    text = document.source.text
    candidates = tuple(findings)
    result = apply_fixes(text, candidates, include_review=include_review)
    if not result.applied or _holds(document, result, include_review=include_review):
        return result
    bad = {id(f) for f in result.applied if not _holds_alone(document, f, include_review=include_review)}
    good = apply_fixes(text, [f for f in candidates if id(f) not in bad], include_review=include_review)
    if not bad or not _holds(document, good, include_review=include_review):
        bad = {id(f) for f in result.applied}
        good = apply_fixes(text, [f for f in candidates if id(f) not in bad], include_review=include_review)
        if good.applied:  # what stood behind the refused fixes would need a proof of its own
            good = replace(good, text=text, applied=(), refused=(*good.refused, *((f, BREAKS) for f in good.applied)))
    refused = (*good.refused, *((f, BREAKS) for f in result.applied if id(f) in bad))
    return replace(good, refused=tuple(sorted(refused, key=lambda r: (*r[0].span, r[0].rule))))


def _holds_alone(document: Document, finding: Finding, *, include_review: bool) -> bool:
    result = apply_fixes(document.source.text, [finding], include_review=include_review)
    return _holds(document, result, include_review=include_review)


def _holds(document: Document, result: FixResult, *, include_review: bool) -> bool:
    """Whether each block without an edit in it is found again, in the same order."""
    edits = [e for f in result.applied for e in _edits(f, include_review=include_review)]
    new = [_identity(b) for b in parse(Source(document.source.path, result.text), document.format).blocks]
    at = 0
    for wanted in _expected(document.blocks, edits):
        while at < len(new) and new[at] != wanted:
            at += 1
        if at == len(new):
            return False
        at += 1
    return True


def _edits(finding: Finding, *, include_review: bool) -> Sequence[Edit]:
    usable = (f for f in finding.fixes if include_review or f.safety.value == "safe")
    fix = next(usable, None)
    return fix.edits if fix else ()


_MARKUP = frozenset("<>&*_`[]()#|~^={}\\!$:-+.\n\r\t")
"""Characters that may be markup in one format or another."""


def _identity(block: Block) -> tuple[str, str]:
    return block.kind, " ".join(block.text.split())


def _expected(blocks: Sequence[Block], edits: Sequence[Edit]) -> Iterator[tuple[str, str]]:
    """What must be found again: blocks without an edit, and edited ones where it is plain what becomes of their text."""
    ordered = sorted(edits, key=lambda e: e.span)
    ends = [e.span.end for e in ordered]
    for block in blocks:
        whole = whole_of(block)
        own = list(_edits_in(whole, ordered, bisect_left(ends, whole.start)))
        text = _edited(block, own) if own else block.text
        if text is not None:
            yield block.kind, " ".join(text.split())


def _edits_in(whole: Span, ordered: Sequence[Edit], first: int) -> Iterator[Edit]:
    """The edits that touch a block; an insertion at its edge does."""
    for i in range(first, len(ordered)):
        span = ordered[i].span
        if span.start > whole.end:
            return
        if whole.overlaps(span) or span.start == span.end:
            yield ordered[i]


def _edited(block: Block, edits: Sequence[Edit]) -> str | None:
    """The block's text after edits inside verbatim pieces of it by plain words; ``None`` for all others."""
    text = block.text
    for edit in reversed(edits):
        if not edit.text or any(c in _MARKUP for c in edit.text):
            return None
        seg = next((s for s in block.segments if s[2] <= edit.span.start < edit.span.end <= s[3]), None)
        if seg is None or seg[1] - seg[0] != seg[3] - seg[2]:
            return None
        shift = seg[0] - seg[2]
        text = text[: edit.span.start + shift] + edit.text + text[edit.span.end + shift :]
    return text


def whole_of(block: Block) -> Span:
    """All of the source that belongs to a block: its element, or its text where no element is known."""
    own = block.span()
    if not block.outer.end:
        return own
    return Span(min(own.start, block.outer.start), max(own.end, block.outer.end))
