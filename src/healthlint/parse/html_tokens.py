"""HTML cut into tokens with exact places, in time linear in its length whatever it holds.

Linear because every repetition is possessive and because nothing is scanned
twice: a quote that never closes, a comment that never ends and a tag that never
closes each stop the search for their own end once and for all.
"""
from __future__ import annotations

import re

from healthlint.parse.html_elements import FOREIGN, INTEGRATION, REFERENCES_ONLY
from healthlint.parse.html_tags import Tag
from healthlint.parse.html_written import AS_WRITTEN, NAME, PLAIN_ATTRIBUTES, SPACE, Written
from healthlint.patterns import compile_pattern

TEXT, START, END, COMMENT, RAW, OTHER = range(6)
"""What a token is. ``TEXT`` has references, ``RAW`` is taken as it stands, ``OTHER`` is doctype, instruction or marked section."""

Token = tuple[int, int, int, str, int]
"""Kind, range of the source, lower-case name of a tag, and where its attributes begin (they end before the ``>``). Plain for speed."""

WS = " \t\n\r\f"
_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^ \t\n\r\f>"'][^ \t\n\r\f>]*+)"""
_ATTRIBUTES = rf"""(?:[ \t\n\r\f/]++|(?:={NAME}*+|{NAME}++)(?:{SPACE}*+={SPACE}*+{_VALUE}?+)?+)*+"""
MARKUP = compile_pattern(rf"<(?:/?+[a-zA-Z][^ \t\n\r\f/>]*+(?:>|{PLAIN_ATTRIBUTES}>|{_ATTRIBUTES}(?:>|\Z))|[!?/])")
_COMMENT_END = compile_pattern(r"--!?>")

_DEEPEST = 100
"""Foreign elements inside each other beyond this number are not told apart."""


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of ``text[start:end]``, which cover it without gaps."""
    found = _Tokens(text, len(text) if end is None else end)
    found.run(start)
    return found.tokens


class Scanner:
    """One run over one text; what becomes of its tokens is for those to say who build on it."""

    def __init__(self, text: str, end: int, *, xml: bool = False) -> None:
        """In ``xml``, ``<script/>`` has no content."""
        self.source = text
        self.xml = xml
        self.last = end
        self.foreign: list[str] = []
        """The foreign elements around."""

    def text(self, piece: str, start: int, end: int) -> None:
        """Character data, references not decoded: ``piece`` is what stands there."""

    def start(self, written: Written, start: int, end: int) -> None:
        """A start tag."""

    def end(self, tag: Tag, start: int, end: int) -> None:
        """An end tag."""

    def aside(self, kind: int, start: int, end: int) -> None:
        """A comment, raw text, or anything else that is neither text nor tag."""

    def run(self, at: int = 0) -> None:
        """Scan from ``at`` on; each turn of the loop resumes after something that is not plain markup."""
        while at < self.last:
            at = self.plain(at)

    def plain(self, at: int) -> int:
        """Read text and tags until one needs its end looked for; return where to go on."""
        source, foreign = self.source, self.foreign
        for match in MARKUP.finditer(source, at, self.last):
            start, end = match.span()
            if start > at:
                self.text(source[at:start], at, start)
            at = end
            written = AS_WRITTEN[match[0]]
            if written is None:
                return self.other(start, end)
            if written.closes:
                self.end(written.tag, start, end)
            else:
                self.start(written, start, end)
            if (written.watched or foreign) and self.begins_raw(written):
                return self.raw(written.tag.name, end)
        return self.rest(at)

    def rest(self, at: int) -> int:
        """The text after the last tag."""
        if at < self.last:
            self.text(self.source[at : self.last], at, self.last)
        return self.last

    def begins_raw(self, written: Written) -> bool:
        """Whether what follows a tag is text up to its own end tag; foreign elements are entered and left."""
        tag = written.tag
        if tag.closes:
            if tag.name in self.foreign:
                while self.foreign.pop() != tag.name:
                    pass
            return False
        if tag.stops and not self._in_foreign() and not (self.xml and written.empty):
            return True
        if tag.foreign or self.foreign:
            if not written.empty and (tag.foreign or tag.name in INTEGRATION) and len(self.foreign) < _DEEPEST:
                self.foreign.append(tag.name)
            elif self._in_foreign() and tag.breaks_out:
                self.foreign.clear()
        return False

    def _in_foreign(self) -> bool:
        return bool(self.foreign) and self.foreign[-1] in FOREIGN

    def other(self, start: int, end: int) -> int:
        """Comment, doctype, processing instruction, marked section, a stray ``</``, or a tag that never ends."""
        if end - start > 2 or self.source[end - 1] not in "!?/":
            self.aside(OTHER, start, end)
            return end
        if self.source.startswith("<!--", start):
            return self._comment(start)
        if self._in_foreign() and self.source.startswith("<![CDATA[", start):
            return self._marked_section(start)
        stop = self.source.find(">", end, self.last)
        stop = self.last if stop < 0 else stop + 1
        if self.source[start + 1] == "/" and self.source[end : end + 1] in ("", " ", "\t", "\n"):
            # Browsers drop "</ ", yet in prose it is a typing slip, which ends with the line at the latest.
            stop = min(stop, _end_of_line(self.source, end, self.last))
        self.aside(OTHER, start, stop)
        return stop

    def _comment(self, start: int) -> int:
        inner = start + 4
        if self.source.startswith(("<!-->", "<!--->"), start):
            stop = self.source.index(">", start) + 1
        else:
            found = _COMMENT_END.search(self.source, inner, self.last)
            stop = found.end() if found else self.last
        self.aside(COMMENT, start, stop)
        return stop

    def _marked_section(self, start: int) -> int:
        inner = start + 9
        close = self.source.find("]]>", inner, self.last)
        stop = self.last if close < 0 else close
        self.aside(OTHER, start, inner)
        if stop > inner:
            self.aside(RAW, inner, stop)
        if close >= 0:
            self.aside(OTHER, close, close + 3)
            stop += 3
        return stop

    def raw(self, name: str, start: int) -> int:
        """The text up to an element's own end tag."""
        stop = self.last if name == "plaintext" else self._end_of_raw(name, start)
        if stop > start:
            if name in REFERENCES_ONLY:
                self.text(self.source[start:stop], start, stop)
            else:
                self.aside(RAW, start, stop)
        return stop

    def _end_of_raw(self, name: str, start: int) -> int:
        close = _closing(name)
        found = close.search(self.source, start, self.last)
        if name == "script" and found:
            found = self._after_double_escape(start, found)
        return found.start() if found else self.last

    def _after_double_escape(self, start: int, found: re.Match[str]) -> re.Match[str] | None:
        """``<!-- <script> </script> -->`` inside a script hides the inner end tag."""
        opened = self.source.find("<!--", start, found.start())
        while opened >= 0:
            inner = _SCRIPT_OPEN.search(self.source, opened, found.start())
            closed = self.source.find("-->", opened, found.start())
            if not inner or 0 <= closed < inner.start():
                return found
            after = _closing("script").search(self.source, found.end(), self.last)
            if not after:
                return found
            found, opened = after, self.source.find("<!--", found.end(), after.start())
        return found


class _Tokens(Scanner):
    def __init__(self, text: str, end: int) -> None:
        super().__init__(text, end)
        self.tokens: list[Token] = []

    def text(self, piece: str, start: int, end: int) -> None:  # noqa: ARG002
        self.tokens.append((TEXT, start, end, "", 0))

    def start(self, written: Written, start: int, end: int) -> None:
        self.tokens.append((START, start, end, written.tag.name, start + written.tag_name_end))

    def end(self, tag: Tag, start: int, end: int) -> None:
        self.tokens.append((END, start, end, tag.name, 0))

    def aside(self, kind: int, start: int, end: int) -> None:
        self.tokens.append((kind, start, end, "", 0))


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
