"""Buttons, form fields and other controls without a name."""
from __future__ import annotations

from collections.abc import Iterator, Mapping

from healthlint.article.accessibility import Accessibility
from healthlint.article.article import Article
from healthlint.checks.accessibility.tell import tell, value_span
from healthlint.checks.registry import check, elements
from healthlint.model import Finding, Rule, Span

_FIELD_ROLES = frozenset(
    "checkbox combobox listbox menuitemcheckbox menuitemradio radio searchbox slider spinbutton switch textbox".split()
)
_TOGGLES = frozenset("checkbox menuitem menuitemcheckbox menuitemradio radio switch option".split())
_BUTTONS = {"button": "button-name", "input": "input-button-name"}
_LONGEST_SHOWN = 60
_INDENT = 60
"""Characters of white space behind a field within which the text of its label may go on."""
_MANY_WORDS = 10
_LONGEST_LABEL = 500
"""Characters of the longest text that anybody takes for the label of a control."""
_ICON_FONTS = ("material icons", "material+icons", "material symbols", "material+symbols", "material-icons")
_FIELDS = ("input", "select", "textarea")
_PUSHED = frozenset({"button", "submit", "reset", "image"})
_NO_FIELD = frozenset({"hidden", "button", "submit", "reset", "image"})
_WIDGETS = {
    "meter": "aria-meter-name", "progressbar": "aria-progressbar-name", "dialog": "aria-dialog-name", "alertdialog": "aria-dialog-name",
    "tooltip": "aria-tooltip-name", "treeitem": "aria-treeitem-name",
}  # fmt: skip


@check("button-no-name", telling=elements("button", "details", "input", "[role]"))
def button_no_name(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report buttons, image buttons, menu items and summaries without a name."""
    page = article.accessibility
    for i in _with_roles(page, ("button", "input"), {"button", "menuitem"}):
        has = page.elements[i].attributes
        if page.elements[i].name == "input" and "role" not in has and has.get("type", "").strip().lower() not in _PUSHED:
            continue
        role = page.role(i)
        if page.hidden(i) or role not in ("button", "menuitem") or page.elements[i].name == "img" or not page.nameless(i):
            continue
        name = page.elements[i].name
        if name == "input" and has.get("type", "").strip().lower() == "image":
            yield tell(rule, page, i, "59796f input-image-alt", variant="image")
        elif role == "menuitem":
            yield tell(rule, page, i, "m6b1q3 aria-command-name")
        else:
            yield tell(rule, page, i, f"97a4e1 {_BUTTONS.get(name, 'aria-command-name')}")
    for i in page.by_name.get("details", ()):
        first = next((c for c in page.children(i) if page.elements[c].name == "summary"), -1)
        if first >= 0 and not page.hidden(first) and page.role(first) == "" and not page.name(first):
            yield tell(rule, page, first, "2t702h summary-name", variant="summary")


def _with_roles(page: Accessibility, names: tuple[str, ...], stated: set[str]) -> Iterator[int]:
    """Elements by name, and those that a ``role`` attribute makes into one of the stated roles."""
    for name in names:
        yield from page.by_name.get(name, ())
    for role, places in page.by_role.items():
        if role in stated:
            yield from [i for i in places if page.elements[i].name not in names]


@check("field-no-label", telling=elements("input", "select", "textarea", "[role]"))
def field_no_label(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report form fields that no label, title or ARIA attribute names."""
    page = article.accessibility
    for i in _with_roles(page, _FIELDS, {*_FIELD_ROLES, "option"}):
        element = page.elements[i]
        name, has = element.name, element.attributes
        if page.hidden(i) or (name == "input" and has.get("type", "").strip().lower() in _NO_FIELD):
            continue
        if name not in _FIELDS and page.role(i) not in _FIELD_ROLES and page.role(i) != "option":
            continue
        if has.get("aria-label", "").strip() or (name in _FIELDS and _plainly_labelled(page, i)):
            continue
        label = page.name(i)
        if not label:
            yield tell(rule, page, i, _about_field(page, i))
        elif name in _FIELDS and not page.labels_of(i) and not _has(has, "aria-label", "aria-labelledby"):
            variant = "title" if has.get("title", "").strip() else "placeholder" if has.get("placeholder", "").strip() else ""
            if variant:
                yield tell(rule, page, i, "label-title-only" if variant == "title" else "", variant=variant)


def _plainly_labelled(page: Accessibility, i: int) -> bool:
    """Whether a label is shown that opens with text, or goes on with a word behind the field in it: no need to work out the name."""
    field, text = page.elements[i], page.source.text
    followed = text[field.end : field.end + _INDENT].lstrip()[:1].isalnum()
    for label in page.labels_of(i):
        if not page.hidden(label) and ((followed and field.parent == label) or page.opens_with_text(label)):
            return True
    return False


def _has(has: Mapping[str, str], *names: str) -> bool:
    return any(has.get(n, "").strip() for n in names)


def _about_field(page: Accessibility, i: int) -> str:
    element = page.elements[i]
    name, has = element.name, element.attributes
    role = page.role(i)
    act = "e086e5" if role in _FIELD_ROLES else ""
    if name in _FIELDS and not page.stated_role(i):
        described = " label-title-only" if has.get("aria-describedby") else ""
        return f"{act} {'select-name' if name == 'select' else 'label'}{described}"
    return f"{act} {'aria-toggle-field-name' if role in _TOGGLES else 'aria-input-field-name'}"


@check("label-not-in-name", telling=elements("[aria-label]", "[aria-labelledby]"))
def label_not_in_name(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report links, buttons and other controls whose name leaves out the words that are seen on them."""
    page = article.accessibility
    for i in page.with_any("aria-label", "aria-labelledby"):
        has = page.elements[i].attributes
        if not _has(has, "aria-label", "aria-labelledby") or page.hidden(i):
            continue
        role = page.role(i)
        if not (page.facts(role, "w") and page.facts(role, "c")):
            continue
        shown = page.visible_text(i)
        words = _spoken_words(shown) if len(shown) <= _LONGEST_LABEL else []
        if not words:
            continue
        name = page.name(i)
        named = _spoken_words(name[:_LONGEST_LABEL])
        # A card that is one link shows far more than anybody says to follow it.
        card = len(words) >= _MANY_WORDS and _within(named, words)
        if len("".join(words)) > 1 and not card and not _within(words, named) and not (
            len(words) == 1 and article.once(_draws_words)
        ):
            about = "2ee8b8 label-content-name-mismatch"
            yield tell(rule, page, page.elements[i].tag, about, shown=_shortened(shown), name=_shortened(name))


def _spoken_words(text: str) -> list[str]:
    """The words that someone says, without remarks in brackets and without signs."""
    plain = _without_brackets(text.casefold()).replace("&", " and ")
    return "".join(c if c.isalnum() else " " for c in plain if c not in "\u00ad\u200b'’").split()


def _without_brackets(text: str) -> str:
    while "(" in text and ")" in text[text.index("(") :]:
        start = text.index("(")
        text = f"{text[:start]} {text[text.index(')', start) + 1 :]}"
    return text


def _within(words: list[str], name: list[str]) -> bool:
    """Whether the words stand in the name side by side."""
    return any(name[at : at + len(words)] == words for at in range(len(name) - len(words) + 1))


def _draws_words(article: Article) -> bool:
    """Whether the page has a font that shows single words as pictures: “search” as a magnifying glass."""
    lower = article.source.text.lower()
    return any(font in lower for font in _ICON_FONTS)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


@check("widget-no-name", telling=elements("meter", "progress", "[role]"))
def widget_no_name(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report meters, progress bars, dialogs, tooltips and tree items without a name."""
    page = article.accessibility
    for i in _with_roles(page, ("meter", "progress"), set(_WIDGETS)):
        about = _WIDGETS.get(page.role(i))
        if about and not page.hidden(i) and not page.name(i):
            yield tell(rule, page, i, about, role=page.role(i))


@check("invalid-autocomplete", telling=elements("[autocomplete]"))
def invalid_autocomplete(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report autocomplete values that browsers do not know."""
    page = article.accessibility
    for i in page.with_attribute.get("autocomplete", ()):
        element = page.elements[i]
        name, has = element.name, element.attributes
        if name not in _FIELDS or page.hidden(i) or _unused(has) or (name == "input" and has.get("type", "").strip().lower() in _NO_FIELD):
            continue
        stated = page.stated_role(i)
        if stated and not page.facts(stated, "w") and not page.in_tab_order(i):
            continue
        value = has["autocomplete"]
        if value.strip() and not _is_autofill(value.lower().split()):
            span: Span = value_span(page, i, "autocomplete")
            yield tell(rule, page, span, "73f2c2 autocomplete-valid", value=value.strip())


def _unused(has: Mapping[str, str]) -> bool:
    return "disabled" in has or has.get("aria-disabled", "").lower() == "true"


_CONTACT = frozenset("home work mobile fax pager".split())
_REACHED_BY_CONTACT = frozenset(
    "tel tel-country-code tel-national tel-area-code tel-local tel-local-prefix tel-local-suffix tel-extension email impp".split()
)
_DETAILS = _REACHED_BY_CONTACT | frozenset(
    "name honorific-prefix given-name additional-name family-name honorific-suffix nickname organization-title username "
    "new-password current-password one-time-code organization street-address address-line1 address-line2 address-line3 address-level4 "
    "address-level3 address-level2 address-level1 country country-name postal-code cc-name cc-given-name cc-additional-name cc-family-name "
    "cc-number cc-exp cc-exp-month cc-exp-year cc-csc cc-type transaction-currency transaction-amount "
    "language bday bday-day bday-month bday-year sex url photo".split()
)
"""Autofill detail tokens of the HTML Standard."""


def _is_autofill(tokens: list[str]) -> bool:
    """Whether the tokens are those of the HTML Standard, in its order."""
    if tokens in (["on"], ["off"]):
        return True
    if tokens[-1] == "webauthn":
        tokens = tokens[:-1]
        if not tokens:
            return True
    if tokens and tokens[0].startswith("section-"):
        tokens = tokens[1:]
    if tokens and tokens[0] in ("shipping", "billing"):
        tokens = tokens[1:]
    if len(tokens) == 2 and tokens[0] in _CONTACT:
        return tokens[1] in _REACHED_BY_CONTACT
    return len(tokens) == 1 and tokens[0] in _DETAILS
