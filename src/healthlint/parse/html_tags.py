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
_STATE = frozenset({"meta", "title", "script"})
_TARGETS = {Mark.TIME: "datetime", Mark.ABBREVIATION: "title", Mark.QUOTE: "cite"}

NEVER, PARAGRAPH, MORE = range(3)
"""What a start tag may have to close before itself: nothing, an open paragraph, or other elements too."""

P, LI, DT, TABLE, ROW, LINK, IN_FOREIGN, ALWAYS, HEAD, HEADING, OPTION, OPTGROUP, RUBY = [1 << n for n in range(13)]
"""Bits for what is open around a place and may be closed by a later tag; ``ALWAYS`` is set everywhere."""
_PARTS = {name: 1 << 13 + n for n, name in enumerate(sorted(SECTIONS | CELLS))}
SECTION, CELL = sum([_PARTS[name] for name in SECTIONS]), sum([_PARTS[name] for name in CELLS])
"""The same for parts of tables, of which each kind has a bit of its own."""
_INNERMOST = HEAD | HEADING | OPTION | OPTGROUP | RUBY
"""Those that tell of the innermost open element alone."""
_ADDS = {
    "p": P, "li": LI, "dt": DT, "dd": DT, "table": TABLE, "tr": ROW, "a": LINK, "head": HEAD, "option": OPTION, "optgroup": OPTGROUP,
    "rt": RUBY, "rp": RUBY, "rb": RUBY,
    **_PARTS, **dict.fromkeys(FOREIGN, IN_FOREIGN), **dict.fromkeys(HEADINGS, HEADING),
}  # fmt: skip
"""What an element opens,"""
_HIDES = {
    "table": SECTION | ROW | CELL, "template": TABLE | SECTION | ROW | CELL, "tr": CELL,
    **dict.fromkeys(SECTIONS, SECTION | ROW | CELL), **dict.fromkeys(CELLS, CELL),
}  # fmt: skip
"""and what it hides from the tags inside it, besides what its scopes do."""
_CLOSES_PARTS = {
    "td": CELL, "th": CELL, "tr": ROW | CELL, **dict.fromkeys(SECTIONS | {"caption"}, SECTION | ROW | CELL),
}  # fmt: skip
"""Parts of tables that a start tag closes, and only in a table."""


def _may_close(name: str) -> int:
    """Bits of what a start tag of this name may close."""
    bits = ALWAYS if name in ONCE else 0
    if name not in IN_HEAD:
        bits |= HEAD
    if name in BREAKS_OUT:
        bits |= IN_FOREIGN
    if name in CLOSES_P:
        bits |= P
    if name in ("a", "li") or name in TERMS:
        bits |= _ADDS[name]
    bits |= _CLOSES_PARTS.get(name, 0)
    for other in SAME.get(name, ()):
        bits |= _ADDS[other]
    return bits


def _hides(name: str) -> int:
    """Bits of what tags inside an element of this name do not reach."""
    bits = _INNERMOST | _HIDES.get(name, 0)
    if name in BUTTON_SCOPE:
        bits |= P
    if name in LIST_SCOPE:
        bits |= LI | DT
    if name in SPECIAL:
        bits |= LINK
    if name in INTEGRATION:
        bits |= IN_FOREIGN
    return bits


class Tag:
    """A tag by its name as written: ``p``, ``/Div``."""

    __slots__ = (
        "adds", "block", "breaks_out", "closes", "ends", "foreign", "keeps", "key", "mark", "name", "once", "silent", "skipped",
        "special", "states", "stops", "target", "void", "watched", "within",
    )  # fmt: skip

    def __init__(self, written: str) -> None:
        """Every set is asked here, so that the walk over a page asks none."""
        lower = written.lower()
        self.closes = lower[0] == "/"
        self.name = name = intern(lower.removeprefix("/"))
        self.ends = PARAGRAPH if name in ONLY_ENDS_P else MORE if name in ACTS else NEVER
        """What it may have to close,"""
        self.within = _may_close(name)
        """if one of these bits is set where it stands."""
        self.keeps, self.adds = ~_hides(name), _ADDS.get(name, 0)
        """Of the bits around it, those that are kept inside, and those that are set there."""
        self.once = name in ONCE
        self.void = name in VOID
        self.breaks_out = name in BREAKS_OUT
        self.foreign = name in FOREIGN
        self.stops = name in RAW_TEXT or name in REFERENCES_ONLY or name == "plaintext"
        """Whether what follows is text up to its own end tag."""
        self.watched = self.stops or self.foreign
        self.special = name in SPECIAL
        """Whether formatting does not reach across it."""
        self.key = "h" if name in HEADINGS else name
        """What end tags look for: any heading's ends any heading."""
        self.states = name in _STATE
        """Whether it states a fact of the page, whatever its attributes."""
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
