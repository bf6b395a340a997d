"""What a byline, a date line and a biography look like."""

import re
from functools import cache

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_CAPITAL = "A-ZÀ-ÖØ-ÞŁŚŠŽĆČ"
_STYLE = r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Dame)\.? )"
_PARTICLE = "de|van|von|al|bin|da|di|la|le|der"


@cache
def _byline() -> re.Pattern[str]:
    name = rf"{_STYLE}?[{_CAPITAL}][\w.'’-]*(?: (?:{_PARTICLE}|[{_CAPITAL}][\w.'’-]*)){{1,4}}"
    return re.compile(
        rf"(?:(?i:by|written by|words by|author|authors|posted by|story by|text by|article by|reported by|contributed by|medical author"
        rf"|medical writer|reporter|writer)(?i:\s?:|\s))\s?{name}",
    )


@cache
def _reviewer() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:medically|clinically|scientifically|expert|last|peer)?[ -]?(?:review(?:ed)?|fact[ -]?check(?:ed)?|approved|verified|edited)"
        r"(?: and \w+)? by\b|medical(?:ly)? review(?:er)?\s?:|reviewer\s?:|clinical reviewer\s?:|medical editor\s?:)",
        re.IGNORECASE,
    )


@cache
def _dates() -> re.Pattern[str]:
    date = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?[ ./-](?:{_MONTHS}|\d{{1,2}})[a-z]*[ ,./-]+\d{{2,4}}"
    date += rf"|(?:{_MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|(?:{_MONTHS})\.?,? \d{{4}}|(?:19|20)\d\d-\d\d?-\d\d?|(?:19|20)\d\d)"
    label = r"(?:(?:page |article |content |post |first |date |originally )?(?:last |next )?(?:medically |clinically )?"
    label += r"(?:updated|reviewed|published|modified|posted|created|checked|review(?: due| date)?|update|revised|release[ds]?|written)"
    label += r"(?: on| date| due| in| at)?\s?[:\xa0–-]?\s{0,3}|date\s?:\s?|public release\s?:\s?|on )"
    time = r"(?:[ T,]+(?:at )?\d\d?[:.]\d\d(?:[:.]\d\d)?\s?(?:am|pm|[A-Z]{2,4})?)?"
    return re.compile(rf"\W{{0,3}}(?:{label})?{date}{time}\W{{0,3}}", re.IGNORECASE)


def is_byline(text: str) -> bool:
    """A short line that names who wrote the article."""
    return len(text) <= 160 and _byline().match(text) is not None


def is_reviewer_line(text: str) -> bool:
    """A short line that names who checked the article."""
    return len(text) <= 200 and _reviewer().match(text) is not None


def is_date_line(text: str) -> bool:
    """A short line that holds dates of the page and nothing else."""
    if len(text) > 140 or not any(map(str.isdigit, text)):
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
        rf"{_STYLE}?{word}(?: [{_CAPITAL}]\.?)?(?: (?:{_PARTICLE})){{0,2}}(?: {word}){{1,2}}"
        rf"(?:,? (?:[A-Z][A-Za-z]{{1,6}})(?:,? [A-Z][A-Za-z.]{{1,6}}){{0,5}})?",
    )


_NO_NAMES = frozenset(
    {
        "about", "the", "our", "for", "how", "what", "why", "when", "who", "where", "is", "are", "can", "does", "media", "press", "more",
        "contact", "notes", "note", "key", "side", "new", "read", "see", "medical", "health", "clinical", "research", "related", "further",
        "common", "types", "treatment", "risk", "early", "other", "living", "mental", "public", "national", "royal", "university",
    }
)  # fmt: skip
"""First words of headings that look like names."""


def is_name(text: str) -> bool:
    """A line that is a person's name, with or without letters after it."""
    return len(text) <= 70 and text.split(" ", 1)[0].lower() not in _NO_NAMES and _name().fullmatch(text.strip()) is not None


_ROLES = frozenset(
    {
        "student", "phd", "md", "bsc", "msc", "mres", "mbbs", "mrcp", "mrcgp", "rn", "rd", "rdn", "nutritionist", "dietitian", "dietician",
        "doctor", "nurse", "pharmacist", "professor", "lecturer", "researcher", "writer", "editor", "author", "consultant", "physician",
        "surgeon", "therapist", "physiotherapist", "psychologist", "psychiatrist", "scientist", "journalist", "gp", "dentist", "midwife",
        "neurologist", "cardiologist", "dermatologist", "gynaecologist", "gynecologist", "oncologist", "paediatrician", "pediatrician",
        "epidemiologist", "biochemist", "reporter", "practitioner", "founder", "director", "fellow", "candidate", "graduate",
    }
)  # fmt: skip
_LIFE = (
    "completed", "graduated", "studied", "holds", "is a ", "is an ", "is the ", "has been", "has a ", "has over", "works as", "worked as",
    "specialises", "specializes", "earned", "obtained", "received", "trained", "joined", "is currently", "was awarded", "writes",
    "has written", "qualified", "is passionate", "is dedicated", "serves as", "teaches", "lives in",
)  # fmt: skip
_STUDIES = (
    "university", "college", "degree", "bsc", "msc", "phd", "mres", "hospital", "diploma", "qualified", "clinic", "school of",
    "nutritionist", "dietitian", "writer", "journalist", "editor", "doctor", "experience", "nurse", "pharmac", "medicine", "health",
    "physician",
)  # fmt: skip


def is_role_line(text: str) -> bool:
    """A short line that says what a person is, such as ``Consultant in Pain Medicine``."""
    if len(text) > 160 or text.endswith((".", "?", "!", ":")):
        return False
    return not _ROLES.isdisjoint(text.lower().replace(",", " ").replace("–", " ").replace("-", " ").split())


def is_life_story(text: str) -> bool:
    """A passage in the third person on someone's training and work."""
    low = text[:600].lower()
    return any(cue in low[:250] for cue in _LIFE) and any(cue in low for cue in _STUDIES)
