"""Where sentences begin and end, in prose as it is pasted: abbreviations, decimals, citations and all.

One regular expression proposes places and a few look-ups decide on each, so the
time is linear. Copies of articles often lose their superscripts ("pain.1
Magnesium"), which no common splitter survives.
"""
from __future__ import annotations

import re
from collections.abc import Sequence

from healthlint.language.words import EDGE
from healthlint.patterns import compile_pattern

_STOP = compile_pattern(
    r"""([.!?…。！？\n•▪●‣][.!?…]*+)                                           # 1: the stop
        (["'”’»)\]*]*+)                                                      # 2: what it closes
        (\d{1,3}(?:[,–‐-]\d{1,3})*+|[⁰¹²³⁴-⁹]++(?:[,–‐-][⁰¹²³⁴-⁹]++)*+|\[\d{1,3}(?:[,;–‐-]\x20?\d{1,3})*+\])?+  # 3: citation
        (\s*+)                                                               # 4: the gap
    """,
    re.VERBOSE,
)
_OTHER_STOPS = "!?…。！？\n•▪●‣"
_BREAKS = frozenset("\n•▪●‣")
_MARKER_AFTER = compile_pattern(r"(?:\[\d{1,3}(?:[,;–‐-] ?\d{1,3})*+\]|\(\d{1,2}(?:[,;–-] ?\d{1,2})*+\))(?=\s*+(?:[A-Z“‘\"(]|$))")
_NEXT = compile_pattern(r"""["'“‘«(\[*¿¡]*+([^\W_]*+)""")
_TOKEN = compile_pattern(r"[^\W_][^\s()\[\]\"“”‘’/;,:—–]*+$")
_DOTTED = compile_pattern(r"(?:[^\W\d_]\.)+[^\W\d_]$")

_NEVER = frozenset(
    "dr drs mr mrs ms mx prof profs rev hon gov gen col capt cpt lt sgt maj cmdr sen rep messrs mme mlle fr mt ft "
    "vs v cf viz e.g eg i.e ie approx ca circa fig figs eq eqs ref refs sec sect ch chap vol vols pp para paras tab ed eds "
    "esp incl excl resp min max avg temp wt ht tel ext assoc assn natl intl dept univ am clin invest nutr med int ann "
    "proc acad vit bldg".split(),
)
"""Abbreviations that stand before what they belong to."""
_BEFORE_NUMBER = frozenset("no nos p art n nr jan feb mar apr jun jul aug sep sept oct nov dec c s".split())
"""Abbreviations only when a number follows."""
_MAY_END = frozenset(
    "al inc ltd co corp plc llc jr sr st ave blvd rd bros ph.d md m.d d.o bsc b.sc msc m.sc m.phil mph r.n r.d u.s u.k u.s.a e.u u.n "
    "d.c b.a m.a hosp spp sp".split(),
)
"""Abbreviations that end a sentence only if the next word is one that begins sentences."""
_CLOCK = frozenset(("a.m", "p.m", "am", "pm"))
_AFTER_CLOCK = frozenset("est edt cst cdt pst pdt gmt bst et pt ct monday tuesday wednesday thursday friday saturday sunday".split())
_STARTERS = frozenset(
    "the this that these those it its in on at for from with without if when whenever while as a an and but or so yet he she they we "
    "you i his her their our your my there here however although though because since after before during by to of under over some many "
    "most more several both each every all any other another one two three no not nor what why how who whom whose where which also then "
    "thus therefore hence moreover furthermore additionally meanwhile instead once until unless even such do does did don't is are was "
    "were can could should would may might must will let please talk ask see call seek use take try keep get make avoid speak tell check "
    "learn find read people patients doctors studies research researchers participants results in between among although despite "
    "generally usually often sometimes overall finally first second next last only just still always never".split(),
)
_LETTERED = frozenset(
    "vitamin vitamins hepatitis type types group groups grade stage class plan part parts appendix table option phase factor protein level "
    "category influenza immunoglobulin haemophilia hemophilia medicare schedule arm coenzyme vit streptococcus strep".split(),
)
"""Words after which a single capital letter is a name and not an initial: "vitamin D. It ..."."""


_ABBREVIATIONS = _NEVER | _BEFORE_NUMBER | _CLOCK | _MAY_END
_SURE = 8
"""Letters that no abbreviation has."""
_WINDOW = 30
"""Characters before a stop that are looked at."""


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return the ranges of the sentences of ``text``, in order, without the white space around them.

    A citation after the full stop, flattened or in brackets, belongs to the
    sentence it closes. ``text`` is one block: its edges end sentences too.
    """
    return _split(text, _with_points(text))


def split_texts(texts: Sequence[str]) -> list[list[tuple[int, int]]]:
    """Return the ranges of the sentences of each of many texts: their stops are looked for in all of them at once."""
    pointed = _with_points(EDGE.join(texts)).split(EDGE)
    if len(pointed) != len(texts):
        return [split_sentences(text) for text in texts]
    return [_split(text, points) for text, points in zip(texts, pointed, strict=True)]


def _with_points(text: str) -> str:
    """``text`` with a point for whatever may end a sentence: one character is found many times faster than one of twelve."""
    for sign in _OTHER_STOPS:
        if sign in text:
            text = text.replace(sign, ".")
    return text


def _split(text: str, points: str) -> list[tuple[int, int]]:
    at, last = points.find("."), len(text) - 1
    if not 0 <= at < last:
        # Headings and items of lists have no stop, or one at their end.
        return _trimmed(text, 0, len(text))
    found: list[tuple[int, int]] = []
    start = 0
    while 0 <= at < last:
        if _ends_plainly(text, start, at):
            found += _trimmed(text, start, at + 1)
            start = resume = at + 2
        elif _goes_on_plainly(text, at):
            resume = at + 1
        else:
            match = _STOP.match(text, at)
            resume = match.end() if match else at + 1
            end, after = _boundary(text, match, start) if match else (0, 0)
            if end:
                found += _trimmed(text, start, end)
                start = after
                resume = max(resume, after)
        at = points.find(".", resume)
    found += _trimmed(text, start, len(text))
    return found


def _ends_plainly(text: str, start: int, at: int) -> bool:
    """Whether a point ends a sentence beyond doubt, as most do: it stands after a word that is no abbreviation and before a capital."""
    if text[at : at + 2] != ". " or not "A" <= text[at + 2 : at + 3] <= "Z":
        return False
    word = text[max(start, at - _WINDOW) : at].rpartition(" ")[2]
    return len(word) > 1 and word.isalpha() and (len(word) > _SURE or word.lower() not in _ABBREVIATIONS)


def _goes_on_plainly(text: str, at: int) -> bool:
    """Whether small letters follow a stop, as in the address of a page, or a space and small letters."""
    if text[at] not in ".!?":
        return False
    following = text[at + 1]
    return "a" <= following <= "z" or (following == " " and "a" <= text[at + 2 : at + 3] <= "z" and text[at + 3 : at + 6].islower())


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The range without the white space at its edges; none if there is nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [(start, end)] if start < end else []


def _boundary(text: str, match: re.Match[str], start: int) -> tuple[int, int]:
    """Where the sentence ends and where the next begins; ``(0, 0)`` if it goes on."""
    stop, _, cite, gap = match.groups()
    if stop[0] in _BREAKS:
        return _line_break(text, match.start(), gap)
    end, after = match.end(3) if cite else match.end(2), match.end()
    marker = None if cite or (following := text[after : after + 1]) not in ("[", "(") or not following else _MARKER_AFTER.match(text, after)
    if marker:
        end = after = marker.end()
    if after >= len(text):
        return len(text), len(text)
    word = _next_word(text, after)
    if word[0].islower() and not _cased_inside(word):
        return 0, 0
    if not gap and not marker and stop[0] < "\u3000" and not _glued(text, match):
        return 0, 0
    if stop == "." and not _full_stop(text, match, start, word):
        return 0, 0
    if stop in ("…", "...", "..") and not (word[0].isupper() or word[0] in '•"“‘'):
        return 0, 0
    return end, after


def _line_break(text: str, at: int, gap: str) -> tuple[int, int]:
    """A bullet after white space, or an empty line, parts sentences; a single line break does not."""
    bullet = text[at] != "\n" and at > 0 and text[at - 1].isspace()
    return (at, at) if bullet or (text[at] == "\n" and "\n" in gap) else (0, 0)


def _next_word(text: str, at: int) -> str:
    """The next word, without the quotation marks and brackets before it; the bare character if there is no word."""
    following = _NEXT.match(text, at)
    return following[1] if following and following[1] else text[at]


def _cased_inside(word: str) -> bool:
    """Whether a word that begins small is spelt so even at the start of a sentence: ``mRNA``, ``pH``."""
    return len(word) < 12 and any(c.isupper() for c in word[1:4])


def _glued(text: str, match: re.Match[str]) -> bool:
    """Whether a stop with no space after it ends a sentence: ``sleep.The``, but not ``Node.js`` or a web address."""
    stop, close, cite, _ = match.groups()
    if cite and cite[0] == "[":
        return True
    before = text[max(0, match.start() - 40) : match.start()].rpartition(" ")[2]
    after = text[match.end() : match.end() + 3]
    if close and close[-1] in ")”]" and not cite:
        return after[:1].isupper() and "." not in before
    if cite:
        return before[-3:].isalpha() and after[:1].isupper() and after[1:2].islower()
    plain = before.isalpha() and before[-3:].islower() and len(before) > 2
    return plain and after[:1].isupper() and after[1:].islower() and stop != "…"


def _full_stop(text: str, match: re.Match[str], start: int, word: str) -> bool:
    """Whether a single point ends the sentence; ``word`` comes next and begins with no small letter."""
    at = match.start()
    close, cite = match[2], match[3]
    if cite and cite[0] != "[":
        before = text[at - 1 : at]
        if not (before.isalpha() or before in ')]"”’%') or (at > 1 and before.isupper() and not text[at - 2].isalnum()):
            return False
    token = _last_word(text, start, at)
    if not token or (len(token) > _SURE and token.isalpha()):
        return True
    low = token.lower()
    starter = word.lower() in _STARTERS and word[:1].isupper()
    if len(token) == 1 and token.isalpha():
        return _after_letter(text, at - 1, start, token, word, starter=starter)
    if low in _NEVER and not close.endswith(")"):
        return low in ("min", "max", "am", "med", "int") and starter
    if low in _BEFORE_NUMBER:
        return not word[:1].isdigit()
    if low in _CLOCK:
        return word.lower() not in _AFTER_CLOCK
    if low in _MAY_END or _DOTTED.match(token):
        return starter
    # "1. Wash your hands": a number that opens the text is its label.
    return not (low.isdigit() and not text[start:at].strip(low + " "))


def _last_word(text: str, start: int, at: int) -> str:
    """The word that ends at ``at``, with inner points; empty if something else stands there."""
    pieces = text[max(start, at - _WINDOW) : at].rsplit(None, 1)
    if not pieces or text[at - 1].isspace():
        return ""
    if pieces[-1].isalpha():
        return pieces[-1]
    found = _TOKEN.search(pieces[-1])
    return found[0] if found else ""


def _after_letter(text: str, at: int, start: int, token: str, word: str, *, starter: bool) -> bool:
    """Whether the point after a single letter ends the sentence; an initial or a species does not."""
    if starter:
        return True
    before = text[max(start, at - 20) : at].split()
    if not before:
        return False
    previous = before[-1].lower()
    return token.isupper() and previous in _LETTERED and word[:1].isupper()
