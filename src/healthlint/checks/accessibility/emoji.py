"""Emoji that a screen reader spells out by name: in runs, as bullets, and in the place of words."""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from healthlint.article.article import Article
from healthlint.checks.accessibility.tell import tell_at
from healthlint.checks.registry import check
from healthlint.model import Block, Confidence, Edit, Finding, Fix, Related, Rule, Safety, Zone
from healthlint.patterns import compile_pattern
from healthlint.records import NamedTuple, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.article.accessibility import Accessibility

_READ = frozenset({Zone.TITLE, Zone.HEADING, Zone.PROSE, Zone.LIST, Zone.CAPTION, Zone.TABLE})
_SYMBOLS = frozenset("⌚⌛⏩⏪⏫⏬⏰⏳☔☕♿⚓⚡⛄⛅⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗⬛⬜⭐⭕")
"""Signs below U+1F000 that are shown as pictures by default (Unicode Technical Standard 51)."""
_PICTURE, _JOINER = "\ufe0f", "\u200d"


_MOST_TOLD = 5
"""Places looked at in one paragraph: the fifth tells an author nothing new."""
_SPACES = 4
"""Characters beside an emoji among which the next word begins."""


class _Run(NamedTuple):
    start: int
    end: int
    signs: tuple[str, ...]
    """The emoji of a run, each with its modifiers."""


@check("emoji-as-words")
def emoji_as_words(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report runs of emoji, emoji before every line of a list, and emoji between the words of a sentence."""
    opening: list[tuple[Block, _Run]] = []
    odd = [block for block in article.odd_blocks if block.zone in _READ]
    signs = _signs_in("".join([block.text for block in odd]))
    for block in [block for block in odd if any(sign in block.text for sign in signs)] if signs else ():
        told = 0
        for run in _runs(block.text):
            if told == _MOST_TOLD or _is_silent(article, block, run):
                continue
            told += run.start > 0 or len(run.signs) >= rule.options["longest-run"]
            if len(run.signs) >= rule.options["longest-run"]:
                fix = Fix(rule.parameters["fix-title"], (Edit(block.span(run.start, run.end), ""),), Safety.REVIEW)
                yield _told(rule, article, block, run, "", (fix,))
            elif run.start == 0 and run.end < len(block.text):
                opening.append((block, run))
            elif _stands_for_word(block.text, run):
                yield replace(_told(rule, article, block, run, "word"), confidence=Confidence.POSSIBLE)
    yield from _bullets(rule, article, opening)


def _signs_in(text: str) -> set[str]:
    """The emoji of a text, without what modifies them, and the mark that makes a sign into one: told from its bytes."""
    written = text.encode("utf-8", "surrogatepass")
    # Of what lies behind the arrows, two bytes after an E2 or three after an F0 make the character.
    bytes_of = {b"\xe2" + rest[:2] for rest in written.split(b"\xe2")[1:]} | {b"\xf0" + rest[:3] for rest in written.split(b"\xf0")[1:]}
    found = {sign for sign in [character.decode("utf-8") for character in bytes_of] if _emoji(sign, 0)}
    return found | {_PICTURE} if _PICTURE in text else found


def _told(rule: Rule, article: Article, block: Block, run: _Run, variant: str, fixes: tuple[Fix, ...] = ()) -> Finding:
    span = block.span(run.start, run.end)
    return tell_at(rule, article.document, span, variant=variant, fixes=fixes, count=len(run.signs), spoken=_spoken(run.signs))


def _spoken(signs: tuple[str, ...]) -> str:
    """About what a screen reader says: the names of the first few."""
    from unicodedata import name

    return ", ".join(name(sign[0], "emoji").lower() for sign in signs[:3])


@cache
def _sign() -> re.Pattern[str]:
    """What may be an emoji: no character before the arrows is one."""
    return compile_pattern("[\u2190-\U0010ffff]")


def _runs(text: str) -> Iterator[_Run]:
    """Emoji side by side, with nothing but spaces between them."""
    signs: list[str] = []
    start = end = at = 0
    while at < len(text):
        if not signs:
            sign = _sign().search(text, at)
            if sign is None:
                return
            at = sign.start()
        size = _emoji(text, at)
        if size:
            if not signs:
                start = at
            signs.append(text[at : at + size])
            at = end = at + size
            continue
        if signs and text[at] not in " \xa0":
            yield _Run(start, end, tuple(signs))
            signs = []
        at += 1
    if signs:
        yield _Run(start, end, tuple(signs))


def _emoji(text: str, at: int) -> int:
    """How many characters the emoji at this place has, modifiers and joined parts included; 0 for none."""
    sign = text[at]
    following = text[at + 1 : at + 2]
    if sign < "\u2190":
        return 0
    if not ("\U0001f300" <= sign <= "\U0001faff" or "\U0001f1e6" <= sign <= "\U0001f1ff" or sign in _SYMBOLS or following == _PICTURE):
        return 0
    end = at + 1
    if "\U0001f1e6" <= sign <= "\U0001f1ff" and "\U0001f1e6" <= following <= "\U0001f1ff":
        end += 1
    while end < len(text) and (text[end] == _PICTURE or "\U0001f3fb" <= text[end] <= "\U0001f3ff"):
        end += 1
    if end + 1 < len(text) and text[end] == _JOINER:
        return end + 1 - at + max(1, _emoji(text, end + 1))
    return end - at


def _stands_for_word(text: str, run: _Run) -> bool:
    """Whether words of one sentence stand on both sides: “Drink 💧 every day”."""
    before = text[max(0, run.start - _SPACES) : run.start].rstrip()
    after = text[run.end : run.end + _SPACES].lstrip()
    return before[-1:].isalnum() and after[:1].islower()


def _is_silent(article: Article, block: Block, run: _Run) -> bool:
    """Whether markup hides the emoji from screen readers or gives it a name."""
    page: Accessibility = article.accessibility
    i = page.element_at(block.source_offset(run.start))
    return i >= 0 and (page.hidden(i) or page.stated_role(i) == "img")


def _bullets(rule: Rule, article: Article, opening: list[tuple[Block, _Run]]) -> Iterator[Finding]:
    """Several headings, or several lines of lists, that begin with an emoji each."""
    for zones in ({Zone.TITLE, Zone.HEADING}, {Zone.LIST, Zone.PROSE}):
        mine = [(block, run) for block, run in opening if block.zone in zones]
        if len(mine) < rule.options["fewest-lines"]:
            continue
        edits = tuple(Edit(block.span(0, run.end + (block.text[run.end : run.end + 1] == " ")), "") for block, run in mine)
        signs = {sign[0] for _, run in mine for sign in run.signs}
        # Where ticks and crosses tell what to do from what not to do, the words have to say so first.
        fixes = () if signs & set(rule.parameters["meaning"]) else (Fix(rule.parameters["fix-title"], edits, Safety.REVIEW),)
        block, run = mine[0]
        others = [Related(b.span(r.start, r.end), rule.parameters["again-note"]) for b, r in mine[1:4]]
        span = block.span(run.start, run.end)
        yield tell_at(
            rule, article.document, span, variant="lines", fixes=fixes, related=others, count=len(mine), spoken=_spoken(run.signs)
        )
