"""What the parser asks of a tag, worked out once for each way a tag is written and never again."""
from __future__ import annotations

from sys import intern

from healthlint.model import Mark
from healthlint.parse.html_elements import (
    ACTS,
    BREAKS_OUT,
    BUTTON_SCOPE,
    CELLS,
    CLOSES_P,
    FOREIGN,
    HEADINGS,
    IN_HEAD,
    INTEGRATION,
    LIST_SCOPE,
    ONCE,
    ONLY_ENDS_P,
    RAW_TEXT,
    REFERENCES_ONLY,
    SAME,
    SECTIONS,
    SPECIAL,
    TABLE_PARTS,
    TERMS,
    VOID,
)

SKIPPED = frozenset(
    "head script style template noscript noembed noframes svg iframe object video audio canvas select textarea datalist title "
    "map annotation annotation-xml rt rp meter progress embed param source track".split()
)
"""Elements whose content is never prose of the article."""
BLOCK_LEVEL = HEADINGS | frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset "
    "header hgroup hr html legend li listing main menu nav ol optgroup p pre search section summary table tbody td tfoot th "
    "thead tr ul xmp".split()
)
"""Elements before and after which a sentence ends."""
SILENT = frozenset("p div section html body center tbody thead tfoot figure hgroup hr search frameset".split())
"""Block-level elements that by their name alone say nothing of the text in them."""
_MARKS = {
    "sup": Mark.SUPERSCRIPT, "sub": Mark.SUBSCRIPT, "code": Mark.CODE, "kbd": Mark.CODE, "samp": Mark.CODE, "var": Mark.CODE,
    "em": Mark.EMPHASIS, "i": Mark.EMPHASIS, "strong": Mark.STRONG, "b": Mark.STRONG, "q": Mark.QUOTE, "cite": Mark.CITE,
    "abbr": Mark.ABBREVIATION, "acronym": Mark.ABBREVIATION, "dfn": Mark.DEFINITION, "del": Mark.DELETED, "s": Mark.DELETED,
    "strike": Mark.DELETED, "time": Mark.TIME,
}  # fmt: skip
_TARGETS = {Mark.TIME: "datetime", Mark.ABBREVIATION: "title", Mark.QUOTE: "cite"}

NEVER, PARAGRAPH, MORE = range(3)
"""What a start tag may have to close before itself: nothing, an open paragraph, or other elements too."""

P, LI, DT, TABLE, SECTION, ROW, CELL, LINK, IN_FOREIGN, OPEN = range(10)
"""Places on the stack of open elements (see ``html_places``); of each that is taken the last has a bit, and always this one:"""
ALWAYS = 1 << OPEN
IN_LIST = 1 << LI | 1 << DT
PLAIN_BLOCK = LIST_SCOPE - BUTTON_SCOPE - TABLE_PARTS - {"li", "dd", "dt"}
"""Block-level elements that only end the reach of ``<li>`` and ``<dd>``."""
_HEAD = frozenset({"head"})


def _closes(name: str) -> int:
    """Bits of the places of what a start tag of this name may close."""
    bits = ALWAYS if name in ONCE else 0
    if name in BREAKS_OUT:
        bits |= 1 << IN_FOREIGN
    if name in CLOSES_P:
        bits |= 1 << P
    if name == "a":
        bits |= 1 << LINK
    elif name == "li":
        bits |= 1 << LI
    elif name in TERMS:
        bits |= 1 << DT
    elif name == "tr" or name in CELLS or name in SECTIONS:
        bits |= 1 << SECTION | 1 << ROW | 1 << CELL
    return bits


def _changes(name: str) -> int:
    """Bits of which one must be set for an element of this name to take a place or to hide one from later tags."""
    if name in PLAIN_BLOCK:
        return IN_LIST
    tells = name != "div" if name in SPECIAL else name == "a" or name in BUTTON_SCOPE or name in INTEGRATION
    return ALWAYS if tells else 0


class Tag:
    """A tag by its name as written: ``p``, ``/Div``."""

    __slots__ = (
        "after", "block", "breaks_out", "changes", "closes", "ends", "foreign", "in_head", "key", "mark", "name", "once", "silent",
        "skipped", "special", "stops", "target", "void", "watched", "within",
    )  # fmt: skip

    def __init__(self, written: str) -> None:
        """Every set is asked here, so that the walk over a page asks none."""
        lower = written.lower()
        self.closes = lower[0] == "/"
        self.name = name = intern(lower.removeprefix("/"))
        self.ends = PARAGRAPH if name in ONLY_ENDS_P else MORE if name in ACTS else NEVER
        """What it may have to close,"""
        self.within = _closes(name)
        """if one of these bits is set for the places around it,"""
        self.after = SAME.get(name, frozenset()) | _HEAD
        """or if the innermost open element has one of these names."""
        self.once = name in ONCE
        self.in_head = name in IN_HEAD
        self.void = name in VOID
        self.breaks_out = name in BREAKS_OUT
        self.foreign = name in FOREIGN
        self.stops = name in RAW_TEXT or name in REFERENCES_ONLY or name == "plaintext"
        """Whether what follows is text up to its own end tag."""
        self.watched = self.stops or self.foreign
        self.special = name in SPECIAL
        """Whether formatting does not reach across it."""
        self.changes = _changes(name)
        """One of these bits must be set for the element to change what later tags may close."""
        self.key = "h" if name in HEADINGS else name
        """What end tags look for: any heading's ends any heading."""
        self.skipped = name in SKIPPED
        self.block = name in BLOCK_LEVEL
        self.silent = name in SILENT
        self.mark = _MARKS.get(name)
        self.target = "" if self.mark is None else _TARGETS.get(self.mark, "")
        """The attribute that says what the marked text stands for."""


_MOST_KEPT = 2000


class _Tags(dict[str, Tag]):
    """Tags by how they are written; pages have few, and a hostile one cannot fill the memory."""

    def __missing__(self, written: str) -> Tag:
        made = Tag(written)
        if len(self) < _MOST_KEPT:
            self[written] = made
        return made


TAGS = _Tags()
