"""What belongs to the site and the law and not to the article: disclaimers, imprint, newsletter, cookies."""
from __future__ import annotations

import re
from functools import cache

from healthlint.language.digits import has_digit
from healthlint.patterns import compile_pattern

_DISCLAIMING = (
    "not medical advice", "not a medical advice", "not intended as medical advice", "not constitute medical advice",
    "not be construed as medical advice", "not provide medical advice", "not offer medical advice", "not intended to be medical advice",
    "not be taken as medical advice", "isn't medical advice", "not be considered medical advice", "isn't medical guidance",
    "not medical guidance", "not intended to diagnose", "informational purposes only", "information purposes only",
    "educational purposes only", "for information only", "for general information only", "purely informational",
    "general information purposes", "informational and educational purposes", "educational and informational purposes",
    "for informational use only", "never disregard professional medical", "not disregard professional medical",
    "for general informational purposes", "general information only", "not been evaluated by the food and drug",
)  # fmt: skip
_REPLACING = (
    "a substitute for", "as a substitute", "to substitute", "not substitute", "n't substitute", "not replace", "n't replace",
    "to replace", "replacement for",
)  # fmt: skip
"""Said of advice in a disclaimer, and of many other things in prose."""
_ADVICE = ("advice", "professional", "medical", "doctor", "physician", "diagnos", "consultation", "counsel", "practitioner", "health care")
_ITSELF = ("information", "content", "article", "page", "site", "material", "blog", "guide", "leaflet", "text", "post", "this ", "it ")
"""What a disclaimer speaks of."""
_REACH = 90
"""Characters after ``substitute`` or ``replace`` within which advice must be named."""
_SHORTEST = 20
"""Characters of the shortest passage that can disclaim."""
_LONGEST = 320
"""A passage with more characters is no talk of the site."""
_BRIEF = 60
"""A passage with fewer characters is a line of its own."""
_CHROME = (
    "all rights reserved", "sign up for our", "sign up to our", "subscribe to our", "join our newsletter", "we use cookies",
    "this site uses cookies", "this website uses cookies", "accept all cookies", "accept cookies", "your privacy is important to us",
    "share this article", "share on facebook", "share on twitter", "follow us on", "unsubscribe at any time", "unsubscribe anytime",
    "enter your email", "skip to main content", "click here to subscribe", "jump to recipe", "story continues below",
    "powered by disqus",
)  # fmt: skip
_CHROME_IF_BRIEF = (
    "privacy policy", "terms and conditions apply", "leave a comment", "your email address", "back to top", "skip to content",
    "print this page", "no spam", "our newsletter", "weekly newsletter", "daily newsletter", "terms of use", "cookie policy",
)  # fmt: skip
"""Said of the site in a line of its own, and of other things in prose."""
_INVITING = (
    "get daily", "get weekly", "get monthly", "get the latest", "receive the latest", "receive our", "sign up", "join our", "subscribe",
)  # fmt: skip
_INVITED = ("advice", "tips", "news", "update", "inbox", "email", "offers", "insights", "articles")
_OWNED = ("©", "copyright ©", "copyright 20", "(c) 20", "powered by ")
"""First words of a line on who owns or made the site."""
_CHROME_LINES = frozenset(
    {
        "share", "print", "email", "e-mail", "print e-mail", "tweet", "facebook", "twitter", "linkedin", "pinterest", "whatsapp",
        "advertisement", "subscribe", "sign up", "log in", "login", "menu", "search", "home", "next", "previous", "back", "close",
        "reply", "copy link", "share this", "share this article", "back to top", "top", "skip to content", "read more",
        "continue reading", "save", "sponsored", "ad", "comments", "follow us", "like this", "cookie settings", "privacy policy",
        "cookie policy", "terms of use", "terms and conditions", "contact us", "about us", "sitemap",
        "advertisement continue reading below", "story continues below advertisement", "ends", "-ends-",
        "scroll to continue with content",
    }
)  # fmt: skip


_OPENINGS = frozenset([phrase[0] for phrase in ("#", *_OWNED, *_INVITING)])
"""First characters of lines that belong to a site by how they begin."""
_EDGES = " .:!›»«‹>|•"
"""What may stand around the words of a line."""
_LONG_LINE = 80
"""A passage with as many characters is none of the lines of a site, whatever stands around it."""


def _begins_like_prose(low: str) -> bool:
    """Whether a folded passage begins with a word with which none of a site begins."""
    first = low.lstrip(_EDGES)[:1]
    return first.isalnum() and first not in _OPENINGS


def _plain(low: str) -> str:
    """A text with single spaces for its white space."""
    return " ".join(low.split()) if "  " in low or not low.isprintable() else low


class SiteTalk:
    """The wordings of disclaimers and of sites that can stand on one page; most stand on none, and are looked for in no passage."""

    def __init__(self, vocabulary: frozenset[str] | None = None, folded: str | None = None) -> None:
        """Keep the wordings that ``vocabulary``, the page's words, allow, and that stand in its folded text; all if not known."""
        joined = None if vocabulary is None else "\n".join(vocabulary)
        may_replace = joined is None or "substitut" in joined or "replac" in joined
        self._disclaiming = _standing(_possible(_DISCLAIMING, vocabulary, joined), folded)
        self._replacing = _standing(_REPLACING, folded) if may_replace else ()
        self.may_disclaim = bool(self._disclaiming or self._replacing)
        """Whether any passage of the page can disclaim."""
        self._chrome = _possible(_CHROME, vocabulary, joined)
        self._chrome_brief = self._chrome + _possible(_CHROME_IF_BRIEF, vocabulary, joined)

    def disclaims(self, low: str) -> bool:
        """Whether a folded passage says that it is no substitute for professional advice."""
        if not self.may_disclaim or len(low) < _SHORTEST:
            return False
        for phrase in self._disclaiming:
            if phrase in low:
                return True
        if "not" not in low and "n't" not in low and "never" not in low:
            return False
        return any(phrase in low and _is_of_advice(low, phrase) for phrase in self._replacing)

    def is_chrome(self, low: str) -> bool:
        """A short folded passage that belongs to the site and not to the article: newsletter, cookies, sharing, copyright."""
        size = len(low)
        if size > _LONGEST:
            return False
        if size >= _LONG_LINE and not self._chrome and _begins_like_prose(low):
            return False
        low = _plain(low).strip(_EDGES)
        if low in _CHROME_LINES:
            return True
        for phrase in self._chrome_brief if size < _BRIEF else self._chrome:
            if phrase in low:
                return True
        if low[:1] not in _OPENINGS:
            return False
        if _is_tags(low) or (low.startswith(_OWNED) and size < 160):
            return True
        return size < 200 and low.startswith(_INVITING) and any(word in low for word in _INVITED)


def _possible(phrases: tuple[str, ...], vocabulary: frozenset[str] | None, joined: str | None) -> tuple[str, ...]:
    """The phrases whose words are all of ``vocabulary``; the outer words may be glued to others, and stand somewhere in ``joined``."""
    if vocabulary is None or joined is None:
        return phrases
    inner = [(phrase, outer) for phrase, words, outer in _split(phrases) if words <= vocabulary]
    return tuple([phrase for phrase, (longer, shorter) in inner if longer in joined and shorter in joined])


def _standing(phrases: tuple[str, ...], low: str | None) -> tuple[str, ...]:
    """The phrases that stand in a text, if it is known."""
    return phrases if low is None else tuple([phrase for phrase in phrases if phrase in low])


@cache
def _split(phrases: tuple[str, ...]) -> list[tuple[str, frozenset[str], tuple[str, str]]]:
    """Each phrase with its inner words, and with its outer words, the longer first: it is the rarer."""
    found = []
    for phrase in phrases:
        first, *inner, last = phrase.split()
        found.append((phrase, frozenset(inner), (first, last) if len(first) > len(last) else (last, first)))
    return found


def _is_tags(low: str) -> bool:
    """Whether a line is made of hash tags."""
    return low.startswith("#") and all(w.startswith("#") and w[1:2].isalpha() for w in low.split())


def _is_of_advice(low: str, phrase: str) -> bool:
    """Whether the sentence denies that it replaces advice; ``information`` or ``page`` must be what does not."""
    at = low.find(phrase)
    if at < 0:
        return False
    after = low[at : at + len(phrase) + _REACH]
    before = low[max(at - 160, 0) : at]
    denied = any(word in before or word in phrase for word in ("not", "n't", "never"))
    return denied and any(word in after for word in _ADVICE) and any(word in before for word in _ITSELF)


@cache
def _address() -> re.Pattern[str]:
    return compile_pattern(
        r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
        r"|\b(?:VAT|Company|Registered|Registration|Charity)(?: registration)?(?: number| no\.?)?\s?[:#]?\s?\d"
        r"|\b(?:VAT|Company|Charity|Phone|Tel|Telephone|Fax|Mobile)\b[^.!?]{0,20}:|^\s?\+?\(?\d[\d ()-]{7,}\d$|^\S{1,60}@\S{1,60}\.\w{2,}$"
        r"|^(?:tel|fax|e-?mail|phone|mob(?:ile)?|call|web(?:site)?)\b\s?[:.]|\b(?:Ltd|Limited|Inc|LLC|GmbH|PLC|plc)\.?$",
        re.IGNORECASE,
    )


_FIRMS = ("ltd", "limited", "inc", "llc", "gmbh", "plc")


def is_address_line(low: str) -> bool:
    """A folded line of an imprint: postcode, telephone, company number, firm."""
    if len(low) > 120:
        return False
    told = "@" in low or ":" in low or "." in low or has_digit(low) or low.endswith(_FIRMS)
    return told and _address().search(low) is not None
