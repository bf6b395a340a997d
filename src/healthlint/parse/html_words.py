"""What the words of classes and ids say of a part of a page, remembered word by word, as the same few name most parts."""
from __future__ import annotations

from collections.abc import Callable

from healthlint.model import Zone
from healthlint.parse.remembered import Remembered
from healthlint.patterns import compile_pattern

_WORD = compile_pattern(r"[A-Z]?[a-z]++|[A-Z]++")

_FURNITURE = frozenset(
    "nav navbar navigation menu submenu breadcrumb breadcrumbs cookie cookies consent gdpr newsletter subscribe subscription "
    "signup footer masthead "
    "share sharing social addthis sharethis comments comment respond disqus advert adverts advertisement ad ads adsense "
    "sponsor sponsored promo "
    "popup pagination pager skip skiplink toc tableofcontents toolbar topbar navbox login search searchform copyright sidebar "
    "taboola outbrain "
    "recirc feedback rating tags tagcloud logo branding".split()
)
"""Class or id words that name a page's furniture."""
_PERHAPS = frozenset(
    "widget banner related recommended trending popular aside modal dialog overlay rail secondary header links index more "
    "next prev previous "
    "action actions button buttons follow meta teaser card cards promo carousel tool tools survey helpful".split()
)
"""Words that do so only together with other signs."""
_PARTS = (
    (Zone.REFERENCES, 10**9, frozenset("references reflist bibliography footnotes endnotes citations refs referencelist".split())),
    (Zone.FURTHER_READING, 3000, frozenset({"furtherreading", "readmore"})),
    (Zone.DISCLAIMER, 3000, frozenset({"disclaimer", "disclaimers"})),
    (Zone.REVIEWER, 800, frozenset("reviewer reviewers reviewed reviewedby medicalreview medicallyreviewed factchecked".split())),
    (Zone.BIO, 3000, frozenset("bio biography authorbio aboutauthor authorbox".split())),
    (Zone.BYLINE, 400, frozenset("byline bylines author authors contributor contributors writer writers vcard".split())),
    (Zone.CAPTION, 800, frozenset("caption captions figcaption".split())),
    (
        Zone.DATES,
        250,
        frozenset("date dates published updated modified dateline timestamp pubdate datetime lastmod lastupdated posted".split()),
    ),
)
"""Zone, the most characters such a part may hold, and the class or id words that name it."""

SAYS_WORDS, NAMES_FURNITURE, NAMES_PERHAPS_FURNITURE, FIRST_PART = 1, 2, 4, 8
"""Signs, added up: there is a word at all; it names furniture; it does so with other signs. Those from the last on name a part."""
PARTS = tuple([(zone, most, FIRST_PART << i) for i, (zone, most, _) in enumerate(_PARTS)])
"""Zone, the most characters such a part may hold, and the sign for it."""


def _signs() -> dict[str, int]:
    signs = dict.fromkeys(_FURNITURE, NAMES_FURNITURE)
    for word in _PERHAPS:
        signs[word] = signs.get(word, 0) | NAMES_PERHAPS_FURNITURE
    for i, (_, _, names) in enumerate(_PARTS):
        for word in names:
            signs[word] = signs.get(word, 0) | FIRST_PART << i
    return signs


_SIGNS = _signs()
_MOST_KEPT = 4000
_LONGEST_KEPT = 60


def _say(name: str) -> int:
    said = 0
    before = ""
    for piece in _WORD.findall(name):
        word = piece.lower()
        # "author-bio" names a part by both its words and by the two joined.
        said |= SAYS_WORDS | _SIGNS.get(word, 0) | _SIGNS.get(before + word, 0)
        before = word
    return said


_SAID: dict[str, int] = Remembered(_say, _MOST_KEPT, _LONGEST_KEPT)
"""What each class or id says."""


def _say_together(names: str) -> int:
    said = 0
    for name in names.split():
        said |= _SAID[name]
    return said


words_say: Callable[[str], int] = Remembered(_say_together, _MOST_KEPT, 4 * _LONGEST_KEPT).__getitem__
"""What the class or id words of an attribute, which white space parts, say together."""
