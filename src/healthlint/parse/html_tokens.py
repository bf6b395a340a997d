"""HTML cut into tokens with exact places, in time linear in its length whatever it holds.

Linear because every repetition is possessive and because nothing is scanned
twice: a quote that never closes, a comment that never ends and a tag that never
closes each stop the search for their own end once and for all.
"""
from __future__ import annotations

import re
from collections.abc import Callable

from healthlint.parse.html_elements import FOREIGN, INTEGRATION, REFERENCES_ONLY
from healthlint.parse.html_entities import decode
from healthlint.parse.html_tags import TAGS, Tag
from healthlint.patterns import compile_pattern

TEXT, START, END, COMMENT, RAW, OTHER = range(6)
"""What a token is. ``TEXT`` has references, ``RAW`` is taken as it stands, ``OTHER`` is doctype, instruction or marked section."""

Token = tuple[int, int, int, str, int]
"""Kind, range of the source, lower-case name of a tag, and where its attributes begin (they end before the ``>``). Plain for speed."""

WS = " \t\n\r\f"
_SPACE = r"[ \t\n\r\f]"
_NAME = r"[^ \t\n\r\f/>=]"
_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^ \t\n\r\f>"'][^ \t\n\r\f>]*+)"""
_ATTRIBUTES = rf"""(?:[ \t\n\r\f/]++|(?:={_NAME}*+|{_NAME}++)(?:{_SPACE}*+={_SPACE}*+{_VALUE}?+)?+)*+"""
_MARKUP = compile_pattern(rf"<(?:(/?+[a-zA-Z][^ \t\n\r\f/>]*+)(?:>|{_ATTRIBUTES}(?:>|\Z))|[!?/])")
_ATTRIBUTE = compile_pattern(
    rf"""(={_NAME}*+|{_NAME}++)(?:{_SPACE}*+(=){_SPACE}*+(?:"([^"]*+)"|'([^']*+)'|([^ \t\n\r\f>"'][^ \t\n\r\f>]*+))?+)?+|[ \t\n\r\f/]++"""
)
_COMMENT_END = compile_pattern(r"--!?>")

_DEEPEST = 100
"""Foreign elements inside each other beyond this number are not told apart."""


class Listener:
    """Is told of a page's tokens in source order; what it does not care for costs it nothing."""

    def text(self, start: int, end: int) -> None:
        """Character data, references not decoded."""

    def start(self, tag: Tag, start: int, end: int, attributes: int) -> None:
        """A start tag; its attributes begin at ``attributes`` and end before the ``>``."""

    def end(self, tag: Tag, start: int, end: int) -> None:
        """An end tag."""

    def aside(self, kind: int, start: int, end: int) -> None:
        """A comment, raw text, or anything else that is neither text nor tag."""


def scan(text: str, listener: Listener, start: int = 0, end: int | None = None, *, xml: bool = False) -> None:
    """Cut ``text[start:end]`` into tokens that cover it without gaps; in ``xml``, ``<script/>`` has no content."""
    _Scanner(text, len(text) if end is None else end, listener, xml=xml).run(start)


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of ``text[start:end]``."""
    found = _Tokens()
    scan(text, found, start, end)
    return found.tokens


class _Tokens(Listener):
    def __init__(self) -> None:
        self.tokens: list[Token] = []

    def text(self, start: int, end: int) -> None:
        self.tokens.append((TEXT, start, end, "", 0))

    def start(self, tag: Tag, start: int, end: int, attributes: int) -> None:
        self.tokens.append((START, start, end, tag.name, attributes))

    def end(self, tag: Tag, start: int, end: int) -> None:
        self.tokens.append((END, start, end, tag.name, 0))

    def aside(self, kind: int, start: int, end: int) -> None:
        self.tokens.append((kind, start, end, "", 0))


class _Names(dict[str, str]):
    """What stands before a value in double quotes, to the attribute's name; empty where more than one name stands there."""

    def __missing__(self, written: str) -> str:
        match = _BEFORE_VALUE.fullmatch(written)
        name = match[1].lower() if match else ""
        if len(self) < _MOST_NAMES:
            self[written] = name
        return name


_BEFORE_VALUE = compile_pattern(rf"[ \t\n\r\f/]*+({_NAME}++){_SPACE}*+={_SPACE}*+")
_MOST_NAMES = 2000
_name = _Names().__getitem__
_NOTHING = frozenset({"", " ", "/", " /"})


_MOST_READ = 2000
_LONGEST_READ = 200


class _Read(dict[str, dict[str, str]]):
    """Attributes that were read already: pages of one site share most of theirs."""

    def __missing__(self, raw: str) -> dict[str, str]:
        found = _read_double_quoted(raw) or _read_any(raw)
        if len(raw) < _LONGEST_READ:
            if len(self) >= _MOST_READ:
                self.clear()
            self[raw] = found
        return found


read_attributes: Callable[[str], dict[str, str]] = _Read().__getitem__
"""Names in lower case and decoded values; the first of duplicates wins. Not to be changed, as others hold the same."""


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


def attribute_span(text: str, start: int, end: int, name: str) -> tuple[int, int] | None:
    """Where the value of the attribute ``name`` stands, quotes excluded; ``None`` if it has none."""
    for match in _ATTRIBUTE.finditer(text, start, end):
        if match.group(1) and match.group(1).lower() == name:
            group = next((g for g in (3, 4, 5) if match.group(g) is not None), 0)
            return match.span(group) if group else None
    return None


class _Scanner:
    """One run over one text; remembers in how many foreign elements it stands."""

    def __init__(self, text: str, end: int, listener: Listener, *, xml: bool) -> None:
        self.text = text
        self.xml = xml
        self.end = end
        self.listener = listener
        self.foreign: list[str] = []

    def run(self, at: int) -> None:
        """Scan from ``at`` on; each turn of the loop resumes after something that is not plain markup."""
        while at < self.end:
            at = self._plain(at)

    def _plain(self, at: int) -> int:
        """Read text and tags until one needs its end looked for; return where to go on."""
        text, last, foreign, tags = self.text, self.end, self.foreign, TAGS
        on_text, on_start, on_end = self.listener.text, self.listener.start, self.listener.end
        for match in _MARKUP.finditer(text, at, last):
            start, end = match.span()
            if start > at:
                on_text(at, start)
            at = end
            written = match[1]
            if written is None:
                return self._declaration(start, end)
            if end == last and text[end - 1] != ">":
                self.listener.aside(OTHER, start, end)
                return end
            tag = tags[written]
            if tag.closes:
                on_end(tag, start, end)
                if foreign:
                    self._leave_foreign(tag.name)
                continue
            on_start(tag, start, end, start + 1 + len(written))
            if tag.watched or foreign:
                if tag.stops and not self._in_foreign() and not (self.xml and text[end - 2] == "/"):
                    return self._raw(tag.name, end)
                self._enter_foreign(tag, empty=text[end - 2] == "/")
        if at < last:
            on_text(at, last)
        return last

    def _in_foreign(self) -> bool:
        return bool(self.foreign) and self.foreign[-1] in FOREIGN

    def _leave_foreign(self, name: str) -> None:
        if name in self.foreign:
            while self.foreign.pop() != name:
                pass

    def _enter_foreign(self, tag: Tag, *, empty: bool) -> None:
        if not (tag.foreign or self.foreign):
            return
        if not empty and (tag.foreign or tag.name in INTEGRATION) and len(self.foreign) < _DEEPEST:
            self.foreign.append(tag.name)
        elif self._in_foreign() and tag.breaks_out:
            self.foreign.clear()

    def _declaration(self, start: int, end: int) -> int:
        """Comment, doctype, processing instruction, marked section or a stray ``</``."""
        if self.text.startswith("<!--", start):
            return self._comment(start)
        if self._in_foreign() and self.text.startswith("<![CDATA[", start):
            return self._marked_section(start)
        stop = self.text.find(">", end, self.end)
        stop = self.end if stop < 0 else stop + 1
        if self.text[start + 1] == "/" and self.text[end : end + 1] in ("", " ", "\t", "\n"):
            # Browsers drop "</ ", yet in prose it is a typing slip, which ends with the line at the latest.
            stop = min(stop, _end_of_line(self.text, end, self.end))
        self.listener.aside(OTHER, start, stop)
        return stop

    def _comment(self, start: int) -> int:
        inner = start + 4
        if self.text.startswith(("<!-->", "<!--->"), start):
            stop = self.text.index(">", start) + 1
        else:
            found = _COMMENT_END.search(self.text, inner, self.end)
            stop = found.end() if found else self.end
        self.listener.aside(COMMENT, start, stop)
        return stop

    def _marked_section(self, start: int) -> int:
        inner = start + 9
        close = self.text.find("]]>", inner, self.end)
        stop = self.end if close < 0 else close
        self.listener.aside(OTHER, start, inner)
        if stop > inner:
            self.listener.aside(RAW, inner, stop)
        if close >= 0:
            self.listener.aside(OTHER, close, close + 3)
            stop += 3
        return stop

    def _raw(self, name: str, start: int) -> int:
        stop = self.end if name == "plaintext" else self._end_of_raw(name, start)
        if stop > start:
            if name in REFERENCES_ONLY:
                self.listener.text(start, stop)
            else:
                self.listener.aside(RAW, start, stop)
        return stop

    def _end_of_raw(self, name: str, start: int) -> int:
        close = _closing(name)
        found = close.search(self.text, start, self.end)
        if name == "script" and found:
            found = self._after_double_escape(start, found)
        return found.start() if found else self.end

    def _after_double_escape(self, start: int, found: re.Match[str]) -> re.Match[str] | None:
        """``<!-- <script> </script> -->`` inside a script hides the inner end tag."""
        opened = self.text.find("<!--", start, found.start())
        while opened >= 0:
            inner = _SCRIPT_OPEN.search(self.text, opened, found.start())
            closed = self.text.find("-->", opened, found.start())
            if not inner or 0 <= closed < inner.start():
                return found
            after = _closing("script").search(self.text, found.end(), self.end)
            if not after:
                return found
            found, opened = after, self.text.find("<!--", found.end(), after.start())
        return found


_SCRIPT_OPEN = compile_pattern(r"<script[ \t\n\r\f/>]", re.IGNORECASE)
_CLOSERS: dict[str, re.Pattern[str]] = {}


def _closing(name: str) -> re.Pattern[str]:
    pattern = _CLOSERS.get(name)
    if pattern is None:
        pattern = _CLOSERS[name] = compile_pattern(rf"</{name}(?=[ \t\n\r\f/>])", re.IGNORECASE)
    return pattern


def _end_of_line(text: str, start: int, end: int) -> int:
    found = text.find("\n", start, end)
    return end if found < 0 else found
