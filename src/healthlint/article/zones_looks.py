"""What a passage looks like without a heading to say so: a reference, a disclaimer, a byline, an address."""

import re
from functools import cache

_MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_CAPITAL = "A-ZÀ-ÖØ-ÞŁŚŠŽĆČ"


@cache
def _reference_signs() -> tuple[tuple[re.Pattern[str], int], ...]:
    surname = rf"[{_CAPITAL}][\w'’‐-]{{1,24}}"
    return (
        (re.compile(r"\bdoi\b|\b10\.\d{4,9}/|\bPMID\b|\bPMC\d{4}|\bISBN\b", re.IGNORECASE), 3),
        (re.compile(r"\d\s?\([^()]{1,20}\)\s?[:;,.]|[;,]\s?\d{1,4}(?:\s?\([^()]{1,20}\))?\s?:\s?[A-Za-z]?\d|\bpp?\.\s?\d|\bvol\.?\s?\d", re.IGNORECASE), 2),
        (re.compile(rf"^\W{{0,3}}(?:\d{{1,3}}\W{{1,3}})?{surname}(?:[ -]{surname})?,? (?:[{_CAPITAL}]\.?[ -]?){{1,3}}(?:[,.;:(]|and\b|&|$)"), 2),
        (re.compile(r"\bet al\b"), 2),
        (
            re.compile(r"\b(?:available (?:at|from|online)|accessed|retrieved|cited \d|\[internet\]|epub|eds?\.\)|\(eds?\)|last updated)", re.IGNORECASE),
            2,
        ),
        (re.compile(r"[.,;(]\s?(?:19|20)\d\d[a-z]?\s?(?:[);.,:]|$|(?:" + _MONTHS + r")\b)", re.IGNORECASE), 1),
        (re.compile(r"\b(?:19|20)\d\d\b"), 1),
        (re.compile(r"https?://|\bwww\."), 1),
        (
            re.compile(
                r"\b(?:Journal|J\.? [A-Z][a-z]+|Lancet|BMJ|JAMA|N Engl J|Nutrients|Cochrane Database|Press|Publish(?:ing|ers?)|PLoS|Ann Intern|Am J|Br J"
                r"|Eur J|Int J|Arch|Clin [A-Z]|Rev [A-Z]|Proc|Med [A-Z]|Nature|Science|Pediatrics|Circulation)\b"
            ),
            1,
        ),
    )


def reference_score(text: str) -> int:
    """How much a passage looks like an entry of a reference list; from 3 on it does."""
    if len(text) > 1500 or len(text) < 8:
        return 0
    head = text[:700]
    score = sum(weight for pattern, weight in _reference_signs() if pattern.search(head))
    low = f" {head.lower()} "
    if " you " in low or " your " in low or " we recommend" in low:
        score -= 2
    if len(text) > 600:
        score -= 1
    return score


def is_link_only(text: str, linked: int) -> bool:
    """Whether links make up most of a passage."""
    return bool(text) and (linked * 5 >= len(text) * 2 or text.startswith(("http://", "https://", "www.")))


_DISCLAIMING = (
    "not medical advice", "not a medical advice", "not intended as medical advice", "not constitute medical advice", "not be construed as medical advice",
    "not provide medical advice", "not offer medical advice", "not intended to be medical advice", "not be taken as medical advice", "isn't medical advice",
    "not be considered medical advice", "isn't medical guidance", "not medical guidance", "not a substitute for", "not intended as a substitute",
    "not intended to be a substitute", "not be a substitute for", "not be used as a substitute", "not substitute for", "not replace professional",
    "not replace the advice", "not replace medical", "not replace advice", "n't replace professional", "n't replace medical", "n't replace the advice",
    "not meant to replace", "not intended to replace", "not intended to diagnose", "not intended to substitute", "informational purposes only",
    "information purposes only", "educational purposes only", "for information only", "for general information only", "purely informational",
    "general information purposes", "informational and educational purposes", "educational and informational purposes", "for informational use only",
    "never disregard professional medical", "not disregard professional medical", "for general informational purposes", "general information only",
    "not been evaluated by the food and drug",
)  # fmt: skip


def disclaims(text: str) -> bool:
    """Whether a passage says that it is no substitute for professional advice."""
    low = text.lower().replace("’", "'")
    if "not" not in low and "n't" not in low and "only" not in low and "purely" not in low and "never" not in low:
        return False
    return any(phrase in low for phrase in _DISCLAIMING)


@cache
def _byline() -> re.Pattern[str]:
    name = rf"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Dame)\.? )?[{_CAPITAL}][\w.'’-]*(?: (?:de|van|von|al|bin|da|di|la|le|der|[{_CAPITAL}][\w.'’-]*)){{1,4}}"
    return re.compile(
        rf"(?:(?i:by|written by|words by|author|authors|posted by|story by|text by|article by|reported by|contributed by|medical author|medical writer"
        rf"|reporter|writer)(?i:\s?:|\s))\s?{name}",
    )


@cache
def _reviewer() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:medically|clinically|scientifically|expert|last|peer)?[ -]?(?:review(?:ed)?|fact[ -]?check(?:ed)?|approved|verified|edited)(?: and \w+)?"
        r" by\b|medical(?:ly)? review(?:er)?\s?:|reviewer\s?:|clinical reviewer\s?:|medical editor\s?:)",
        re.IGNORECASE,
    )


@cache
def _dates() -> re.Pattern[str]:
    date = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?[ ./-](?:{_MONTHS}|\d{{1,2}})[a-z]*[ ,./-]+\d{{2,4}}|(?:{_MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    date += rf"|(?:{_MONTHS})\.?,? \d{{4}}|(?:19|20)\d\d-\d\d?-\d\d?|(?:19|20)\d\d)"
    label = r"(?:(?:page |article |content |post |first |date |originally )?(?:last |next )?(?:medically |clinically )?"
    label += r"(?:updated|reviewed|published|modified|posted|created|checked|review(?: due| date)?|update|revised|release[ds]?|written)"
    label += r"(?: on| date| due| in| at)?\s?[:\xa0–-]?\s{0,3}|date\s?:\s?|public release\s?:\s?|on )"
    return re.compile(rf"\W{{0,3}}(?:{label})?{date}(?:[ T,]+(?:at )?\d\d?[:.]\d\d(?:[:.]\d\d)?\s?(?:am|pm|[A-Z]{{2,4}})?)?\W{{0,3}}", re.IGNORECASE)


def is_byline(text: str) -> bool:
    """A short line that names who wrote the article."""
    return len(text) <= 160 and _byline().match(text) is not None


def is_reviewer_line(text: str) -> bool:
    """A short line that names who checked the article."""
    return len(text) <= 200 and _reviewer().match(text) is not None


def is_date_line(text: str) -> bool:
    """A short line that holds dates of the page and nothing else."""
    if len(text) > 140 or not any(c.isdigit() for c in text):
        return False
    at = 0
    while at < len(text):
        match = _dates().match(text, at)
        if match is None:
            return False
        at = match.end()
        while at < len(text) and text[at] in " |•·/,;–—-":
            at += 1
    return True


@cache
def _name() -> re.Pattern[str]:
    word = rf"[{_CAPITAL}][\w'’-]+"
    return re.compile(
        rf"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Dame)\.? )?{word}(?: [{_CAPITAL}]\.?)?(?: (?:de|van|von|al|bin|da|di|la|le|der)){{0,2}}(?: {word}){{1,2}}"
        rf"(?:,? (?:[A-Z][A-Za-z]{{1,6}})(?:,? [A-Z][A-Za-z.]{{1,6}}){{0,5}})?",
    )


def is_name(text: str) -> bool:
    """A line that is a person's name, with or without letters after it."""
    return len(text) <= 70 and _name().fullmatch(text.strip()) is not None


_ROLES = frozenset(
    "student phd md bsc msc mres mbbs mrcp mrcgp rn rd rdn nutritionist dietitian dietician doctor nurse pharmacist professor lecturer researcher writer "
    "editor author consultant physician surgeon therapist physiotherapist psychologist psychiatrist scientist journalist gp dentist midwife "
    "neurologist cardiologist dermatologist gynaecologist gynecologist oncologist paediatrician pediatrician epidemiologist biochemist reporter "
    "practitioner founder director fellow candidate graduate".split(),
)
_LIFE = (
    "completed", "graduated", "studied", "holds", "is a ", "is an ", "is the ", "has been", "has a ", "has over", "works as", "worked as",
    "specialises", "specializes", "earned", "obtained", "received", "trained", "joined", "is currently", "was awarded", "writes", "has written",
    "qualified", "is passionate", "is dedicated", "serves as", "teaches", "lives in",
)  # fmt: skip
_STUDIES = ("university", "college", "degree", "bsc", "msc", "phd", "mres", "hospital", "diploma", "qualified", "clinic", "school of", "nutritionist",
            "dietitian", "writer", "journalist", "editor", "doctor", "experience", "nurse", "pharmac", "medicine", "health", "physician")  # fmt: skip


def is_role_line(text: str) -> bool:
    """A short line that says what a person is, such as ``Consultant in Pain Medicine``."""
    if len(text) > 160 or text.endswith((".", "?", "!", ":")):
        return False
    return not _ROLES.isdisjoint(text.lower().replace(",", " ").replace("–", " ").replace("-", " ").split())


def is_life_story(text: str) -> bool:
    """A passage in the third person on someone's training and work."""
    low = text[:600].lower()
    return any(cue in low[:250] for cue in _LIFE) and any(cue in low for cue in _STUDIES)


@cache
def _address() -> re.Pattern[str]:
    return re.compile(
        r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b(?:VAT|Company|Registered|Registration|Charity)(?: registration)?(?: number| no\.?)?\s?[:#]?\s?\d"
        r"|\b(?:VAT|Company|Charity|Phone|Tel|Telephone|Fax|Mobile)\b[^.!?]{0,20}:|^\s?\+?\(?\d[\d ()-]{7,}\d$|^\S{1,60}@\S{1,60}\.\w{2,}$"
        r"|^(?:tel|fax|e-?mail|phone|mob(?:ile)?|call|web(?:site)?)\b\s?[:.]|\b(?:Ltd|Limited|Inc|LLC|GmbH|PLC|plc)\.?$",
        re.IGNORECASE,
    )


def is_address_line(text: str) -> bool:
    """A line of an imprint: postcode, telephone, company number, firm."""
    return len(text) <= 120 and _address().search(text) is not None


_CHROME = (
    "all rights reserved", "sign up for our", "sign up to our", "subscribe to our", "join our newsletter", "our newsletter", "weekly newsletter",
    "daily newsletter", "we use cookies", "this site uses cookies", "this website uses cookies", "accept all cookies", "accept cookies",
    "your privacy is important", "privacy policy", "terms and conditions apply", "share this article", "share on facebook", "share on twitter",
    "follow us on", "unsubscribe at any time", "unsubscribe anytime", "leave a comment", "enter your email", "your email address", "back to top", "skip to content",
    "skip to main content", "click here to subscribe", "powered by", "jump to recipe", "print this page", "wellness advice from our",
    "no spam",
)  # fmt: skip
_CHROME_LINES = frozenset(
    {
        "share", "print", "email", "e-mail", "print e-mail", "tweet", "facebook", "twitter", "linkedin", "pinterest", "whatsapp", "advertisement",
        "subscribe", "sign up", "log in", "login", "menu", "search", "home", "next", "previous", "back", "close", "reply", "copy link", "share this",
        "share this article", "back to top", "top", "skip to content", "read more", "continue reading", "save", "sponsored", "ad", "comments", "follow us",
        "like this", "cookie settings", "privacy policy", "cookie policy", "terms of use", "terms and conditions", "contact us", "about us", "sitemap",
        "advertisement continue reading below", "story continues below advertisement", "ends", "-ends-", "scroll to continue with content",
    }
)  # fmt: skip


def is_chrome(text: str) -> bool:
    """A short passage that belongs to the site and not to the article: newsletter, cookies, sharing, copyright."""
    low = " ".join(text.lower().split()).strip(" .:!›»«‹>|•")
    if low in _CHROME_LINES:
        return True
    if len(text) > 320:
        return False
    if low.startswith(("©", "copyright ©", "copyright 20", "(c) 20", "© copyright")):
        return True
    return any(phrase in low for phrase in _CHROME)
