"""Which component of a medical disclaimer a sentence carries, told from the parts its words play.

A disclaimer speaks of the page it stands on; advice to see a doctor, a product
that is no substitute for care, and the liability text of a university do not.
"""
from __future__ import annotations

from healthlint.article.disclaimer_cues import Tagged
from healthlint.records import NamedTuple

_PRONOUNS = frozenset({"it", "they", "this", "these", "that", "we", "i", "i'm", "we're", "you", "nothing", "none", "and", "which"})
_ASIDE = frozenset(
    "please note disclaimer medical important do does should must is are but warning notice".split(),
)
_ELLIPTIC = frozenset(
    "for informational information educational purely strictly solely only provided intended it this they these".split(),
)
"""First words of a sentence about the page that leaves the page unsaid: “For information only.”"""
_INFORMING = frozenset({"info", "general"})
_DENIED = frozenset({"relationship", "object", "whole", "decision", "diagnose", "device", "person", "care"})
"""Kinds of what a page may deny to give or to be."""
_MAKERS = frozenset({"author", "authors", "writer", "writers", "owner", "owners", "creator", "creators", "developer", "developers"})
_LINKS = frozenset({"a", "an", "any", "the", "to", "be", "or", "nor", "self"})
"""Words that may stand between “not” and what a page does not do: “is not a diagnosis”, “does not diagnose or treat”."""
_PAST = frozenset({"haven't", "hasn't", "hadn't", "didn't", "wasn't", "weren't"})
_NEAR = 6
"""Tokens from the negation within which the object may stand without a verb between: “is not professional medical advice”."""
_REACH = 30
"""Tokens from the negation to what is denied; the longest measured wordings name advice, diagnosis and treatment after 20."""


class Setting(NamedTuple):
    """What the sentence before and the place of a sentence say about it."""

    page_before: bool
    """Whether the sentence before, or the heading above, speaks of the page."""
    names: tuple[bool, ...]
    """For each token, whether it is written with a capital letter; asked for only beside a verb of providing."""
    labelled: bool = False
    """Whether it stands under or after the word “disclaimer”."""


def components(said: Tagged, setting: Setting) -> set[str]:
    """Components that the sentence carries by itself."""
    found = set()
    if _denies_advice(said, setting):
        found.add("not-a-substitute")
    if _informs_only(said, setting):
        found.add("information-only")
    if forbids_delay(said):
        found.add("no-delay")
        if said.names_page or "read" in said.keys:
            found.add("not-a-substitute")
    elif consults(said):
        found.add("consult")
    return found


def consults(said: Tagged) -> bool:
    """Whether the sentence sends the reader to a professional."""
    return any(said.has("person", i + 1, i + 12) for i in said.having("consult")) or (
        said.has("person") and "advised" in said.keys and bool({"seek", "help", "advice"} & set(said.keys))
    )


def shuns_liability(said: Tagged) -> bool:
    """Whether the page refuses to answer for harm to its reader's health."""
    denied = bool(said.negations) or not {"disclaim", "disclaims"}.isdisjoint(said.keys)
    refuses = said.has("risk") or (said.has("harm") and denied)
    return said.has("liable") and refuses and said.names_page


def is_no_professional(said: Tagged) -> bool:
    """Whether the author says that he or she is no professional: “I am not a doctor”."""
    for i in said.negations:
        before = said.keys[max(i - 2, 0) : i]
        speaker = before[-1:] in (["i'm"], ["we're"]) or before in (["i", "am"], ["we", "are"])
        maker = before[-1:] in (["is"], ["are"]) and not _MAKERS.isdisjoint(said.keys[: min(i, 4)]) and said.has("page", 0, i)
        if said.keys[i] == "not" and (speaker or maker) and said.has("person", i + 1, i + 6):
            return True
    return False


def _denies_advice(said: Tagged, setting: Setting) -> bool:
    negations = [] if said.present.isdisjoint(_DENIED) else said.negations
    return any(_denied_at(said, setting, i) for i in negations if not _is_past(said, i)) or _prefers_professional(said)


def _is_past(said: Tagged, at: int) -> bool:
    """Whether the negation tells of what did not happen: a disclaimer speaks of what the page is."""
    return said.keys[at] in _PAST or said.keys[max(at - 1, 0)] in {"have", "has", "had", "did", "was", "were"}


def _prefers_professional(said: Tagged) -> bool:
    """Whether the reader is sent to a professional rather than to the page, or told not to rely on the page alone."""
    if not consults(said):
        return False
    rests = said.having("rather") + [i for i in said.having("rely") if any(n < i <= n + 3 for n in said.negations)]
    return any(said.has("page", i + 1, i + 8) or "read" in said.keys[i + 1 : i + 9] for i in rests)


def _denied_at(said: Tagged, setting: Setting, at: int) -> bool:
    end = min(at + _REACH, len(said.keys))
    verb = ""
    for i in range(at + 1, end):
        kinds = said.kinds[i]
        if not verb and i > at + _NEAR:
            verb = _verb(kinds)
            continue
        if "blocked" in kinds and not verb:
            return False
        if "relationship" in kinds and (verb or said.has("provide", i + 1, i + 5)) and _near_person(said, i):
            return _speaks_of_page(said, setting, at, strong=True, verb=verb)
        if "object" in kinds and (_professional(said, i) or (verb == "replace" and _near_person(said, i))):
            return _speaks_of_page(said, setting, at, strong=True, verb=verb)
        if "whole" in kinds or ("decision" in kinds and verb in {"intend", "replace"} and said.names_page and _professional(said, i)):
            return _speaks_of_page(said, setting, at, strong=True, verb=verb)
        if _acts_as_doctor(said, at, i, verb) and _speaks_of_page(said, setting, at, strong=False, verb=verb):
            return True
        if verb == "replace" and _weak_object(said, i) and _speaks_of_page(said, setting, at, strong=False, verb=verb):
            return True
        verb = _verb(kinds) or verb
    return False


def _acts_as_doctor(said: Tagged, at: int, index: int, verb: str) -> bool:
    """Whether the page is denied to diagnose or treat, or to be a device for it."""
    if "diagnose" in said.kinds[index]:
        near = index <= at + 4 and said.keys[at] != "no" and set(said.keys[at + 1 : index]) <= _LINKS
        return verb == "intend" or (near and said.has("page", 0, at))
    return "device" in said.kinds[index] and index <= at + 5 and "medic" in said.kinds[index - 1]


def _verb(kinds: frozenset[str]) -> str:
    return next((kind for kind in ("replace", "provide", "intend") if kind in kinds), "")


def _professional(said: Tagged, at: int) -> bool:
    """Whether the advice at ``at`` is a professional's: ``professional medical advice``, ``advice from your doctor``."""
    if said.keys[at].startswith("recommendation") and said.has("care", at + 1, at + 5):
        return True
    return said.has("medic", at - 4, at) or said.has("person", at + 1, at + 8)


def _near_person(said: Tagged, at: int) -> bool:
    return (
        said.has("person", at - 3, at + 9)
        or said.has("medic", at - 3, at)
        or bool({"patient", "patients"} & set(said.keys[at - 3 : at + 9]))
    )


def _weak_object(said: Tagged, at: int) -> bool:
    kinds = said.kinds[at]
    return (
        "person" in kinds
        or ("care" in kinds and (said.has("medic", at - 3, at) or said.has("person", at + 1, at + 5)))
        or "diagnose" in kinds
    )


def _speaks_of_page(said: Tagged, setting: Setting, at: int, *, strong: bool, verb: str) -> bool:
    if said.names_page or setting.labelled:
        return True
    subject = [i for i in range(at) if said.keys[i] not in _ASIDE]
    if not subject or at == 0:
        return strong or setting.page_before
    if said.keys[subject[0]] in _PRONOUNS or said.keys[subject[-1]] in _PRONOUNS:
        return strong or setting.page_before or (said.keys[subject[0]] == "this" and said.has("device", at + 1, at + 5))
    return strong and verb == "provide" and _is_publisher(said, setting, at)


def _is_publisher(said: Tagged, setting: Setting, at: int) -> bool:
    """Whether a name stands before the verb: ``Example Health does not provide medical advice``."""
    named = sum(setting.names[:at])
    singular = said.keys[at] in {"doesn't", "cannot", "can't"} or said.keys[at - 1] in {"does", "is"}
    if "staff" in said.keys[:at]:
        return named >= 1
    return at <= 12 and (named >= 2 or (named == 1 and singular))


def _informs_only(said: Tagged, setting: Setting) -> bool:
    if said.present.isdisjoint(_INFORMING):
        return False
    if said.has("copying") or (said.has("other-field") and not said.has("medic")):
        return False
    if said.has("general") and (("nature" in said.keys and said.names_page) or _this_is_general(said)):
        return True
    subject = said.names_page or setting.page_before or setting.labelled or (bool(said.keys) and said.keys[0] in _ELLIPTIC)
    return subject and (any(_only_information(said, i) for i in said.having("info")) or _general_purposes(said))


def _only_information(said: Tagged, at: int) -> bool:
    near = range(max(at - 5, 0), min(at + 7, len(said.keys)))
    narrow = any("only" in said.kinds[i] for i in near if i != at)
    purpose = said.has("purpose", at + 1, at + 6)
    for_it = "for" in said.keys[max(at - 6, 0) : at]
    if said.keys[at] in {"informational", "educational", "instructional"}:
        return purpose or narrow
    if said.keys[at + 1 : at + 2] in (["about"], ["on"]) and not narrow:
        return False
    return for_it and (purpose or narrow or said.has("general", at - 3, at))


def _this_is_general(said: Tagged) -> bool:
    """Whether it says “this is general advice only”."""
    this = bool({"this", "these"} & set(said.keys[:6]))
    return this and any(said.has("object", i + 1, i + 2) and said.has("only", i - 3, i + 4) for i in said.having("general"))


def _general_purposes(said: Tagged) -> bool:
    return any(
        ("for" in said.keys[max(i - 3, 0) : i] and said.has("purpose", i + 1, i + 2) and said.has("only", i, i + 4))
        for i in said.having("general")
    )


def forbids_delay(said: Tagged) -> bool:
    """Whether the sentence tells the reader not to put off or disregard a professional's advice."""
    return "delay" in said.present and any(
        said.has("delay", i + 1, i + 3)
        and (said.has("object", i + 2, i + 14) or said.has("care", i + 2, i + 14) or said.has("person", i + 2, i + 10))
        for i in said.negations
    )
