"""What a byline, a date line and a biography look like."""
from __future__ import annotations

import re
from functools import cache

from healthlint.patterns import compile_pattern

_CAPITAL = "A-ZÀ-ÖØ-ÞŁŚŠŽĆČ"
_STYLE = r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Dame)\.? )"
_PARTICLE = "de|van|von|al|bin|da|di|la|le|der"
_STYLES = frozenset({"Dr", "Prof", "Professor", "Mr", "Mrs", "Ms", "Sir", "Dame"})
_PARTICLES = frozenset(_PARTICLE.split("|"))
_DATE_WORDS = frozenset(
    {
        "jan", "january", "feb", "february", "mar", "march", "apr", "april", "may", "jun", "june", "jul", "july", "aug", "august", "sep",
        "sept", "september", "oct", "october", "nov", "november", "dec", "december", "monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "page", "article", "content", "post", "first", "date",
        "originally", "last", "next", "medically", "clinically", "updated", "reviewed", "published", "modified", "posted", "created",
        "checked", "review", "due", "update", "revised", "release", "released", "written", "on", "in", "at", "public", "of", "am", "pm",
        "gmt", "bst", "utc", "est", "edt", "a.m.", "p.m.",
    }
)  # fmt: skip
"""Words that a line of dates is made of."""
LONGEST_DATES = 140
"""Characters of the longest line of dates."""
_SEPARATORS = str.maketrans(",|•·;–—()\xa0", " " * 10)


@cache
def _byline() -> re.Pattern[str]:
    name = rf"{_STYLE}?[{_CAPITAL}][\w.'’-]*(?: (?:{_PARTICLE}|[{_CAPITAL}][\w.'’-]*)){{1,4}}"
    return compile_pattern(
        rf"(?:(?i:by|written by|words by|author|authors|posted by|story by|text by|article by|reported by|contributed by|medical author"
        rf"|medical writer|reporter|writer)(?i:\s?:|\s))\s?{name}",
    )


@cache
def _reviewer() -> re.Pattern[str]:
    return compile_pattern(
        r"(?:(?:medically|clinically|scientifically|expert|last|peer)?[ -]?(?:review(?:ed)?|fact[ -]?check(?:ed)?|approved|verified|edited)"
        r"(?: and \w+)? by\b|medical(?:ly)? review(?:er)?\s?:|reviewer\s?:|clinical reviewer\s?:|medical editor\s?:)",
        re.IGNORECASE,
    )


_AUTHORS = (
    "by", "written by", "words by", "author", "posted by", "story by", "text by", "article by", "reported by", "contributed by",
    "medical author", "medical writer", "reporter", "writer",
)  # fmt: skip


def is_byline(text: str) -> bool:
    """A short line that names who wrote the article."""
    return len(text) <= 160 and text[:15].lower().startswith(_AUTHORS) and _byline().match(text) is not None


_CHECKED = ("review", "check", "approved", "verified", "edit")


def is_reviewer_line(low: str) -> bool:
    """A short folded line that names who checked the article."""
    if len(low) > 200:
        return False
    head = low[:60]
    return ("by" in head or ":" in head) and any(w in head for w in _CHECKED) and _reviewer().match(low) is not None


def is_date_line(low: str) -> bool:
    """A short folded line that holds dates of the page and nothing else."""
    if len(low) > LONGEST_DATES or not ("20" in low or "19" in low or "/" in low):
        return False
    for word in low.split():
        if word.isalpha() and word not in _DATE_WORDS:
            return False
    words = low.translate(_SEPARATORS).replace(": ", " ").rstrip(":.").split()
    if not words or not all(_is_date_word(w) for w in words):
        return False
    said = len(words) == 1 or any(len(w) > 2 and w in _DATE_WORDS for w in words)  # not "9 in 2010"
    return any(_is_full_date(w) or (said and _is_year(w)) for w in words)


def _is_date_word(word: str) -> bool:
    if word in _DATE_WORDS:
        return True
    digits = word[:-2] if word.endswith(("st", "nd", "rd", "th")) else word
    return (digits.isdigit() and (len(digits) <= 2 or _is_year(digits))) or _is_full_date(word) or _is_time(word)


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word.startswith(("19", "20"))


def _is_full_date(word: str) -> bool:
    """``2024-05-03``, ``3/5/24``, ``3.5.2024``."""
    parts = word.split("t", 1)[0].replace("/", "-").replace(".", "-").split("-")
    return len(parts) == 3 and all(p.isdigit() and len(p) in {1, 2, 4} for p in parts)


def _is_time(word: str) -> bool:
    clock = word.removesuffix("am").removesuffix("pm").removesuffix("z").replace(".", ":")
    return ":" in clock and all(p.isdigit() and len(p) <= 2 for p in clock.split(":"))


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
    if len(text) > 70 or not text[:1].isupper():
        return False
    name, *letters = text.strip().split(",")
    words = name.split()
    if words and words[0].rstrip(".") in _STYLES:
        words = words[1:]
    elif words and words[0].lower() in _NO_NAMES:
        return False
    while len(words) > 2 and _is_credential(words[-1]):
        words = words[:-1]
    proper = [w for w in words if w not in _PARTICLES]
    return 2 <= len(proper) <= 4 and all(map(_is_name_word, proper)) and all(_is_credential(w) for part in letters for w in part.split())


def _is_name_word(word: str) -> bool:
    """``Lee``, ``O'Neill``, ``Smith-Jones`` or the initial ``B.``."""
    bare = word.replace("’", "").replace("'", "").replace("-", "")
    initial = len(word) == 1 or (len(word) == 2 and word[1] == ".")
    return word[0].isupper() and (initial or (bare.isalpha() and not bare.isupper()))


def _is_credential(word: str) -> bool:
    """Letters after a name: ``MSc``, ``FRCP``, ``M.D.``."""
    bare = word.strip("()").replace(".", "")
    return 2 <= len(bare) <= 7 and bare.isalpha() and bare[0].isupper() and not bare[1:].islower()


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


def is_role_line(low: str) -> bool:
    """A short folded line that says what a person is, such as ``Consultant in Pain Medicine``."""
    if len(low) > 160 or low.endswith((".", "?", "!", ":")):
        return False
    return not _ROLES.isdisjoint(low.replace(",", " ").replace("–", " ").replace("-", " ").split())


def is_life_story(folded: str) -> bool:
    """A folded passage in the third person on someone's training and work."""
    low = folded[:600]
    return any(cue in low[:250] for cue in _LIFE) and any(cue in low for cue in _STUDIES)
