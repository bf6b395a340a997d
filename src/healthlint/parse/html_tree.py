"""The beautifulsoup4 tree of a page, grown from the nodes that the blocks came from, so that the two never differ."""
from __future__ import annotations

from bs4 import BeautifulSoup
from bs4.builder import HTMLTreeBuilder
from bs4.element import Comment, Declaration, Doctype, NavigableString, PageElement

from healthlint.model import Span
from healthlint.parse import html_nodes as walk
from healthlint.parse.html_entities import decode
from healthlint.parse.html_nodes import Event, Nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class _Grower(HTMLTreeBuilder):
    """Feeds beautifulsoup4 with nodes that are nested already, so it has nothing to guess and nothing to scan."""

    def __init__(self, text: str, made: Nodes) -> None:
        super().__init__()
        self.text = text
        self.made = made

    def feed(self, markup: Any) -> None:  # noqa: ARG002 - the nodes stand for the markup
        """Open, fill and close every element in source order."""
        for event in self.made.events:
            if event[0] == walk.OPEN:
                self._open(event)
            elif event[0] == walk.CLOSE:
                self._soup().handle_endtag(self.made.nodes[event[1]].name)
            elif event[0] in (walk.TEXT, walk.RAW):
                self._string(event)
            else:
                self._aside(event)

    def _soup(self) -> Any:
        return self.soup

    def _open(self, event: Event) -> None:
        node = self.made.nodes[event[1]]
        tag = self._soup().handle_starttag(node.name, None, None, dict(node.attributes))
        tag.span = Span(node.start, node.tag_end)
        tag.outer = Span(node.start, node.end)

    def _string(self, event: Event) -> None:
        text = self.text[event[2] : event[3]]
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
        self._add(decode(text) if event[0] == walk.TEXT else text, event, None)

    def _aside(self, event: Event) -> None:
        written = self.text[event[2] : event[3]]
        if event[0] == walk.COMMENT:
            self._add(written[4:].removesuffix(">").removesuffix("!").removesuffix("--"), event, Comment)
        elif written[:9].lower() == "<!doctype":
            self._add(written[9:].removesuffix(">").strip(), event, Doctype)
        elif not written.startswith(("</", "<![CDATA[", "]]>")) and written[1:2] in ("!", "?"):
            self._add(written[2:].removesuffix(">"), event, Declaration)

    def _add(self, text: str, event: Event, kind: type[NavigableString] | None) -> None:
        if not text:
            return
        soup = self._soup()
        soup.endData()
        soup.handle_data(text)
        soup.endData(kind)
        added = soup._most_recent_element  # noqa: SLF001 - the tree builders of beautifulsoup4 itself have no other way
        if isinstance(added, PageElement):
            added.span = Span(event[2], event[3])  # type: ignore[attr-defined]


def grow_tree(text: str, made: Nodes) -> BeautifulSoup:
    """The tree of ``made``; each tag has ``span`` (start tag) and ``outer`` (whole element), each string its ``span``."""
    return BeautifulSoup(text if text.strip() else " ", builder=_Grower(text, made))
