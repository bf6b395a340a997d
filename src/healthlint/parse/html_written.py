"""Tags as they are written, with their attributes: read once for all pages, as the same few make up most of every page."""
from __future__ import annotations

from collections.abc import Callable

from healthlint.parse.html_entities import decode
from healthlint.parse.html_tags import TAGS, Tag
from healthlint.parse.remembered import Remembered
from healthlint.patterns import compile_pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.parse.html_readings import BlockReading, InlineReading

SPACE = r"[ \t\n\r\f]"
NAME = r"[^ \t\n\r\f/>=]"
_ATTRIBUTE = compile_pattern(
    rf"""(={NAME}*+|{NAME}++)(?:{SPACE}*+(=){SPACE}*+(?:"([^"]*+)"|'([^']*+)'|([^ \t\n\r\f>"'][^ \t\n\r\f>]*+))?+)?+|[ \t\n\r\f/]++"""
)


class _Names(dict[str, str]):
    """What stands before a value in double quotes, to the attribute's name; empty where more than one name stands there."""

    def __missing__(self, written: str) -> str:
        match = _BEFORE_VALUE.fullmatch(written)
        name = match[1].lower() if match else ""
        if len(self) < _MOST_NAMES:
            self[written] = name
        return name


_BEFORE_VALUE = compile_pattern(rf"[ \t\n\r\f/]*+({NAME}++){SPACE}*+={SPACE}*+")
_MOST_NAMES = 2000
_name = _Names().__getitem__
_NOTHING = frozenset({"", " ", "/", " /"})


_MOST_READ = 2000
_LONGEST_READ = 200


def _read(raw: str) -> dict[str, str]:
    return _read_double_quoted(raw) or _read_any(raw)


def _read_double_quoted(raw: str) -> dict[str, str]:
    """Attributes that all have a value in double quotes, which is the quickest to read; none if there are others."""
    pieces = raw.split('"')
    values = pieces[1::2]
    names = pieces[::2]
    if names.pop() not in _NOTHING or len(names) != len(values):
        return {}
    found = dict(zip(map(_name, names), values, strict=True))
    if len(found) != len(values) or "" in found:
        return {}
    if "&" in raw:
        return {name: decode(value, attribute=True) for name, value in found.items()}
    return found


def _read_any(raw: str) -> dict[str, str]:
    """Attributes in any way of writing."""
    found: dict[str, str] = {}
    for name, _, double, single, bare in _ATTRIBUTE.findall(raw):
        if name:
            key = name.lower()
            if key not in found:
                value = double or single or bare
                found[key] = decode(value, attribute=True) if "&" in value else value
    return found


read_attributes: Callable[[str], dict[str, str]] = Remembered(_read, _MOST_READ, _LONGEST_READ).__getitem__
"""Names in lower case and decoded values; the first of duplicates wins. Not to be changed, as others hold the same."""


def attribute_span(text: str, start: int, end: int, name: str) -> tuple[int, int] | None:
    """Where the value of the attribute ``name`` stands, quotes excluded; ``None`` if it has none."""
    for match in _ATTRIBUTE.finditer(text, start, end):
        if match.group(1) and match.group(1).lower() == name:
            group = next((g for g in (3, 4, 5) if match.group(g) is not None), 0)
            return match.span(group) if group else None
    return None


PLAIN_ATTRIBUTES = rf"""(?:{SPACE}++[^ \t\n\r\f/>="']++="[^"]*+")++{SPACE}*+/?+"""
"""What most tags have, and is read quicker; what it does not match is read again as any attributes."""
_WHOLE_TAG = compile_pattern(rf"""/?+[a-zA-Z][^ \t\n\r\f/>"']*+(?:{PLAIN_ATTRIBUTES}|[^"'>]*+)""")
"""A tag in which every quote is closed, without its brackets."""
_TAG_NAME = compile_pattern(r"/?+[a-zA-Z][^ \t\n\r\f/>]*+")
_NO_ATTRIBUTES: dict[str, str] = {}
_MOST_WRITTEN = 4000


class Written:
    """One way to write a tag: ``<a href="/">``, ``</Div>``."""

    __slots__ = (
        "anchors", "attributes", "block", "closes", "empty", "inline", "lonely", "name", "noted", "plain", "states", "tag",
        "tag_name_end", "watched",
    )  # fmt: skip

    block: BlockReading | None
    inline: InlineReading | None
    """What it says of the text in it, worked out when first asked for."""

    def __init__(self, tag: Tag, tag_name_end: int, attributes: dict[str, str], *, empty: bool = False) -> None:
        """What its name says is asked of ``tag``."""
        self.tag, self.name, self.closes, self.watched = tag, tag.name, tag.closes, tag.watched
        self.tag_name_end = tag_name_end
        """Where its name ends and its attributes begin."""
        self.attributes = attributes
        """Not to be changed, as all elements that are written alike share them."""
        self.empty, self.lonely = empty, empty or tag.void
        """Whether it ends in ``/>``, and whether it may have no content."""
        self.block = self.inline = None
        self.states = tag.states or "itemprop" in attributes or "property" in attributes
        """Whether it states a fact of the page."""
        self.anchors: tuple[str, ...] = ()
        """What links to the element may name it by."""
        if "id" in attributes or "name" in attributes:
            self.anchors = _anchors(tag.name, attributes)
        self.noted = self.states or self.anchors != ()
        self.plain = not self.noted and not self.lonely
        """Whether it only opens an element."""

    def with_attributes(self, attributes: dict[str, str]) -> Written:
        """The same tag with other values."""
        return Written(self.tag, self.tag_name_end, attributes, empty=self.empty)


def _anchors(name: str, attributes: dict[str, str]) -> tuple[str, ...]:
    own, named = attributes.get("id", ""), attributes.get("name", "") if name == "a" else ""
    return tuple([anchor for anchor in (own, named) if anchor])


def _alike(bare: str) -> tuple[Written, tuple[str, ...]] | None:
    """A start tag without its values, ``img src=" alt="``: how it reads if they are empty, and the names they belong to.

    ``None`` for what is no start tag with all its values in double quotes, each of another name.
    """
    inner = bare.replace('"', '""')
    if _WHOLE_TAG.fullmatch(inner) is None:
        return None
    written = _written(inner)
    names = tuple(written.attributes)
    return (written, names) if len(names) == bare.count('"') else None


def _with_values(inner: str) -> Written | None:
    """A start tag whose values all stand in double quotes: most are new in their values alone."""
    pieces = inner.split('"')
    values = pieces[1::2]
    if not values:
        return None
    alike = _ALIKE['"'.join(pieces[::2])]
    if alike is None or len(values) * 2 == len(pieces):
        return None
    written, names = alike
    attributes = dict(zip(names, values, strict=True))
    if "&" in inner:
        for name, value in attributes.items():
            if "&" in value:
                attributes[name] = decode(value, attribute=True)
    return Written(written.tag, written.tag_name_end, attributes, empty=written.empty)


def _written(inner: str) -> Written:
    """Any tag, without its brackets."""
    name = inner.partition(" ")[0]
    tag = TAGS.get(name)
    if tag is None:
        # White space of another kind, a name in capitals, or one not met before.
        match = _TAG_NAME.match(inner)
        name = match[0] if match else ""
        tag = TAGS[name]
    end = len(name)
    if tag.closes or len(inner) == end:
        return Written(tag, end + 1, _NO_ATTRIBUTES)
    return Written(tag, end + 1, _read(inner[end:]), empty=inner[-1] == "/")


def _in_brackets(inner: str) -> Written | None:
    written = _with_values(inner)
    if written is None and _WHOLE_TAG.fullmatch(inner) is not None:
        written = _written(inner)
    return written


def _as_written(markup: str) -> Written | None:
    return _written(markup[1:-1]) if markup[-1] == ">" else None


_ALIKE: dict[str, tuple[Written, tuple[str, ...]] | None] = Remembered(_alike, _MOST_WRITTEN, _LONGEST_READ)
IN_BRACKETS: dict[str, Written | None] = Remembered(_in_brackets, _MOST_WRITTEN, _LONGEST_READ)
"""What stands between ``<`` and the next ``>``, to the tag that it is; ``None`` for what is none, or may go on behind the ``>``."""
AS_WRITTEN: dict[str, Written | None] = Remembered(_as_written, _MOST_WRITTEN, _LONGEST_READ)
"""What each piece of markup is: a tag; ``None`` for what only begins one of another kind or never ends."""
