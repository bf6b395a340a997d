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


class SiteTalk:
    """The wordings of disclaimers and of sites that can stand on one page; most stand on none, and are looked for in no passage."""

    def __init__(self, vocabulary: frozenset[str] | None = None, page: str | None = None) -> None:
        """Keep the wordings whose inner words are all of ``vocabulary``, the page's words, or that stand in its text; all if not known."""
        low = None if page is None else page.lower().replace("’", "'")
        self._disclaiming = _standing(_possible(_DISCLAIMING, vocabulary), low)
        self._replacing = _standing(_REPLACING, low)
        self.may_disclaim = bool(self._disclaiming or self._replacing)
        """Whether any passage of the page can disclaim."""
        self._chrome = _possible(_CHROME, vocabulary)
        self._chrome_brief = self._chrome + _possible(_CHROME_IF_BRIEF, vocabulary)

    def disclaims(self, text: str) -> bool:
        """Whether a passage says that it is no substitute for professional advice."""
        if not self.may_disclaim or len(text) < _SHORTEST:
            return False
        low = text.lower().replace("’", "'")
        for phrase in self._disclaiming:
            if phrase in low:
                return True
        if "not" not in low and "n't" not in low and "never" not in low:
            return False
        return any(phrase in low and _is_of_advice(low, phrase) for phrase in self._replacing)

    def is_chrome(self, text: str) -> bool:
        """A short passage that belongs to the site and not to the article: newsletter, cookies, sharing, copyright."""
        size = len(text)
        if size > _LONGEST:
            return False
        low = text.lower()
        if "  " in low or not low.isprintable():
            low = " ".join(low.split())
        low = low.strip(" .:!›»«‹>|•")
        if low in _CHROME_LINES or _is_tags(low):
            return True
        if low.startswith(_OWNED) and size < 160:
            return True
        for phrase in self._chrome_brief if size < _BRIEF else self._chrome:
            if phrase in low:
                return True
        return size < 200 and low.startswith(_INVITING) and any(word in low for word in _INVITED)


def _possible(phrases: tuple[str, ...], vocabulary: frozenset[str] | None) -> tuple[str, ...]:
    """The phrases whose inner words are all of ``vocabulary``; the outer words may be glued to others."""
    inner = _inner_words(phrases)
    return phrases if vocabulary is None else tuple(p for p, words in zip(phrases, inner, strict=True) if words <= vocabulary)


def _standing(phrases: tuple[str, ...], low: str | None) -> tuple[str, ...]:
    """The phrases that stand in the text of the page."""
    return phrases if low is None else tuple([phrase for phrase in phrases if phrase in low])


@cache
def _inner_words(phrases: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(phrase.split()[1:-1]) for phrase in phrases)


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


def is_address_line(text: str) -> bool:
    """A line of an imprint: postcode, telephone, company number, firm."""
    if len(text) > 120:
        return False
    low = text.lower()
    told = "@" in low or ":" in low or "." in low or has_digit(low) or low.endswith(_FIRMS)
    return told and _address().search(text) is not None
