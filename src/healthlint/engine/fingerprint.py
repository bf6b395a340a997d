"""The identity of a finding across edits elsewhere in its file."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache

from healthlint.article.article import Article
from healthlint.digests import sha256
from healthlint.model import Block, Finding, Kind, Sentence, Span
from healthlint.records import replace

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
    return _end(_begin(rule, excerpt, _joined(sentence, tuple(headings))), ordinal)


def with_fingerprints(findings: Iterable[Finding], article: Article) -> tuple[Finding, ...]:
    """The findings, sorted by place, each with its excerpt and its fingerprint."""
    places: _Places | None = None
    text = article.source.text
    done = []
    for finding in findings:
        places = places or _Places(article)
        excerpt = text[finding.span.start : finding.span.end]
        done.append(replace(finding, excerpt=excerpt, fingerprint=places.around(finding.span).name(finding.rule, excerpt)))
    return tuple(done)


class _Surroundings:
    """A sentence under its headings, which names the findings in it one after the other."""

    __slots__ = ("alike", "sentence", "text")

    def __init__(self, sentence: str, headings: tuple[str, ...]) -> None:
        self.sentence = sentence
        self.text = _joined(sentence, headings)
        self.alike: dict[tuple[str, str], tuple[Any, int]] = {}

    def name(self, rule: str, excerpt: str) -> str:
        """The fingerprint of one more finding. What those alike share is read once: a sentence may be long and have thousands."""
        key = rule, "" if self.sentence else excerpt
        begun, ordinal = self.alike.get(key) or (_begin(*key, self.text), 0)
        self.alike[key] = begun, ordinal + 1
        return _end(begun, ordinal)


def _joined(sentence: str, headings: tuple[str, ...]) -> str:
    return "\x1f".join((_plain(sentence), *_plain_headings(headings)))


def _begin(rule: str, excerpt: str, surroundings: str) -> Any:
    return sha256(f"{_plain(rule)}\x1f{_plain(excerpt)}\x1f{surroundings}\x1f".encode("utf-8", "surrogatepass"))


def _end(begun: Any, ordinal: int) -> str:
    done = begun.copy()
    done.update(b"%d" % ordinal)
    return f"{VERSION}:{done.hexdigest()[:32]}"


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
        if span.start == span.end and span == self.article.top:
            return self.nowhere
        at = bisect_right(self.starts, span.start) - 1
        if at < 0:
            return self.nowhere
        first, sentences = self._inside(self.blocks[at], span)
        place = at, first, len(sentences)
        found = self.by_place.get(place)
        if found is None:
            found = self.by_place[place] = self._under_headings(sentences, at)
        return found

    def _under_headings(self, sentences: list[Sentence], at: int) -> _Surroundings:
        """Findings in sentences that say the same under the same headings are counted together."""
        said = " ".join(map(self._without_numbers, sentences)), self.headings[bisect_right(self.headed, at)]
        found = self.by_text.get(said)
        if found is None:
            found = self.by_text[said] = _Surroundings(*said)
        return found

    def _inside(self, block: Block, span: Span) -> tuple[int, list[Sentence]]:
        """The sentences of a block that a span touches, and the number of the first."""
        sentences = self.article.sentences_of(block)
        place = block.source_offset

        def end_of(sentence: Sentence) -> int:
            return place(sentence.end, end=True)

        first = bisect_right(sentences, span.start, key=end_of)
        last = bisect_left(sentences, span.end, first, key=end_of) + 1
        latest = max(span.start, span.end - 1)
        return first, [s for s in sentences[first:last] if place(s.start) <= latest]

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
