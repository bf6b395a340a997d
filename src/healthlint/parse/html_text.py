"""Character data made into the text of a block, white space collapsed and references decoded, with the place of every character."""
from __future__ import annotations

from healthlint.model import Places
from healthlint.parse.html_entities import REFERENCE, decode_reference
from healthlint.parse.html_reader import Reader
from healthlint.parse.html_tokens import WS
from healthlint.patterns import compile_pattern

_RUN = r"[ \t\n\r\f]++"
_ODD = compile_pattern(rf" {_RUN}|\n{_RUN}|\t{_RUN}|\r{_RUN}|\f{_RUN}|{REFERENCE}|\x00")
"""What is not copied as it stands; each way begins with one known character, by which the text is searched fast."""
_ODD_IN_PRE = compile_pattern(rf"{REFERENCE}|\x00")
RARE = compile_pattern(r"[\r\f\x00]")
"""White space that neither a line feed nor a tab tells, and a character to leave out."""
_ONE_SPACE = str.maketrans("\t\n\r\f", "    ")
_NO_RETURN = str.maketrans("\r\f", "  ")


class TextReader(Reader):
    """Holds the text under construction."""

    def __init__(self, text: str) -> None:
        """Nothing is read."""
        self.source = text
        self.tabs = "\t" in text
        self.rare = "\f" in text or "\0" in text or ("\r" in text and text.count("\r") != text.count("\r\n"))
        """Whether ``RARE`` may be found."""
        self.tag_end = -1
        """Where the start tag of the innermost block-level element ends."""
        self.clear()

    def clear(self) -> None:
        """Begin a text."""
        self.pieces: list[str] = []
        self.segments: list[Places] = []
        self.length = 0
        self.spaced = True
        """Whether white space would add nothing."""
        self.broken = False
        """Whether a line break was the last."""

    def lay_out(self, piece: str, start: int, end: int) -> None:
        """Text on lines of its own, as most odd text is, or with references."""
        bare = piece.strip(WS)
        first = start + piece.find(bare)
        last = first + len(bare)
        if first > start:
            self._collapse(start, first)
        if "\n" in bare:
            self._lines(bare, first)
        else:
            self._line(bare, first, last)
        if last < end:
            self._collapse(last, end)

    def _lines(self, bare: str, start: int) -> None:
        """Text that goes on over several lines: a line's end becomes a space, with what stands around it."""
        at = start
        for line in bare.split("\n"):
            words = line.strip(WS)
            if words:
                first = start + line.find(words)
                if first > at:
                    self._collapse(at, first)
                at = first + len(words)
                self._line(words, first, at)
            start += len(line) + 1

    def _line(self, words: str, start: int, end: int) -> None:
        """Words with no white space around them."""
        if "&" in words or "  " in words or (self.tabs and "\t" in words) or (self.rare and RARE.search(words)):
            self._odd_text(start, end)
        else:
            self._copy(words, start, end)
            self.spaced = self.broken = False

    def _collapse(self, start: int, end: int) -> None:
        """White space: one space, unless there is one before it."""
        if not self.spaced:
            if end - start == 1:
                self._copy(" ", start, end)
            else:
                self.add(" ", start, end)
            self.spaced = True

    def _odd_text(self, start: int, end: int) -> None:
        """Text with references or with white space to collapse."""
        source = self.source
        at = start
        for match in _ODD.finditer(source, start, end):
            odd, after = match.span()
            if odd > at:
                self._verbatim(at, odd)
            first = source[odd]
            if first == "&":
                at = self._reference(odd, after)
            else:
                at = after
                if first != "\x00":
                    self._collapse(odd, after)
        if at < end:
            self._verbatim(at, end)

    def _reference(self, start: int, end: int) -> int:
        written = self.source[start:end]
        found = decode_reference(written)
        if found is None:
            self._verbatim(start, end)
            return end
        after = start + found.length
        if found.text in WS:
            if not self.spaced:
                self.add(" ", start, after)
                self.spaced = True
            return after
        self.add(found.text, start, after)
        self.spaced = self.broken = False
        return after

    def _verbatim(self, start: int, end: int) -> None:
        source = self.source
        if self.spaced and source[start] in WS:
            start += 1
            if start == end:
                return
        piece = source[start:end]
        if "\n" in piece:
            piece = piece.replace("\n", " ")
        if "\t" in piece or "\r" in piece or "\f" in piece:
            piece = piece.translate(_ONE_SPACE)
        self._copy(piece, start, end)
        self.spaced = piece[-1] == " "
        if piece != " ":
            self.broken = False

    def add(self, piece: str, start: int, end: int) -> None:
        """Add what stands for ``source[start:end]``."""
        length = self.length
        self.length = after = length + len(piece)
        self.pieces.append(piece)
        self.segments.append((length, after, start, end))

    def _copy(self, piece: str, start: int, end: int) -> None:
        """Add ``source[start:end]`` as it stands, to what was copied from just before it."""
        segments = self.segments
        if segments:
            first, last, source_start, source_end = segments[-1]
            if source_end == start and last - first == source_end - source_start:
                self.pieces.append(piece)
                self.length = after = self.length + end - start
                segments[-1] = (first, after, source_start, end)
                return
        self.add(piece, start, end)

    def keep_layout(self, start: int, end: int) -> None:
        """Text whose white space is shown as it stands."""
        source = self.source
        if not self.length and start == self.tag_end:
            start += 2 if source.startswith("\r\n", start) else 1 if source.startswith("\n", start) else 0
        at = start
        for match in _ODD_IN_PRE.finditer(source, start, end):
            odd, after = match.span()
            if odd > at:
                self._copy(source[at:odd].translate(_NO_RETURN), at, odd)
            at = self._reference(odd, after) if source[odd] == "&" else after
        if at < end:
            self._copy(source[at:end].translate(_NO_RETURN), at, end)
