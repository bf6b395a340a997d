"""Article reports that keep only their findings in memory; document and facts are fetched when a writer asks."""

import pickle
import zlib
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import replace
from io import BytesIO
from typing import Any, NamedTuple

from healthlint.model import ArticleReport, Document, Facts, Finding, Source, SourceError

Body = tuple[Document, Facts]


class Frozen(NamedTuple):
    """An article report as bytes, without the text of its source."""

    head: bytes
    """Findings, outcomes and counts."""
    body: bytes
    """Document and facts, compressed."""
    sound: bool = True
    """Whether no check crashed, so that the result may be kept for later runs."""


class StoredReport(ArticleReport):
    """An article report whose document and facts lie elsewhere."""

    def __init__(self, head: Mapping[str, Any], load: Callable[[], Body]) -> None:
        """Take everything but document and facts from ``head``; ``load`` fetches those two."""
        self.__dict__.update(head)
        self.__dict__["load"] = load

    @property
    def document(self) -> Document:
        """The document as parsed, fetched."""
        found: Body = self.__dict__["load"]()
        return found[0]

    @property
    def facts(self) -> Facts:
        """The facts, fetched."""
        found: Body = self.__dict__["load"]()
        return found[1]


def with_findings(report: ArticleReport, findings: tuple[Finding, ...]) -> ArticleReport:
    """The same report with other findings; nothing is fetched for it."""
    if not isinstance(report, StoredReport):
        return replace(report, findings=findings)
    other = copy(report)
    other.__dict__["findings"] = findings
    return other


HEAD = ("path", "settings", "findings", "outcomes", "words", "words_excluded", "crashes", "not_run", "scorecards")
"""Fields of a report that are always in memory."""


def freeze(report: ArticleReport) -> Frozen:
    """``report`` as bytes; the text of the source is left out, as it stands in the article's file."""
    document = report.document
    for block in document.blocks:
        block.__dict__.pop("_starts", None)
    bare = replace(document, source=replace(document.source, text=""), grow_tree=None, anchors=dict(document.anchors))
    head = {name: _plain(getattr(report, name)) for name in HEAD}
    return Frozen(pickle.dumps(head, 5), zlib.compress(pickle.dumps((bare, report.facts), 5), 1), not report.crashes)


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else value


def thaw_head(head: bytes, path: str, load: Callable[[], Body]) -> StoredReport:
    """The report that was frozen, now at ``path``. Raises ``pickle.UnpicklingError`` for anything but our own values."""
    return StoredReport({**_loads(head), "path": path}, load)


def thaw_body(body: bytes, source: Source) -> Body:
    """Document and facts, with the text that they were made from."""
    document, facts = _loads(zlib.decompress(body))
    if document.source.sha256 != source.sha256:
        raise SourceError(f"{source.path}: changed while healthlint ran; run again")
    return replace(document, source=source), facts


class _OurValues(pickle.Unpickler):
    """Reads values of our model and nothing else: stored bytes can name no function to call."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("healthlint.model.") or (module, name) == ("datetime", "date"):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no value of a report")


def _loads(data: bytes) -> Any:
    return _OurValues(BytesIO(data)).load()
