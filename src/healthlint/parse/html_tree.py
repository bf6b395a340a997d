"""The beautifulsoup4 tree of a page, grown from the nodes that the blocks came from, so that the two never differ."""
from __future__ import annotations

from bs4 import BeautifulSoup
from bs4.builder import HTMLTreeBuilder
from bs4.element import Comment, Declaration, Doctype, NavigableString, PageElement

from healthlint.model import Element, Span
from healthlint.parse.html_entities import decode
from healthlint.parse.html_nodes import build_nodes
from healthlint.parse.html_reader import Reader
from healthlint.parse.html_tokens import COMMENT, RAW
from healthlint.parse.html_written import Written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class _Builder(HTMLTreeBuilder):
    """Feeds beautifulsoup4 with elements that are nested already, so it has nothing to guess and nothing to scan."""

    def __init__(self, text: str, written: str, *, xml: bool) -> None:
        super().__init__()
        self.text = text
        self.written = written
        self.xml = xml

    def feed(self, markup: Any) -> None:  # noqa: ARG002 - the text is read by our own walk
        """Open, fill and close every element in source order."""
        grower = _Grower(self.soup, self.text)
        nodes = build_nodes(self.text, grower, written=self.written, xml=self.xml).nodes
        for tag, element in zip(grower.tags, nodes, strict=True):
            tag.outer = Span(element.start, element.end)


class _Grower(Reader):
    def __init__(self, soup: Any, text: str) -> None:
        self.soup = soup
        self.source = text
        self.tags: list[Any] = []
        self.names: list[str] = []

    def open(self, written: Written, index: int, element: Element) -> None:  # noqa: ARG002 - the elements come in order
        made = self.soup.handle_starttag(written.tag.name, None, None, dict(element.attributes))
        made.span = Span(element.start, element.tag_end)
        self.tags.append(made)

    def close(self, index: int) -> None:
        self.soup.handle_endtag(self.tags[index].name)

    def text(self, piece: str, start: int, end: int) -> None:  # noqa: ARG002 - line ends are made alike first
        self._add(decode(self._written(start, end)), start, end, None)

    def space(self, start: int, end: int) -> None:
        self._add(self._written(start, end), start, end, None)

    def aside(self, kind: int, start: int, end: int) -> None:
        written = self.source[start:end]
        if kind == RAW:
            self._add(self._written(start, end), start, end, None)
        elif kind == COMMENT:
            self._add(written[4:].removesuffix(">").removesuffix("!").removesuffix("--"), start, end, Comment)
        elif written[:9].lower() == "<!doctype":
            self._add(written[9:].removesuffix(">").strip(), start, end, Doctype)
        elif not written.startswith(("</", "<![CDATA[", "]]>")) and written[1:2] in ("!", "?"):
            self._add(written[2:].removesuffix(">"), start, end, Declaration)

    def _written(self, start: int, end: int) -> str:
        return self.source[start:end].replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")

    def _add(self, text: str, start: int, end: int, kind: type[NavigableString] | None) -> None:
        if not text:
            return
        soup = self.soup
        soup.endData()
        soup.handle_data(text)
        soup.endData(kind)
        added = soup._most_recent_element  # noqa: SLF001 - the tree builders of beautifulsoup4 itself have no other way
        if isinstance(added, PageElement):
            added.span = Span(start, end)  # type: ignore[attr-defined]


def grow_tree(text: str, written: str, *, xml: bool) -> BeautifulSoup:
    """The tree of a page; each tag has ``span`` (start tag) and ``outer`` (whole element), each string its ``span``.

    Attributes are read from ``written`` where it differs from ``text`` (templates masked).
    """
    return BeautifulSoup(text if text.strip() else " ", builder=_Builder(text, written, xml=xml))
