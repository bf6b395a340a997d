"""Article reports of which only what counts is in memory; the rest is fetched when a writer asks."""
from __future__ import annotations

from copy import copy

from healthlint.cached import cached_property
from healthlint.engine.freeze import PARTS, Body, Findings, Head, line_column
from healthlint.model import ArticleForm, ArticleReport, Document, Facts, Finding, Scorecard, Source
from healthlint.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    class Parts(Protocol):
        """Where the parts of a stored report come from."""

        def findings(self) -> Findings:
            """The findings, and where they stand."""

        def body(self) -> Body:
            """Blocks, facts and scorecards."""

        def text(self) -> str:
            """The text of the article."""

        def written(self, form: str) -> str | None:
            """The article as a format wrote it, if that is kept under the name ``form``."""

        def keep(self, form: str, text: str) -> None:
            """Keep what a format wrote."""


class StoredSource(Source):
    """A source whose text is read from its file when it is asked for; places of findings are known without."""

    def __init__(self, path: str, head: Head, parts: Parts) -> None:
        """Everything but the text is in ``head``."""
        self.__dict__.update(head.source)
        self.__dict__.update(path=path, parts=parts)

    @property
    def text(self) -> str:
        """The text, fetched."""
        parts: Parts = self.__dict__["parts"]
        return parts.text()

    def line_column(self, offset: int) -> tuple[int, int]:
        """As the source would say it; known for every place of a finding."""
        place = self.__dict__["parts"].findings().places.get(offset)
        return line_column(place) if place else Source(self.path, self.text).line_column(offset)


def _part(name: str) -> Any:
    def fetch(self: StoredDocument) -> Any:
        return self.__dict__["parts"].body().document[name]

    return property(fetch, doc=f"``{name}`` of the document, fetched.")


class StoredDocument(Document):
    """A document whose blocks and elements are fetched when they are asked for."""

    def __init__(self, path: str, head: Head, parts: Parts) -> None:
        """Everything that is small is in ``head``."""
        self.__dict__.update(head.document)
        self.__dict__.update(source=StoredSource(path, head, parts), grow_tree=None, parts=parts)


for _name in PARTS:
    setattr(StoredDocument, _name, _part(_name))


class StoredReport(ArticleReport):
    """An article report of which only outcomes and counts are in memory."""

    def __init__(self, path: str, head: Head, parts: Parts) -> None:
        """``parts`` fetches the rest."""
        self.__dict__.update(head.report)
        self.__dict__.update(path=path, head=head, parts=parts)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings, fetched unless the report was given others."""
        given: tuple[Finding, ...] | None = self.__dict__.get("given")
        if given is not None:
            return given
        parts: Parts = self.__dict__["parts"]
        return parts.findings().all

    @cached_property
    def document(self) -> Document:
        """The document; its parts are fetched."""
        return StoredDocument(self.path, self.__dict__["head"], self.__dict__["parts"])

    @property
    def facts(self) -> Facts:
        """The facts, fetched."""
        body: Body = self.__dict__["parts"].body()
        return body.facts

    @property
    def scorecards(self) -> tuple[Scorecard, ...]:
        """The scorecards, fetched."""
        body: Body = self.__dict__["parts"].body()
        return body.scorecards

    def in_form(self, form: ArticleForm) -> str:
        """The article as ``form`` writes it, or wrote it in this run or before; it is kept unless the report was given other findings."""
        if "given" in self.__dict__:
            return form.write(self)
        parts: Parts = self.__dict__["parts"]
        name = form.of(self.path)
        known = parts.written(name)
        if known is None:
            known = form.write(self)
            parts.keep(name, known)
        return known


def with_findings(report: ArticleReport, findings: tuple[Finding, ...]) -> ArticleReport:
    """The same report with other findings; nothing is fetched for it."""
    if not isinstance(report, StoredReport):
        return replace(report, findings=findings)
    other = copy(report)
    other.__dict__.pop("tally")
    other.__dict__["given"] = findings
    return other
