"""The zones of a document's blocks while they are being found."""
from __future__ import annotations

from healthlint.article.zones_references import reference_score
from healthlint.article.zones_site import SiteTalk
from healthlint.language.words import fold
from healthlint.model import Block, Document, Kind, Mark, Zone
from healthlint.records import replace

OPEN = frozenset({Zone.PROSE, Zone.LIST, Zone.TABLE, Zone.HEADING, Zone.CAPTION, Zone.QUOTE})
"""Zones that may be wrong for want of markup; all others were told."""
BODY = OPEN - {Zone.HEADING}
"""What stands below headings."""
LOOK = 3
"""The score from which a passage looks like a reference."""
LONG = 400
"""Characters from which a paragraph is prose of the article unless it says otherwise itself."""


class Zoning:
    """The zones as far as they are known; blocks themselves never change."""

    def __init__(
        self, document: Document, lows: list[str] | None = None, vocabulary: frozenset[str] | None = None, folded: str | None = None
    ) -> None:
        """Begin with what the markup told; ``assign_zones`` says what else may be known."""
        self.blocks: tuple[Block, ...] = document.blocks
        self.texts = [b.text for b in self.blocks]
        self.lows = [fold(text) for text in self.texts] if lows is None else lows
        """The folded texts."""
        self.kinds = [b.kind for b in self.blocks]
        self.site = SiteTalk(vocabulary, folded)
        self.zones = [b.zone for b in self.blocks]
        self._guessed = [False] * len(self.blocks)
        self._scores: dict[int, int] = {}

    def result(self) -> tuple[Block, ...]:
        """Blocks with a new zone are copies; the others are the parser's own."""
        found = zip(self.blocks, self.zones, self._guessed, strict=True)
        return tuple([b if b.zone is z else replace(b, zone=z, inferred=g) for b, z, g in found])

    def put(self, i: int, zone: Zone, *, guessed: bool = True) -> None:
        """Move block ``i`` unless its zone was told or found before."""
        if self.zones[i] in OPEN:
            self.zones[i] = zone
            self._guessed[i] = guessed

    def text(self, i: int) -> str:
        """The text of block ``i``."""
        return self.texts[i]

    def low(self, i: int) -> str:
        """The folded text of block ``i``."""
        return self.lows[i]

    def score(self, i: int) -> int:
        """How much block ``i`` looks like a reference; the best of its first lines if it has several."""
        found = self._scores.get(i)
        if found is None:
            text = self.texts[i]
            found = max(reference_score(line) for line in text.split("\n", 5)[:5]) if "\n" in text else reference_score(text)
            self._scores[i] = found
        return found

    def linked(self, i: int) -> bool:
        """Whether block ``i`` is little more than a link."""
        text = self.text(i)
        linked = sum(m.end - m.start for m in self.blocks[i].inlines if m.mark is Mark.LINK)
        return bool(text) and (linked * 5 >= len(text) * 2 or text.startswith(("http://", "https://", "www.")))

    def is_menu(self, i: int) -> bool:
        """Whether block ``i`` is a row of links and nothing else."""
        links = [m for m in self.blocks[i].inlines if m.mark is Mark.LINK and m.end > m.start]
        if len(links) < 2 or self.text(i).rstrip().endswith((".", "!", "?")):
            return False
        letters = sum(map(str.isalnum, self.text(i)))
        return sum(sum(map(str.isalnum, self.text(i)[m.start : m.end])) for m in links) >= letters > 0

    def is_heading(self, i: int) -> bool:
        """Whether block ``i`` is a heading by structure."""
        return self.blocks[i].kind is Kind.HEADING


def begins_with_number(text: str) -> bool:
    """Whether a passage begins with a printed number, as in ``[3] Smith``."""
    head = text[:6].lstrip("[(")
    digits = len(head) - len(head.lstrip("0123456789"))
    return 0 < digits < 4 and len(text) > digits + 2 and (text[0] in "[(" or text[digits] in ".) ")
