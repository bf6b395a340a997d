"""Roles of elements: those they have by nature and what WAI-ARIA says of each role."""
from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from healthlint.language.table_rows import table_rows
from healthlint.records import NamedTuple


class RoleFacts(NamedTuple):
    """What WAI-ARIA says of one role; attribute names are without ``aria-``."""

    traits: str
    """Letters: w widget, n needs a name, c named by content, p presentational children, x must not be named, l landmark."""
    required: frozenset[str]
    supported: frozenset[str]
    """Beyond the required and the global ones."""
    inside: frozenset[str]
    """Roles of which one must be around it."""
    holds: frozenset[str]
    """Roles of which it must hold at least one."""


class AttributeFacts(NamedTuple):
    """What WAI-ARIA says of one state or property."""

    kind: str
    """``id``, ``ids``, ``integer``, ``number``, ``text``, ``token`` or ``tokens``."""
    everywhere: bool
    """Whether every role allows it."""
    tokens: frozenset[str]


@cache
def roles() -> dict[str, RoleFacts]:
    """Every role that is not abstract."""
    found = {}
    for name, rest in table_rows("aria-roles.tsv"):
        traits, required, supported, inside, holds = (rest + "\t\t\t\t").split("\t")[:5]
        sets = (frozenset(words.split()) for words in (required, supported, inside, holds))
        found[name] = RoleFacts(traits, *sets)
    return found


@cache
def attributes() -> dict[str, AttributeFacts]:
    """Every state and property, by its name without ``aria-``."""
    found = {}
    for name, rest in table_rows("aria-attributes.tsv"):
        kind, _, tokens = rest.partition("\t")
        kind, _, everywhere = kind.partition(",")
        found[name] = AttributeFacts(kind, bool(everywhere), frozenset(tokens.split()))
    return found


_BY_NAME = {
    "article": "article", "aside": "complementary", "button": "button", "code": "code", "datalist": "listbox", "dd": "definition",
    "del": "deletion", "details": "group", "dfn": "term", "dialog": "dialog", "dt": "term", "em": "emphasis", "fieldset": "group",
    "figure": "figure", "form": "form", "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading",
    "h6": "heading", "hr": "separator", "ins": "insertion", "li": "listitem", "main": "main", "mark": "mark", "math": "math",
    "menu": "list", "meter": "meter", "nav": "navigation", "ol": "list", "optgroup": "group", "option": "option", "output": "status",
    "p": "paragraph", "progress": "progressbar", "strong": "strong", "sub": "subscript", "sup": "superscript", "table": "table",
    "tbody": "rowgroup", "tfoot": "rowgroup", "thead": "rowgroup", "td": "cell", "textarea": "textbox", "th": "columnheader",
    "time": "time", "tr": "row", "ul": "list", "blockquote": "blockquote", "caption": "caption", "search": "search", "s": "deletion",
    "div": "generic", "span": "generic", "b": "generic", "i": "generic", "u": "generic", "small": "generic", "q": "generic",
    "pre": "generic", "body": "generic", "bdi": "generic", "bdo": "generic", "data": "generic", "samp": "generic", "html": "document",
    "hgroup": "group", "address": "group",
}  # fmt: skip
"""HTML Accessibility API Mappings 1.0, for elements whose role does not depend on their attributes."""

FIXED_ROLES = {name: role for name, role in _BY_NAME.items() if name != "td"}
"""The same without the cells of tables, whose role depends on that of their table."""

_INPUTS = {
    "button": "button", "submit": "button", "reset": "button", "image": "button", "checkbox": "checkbox", "radio": "radio",
    "range": "slider", "number": "spinbutton", "search": "searchbox", "hidden": "", "color": "", "date": "", "datetime-local": "",
    "file": "", "month": "", "time": "", "week": "", "password": "",
}  # fmt: skip


def natural_role(name: str, has: Mapping[str, str]) -> str:
    """The role that an element has without a ``role`` attribute; empty for none."""
    role = _BY_NAME.get(name)
    if role is not None:
        return role
    if name in ("a", "area"):
        return "link" if "href" in has else "generic"
    if name == "img":
        return "none" if has.get("alt") == "" and not (has.get("title") or has.get("aria-label")) else "img"
    if name == "input":
        return _input_role(has)
    if name == "select":
        return "listbox" if "multiple" in has or has.get("size", "1") not in ("", "0", "1") else "combobox"
    if name == "section":
        return "region" if has.get("aria-label") or has.get("aria-labelledby") else "generic"
    return ""


def _input_role(has: Mapping[str, str]) -> str:
    kind = has.get("type", "text").strip().lower()
    role = _INPUTS.get(kind, "textbox")
    return "combobox" if "list" in has and role in ("textbox", "searchbox") else role
