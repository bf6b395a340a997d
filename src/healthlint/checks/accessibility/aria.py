"""Roles, states and properties of WAI-ARIA that do not exist, do not fit, or lack something."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.article.accessibility import Accessibility
from healthlint.article.accessibility_roles import AttributeFacts, attributes, roles
from healthlint.article.article import Article
from healthlint.article.asked import WITH_ARIA
from healthlint.checks.accessibility.tell import tell, value_span
from healthlint.checks.registry import check, elements
from healthlint.model import Confidence, Finding, Rule, Span
from healthlint.records import replace


@check("invalid-aria", telling=elements("[role]", WITH_ARIA))
def invalid_aria(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report ARIA that browsers cannot use."""
    page = article.accessibility
    for i in page.with_attribute.get("role", ()):
        yield from _role(rule, page, i)
    for name, places in page.with_attribute.items():
        if name[:5] == "aria-":
            yield from _attribute(rule, page, name, places)


def _role(rule: Rule, page: Accessibility, i: int) -> Iterator[Finding]:
    stated = page.elements[i].attributes["role"]
    if not stated.strip() or page.hidden(i) or "{{" in stated or "{%" in stated:
        return
    role = page.stated_role(i)
    if not role:
        yield tell(rule, page, value_span(page, i, "role"), "674b10 aria-roles", variant="role", value=stated.strip())
        return
    for name in sorted(_missing(page, i, role)):
        about = "4e8ab6 aria-required-attr"
        yield tell(rule, page, i, about, variant="missing", role=role, attribute=f"aria-{name}")
        break


def _missing(page: Accessibility, i: int, role: str) -> set[str]:
    """Required states that neither the element itself nor an attribute supplies."""
    element = page.elements[i]
    has = element.attributes
    natural = page.natural_role(i)
    if role == natural or (element.name == "input" and natural in ("checkbox", "radio", "slider", "spinbutton")):
        return set()
    required = set(roles()[role].required)
    if role == "separator" and page.focusable(i):
        required.add("valuenow")
    if role == "combobox" and has.get("aria-expanded", "").lower() != "true":
        required.discard("controls")
    return {name for name in required if not has.get(f"aria-{name}", "").strip()}


def _attribute(rule: Rule, page: Accessibility, name: str, places: list[int]) -> Iterator[Finding]:
    """One state or property wherever it stands."""
    facts = attributes().get(name[5:])
    for i in places:
        value = page.elements[i].attributes[name]
        if name == "aria-hidden" and value in _PLAIN_TRUTH:
            continue
        if facts is None:
            yield tell(rule, page, _pair(page, i, name), "5f99a7 aria-valid-attr", variant="unknown", attribute=name)
        elif "{{" not in value and "{%" not in value:
            yield from _value(rule, page, i, name, value, facts)


_PLAIN_TRUTH = frozenset({"true", "false"})


def _value(rule: Rule, page: Accessibility, i: int, name: str, value: str, facts: AttributeFacts) -> Iterator[Finding]:
    if not _is_valid(value, facts):
        about = "6a7281 aria-valid-attr-value"
        yield tell(rule, page, value_span(page, i, name), about, variant="value", attribute=name, value=value.strip())
        return
    about = _dead_reference(page, i, name, value, facts)
    if about:
        # A script may make the element later.
        found = tell(rule, page, value_span(page, i, name), about, variant="reference", attribute=name, value=value.strip())
        yield replace(found, confidence=Confidence.LIKELY)
    if not page.hidden(i) and not _permitted(page, i, name, facts):
        role = page.role(i)
        about = "5c01ea aria-prohibited-attr" if name[5:] in _NAMING else "5c01ea aria-allowed-attr"
        kind = role if role not in ("", "generic") else page.elements[i].name
        yield tell(rule, page, _pair(page, i, name), about, variant="not-allowed", attribute=name, role=kind)


def _is_valid(value: str, facts: AttributeFacts) -> bool:
    value = value.strip().lower()
    if not value or facts.kind in ("text", "ids"):
        return True
    if facts.kind == "token":
        return value in facts.tokens
    if facts.kind == "tokens":
        return all(word in facts.tokens for word in value.split())
    if facts.kind == "id":
        return len(value.split()) == 1 or facts.everywhere
    return _is_number(value, whole=facts.kind == "integer")


def _is_number(value: str, *, whole: bool) -> bool:
    digits = value.removeprefix("-").removeprefix("+")
    if not whole:
        left, _, right = digits.partition(".")
        digits = left + right
    return digits.isascii() and digits.isdigit()


_LEAST = {
    "level": 1, "posinset": 1, "setsize": -1, "colindex": 1, "rowindex": 1, "colspan": 1, "rowspan": 0, "colcount": -1, "rowcount": -1,
}  # fmt: skip


def _dead_reference(page: Accessibility, i: int, name: str, value: str, facts: AttributeFacts) -> str:
    """Clauses about a reference to an element that does not exist, or a number out of range; empty if it is sound."""
    value = value.strip()
    if not value:
        return ""
    short = name[5:]
    if facts.kind == "integer":
        return "aria-valid-attr-value" if int(value[:9]) < _LEAST.get(short, -(10**9)) else ""
    if short == "errormessage" and page.elements[i].attributes.get("aria-invalid", "").strip().lower() == "true":
        # WAI-ARIA: while the value is invalid, its error message must be shown.
        return "" if any(not page.hidden(target) for target in page.targets(value)) else "aria-valid-attr-value"
    if facts.kind not in ("id", "ids") or page.targets(value) or "templated" in page.document.notes:
        return ""
    has = page.elements[i].attributes
    if short == "controls" and page.role(i) in ("combobox", "scrollbar"):
        closed = page.role(i) == "combobox" and has.get("aria-expanded", "").lower() != "true"
        return "" if closed else "in6db8 aria-valid-attr-value"
    if short == "controls" and (has.get("aria-expanded", "").lower() == "false" or has.get("aria-selected") or has.get("aria-haspopup")):
        return ""
    return "aria-valid-attr-value" if short in ("activedescendant", "controls", "flowto", "owns") else ""


def _permitted(page: Accessibility, i: int, name: str, facts: AttributeFacts) -> bool:
    """Whether the role of the element allows the attribute; what says nothing is never in the way."""
    value = page.elements[i].attributes[name].strip()
    role = page.role(i)
    told = roles().get(role)
    if not value or (value == "false" and facts.tokens):
        return True
    if told is None:
        return facts.everywhere or page.elements[i].name not in _NO_ROLE
    short = name[5:]
    if short in _NAMING and "x" in told.traits:
        return role in ("none", "presentation")
    if facts.everywhere or short in told.required or short in told.supported:
        return True
    natural = roles().get(page.natural_role(i))
    return page.elements[i].name in ("input", "select", "textarea") and natural is not None and short in natural.supported


_NAMING = frozenset({"label", "labelledby", "roledescription", "braillelabel", "brailleroledescription"})
"""What must not stand on roles that cannot be named."""
_NO_ROLE = frozenset("audio video canvas embed iframe object picture label legend".split())
"""Elements that have no role, so that only global attributes mean anything on them."""


def _pair(page: Accessibility, i: int, name: str) -> Span:
    """The attribute with its value, as written."""
    tag = page.elements[i].tag
    value = value_span(page, i, name)
    if value == tag:
        return tag
    before = page.source.text[tag.start : value.start].lower().rfind(name)
    after = value.end + (page.source.text[value.end : value.end + 1] in ('"', "'"))
    return Span(tag.start + before, after) if before >= 0 else tag
