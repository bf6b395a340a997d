"""The medical disclaimer of a page, read by its components and not by a fixed sentence."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from healthlint.article.article import Article
from healthlint.article.disclaimer_cues import PageCues, Tagged, may_be_core, may_disclaim, page_cues, tag
from healthlint.article.disclaimer_place import find_buried, find_link
from healthlint.article.disclaimer_sentences import Setting, components, consults, forbids_delay, is_no_professional, shuns_liability
from healthlint.article.emergency import read_emergency
from healthlint.language.quotes import quoted_ranges
from healthlint.language.table_rows import table_rows
from healthlint.language.words import find_words, fold
from healthlint.model import COMPONENTS, Block, Disclaimer, Sentence, Span, Zone

_SILENT = frozenset({Zone.FURTHER_READING, Zone.CODE})
_ADVISING = frozenset({Zone.PROSE, Zone.LIST, Zone.DISCLAIMER})
_LONGEST = 200
"""Words of a sentence beyond which it is a list or a table run together, and no disclaimer."""
_MOST = 20
"""Passages after which no more are looked at for where they stand."""
_OPENERS = frozenset({"this", "these", "our", "all"})
"""First words of a disclaimer that ran on into the last entry of a list of sources."""
_CORE = frozenset({"not-a-substitute", "information-only"})


def read_disclaimer(article: Article) -> Disclaimer:
    """Read every passage that belongs to a medical disclaimer, and which components the page has."""
    found: dict[str, Span] = {}
    spans: list[Span] = []
    homes: list[Block] = []
    for block, labelled in _readable(article):
        passage = _passage(article, block, labelled=labelled)
        if _CORE.isdisjoint(kind for kinds, _ in passage for kind in kinds):
            continue
        for kinds, sentence in passage:
            for kind in kinds:
                found.setdefault(kind, sentence.span)
        spans.append(block.span(passage[0][1].start, passage[-1][1].end))
        homes.append(block)
    numbers, urgent = read_emergency(article)
    if urgent:
        found.setdefault("emergency", urgent)
    _add_elsewhere(article, found)
    return Disclaimer(
        components={name: found[name] for name in COMPONENTS if name in found},
        spans=tuple(spans),
        linked=find_link(article),
        emergency_numbers=numbers,
        buried=_all_buried(article, homes[:_MOST], spans[:_MOST]),
    )


def _cues(article: Article) -> PageCues:
    return article.once(_read_cues)


def _read_cues(article: Article) -> PageCues:
    return page_cues(article.vocabulary)


def _all_buried(article: Article, homes: list[Block], spans: list[Span]) -> Span | None:
    """The first passage, if no passage is set off from its surroundings."""
    places = [find_buried(article, home, span) for home, span in zip(homes, spans, strict=True)]
    return places[0] if places and all(places) else None


def _readable(article: Article) -> Iterator[tuple[Block, bool]]:
    """Blocks that may carry a disclaimer, and whether they stand under or after that word."""
    blocks = article.blocks
    hopeful = article.blocks_with(_cues(article).hopeful)
    if article.language != "en" and _foreign_here(article):
        hopeful = list(range(len(blocks)))
    labelled = _labelled(article)
    for i in hopeful:
        if blocks[i].zone not in _SILENT and blocks[i].text:
            yield blocks[i], i in labelled


def _labelled(article: Article) -> frozenset[int]:
    """Indexes of the blocks that stand under a heading with the word “disclaimer”, or begin with it."""
    found: set[int] = set()
    if "disclaimer" not in article.ascii_text:
        return frozenset()
    titled = False
    for i, block in enumerate(article.blocks):
        if block.zone in _SILENT or not block.text:
            continue
        low = block.text[:80].lower()
        if block.zone in {Zone.HEADING, Zone.TITLE}:
            titled = "disclaimer" in low
        if titled or low.startswith(("disclaimer", "medical disclaimer", "health disclaimer")):
            found.add(i)
    return frozenset(found)


def _passage(article: Article, block: Block, *, labelled: bool) -> list[tuple[set[str], Sentence]]:
    """The sentences of ``block`` that carry a component, with what they carry."""
    if article.language != "en" and (foreign := _foreign(article, block)):
        return foreign
    keys, cues = article.words(block).keys, _cues(article)
    if not may_disclaim(keys, cues) or not may_be_core(keys, cues):
        return []
    if not any(may_be_core(keys[s.first : s.last], cues) for s in article.sentences_of(block)):
        return []
    return _join([(kinds, s) for kinds, s in _judge(article, block, labelled=labelled) if kinds])


def _judge(article: Article, block: Block, *, labelled: bool) -> Iterator[tuple[set[str], Sentence]]:
    page_before = False
    keys = article.words(block).keys
    quoted: list[tuple[int, int]] | None = None
    for sentence in article.sentences_of(block):
        mine = keys[sentence.first : sentence.last]
        if not 0 < len(mine) <= _LONGEST:
            continue
        said = tag(mine)
        kinds = components(said, Setting(page_before, _capitals(article, sentence) if said.has("provide") else (), labelled))
        if not kinds & _CORE and said.names_page and shuns_liability(said):
            kinds.add("liability")
        if is_no_professional(said):
            kinds.add("not-a-substitute")
        if kinds:
            quoted = quoted_ranges(block.text) if quoted is None else quoted
            if said.has("speech") or _inside(sentence, quoted):
                kinds = set()
        if block.zone is Zone.REFERENCES and not (kinds and said.keys[0] in _OPENERS):
            kinds = set()
        page_before = said.names_page or (page_before and bool(said.keys) and said.keys[0] in {"it", "they"})
        yield kinds, sentence


def _capitals(article: Article, sentence: Sentence) -> tuple[bool, ...]:
    starts = article.words(sentence.block).starts
    return tuple(sentence.block.text[starts[i]].isupper() for i in range(sentence.first, sentence.last))


def _inside(sentence: Sentence, quoted: list[tuple[int, int]]) -> bool:
    """Whether much of the sentence is somebody else's words."""
    inside = sum(max(min(end, sentence.end) - max(start, sentence.start), 0) for start, end in quoted)
    return inside * 5 > (sentence.end - sentence.start) * 2


def _join(passage: list[tuple[set[str], Sentence]]) -> list[tuple[set[str], Sentence]]:
    """Let neighbours support each other: to decline liability for health counts beside the advice to see a doctor."""
    kinds = set().union(*(k for k, _ in passage))
    supported = "consult" in kinds or not _CORE.isdisjoint(kinds)
    joined = []
    for mine, sentence in passage:
        kept = mine - {"liability"}
        if kept != mine and supported:
            kept = kept | {"not-a-substitute"}
        if kept:
            joined.append((kept, sentence))
    return joined


@cache
def _foreign_phrases() -> tuple[tuple[str, str, frozenset[str], frozenset[str]], ...]:
    """Phrases of other languages and their components, with the inner words and the letters beyond ASCII that a page with one must have."""
    found = []
    for written, component in table_rows("disclaimer-phrases.tsv"):
        phrase = fold(written)
        keys = find_words(phrase).keys
        found.append((phrase, component, frozenset(keys[1:-1]), frozenset([c for c in "".join(keys) if not c.isascii()])))
    return tuple(found)


def _foreign_here(article: Article) -> tuple[tuple[str, str], ...]:
    """The phrases of other languages that stand on this page."""
    return article.once(_read_foreign)


def _read_foreign(article: Article) -> tuple[tuple[str, str], ...]:
    words, letters, text = article.vocabulary, article.odd_letters, article.folded_text
    return tuple(
        [(phrase, kind) for phrase, kind, inner, odd in _foreign_phrases() if inner <= words and odd <= letters and phrase in text]
    )


def _foreign(article: Article, block: Block) -> list[tuple[set[str], Sentence]]:
    """What a block in another language carries, by the fixed phrases of that language."""
    phrases = _foreign_here(article)
    if not phrases or (block.language or article.language).startswith("en"):
        return []
    low = fold(block.text)
    hits = [(low.find(phrase), kind) for phrase, kind in phrases if phrase in low]
    found: dict[Sentence, set[str]] = {}
    for at, kind in sorted(hits):
        sentence = article.sentence_at(block, at)
        if sentence:
            found.setdefault(sentence, set()).add(kind)
    return [(kinds, sentence) for sentence, kinds in found.items()]


def _add_elsewhere(article: Article, found: dict[str, Span]) -> None:
    """Add advice to see a professional, or not to put it off, that the page gives outside its disclaimer."""
    cues = _cues(article)
    for kind, one, other, says in (
        ("consult", cues.persons, cues.asking, consults),
        ("no-delay", cues.delaying, cues.negations, forbids_delay),
    ):
        sentence = None if kind in found else _first_sentence(article, one, other, says)
        if sentence:
            found[kind] = sentence.span


def _first_sentence(article: Article, one: frozenset[str], other: frozenset[str], says: Callable[[Tagged], bool]) -> Sentence | None:
    """The first sentence of the article's own text that says something for which it needs a word of each set."""
    for block in [article.blocks[i] for i in article.blocks_with(one)] if other else ():
        keys = article.words(block).keys
        if block.zone not in _ADVISING or other.isdisjoint(keys):
            continue
        for sentence in article.sentences_of(block):
            mine = keys[sentence.first : sentence.last]
            if len(mine) <= _LONGEST and not one.isdisjoint(mine) and not other.isdisjoint(mine) and says(tag(mine)):
                return sentence
    return None
