"""What editing, templates and copying leave behind: placeholders, lost values, cut ends, error pages."""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from healthlint.article.article import Article
from healthlint.checks.registry import check
from healthlint.language.quotes import quoted_ranges
from healthlint.language.words import fold, in_ascii, inner_words
from healthlint.model import Block, Document, Finding, Format, Mark, Rule, Span, Zone
from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple

_VISIBLE = frozenset(
    {Zone.TITLE, Zone.HEADING, Zone.PROSE, Zone.LIST, Zone.TABLE, Zone.CAPTION, Zone.BIO, Zone.BYLINE, Zone.DISCLAIMER, Zone.QUOTE}
)
_BODY = frozenset({Zone.PROSE, Zone.LIST, Zone.TABLE, Zone.QUOTE, Zone.CODE, Zone.CAPTION, Zone.HEADING})
_RUNNING = frozenset({Zone.PROSE, Zone.BIO, Zone.DISCLAIMER})


@cache
def _pattern(written: str) -> re.Pattern[str]:
    return compile_pattern(written)


@check("leftover-text")
def leftover_text(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report placeholders and notes of editors that readers see."""
    phrases, marks = _that_may_stand(rule, article)
    if not phrases and not marks:
        return
    for block in article.in_zones(_VISIBLE):
        low = fold(block.text) if phrases else ""
        for phrase in phrases:
            at = low.find(phrase)
            if at >= 0 and not block.marked(Mark.CODE, at, at + len(phrase)):
                end = _closing(low, at, at + len(phrase))
                yield rule.finding(block.span(at, end), found=block.text[at:end])
        for mark in marks:
            if mark[0] in block.text:
                yield from _marked(rule, block, mark[0], mark[1])


def _that_may_stand(rule: Rule, article: Article) -> tuple[list[str], list[list[str]]]:
    """The phrases and marks that a page may have by its signs and words."""
    text, words = article.ascii_text, article.vocabulary
    phrases, marks, signs = rule.derive(_looked_for)
    stands = {""}
    for sign in signs:
        if sign in text:  # a whole page is searched for a single character many times faster than for two
            stands.update([sign, *[sign + piece[:1] for piece in text.split(sign)[1:]]])
    found = [phrase for phrase, plain, inner, sign in phrases if sign in stands and inner <= words and plain in text]
    return found, [mark for plain, mark in marks if plain[0] in text and plain in text]


class _LookedFor(NamedTuple):
    """What the rule looks for, as it stands in the text of a page when that is in ASCII."""

    phrases: list[tuple[str, str, frozenset[str], str]]
    """Each phrase as written and in ASCII, with the words, and with the sign and what follows it, that a page must have to have it."""
    marks: list[tuple[str, list[str]]]
    """Each mark, a hint and a pattern, with its hint in ASCII."""
    signs: frozenset[str]


def _looked_for(rule: Rule) -> _LookedFor:
    phrases = [(phrase, in_ascii(phrase), inner_words(phrase), _sign(in_ascii(phrase))) for phrase in rule.parameters["phrases"]]
    marks = [(in_ascii(fold(mark[0])), mark) for mark in rule.parameters["marks"]]
    return _LookedFor(phrases, marks, frozenset([sign[0] for *_, sign in phrases if sign]))


def _sign(phrase: str) -> str:
    """The first character of a phrase that is neither letter, digit nor space, with the one behind it; nothing if there is none."""
    return next((phrase[at : at + 2] for at, c in enumerate(phrase) if not c.isalnum() and c != " "), "")


def _marked(rule: Rule, block: Block, hint: str, written: str) -> Iterator[Finding]:
    for match in _pattern(written).finditer(block.text):
        if hint in match.group() and not block.marked(Mark.CODE, *match.span()):
            yield rule.finding(block.span(*match.span()), found=match.group())


def _closing(low: str, start: int, end: int) -> int:
    """The end of a bracketed note that begins at ``start``."""
    close = low.find("]", end - 1, end + 40) if low[start] == "[" else -1
    return close + 1 if close >= 0 else end


@check("lost-value")
def lost_value(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a sentence that lost its subject, and a place where a value was to stand."""
    verbs = rule.words("verbs")
    blocks = article.in_zones(_RUNNING)
    text = "\0".join([block.text for block in blocks])
    # A text is searched many times faster for one character than for two.
    hinted = [([hint for hint in hints if hint[-1] in text and hint in text], gap) for gap, *hints in rule.parameters["gaps"]]
    gaps = [(hints, gap) for hints, gap in hinted if hints]
    opening = rule.derive(_verbs)
    cut = _opens_with(opening, text)
    for block in blocks if cut or gaps else ():
        if cut and _opens_with(opening, block.text):
            for start, end in _verbs_behind_stops(article, block, verbs):
                if not _quoted(block, start):
                    yield rule.finding(block.span(start, end), found=block.text[start:end])
        for hints, gap in gaps:
            if any(map(block.text.__contains__, hints)):
                yield from _gaps(rule, block, gap)


_STOPS = (". ", "! ", "? ", ".\n")


def _verbs(rule: Rule) -> tuple[str, ...]:
    return tuple(rule.parameters["verbs"])


def _opens_with(verbs: tuple[str, ...], text: str) -> bool:
    """Whether one of these words in small letters may stand behind a stop."""
    plain = text.replace("\n", " ")
    behind = [piece for stop in (". ", "! ", "? ") if stop[0] in plain for piece in plain.split(stop)[1:] if piece[:1].islower()]
    return any(piece.startswith(verbs) for piece in behind)


def _verbs_behind_stops(article: Article, block: Block, verbs: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Lower-case verbs with which a sentence begins behind a full stop."""
    words = article.words(block)
    text = block.text
    for i in [i for i, key in enumerate(words.keys[:-4]) if key in verbs]:
        start, end = words.starts[i], words.ends[i]
        between = text[words.ends[i - 1] : start] if i else ""
        if text[start].islower() and between in _STOPS and words.ends[i - 1] - words.starts[i - 1] > 3:
            yield start, end


def _quoted(block: Block, at: int) -> bool:
    return any(start <= at < end for start, end in quoted_ranges(block.text))


def _gaps(rule: Rule, block: Block, gap: str) -> Iterator[Finding]:
    """A preposition straight before a comma or stop, where a name or date was to stand."""
    if any(i.mark in {Mark.TEMPLATE, Mark.IMAGE, Mark.FOOTNOTE} for i in block.inlines):
        return
    for match in _pattern(gap).finditer(block.text):
        if match.group().endswith(")") and any(
            word in block.text[max(match.start() - 40, 0) : match.start()] for word in ("parenthes", "bracket")
        ):
            continue
        yield rule.finding(block.span(match.end() - 1, match.end()), found=block.text[match.end() - 1], variant="gap")


@check("truncated-article")
def truncated_article(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report an article that stops in the middle of a sentence."""
    last = next((b for b in reversed(article.blocks) if b.zone in _BODY and b.text), None)
    if last is None or last.zone is not Zone.PROSE:
        return
    keys = article.words(last).keys
    text = last.text.rstrip()
    if len(keys) < 4 or any(i.mark is Mark.TEMPLATE for i in last.inlines):
        return
    cut = text.endswith((",", "(", "–", "—"))
    open_ended = keys[-1] in rule.words("open-words") and text[-1].isalpha()
    if (cut or open_ended) and not _followed(article.document, last):
        yield rule.finding(last.span(len(text) - 1 if cut else article.words(last).starts[-1], len(text)))


def _followed(document: Document, last: Block) -> bool:
    """Whether an image, a form or the like stands behind the last text."""
    shown = {"img", "table", "iframe", "video", "audio", "form", "pre", "svg", "input", "select", "button"}
    behind = bisect_left(document.elements, last.outer.end - 1, key=lambda element: element.start)
    return any(element.name in shown for element in document.elements[behind:])


@check("error-page")
def error_page(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a saved error, login or consent page."""
    if article.count_words(Zone.PROSE, Zone.LIST) >= rule.options["max-words"]:
        return
    span, title = _title(article)
    low = fold(title).strip(" .!|-–")
    if any(low == known or low.startswith((f"{known} ", f"{known}:")) for known in rule.parameters["titles"]):
        yield rule.finding(span, found=title)


def _title(article: Article) -> tuple[Span, str]:
    for meta in article.document.metadata:
        if meta.origin == "title" and meta.value:
            return meta.span, meta.value
    for block in article.in_zones({Zone.TITLE, Zone.HEADING}):
        return block.span(), block.text
    return article.top, article.document.title if article.document.format is Format.TEXT else ""
