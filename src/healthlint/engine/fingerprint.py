"""The identity of a finding across edits elsewhere in its file."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from healthlint.article.article import Article
from healthlint.digests import sha256
from healthlint.model import Block, Finding, Kind, Span
from healthlint.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

VERSION = "1"
"""Changes when the recipe does, so that old baselines are never compared with new fingerprints."""


def fingerprint(rule: str, excerpt: str, sentence: str, headings: Iterable[str] = (), ordinal: int = 0) -> str:
    """``1:`` and 32 hexadecimal digits over what a finding is about, and nothing of where it stands.

    ``sentence`` is the sentence around it without citation numbers,
    ``headings`` those it stands under, and ``ordinal`` counts findings that
    are alike in everything else. Line, path, severity and message are no part
    of it: an edited sentence must be read again, a moved one need not.
    """
    return _named(sha256(_about(_plain(rule), excerpt, _joined(sentence, tuple(headings))) + b"%d" % ordinal))


def with_fingerprints(findings: Sequence[Finding], article: Article) -> tuple[Finding, ...]:
    """The findings, sorted by place, each with its excerpt and its fingerprint."""
    if not findings:
        return ()
    places, text = _Places(article), article.source.text
    done = []
    for finding in findings:
        start, end = finding.span
        excerpt = text[start:end]
        done.append(finding.named(excerpt, places.around(finding.span).name(finding.rule, excerpt)))
    return tuple(done)


class _Surroundings:
    """A sentence under its headings, which names the findings in it one after the other."""

    __slots__ = ("alike", "begun", "sentence", "text")

    def __init__(self, sentence: str, headings: tuple[str, ...]) -> None:
        self.sentence = sentence
        self.text = _joined(sentence, headings)
        self.alike: dict[tuple[str, str], int] = {}
        """How many findings are alike, by what they share."""
        self.begun: dict[tuple[str, str], Any] = {}
        """What those that are alike share, hashed once: a sentence may be long and have thousands."""

    def name(self, rule: str, excerpt: str) -> str:
        """The fingerprint of one more finding."""
        key = rule, "" if self.sentence else excerpt
        ordinal = self.alike.get(key, 0)
        self.alike[key] = ordinal + 1
        if not ordinal:
            return _named(sha256(_about(*key, self.text) + b"0"))
        if key not in self.begun:
            self.begun[key] = sha256(_about(*key, self.text))
        done = self.begun[key].copy()
        done.update(b"%d" % ordinal)
        return _named(done)


def _joined(sentence: str, headings: tuple[str, ...]) -> str:
    return "\x1f".join((_plain(sentence), *_plain_headings(headings)))


def _about(rule: str, excerpt: str, surroundings: str) -> bytes:
    return f"{rule}\x1f{_plain(excerpt)}\x1f{surroundings}\x1f".encode("utf-8", "surrogatepass")


def _named(hashed: Any) -> str:
    return f"{VERSION}:{hashed.hexdigest()[:32]}"


@lru_cache(maxsize=64)
def _plain_headings(headings: tuple[str, ...]) -> tuple[str, ...]:
    """Headings are the same for many findings in turn."""
    return tuple(map(_plain, headings))


def _plain(text: str) -> str:
    # Of all white space only the space can be printed: most texts are as they should be, and none is cut up for it.
    if "  " in text or not text.isprintable() or text[:1] == " " or text[-1:] == " ":
        text = " ".join(text.split())
    if text.isascii():
        return text
    from unicodedata import normalize

    return normalize("NFC", text)


def _start_of(block: Block) -> int:
    """Where a block begins in the source; of a page's hundred blocks the few that are asked."""
    segments = block.segments
    return segments[0][2] if segments else block.outer.start


class _Told(NamedTuple):
    """The sentences of one block, and where each ends in the source."""

    sentences: Sequence[tuple[int, int]]
    ends: list[int]


class _Places:
    """Finds the sentence and the headings around a position."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.blocks = article.blocks
        heading = Kind.HEADING
        self.headed = [i for i, block in enumerate(self.blocks) if block.kind is heading and block.text]
        self.headings = self._paths()
        """The headings above and of each block that is one; nothing at first, for what stands before them all."""
        self.told: dict[int, _Told] = {}
        """By index of the block."""
        self.cuts: dict[int, list[tuple[int, int]]] | None = None
        self.nowhere = _Surroundings("", ())
        self.by_place: dict[tuple[int, int, int], _Surroundings] = {}
        """By index of the block, number of the first sentence and how many there are."""
        self.by_text: dict[tuple[str, tuple[str, ...]], _Surroundings] = {("", ()): self.nowhere}

    def _paths(self) -> list[tuple[str, ...]]:
        paths: list[tuple[str, ...]] = [()]
        path: list[Block] = []
        for i in self.headed:
            block = self.blocks[i]
            path = [above for above in path if above.level < block.level]
            path.append(block)
            paths.append(tuple([above.text for above in path]))
        return paths

    def around(self, span: Span) -> _Surroundings:
        """The sentences at a span, without citation numbers, under their headings; nothing for the article as a whole."""
        start, end = span
        at = bisect_right(self.blocks, start, key=_start_of) - 1
        while at >= 0 and not self.blocks[at].text:
            at -= 1
        if at < 0 or (start == end and span == self.article.top):
            return self.nowhere
        told = self.told.get(at) or self._tell(at)
        first = bisect_right(told.ends, start)
        touched = told.sentences[first : bisect_left(told.ends, end, first) + 1]
        if touched and touched[-1][0]:  # a sentence that begins with its block begins before whatever stands in the block
            place, latest = self.blocks[at].source_offset, max(start, end - 1)
            touched = [sentence for sentence in touched if place(sentence[0]) <= latest]
        key = at, first, len(touched)
        found = self.by_place.get(key)
        if found is None:
            found = self.by_place[key] = self._under_headings(touched, at)
        return found

    def _tell(self, at: int) -> _Told:
        block = self.blocks[at]
        sentences = [(sentence.start, sentence.end) for sentence in self.article.sentences_of(block)]
        place = block.source_offset
        told = self.told[at] = _Told(sentences, [place(end, end=True) for _, end in sentences])
        return told

    def _under_headings(self, sentences: Sequence[tuple[int, int]], at: int) -> _Surroundings:
        """Findings in sentences that say the same under the same headings are counted together."""
        block = self.blocks[at]
        said = " ".join([self._without_numbers(block, *place) for place in sentences]), self.headings[bisect_right(self.headed, at)]
        found = self.by_text.get(said)
        if found is None:
            found = self.by_text[said] = _Surroundings(*said)
        return found

    def _without_numbers(self, block: Block, start: int, end: int) -> str:
        if self.cuts is None:
            self.cuts = {}
            for marker in self.article.citations.markers:
                self.cuts.setdefault(id(marker.block), []).append((marker.start, marker.end))
        text = block.text[start:end]
        cuts = self.cuts.get(id(block))
        if cuts is None:
            return text
        inside = cuts[bisect_left(cuts, (start, 0)) : bisect_left(cuts, (end, 0))]
        for first, last in reversed(inside):
            if last <= end:
                text = text[: first - start] + text[last - start :]
        return text
