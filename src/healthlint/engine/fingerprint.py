"""The identity of a finding across edits elsewhere in its file."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache

from healthlint.article import Article
from healthlint.digests import sha256
from healthlint.model import Block, Finding, Kind, Sentence, Span
from healthlint.records import replace

VERSION = "1"
"""Changes when the recipe does, so that old baselines are never compared with new fingerprints."""


def fingerprint(rule: str, excerpt: str, sentence: str, headings: Iterable[str] = (), ordinal: int = 0) -> str:
    """``1:`` and 32 hexadecimal digits over what a finding is about, and nothing of where it stands.

    ``sentence`` is the sentence around it without citation numbers,
    ``headings`` those it stands under, and ``ordinal`` counts findings that
    are alike in everything else. Line, path, severity and message are no part
    of it: an edited sentence must be read again, a moved one need not.
    """
    text = "\x1f".join((_plain(rule), _plain(excerpt), _plain(sentence), *_plain_headings(tuple(headings)))) + f"\x1f{ordinal}"
    return f"{VERSION}:{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def with_fingerprints(findings: Iterable[Finding], article: Article) -> tuple[Finding, ...]:
    """The findings, sorted by place, each with its excerpt and its fingerprint."""
    places: _Places | None = None
    seen: dict[tuple[str, str, str, tuple[str, ...]], int] = {}
    done = []
    for finding in findings:
        places = places or _Places(article)
        sentence, headings = places.around(finding.span)
        excerpt = article.source[finding.span]
        key = (finding.rule, "" if sentence else excerpt, sentence, headings)
        ordinal = seen[key] = seen.get(key, -1) + 1
        done.append(replace(finding, excerpt=excerpt, fingerprint=fingerprint(*key, ordinal)))
    return tuple(done)


@lru_cache(maxsize=64)
def _plain_headings(headings: tuple[str, ...]) -> tuple[str, ...]:
    """Headings are the same for many findings in turn."""
    return tuple(map(_plain, headings))


def _plain(text: str) -> str:
    text = " ".join(text.split())
    if text.isascii():
        return text
    from unicodedata import normalize

    return normalize("NFC", text)


class _Places:
    """Finds the sentence and the headings around a position."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.blocks = [block for block in article.blocks if block.text]
        self.starts = [b.segments[0].source_start if b.segments else b.outer.start for b in self.blocks]
        heading = Kind.HEADING
        self.headed = [i for i, block in enumerate(self.blocks) if block.kind is heading]
        self.headings = self._paths()
        """The headings above and of each block that is one; nothing at first, for what stands before them all."""
        self.ends: dict[int, list[int]] = {}
        """Where the sentences of a block end, by its identity."""
        self.cuts: dict[int, list[tuple[int, int]]] | None = None

    def _paths(self) -> list[tuple[str, ...]]:
        paths: list[tuple[str, ...]] = [()]
        path: list[Block] = []
        for i in self.headed:
            block = self.blocks[i]
            path = [above for above in path if above.level < block.level]
            path.append(block)
            paths.append(tuple([above.text for above in path]))
        return paths

    def around(self, span: Span) -> tuple[str, tuple[str, ...]]:
        """The sentence at a span, without citation numbers, and the headings it stands under; nothing for the article as a whole."""
        if span.start == span.end and span == self.article.top:
            return "", ()
        at = bisect_right(self.starts, span.start) - 1
        if at < 0:
            return "", ()
        sentence = " ".join([self._without_numbers(s) for s in self._inside(self.blocks[at], span)])
        return sentence, self.headings[bisect_right(self.headed, at)]

    def _inside(self, block: Block, span: Span) -> list[Sentence]:
        """The sentences of a block that a span touches."""
        sentences = self.article.sentences_of(block)
        ends = self.ends.get(id(block))
        place = block.source_offset
        if ends is None:
            ends = self.ends[id(block)] = [place(s.end, end=True) for s in sentences]
        first = bisect_right(ends, span.start)
        last = max(bisect_left(ends, span.end), first) + 1
        latest = max(span.start, span.end - 1)
        return [s for s in sentences[first:last] if place(s.start) <= latest]

    def _without_numbers(self, sentence: Sentence) -> str:
        if self.cuts is None:
            self.cuts = {}
            for marker in self.article.citations.markers:
                self.cuts.setdefault(id(marker.block), []).append((marker.start, marker.end))
        text, shift = sentence.text, sentence.start
        cuts = self.cuts.get(id(sentence.block))
        if cuts is None:
            return text
        inside = cuts[bisect_left(cuts, (sentence.start, 0)) : bisect_left(cuts, (sentence.end, 0))]
        for start, end in reversed(inside):
            if end <= sentence.end:
                text = text[: start - shift] + text[end - shift :]
        return text
