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
        self.blocks: list[Block] = []
        self.headings: list[tuple[str, ...]] = []
        path: tuple[tuple[int, str], ...] = ()
        headings: tuple[str, ...] = ()
        for block in article.blocks:
            if not block.text:
                continue
            if block.kind is Kind.HEADING:
                path = (*(h for h in path if h[0] < block.level), (block.level, block.text))
                headings = tuple(text for _, text in path)
            self.blocks.append(block)
            self.headings.append(headings)
        self.starts = [block.span().start for block in self.blocks]
        self.ends: dict[int, list[int]] = {}
        """Where the sentences of a block end, by its identity."""
        self.cuts: dict[int, list[tuple[int, int]]] | None = None

    def around(self, span: Span) -> tuple[str, tuple[str, ...]]:
        """The sentence at a span, without citation numbers, and the headings it stands under; nothing for the article as a whole."""
        if span.start == span.end and span == self.article.top:
            return "", ()
        at = bisect_right(self.starts, span.start) - 1
        if at < 0:
            return "", ()
        return " ".join(self._without_numbers(s) for s in self._inside(self.blocks[at], span)), self.headings[at]

    def _inside(self, block: Block, span: Span) -> list[Sentence]:
        """The sentences of a block that a span touches."""
        sentences = self.article.sentences_of(block)
        ends = self.ends.get(id(block))
        if ends is None:
            ends = self.ends[id(block)] = [s.span.end for s in sentences]
        first = bisect_right(ends, span.start)
        last = max(bisect_left(ends, span.end), first) + 1
        return [s for s in sentences[first:last] if s.span.start <= span.start or s.span.start < span.end]

    def _without_numbers(self, sentence: Sentence) -> str:
        if self.cuts is None:
            self.cuts = {}
            for marker in self.article.citations.markers:
                self.cuts.setdefault(id(marker.block), []).append((marker.start, marker.end))
        text, shift = sentence.text, sentence.start
        cuts = self.cuts.get(id(sentence.block), [])
        inside = cuts[bisect_left(cuts, (sentence.start, 0)) : bisect_left(cuts, (sentence.end, 0))]
        for start, end in reversed(inside):
            if end <= sentence.end:
                text = text[: start - shift] + text[end - shift :]
        return text
