"""HTML cut into tokens with exact places, in time linear in its length whatever it holds.

Linear because every repetition is possessive and because nothing is scanned
twice: a quote that never closes, a comment that never ends and a tag that never
closes each stop the search for their own end once and for all.
"""
from __future__ import annotations

import re

from healthlint.parse.html_entities import decode

TEXT, START, END, COMMENT, RAW, OTHER = range(6)
"""What a token is. ``TEXT`` has references, ``RAW`` is taken as it stands, ``OTHER`` is doctype, instruction or marked section."""

Token = tuple[int, int, int, str, int]
"""Kind, range of the source, lower-case name of a tag, and where its attributes begin (they end before the ``>``). Plain for speed."""

WS = " \t\n\r\f"
_SPACE = r"[ \t\n\r\f]"
_NAME = r"[^ \t\n\r\f/>=]"
_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^ \t\n\r\f>"'][^ \t\n\r\f>]*+)"""
_ATTRIBUTES = rf"""(?:[ \t\n\r\f/]++|(?:={_NAME}*+|{_NAME}++)(?:{_SPACE}*+={_SPACE}*+{_VALUE}?+)?+)*+"""
_MARKUP = re.compile(rf"<(?:(/?+[a-zA-Z][^ \t\n\r\f/>]*+)(?:>|{_ATTRIBUTES}(?:>|(\Z)))|[!?/])")
_ATTRIBUTE = re.compile(
    rf"""(={_NAME}*+|{_NAME}++)(?:{_SPACE}*+(=){_SPACE}*+(?:"([^"]*+)"|'([^']*+)'|([^ \t\n\r\f>"'][^ \t\n\r\f>]*+))?+)?+|[ \t\n\r\f/]++"""
)
_COMMENT_END = re.compile(r"--!?>")

RAW_TEXT = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes"})
"""Elements whose content is never markup."""
REFERENCES_ONLY = frozenset({"title", "textarea"})
"""Elements whose content has references but no tags."""
_STOPS = RAW_TEXT | REFERENCES_ONLY | {"plaintext"}
_UNCLOSED = 2
"""Group of the pattern that takes part only where the text ends inside a tag."""
_DEEPEST = 100
"""Foreign elements inside each other beyond this number are not told apart."""
FOREIGN = frozenset({"svg", "math"})
INTEGRATION = frozenset({"foreignobject", "desc", "annotation-xml"})


def tokenize(text: str, start: int = 0, end: int | None = None, *, xml: bool = False) -> list[Token]:
    """Cut ``text[start:end]`` into tokens that cover it without gaps; in ``xml``, ``<script/>`` has no content."""
    return _Tokenizer(text, len(text) if end is None else end, xml=xml).run(start)


def read_attributes(text: str, start: int, end: int) -> dict[str, str]:
    """Names in lower case and decoded values; the first of duplicates wins."""
    found: dict[str, str] = {}
    for name, _, double, single, bare in _ATTRIBUTE.findall(text, start, end):
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


class _Tokenizer:
    """One run over one text; remembers in how many foreign elements it stands."""

    def __init__(self, text: str, end: int, *, xml: bool) -> None:
        self.text = text
        self.xml = xml
        self.end = end
        self.tokens: list[Token] = []
        self.foreign: list[str] = []

    def run(self, at: int) -> list[Token]:
        """Tokenize from ``at`` on; each turn of the loop resumes after something that is not plain markup."""
        while at < self.end:
            at = self._plain(at)
        return self.tokens

    def _plain(self, at: int) -> int:
        """Read text and tags until one needs its end looked for; return where to go on."""
        add, text, last = self.tokens.append, self.text, self.end
        for match in _MARKUP.finditer(text, at, last):
            start, end = match.span()
            if start > at:
                add((TEXT, at, start, "", 0))
            at = end
            name = match[1]
            if name is None:
                return self._declaration(start, end)
            if match.lastindex == _UNCLOSED:
                add((OTHER, start, end, "", 0))
                return end
            name = name.lower()
            if name[0] == "/":
                add((END, start, end, name[1:], match.end(1)))
                if self.foreign:
                    self._leave_foreign(name[1:])
                continue
            add((START, start, end, name, match.end(1)))
            if name in _STOPS and not self._in_foreign() and not (self.xml and text[end - 2] == "/"):
                return self._raw(name, end)
            if name in FOREIGN or self.foreign:
                self._enter_foreign(name, empty=text[end - 2] == "/")
        if at < last:
            add((TEXT, at, last, "", 0))
        return last

    def _in_foreign(self) -> bool:
        return bool(self.foreign) and self.foreign[-1] in FOREIGN

    def _leave_foreign(self, name: str) -> None:
        if name in self.foreign:
            while self.foreign.pop() != name:
                pass

    def _enter_foreign(self, name: str, *, empty: bool) -> None:
        if not empty and (name in FOREIGN or name in INTEGRATION) and len(self.foreign) < _DEEPEST:
            self.foreign.append(name)
        elif self._in_foreign() and name in BREAKS_OUT:
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
        self.tokens.append((OTHER, start, stop, "", 0))
        return stop

    def _comment(self, start: int) -> int:
        inner = start + 4
        if self.text.startswith(("<!-->", "<!--->"), start):
            stop = self.text.index(">", start) + 1
        else:
            found = _COMMENT_END.search(self.text, inner, self.end)
            stop = found.end() if found else self.end
        self.tokens.append((COMMENT, start, stop, "", 0))
        return stop

    def _marked_section(self, start: int) -> int:
        inner = start + 9
        close = self.text.find("]]>", inner, self.end)
        stop = self.end if close < 0 else close
        self.tokens.append((OTHER, start, inner, "", 0))
        if stop > inner:
            self.tokens.append((RAW, inner, stop, "", 0))
        if close >= 0:
            self.tokens.append((OTHER, close, close + 3, "", 0))
            stop += 3
        return stop

    def _raw(self, name: str, start: int) -> int:
        stop = self.end if name == "plaintext" else self._end_of_raw(name, start)
        if stop > start:
            self.tokens.append((TEXT if name in REFERENCES_ONLY else RAW, start, stop, "", 0))
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


BREAKS_OUT = frozenset(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s "
    "small span strong strike sub sup table tt u ul var".split()
)
"""HTML elements that end an open ``svg`` or ``math`` (HTML Standard, foreign content)."""

_SCRIPT_OPEN = re.compile(r"<script[ \t\n\r\f/>]", re.IGNORECASE)
_CLOSERS: dict[str, re.Pattern[str]] = {}


def _closing(name: str) -> re.Pattern[str]:
    pattern = _CLOSERS.get(name)
    if pattern is None:
        pattern = _CLOSERS[name] = re.compile(rf"</{name}(?=[ \t\n\r\f/>])", re.IGNORECASE)
    return pattern


def _end_of_line(text: str, start: int, end: int) -> int:
    found = text.find("\n", start, end)
    return end if found < 0 else found
