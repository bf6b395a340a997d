"""What the keyboard reaches and a screen reader does not, or cannot tell apart."""
from __future__ import annotations

from collections.abc import Iterator, Mapping

from healthlint.article.accessibility import Accessibility
from healthlint.article.article import Article
from healthlint.checks.accessibility.tell import tell, value_span
from healthlint.checks.registry import check, elements
from healthlint.model import Confidence, Finding, Related, Rule
from healthlint.records import replace

_CONTROLS = frozenset({"a", "area", "button", "input", "select", "textarea", "summary", "iframe", "details"})
_MOST_INSIDE = 200
"""Elements looked through inside one control."""
_REFERRING = (
    "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-activedescendant", "aria-details", "aria-errormessage",
)  # fmt: skip


@check("hidden-focusable", telling=elements("iframe", "[aria-hidden]"))
def hidden_focusable(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report what can take focus inside something hidden from screen readers, or inside a frame taken out of the tab order."""
    page = article.accessibility
    if "aria-hidden" in page.with_attribute:
        styled = _is_styled_elsewhere(page)
        for i in page.shown_in_aria_hidden():
            if _reached(page, i):
                # A frame takes focus if the page in it has something that does, and that page is not at hand. What is hidden with
                # all around it is most often a closed menu or dialog, which the site's styles take off the page.
                doubt = page.elements[i].name == "iframe" or (styled and "aria-hidden" not in page.elements[i].attributes)
                found = tell(rule, page, i, "6cfa84 aria-hidden-focus")
                yield replace(found, confidence=Confidence.POSSIBLE) if doubt else found
    for i in page.by_name.get("iframe", ()):
        has = page.elements[i].attributes
        if has.get("tabindex", "").strip().startswith("-") and _holds_controls(has.get("srcdoc", "")):
            yield tell(rule, page, i, "akn7bn frame-focusable-content", variant="frame")


def _is_styled_elsewhere(page: Accessibility) -> bool:
    """Whether style sheets or scripts that are not at hand may hide parts of the page."""
    links = (page.elements[i].attributes.get("rel", "").lower() for i in page.by_name.get("link", ()))
    return any("stylesheet" in rel for rel in links) or any("src" in page.elements[i].attributes for i in page.by_name.get("script", ()))


def _reached(page: Accessibility, i: int) -> bool:
    if page.elements[i].name == "iframe" and not _shows_page(page.elements[i].attributes):
        return False
    if page.elements[i].name == "details":
        # Without a summary of its own, the browser makes one that takes focus.
        return not any(page.elements[c].name == "summary" for c in page.children(i))
    if page.elements[i].name == "summary":
        parent = page.elements[i].parent
        return parent >= 0 and page.elements[parent].name == "details" and page.in_tab_order(i)
    return page.in_tab_order(i) and not _closed_off(page, i) and not _hands_on(page, i)


def _shows_page(has: Mapping[str, str]) -> bool:
    """Whether a frame shows a page that may have something to reach."""
    return _holds_controls(has["srcdoc"]) if "srcdoc" in has else has.get("src", "").strip() not in ("", "about:blank")


def _hands_on(page: Accessibility, i: int) -> bool:
    """Whether focus is sent elsewhere as soon as it arrives, as at the edges of a dialog."""
    return ".focus(" in page.elements[i].attributes.get("onfocus", "")


def _closed_off(page: Accessibility, i: int) -> bool:
    """Inside a disabled field set nothing takes focus."""
    name = page.elements[i].name
    if name not in ("button", "input", "select", "textarea"):
        return False
    return page.disabled_around(i)


def _holds_controls(written: str) -> bool:
    lower = written.lower()
    return any(sign in lower for sign in ("<a href", "<button", "<input", "<select", "<textarea", 'tabindex="0"', "tabindex='0'"))


@check("nested-control", telling=elements("button", "[role]"))
def nested_control(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report controls inside an element whose content screen readers read as plain text."""
    page = article.accessibility
    for i in sorted({*page.by_name.get("button", ()), *page.stated}):
        inside = page.inside(i)
        if not inside or page.hidden(i) or page.elements[i].name == "svg":
            continue
        role = page.role(i)
        if not page.facts(role, "p"):
            continue
        for inner in inside[:_MOST_INSIDE]:
            about = _nested(page, inner, role)
            if about:
                yield tell(rule, page, page.elements[i].tag, about, role=role, inner=page.elements[inner].name)
                break


def _nested(page: Accessibility, inner: int, role: str) -> str:
    """The clauses that speak against this element inside the other; empty if none does."""
    if not page.focusable(inner) or not page.rendered(inner) or page.inert(inner) or _closed_off(page, inner):
        return ""
    name = page.elements[inner].name
    control = name in _CONTROLS and (name != "a" or "href" in page.elements[inner].attributes)
    if not control and not page.in_tab_order(inner):
        return ""
    if role == "text":
        return "aria-text" if control else ""
    about = "307n5z" if page.in_tab_order(inner) else ""
    return f"{about} nested-interactive" if control else about


@check("decoration-exposed", telling=elements("img", "[role]"))
def decoration_exposed(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report elements that are marked as decoration and yet take focus or have ARIA attributes, which undoes the mark."""
    page = article.accessibility
    for i, role in page.stated.items():
        if role in ("none", "presentation") and not page.hidden(i) and page.keeps_role(i):
            yield tell(rule, page, i, "46ca7f presentation-role-conflict")
    for i in page.by_name.get("img", ()):
        has = page.elements[i].attributes
        if has.get("alt") == "" and not page.stated_role(i) and not page.hidden(i) and page.keeps_role(i):
            yield tell(rule, page, i, "46ca7f presentation-role-conflict")


@check("duplicate-id", telling=elements("[id]"))
def duplicate_id(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report an id given twice that something on the page relies on: a label, an ARIA reference, a link target or focus."""
    page = article.accessibility
    if len(page.ids) == len(page.with_attribute.get("id", ())):
        return
    places: dict[str, list[int]] = {}
    for i in page.with_attribute.get("id", ()):
        places.setdefault(page.elements[i].attributes["id"].strip(), []).append(i)
    doubled = {name: found for name, found in places.items() if name and len(found) > 1 and "{" not in name}
    if not doubled:
        return
    used = _used_ids(page)
    for name, found in doubled.items():
        shown = [i for i in found if page.rendered(i)]
        if len(shown) < 2:
            continue
        active = any(page.focusable(i) for i in shown)
        if active or name in used:
            about = "3ea0c8 " + ("duplicate-id-active" if active else "duplicate-id-aria")
            others = [Related(page.elements[i].tag, rule.parameters["again-note"]) for i in shown[1:4]]
            yield tell(rule, page, page.elements[shown[0]].tag, about, related=others, value=name, count=len(shown))


def _used_ids(page: Accessibility) -> set[str]:
    used: set[str] = set()
    for name in _REFERRING:
        for i in page.with_attribute.get(name, ()):
            used.update(page.elements[i].attributes[name].split())
    for i in page.by_name.get("label", ()):
        used.add(page.elements[i].attributes.get("for", "").strip())
    return used


@check("positive-tabindex", telling=elements("[tabindex]"))
def positive_tabindex(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report elements that are put before all others in the order of focus."""
    page = article.accessibility
    for i in page.with_attribute.get("tabindex", ()):
        value = page.elements[i].attributes["tabindex"].strip()
        if value.removeprefix("+").isdigit() and value.strip("+0") and page.rendered(i):
            yield tell(rule, page, value_span(page, i, "tabindex"), "tabindex", value=value)


@check("duplicate-accesskey", telling=elements("[accesskey]"))
def duplicate_accesskey(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a shortcut that two elements share."""
    page = article.accessibility
    found: dict[str, list[int]] = {}
    for i in page.with_attribute.get("accesskey", ()):
        key = page.elements[i].attributes["accesskey"].strip().lower()
        if key and not page.hidden(i):
            found.setdefault(key, []).append(i)
    for key, places in found.items():
        if len(places) > 1:
            others = [Related(page.elements[i].tag, rule.parameters["again-note"]) for i in places[1:4]]
            yield tell(rule, page, page.elements[places[0]].tag, "accesskeys", related=others, value=key, count=len(places))


@check("moving-text", telling=elements("blink", "marquee"))
def moving_text(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report text in elements that browsers scroll or blink."""
    page = article.accessibility
    for name in ("marquee", "blink"):
        for i in page.by_name.get(name, ()):
            if page.rendered(i):
                yield tell(rule, page, i, name)
