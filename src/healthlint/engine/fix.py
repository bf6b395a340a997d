"""Applies fixes: which ones together, to a text, and to a file without harm to it."""
from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from healthlint.model import Edit, Finding, Fix, Safety, Source, SourceError
from healthlint.records import record


@record(frozen=True)
class FixResult:
    """A text after one pass of fixes."""

    text: str
    applied: tuple[Finding, ...]
    """Findings whose first usable fix was applied, in the order of their places."""
    refused: tuple[tuple[Finding, str], ...]
    """Findings with a fix that was left out, and why."""


def apply_fixes(text: str, findings: Iterable[Finding], *, include_review: bool = False, newline: str = "") -> FixResult:
    """Apply one fix of each finding where no other fix stands in its way.

    All edits of a fix are applied or none. Where two touch, the graver and
    surer finding wins and the other is refused; it may be applied in a run of
    its own. Suppressed findings are left alone. ``newline`` is what ends a
    line in this file; line breaks that a fix inserts become that.
    """
    taken: list[Edit] = []
    applied: list[Finding] = []
    refused: list[tuple[Finding, str]] = []
    for finding in sorted(findings, key=_precedence):
        if finding.suppressed or not finding.fixes:
            continue
        fix = _usable(finding, include_review=include_review)
        if fix is None:
            refused.append((finding, "needs reading: use --review"))
        elif why := _obstacle(fix, taken, len(text)):
            refused.append((finding, why))
        else:
            taken += [edit for edit in fix.edits if edit not in taken]
            applied.append(finding)
    new = _rewrite(text, taken, newline or main_newline(text))
    return FixResult(new, tuple(sorted(applied, key=_place)), tuple(sorted(refused, key=lambda r: _place(r[0]))))


def _precedence(finding: Finding) -> tuple[int, int, int, int, str]:
    return (-finding.severity.rank, -finding.confidence.rank, *finding.span, finding.rule)


def _place(finding: Finding) -> tuple[int, int, str]:
    return (*finding.span, finding.rule)


def _usable(finding: Finding, *, include_review: bool) -> Fix | None:
    return next((f for f in finding.fixes if include_review or f.safety is Safety.SAFE), None)


def _obstacle(fix: Fix, taken: list[Edit], length: int) -> str:
    """Why a fix cannot be applied together with those already taken, empty if it can."""
    if any(not 0 <= e.span.start <= e.span.end <= length for e in fix.edits):
        return "its edits lie outside the text"
    if any(_clash(a, b) for i, a in enumerate(fix.edits) for b in fix.edits[i + 1 :]):
        return "its own edits overlap"
    if any(_touch(edit, other) for edit in fix.edits for other in taken if edit != other):
        return "overlaps another fix; run again for it"
    return ""


def _touch(one: Edit, other: Edit) -> bool:
    """Whether two edits cannot both be made: they share text, or insert at one place."""
    a, b = one.span, other.span
    if a.start == a.end or b.start == b.end:
        return a.start <= b.end and b.start <= a.end
    return a.overlaps(b)


def _clash(one: Edit, other: Edit) -> bool:
    """The same inside one fix, where an insertion may stand at the edge of a replacement."""
    a, b = one.span, other.span
    return a == b or (a.start < b.end and b.start < a.end)


def _rewrite(text: str, edits: list[Edit], newline: str) -> str:
    parts, at = [], 0
    for edit in sorted(edits, key=lambda e: e.span):
        inserted = edit.text if newline == "\n" else edit.text.replace("\r\n", "\n").replace("\n", newline)
        parts += [text[at : edit.span.start], inserted]
        at = edit.span.end
    return "".join([*parts, text[at:]])


def main_newline(text: str) -> str:
    """What ends most lines of a text: ``\\r\\n``, ``\\n`` or a lone ``\\r``."""
    crlf = text.count("\r\n")
    counts = {"\n": text.count("\n") - crlf, "\r\n": crlf, "\r": text.count("\r") - crlf}
    return max(counts, key=lambda ending: counts[ending])


def write_source(path: Path, source: Source, text: str) -> None:
    """Replace the file that ``source`` was read from by ``text``, in its own encoding.

    The new file stands whole or not at all, keeps the mode of the old one and
    a link stays a link. Raises ``SourceError`` if the file could not be
    decoded exactly, changed since it was read, or cannot hold the new text.
    """
    if not source.exact:
        raise SourceError(f"{source.path}: not fixed: its bytes cannot be written back exactly as they were")
    try:
        data = source.bom + text.encode(source.encoding)
    except UnicodeEncodeError as error:
        raise SourceError(f"{source.path}: not fixed: {source.encoding} has no '{error.object[error.start]}'") from error
    target = Path(os.path.realpath(path))
    if _hash(target) != source.sha256:
        raise SourceError(f"{source.path}: not fixed: it changed while healthlint read it")
    _replace(target, data)


def _hash(path: Path) -> str:
    from healthlint.digests import sha256

    return sha256(path.read_bytes()).hexdigest()


def _replace(path: Path, data: bytes) -> None:
    """Write ``data`` beside ``path`` and put it in its place in one step."""
    import tempfile

    mode = path.stat().st_mode
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode & 0o7777)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
