"""Article reports that keep only their findings in memory; the rest is fetched when a writer asks."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from functools import cached_property

from healthlint.engine.freeze import PARTS, Body, Head, line_column
from healthlint.model import ArticleReport, Document, Facts, Finding, Scorecard, Source
from healthlint.records import NamedTuple, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Loaders(NamedTuple):
    """Where the parts of a stored report come from."""

    body: Callable[[], Body]
    text: Callable[[], str]
    line: Callable[[], str] = str


class StoredSource(Source):
    """A source whose text is read from its file when it is asked for; places of findings are known without."""

    def __init__(self, path: str, head: Head, loaders: Loaders) -> None:
        """Everything but the text is in ``head``."""
        self.__dict__.update(head.source)
        self.__dict__.update(path=path, places=head.places, loaders=loaders)

    @property
    def text(self) -> str:
        """The text, fetched."""
        loaders: Loaders = self.__dict__["loaders"]
        return loaders.text()

    def line_column(self, offset: int) -> tuple[int, int]:
        """As the source would say it; known for every place of a finding."""
        places: Mapping[int, int] = self.__dict__["places"]
        place = places.get(offset)
        return line_column(place) if place else Source(self.path, self.text).line_column(offset)


def _part(name: str) -> Any:
    def fetch(self: StoredDocument) -> Any:
        return self.__dict__["loaders"].body().document[name]

    return property(fetch, doc=f"``{name}`` of the document, fetched.")


class StoredDocument(Document):
    """A document whose blocks and elements are fetched when they are asked for."""

    def __init__(self, path: str, head: Head, loaders: Loaders) -> None:
        """Everything that is small is in ``head``."""
        self.__dict__.update(head.document)
        self.__dict__.update(source=StoredSource(path, head, loaders), grow_tree=None, loaders=loaders)


for _name in PARTS:
    setattr(StoredDocument, _name, _part(_name))


class StoredReport(ArticleReport):
    """An article report of which only findings, outcomes and counts are in memory."""

    def __init__(self, path: str, head: Head, loaders: Loaders) -> None:
        """``loaders`` fetch the rest."""
        self.__dict__.update(head.report)
        self.__dict__.update(path=path, head=head, loaders=loaders)

    @cached_property
    def document(self) -> Document:
        """The document; its parts are fetched."""
        return StoredDocument(self.path, self.__dict__["head"], self.__dict__["loaders"])

    @property
    def facts(self) -> Facts:
        """The facts, fetched."""
        body: Body = self.__dict__["loaders"].body()
        return body.facts

    @property
    def scorecards(self) -> tuple[Scorecard, ...]:
        """The scorecards, fetched."""
        body: Body = self.__dict__["loaders"].body()
        return body.scorecards


    @property
    def line(self) -> str:
        """The article as it was written where it was checked; empty if its findings are others since then."""
        if self.__dict__["findings"] is not self.__dict__["head"].report["findings"]:
            return ""
        loaders: Loaders = self.__dict__["loaders"]
        return loaders.line()


def with_findings(report: ArticleReport, findings: tuple[Finding, ...]) -> ArticleReport:
    """The same report with other findings; nothing is fetched for it."""
    if not isinstance(report, StoredReport):
        return replace(report, findings=findings)
    other = copy(report)
    other.__dict__["findings"] = findings
    return other
