"""Article reports as bytes and back, in parts: a run over a library reads of most articles what counts, and no more.

The head holds outcomes and counts; it is read for every article of every run.
The findings, with what says where they stand, are read when a writer comes to
their article, unless what it wrote before was kept too; like the head they are
made of plain tuples. The body holds blocks, facts and scorecards.
"""
from __future__ import annotations

import marshal
import pickle
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from io import BytesIO
from sys import intern

from healthlint.engine.coded_outcomes import code_outcomes, decode_outcomes
from healthlint.model import (
    ArticleForm,
    ArticleReport,
    Block,
    Confidence,
    Document,
    Edit,
    Facts,
    Finding,
    Fix,
    Format,
    Related,
    RuleSource,
    Safety,
    Scorecard,
    Settings,
    Severity,
    Span,
    Standing,
    Suppressed,
)
from healthlint.records import NamedTuple, field_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PARTS = ("blocks", "elements", "comments", "metadata", "anchors", "runs", "furniture")
"""Fields of a document that lie in the body; ``source`` is the article's own file."""


class Frozen(NamedTuple):
    """An article report as bytes, without the text of its source."""

    head: bytes
    findings: bytes
    body: bytes
    """Compressed; empty if no writer wants it."""
    form: str = ""
    """The format that wrote ``written``, and the path that stands in it."""
    written: bytes = b""
    """The article as the format of this run writes it, compressed."""
    sound: bool = True
    """Whether no check crashed, so that the result may be kept for later runs."""


class Body(NamedTuple):
    """What is read only when a writer asks."""

    document: Mapping[str, Any]
    """The ``PARTS`` of the document."""
    facts: Facts
    scorecards: tuple[Scorecard, ...]


class Findings(NamedTuple):
    """What is read when a writer comes to the article."""

    all: tuple[Finding, ...]
    places: Mapping[int, int]
    """Line and column, as one number, of every offset at which a finding begins or ends."""


class Head(NamedTuple):
    """What is always in memory."""

    report: Mapping[str, Any]
    """Fields of the report but for path, document, findings, facts and scorecards; and its tally."""
    document: Mapping[str, Any]
    """Fields of the document that are not in the body."""
    source: Mapping[str, Any]
    """Fields of the source but for path and text."""


class Wanted(NamedTuple):
    """What the writers of a run will ask for."""

    form: ArticleForm | None = None
    """Writes articles while they are in memory."""
    body: bool = True
    """Whether they will ask for blocks, facts or scorecards."""


def freeze(report: ArticleReport, wanted: Wanted = Wanted()) -> Frozen:  # noqa: B008 - a value that nothing changes
    """``report`` as bytes, with the parts that are wanted."""
    document, source = report.document, report.document.source
    light = {f: getattr(document, f) for f in field_names(Document) if f not in {*PARTS, "source", "grow_tree"}}
    head = (
        tuple([_standing_row(standing, number) for standing, number in report.tally.items()]),
        code_outcomes(report.outcomes),
        pickle.dumps(report.settings, 5),
        (report.words, dict(report.words_excluded), dict(report.crashes), dict(report.not_run)),
        {**light, "format": document.format.value},
        {"encoding": source.encoding, "bom": source.bom, "exact": source.exact, "sha256": source.sha256, "notes": source.notes},
    )
    places = {offset: _one_number(*place) for offset, place in source.line_columns(_offsets(report.findings)).items()}
    findings = (tuple([_row(finding) for finding in report.findings]), places)
    form = wanted.form
    return Frozen(
        marshal.dumps(head),
        marshal.dumps(findings),
        _pack(report) if wanted.body else b"",
        form.of(report.path) if form else "",
        pack_text(form.write(report)) if form else b"",
        not report.crashes,
    )


def pack_text(text: str) -> bytes:
    """What a format wrote, as it is kept."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def thaw_text(packed: bytes) -> str:
    """What a format wrote. Raises ``zlib.error`` for bytes that are no such thing."""
    return zlib.decompress(packed).decode("utf-8", "surrogatepass")


def _pack(report: ArticleReport) -> bytes:
    for block in report.document.blocks:
        _drop_derived(block)
    parts = {name: getattr(report.document, name) for name in PARTS}
    body = Body({**parts, "anchors": dict(report.document.anchors)}, report.facts, report.scorecards)
    return zlib.compress(pickle.dumps(tuple(body), 5), 1)


def _drop_derived(block: Block) -> None:
    """What a block works out from its segments is worked out again."""
    block.__dict__.pop("_starts", None)


_COLUMNS = 1 << 32
"""More columns than a line can have."""


def _one_number(line: int, column: int) -> int:
    return line * _COLUMNS + column


def line_column(place: int) -> tuple[int, int]:
    """The line and column of a place in ``Findings.places``."""
    return divmod(place, _COLUMNS)


def _offsets(findings: Iterable[Finding]) -> Iterator[int]:
    for finding in findings:
        yield from finding.span
        for related in finding.related:
            yield from related.span


def thaw_head(head: bytes) -> Head:
    """Read a head. Raises ``ValueError`` or the like for bytes that are none."""
    tally, outcomes, settings, counts, document, source = marshal.loads(head)  # noqa: S302 - the user's own private file
    report = {
        "settings": _settings(settings),
        "tally": {_standing(row): number for row, number in tally},
        "outcomes": decode_outcomes(*outcomes),
        **dict(zip(("words", "words_excluded", "crashes", "not_run"), counts, strict=True)),
    }
    return Head(report, {**document, "format": Format(document["format"])}, source)


def thaw_findings(findings: bytes) -> Findings:
    """Read findings. Raises ``ValueError`` or the like for bytes that are none."""
    rows, places = marshal.loads(findings)  # noqa: S302 - the user's own private file
    return Findings(tuple([_finding(row) for row in rows]), places)


def thaw_body(body: bytes) -> Body:
    """Read a body. Raises ``pickle.UnpicklingError`` for anything but values of our model."""
    return Body(*_loads(zlib.decompress(body)))


_SEVERITIES = {s.value: s for s in Severity}
_CONFIDENCES = {c.value: c for c in Confidence}


def _standing_row(standing: Standing, number: int) -> tuple[Any, ...]:
    return (standing.rule, standing.severity.value, standing.confidence.value, *standing[3:]), number


@cache
def _standing(row: tuple[Any, ...]) -> Standing:
    """Thousands of articles share a few hundred standings."""
    rule, severity, confidence, *rest = row
    return Standing(intern(rule), _SEVERITIES[severity], _CONFIDENCES[confidence], *rest)


def _row(finding: Finding) -> tuple[Any, ...]:
    s = finding.suppressed
    return (
        finding.rule,
        finding.severity.value,
        finding.confidence.value,
        finding.message,
        tuple(finding.span),
        finding.advice,
        tuple([(fix.title, tuple([(*e.span, e.text) for e in fix.edits]), fix.safety.value) for fix in finding.fixes]),
        tuple([(*r.span, r.note) for r in finding.related]),
        tuple([(a.name, a.clause, a.url) for a in finding.sources]),
        finding.excerpt,
        finding.fingerprint,
        s and (s.reason, s.by, s.until, s.kind),
        finding.status,
        finding.gates,
    )


def _finding(row: tuple[Any, ...]) -> Finding:
    # By place and not by name: a warm run over a library reads a hundred thousand of these.
    rule, severity, confidence, message, span, advice, fixes, related, sources, excerpt, fingerprint, suppressed, *rest = row
    return Finding(
        intern(rule),
        _SEVERITIES[severity],
        _CONFIDENCES[confidence],
        intern(message),
        Span(*span),
        intern(advice),
        fixes and tuple(Fix(t, tuple(Edit(Span(a, b), x) for a, b, x in edits), Safety(s)) for t, edits, s in fixes),
        related and tuple(Related(Span(a, b), note) for a, b, note in related),
        _sources(sources),
        excerpt,
        fingerprint,
        suppressed and Suppressed(*suppressed),
        *rest,
    )


@cache
def _sources(rows: tuple[tuple[str, str, str], ...]) -> tuple[RuleSource, ...]:
    """The sources of one rule are the same in all its findings: one object serves them all."""
    return tuple(RuleSource(*row) for row in rows)


@cache
def _settings(data: bytes) -> Settings:
    found: Settings = _loads(data)
    return found


class _OurValues(pickle.Unpickler):
    """Reads values of our model and nothing else: stored bytes can name no function to call."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("healthlint.model.") or (module, name) == ("datetime", "date"):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no value of a report")


def _loads(data: bytes) -> Any:
    return _OurValues(BytesIO(data)).load()


UNREADABLE = (ValueError, TypeError, EOFError, LookupError, AttributeError, ImportError, pickle.UnpicklingError, zlib.error)
"""What reading bytes that are no report may raise."""
