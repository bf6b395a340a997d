"""A page read token by token, in one pass, and made into nested elements."""
from __future__ import annotations

from healthlint.parse.html_nesting import Nesting
from healthlint.parse.html_reader import Nodes, Reader
from healthlint.parse.html_tags import HEAD
from healthlint.parse.html_tokens import COMMENT, MARKUP, WS
from healthlint.parse.html_written import AS_WRITTEN, IN_BRACKETS

_NO_SPACES = "\v\x1c\x1d\x1e\x1f"
"""White space to Python, but not to HTML."""
_BEGINS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ/!?")
"""What stands behind the ``<`` of any markup."""


def build_nodes(text: str, reader: Reader, *, written: str = "", xml: bool = False) -> Nodes:
    """Nest the elements of ``text`` and tell ``reader``; attributes are read from ``written`` where that differs (templates masked)."""
    builder = _Builder(text, written or text, reader, xml=xml)
    builder.run()
    builder.finish()
    return builder.made


class _Builder(Nesting):
    """One run over one page."""

    def __init__(self, text: str, written: str, reader: Reader, *, xml: bool) -> None:
        super().__init__(text, written, reader, xml=xml)
        self.pieces = iter(text.split("<"))
        """What is still to be read, each piece up to the next ``<``."""
        self.behind = len(next(self.pieces))
        """Where the next of them begins, with its ``<``."""
        self.all_html_space = not any(map(text.__contains__, _NO_SPACES))
        """Whether all that Python takes for white space in ASCII is white space in HTML."""

    def plain(self, at: int) -> int:
        """The scanner's loop: text is cut at each ``<``, what stands up to its ``>`` is looked up, and most tokens are done in place."""
        foreign, stack, nodes, pieces, in_brackets = self.foreign, self.stack, self.nodes, self.pieces, IN_BRACKETS
        reader, close, add_run = self.reader, self.close, self.made.runs.append
        words, space = reader.text, reader.space
        start_tag = self.start_unmasked if self.templated else self.start
        plain, scopes = self.all_html_space, self.scopes
        start = self._next_tag(at)
        text = self.source[at:start]
        for piece in pieces:
            inner, closing, after = piece.partition(">")
            written = in_brackets[inner] if closing else None
            if written is None:
                self.behind = start + len(piece) + 1
                return self._odd(at, start)
            if text:
                if text.isspace() and ((plain and text.isascii()) or not text.strip(WS)):
                    add_run((stack[-1][1], at, start))
                    space(at, start)
                else:
                    if stack[-1][3] & HEAD:
                        self.pop_to(len(stack) - 1, at)
                    add_run((stack[-1][1], at, start))
                    words(text, at, start)
            at = start + len(inner) + 2
            if not written.closes:
                start_tag(written, start, at)
            elif stack[-1][0] == written.name and not scopes:
                node = stack.pop()[1]
                nodes[node].end = at
                close(node)
            else:
                self.end(written.tag, start, at)
            text = after
            start = at + len(after)
            if (written.watched or foreign) and self.begins_raw(written):
                self.behind = start
                return self.raw(written.name, at)
        return self.rest(at)

    def _next_tag(self, at: int) -> int:
        """Where the next markup begins, from ``at`` on; a ``<`` in a script or comment is passed over, and so is one that is a sign."""
        source, start, pieces = self.source, self.behind, self.pieces
        while start < self.last and (start < at or source[start + 1 : start + 2] not in _BEGINS):
            start += len(next(pieces)) + 1
        return start

    def _odd(self, at: int, start: int) -> int:
        """What a ``<`` begins that is no plain tag, and the text before it, from ``at`` on."""
        match = MARKUP.match(self.source, start, self.last)
        if match is None:
            return at
        if at < start:
            self.text(self.source[at:start], at, start)
        end = match.end()
        written = AS_WRITTEN[match[0]]
        if written is None:
            return self.other(start, end)
        if written.closes:
            self.end(written.tag, start, end)
        elif self.templated:
            self.start_unmasked(written, start, end)
        else:
            self.start(written, start, end)
        return self.raw(written.name, end) if (written.watched or self.foreign) and self.begins_raw(written) else end

    def text(self, piece: str, start: int, end: int) -> None:
        """Character data: what is more than white space ends the head of the page."""
        words = piece.strip(WS) != ""
        if words and self.stack[-1][3] & HEAD:
            self.pop_to(len(self.stack) - 1, start)
        self.made.runs.append((self.stack[-1][1], start, end))
        if words:
            self.reader.text(piece, start, end)
        else:
            self.reader.space(start, end)

    def aside(self, kind: int, start: int, end: int) -> None:
        """A comment or another thing that is no part of the text."""
        if kind == COMMENT:
            self.made.comments.append((start, end))
        self.reader.aside(kind, start, end)
