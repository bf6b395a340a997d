"""Inline styles that keep readers from widening the spacing of text."""
from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from healthlint.article.accessibility import Accessibility
from healthlint.article.article import Article
from healthlint.checks.accessibility.tell import tell
from healthlint.checks.registry import check, elements
from healthlint.model import Finding, Rule, Span
from healthlint.records import NamedTuple

_LEAST = {"letter-spacing": (0.12, "24afc2"), "word-spacing": (0.16, "9e45ec"), "line-height": (1.5, "78fd32")}
"""Least share of the font size, by WCAG 1.4.12, and the ACT rule on it."""
_DECLARATION = r"(?i)([a-z-]++)\s*+:\s*+([^;]*+)"
_LENGTH = r"(?i)(-?(?:\d++(?:\.\d++)?+|\.\d++))(px|em|rem|pt|%)?+"
_OFF_PAGE = r"(?i)(?:top|left|right|bottom|text-indent)\s*+:\s*+-\d{3,}"
_KEYWORDS = frozenset({"inherit", "unset", "revert", "revert-layer", "initial"})
_ENOUGH = 60
"""Pieces of text inside, and elements around, that are looked at for one declaration."""
_DEFAULT_SIZE = 16.0
_WRAPS = 30
"""Characters of text from which a line is taken to wrap in a narrow window."""
_TAG_SIZE = r"(?i)([a-z][a-z0-9]*+)\s*+\{([^{}]*+)\}"


class _Spacing(NamedTuple):
    important: bool
    value: str
    span: Span
    """The declaration in the source."""


@check("fixed-text-spacing", telling=elements("[style]"))
def fixed_text_spacing(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report spacing that is fixed below what readers with low vision may need."""
    page = article.accessibility
    every = page.elements
    marked = [i for i in page.with_attribute.get("style", ()) if "!" in every[i].attributes["style"]]
    for i in marked:
        if "!important" not in every[i].attributes["style"].replace("! ", "!"):
            continue
        for name, (least, act) in _LEAST.items():
            declared = _declared(page, i, name)
            if declared is None or not declared.important or declared.value.lower() in _KEYWORDS:
                continue
            share = _least_share(page, i, name, declared.value)
            if share is not None and share < least - 1e-6:
                yield tell(rule, page, declared.span, f"{act} avoid-inline-spacing", property=name, least=least)


def _declared(page: Accessibility, i: int, name: str) -> _Spacing | None:
    """The declaration of a property that wins among those of one ``style`` attribute."""
    style = page.elements[i].attributes.get("style", "")
    if name not in style.lower():
        return None
    found: _Spacing | None = None
    tag = page.elements[i].tag
    base = page.source.text.find(style, tag.start, tag.end)
    for match in re.finditer(_DECLARATION, style):
        if match.group(1).lower() != name:
            continue
        value, mark, _ = match.group(2).partition("!")
        important = bool(mark)
        span = Span(base + match.start(), base + match.start() + len(match.group().rstrip())) if base >= 0 else tag
        if found is None or important or not found.important:
            found = _Spacing(important, value.strip(), span)
    return found


def _least_share(page: Accessibility, i: int, name: str, value: str) -> float | None:
    """The smallest spacing, as a share of the font size, that any shown text takes from this declaration."""
    length = re.fullmatch(_LENGTH, value.strip())
    if length is None and value.strip().lower() != "normal":
        return None
    shares = [_share(page, i, parent, name, length) for parent in _governed(page, i, name)]
    return min(shares) if shares else None


def _governed(page: Accessibility, i: int, name: str) -> Iterator[int]:
    """Elements with shown text of their own for which this declaration counts."""
    seen = set()
    long_enough = name != "line-height" or len(page.text(i)) >= _WRAPS
    for parent, start, end in page.runs_in(i)[:_ENOUGH]:
        if parent in seen or not long_enough or not page.source.text[start:end].strip() or not page.rendered(parent):
            continue
        seen.add(parent)
        at = parent
        while at > i and _declared(page, at, name) is None:
            at = page.elements[at].parent
        if at == i and not _off_page(page, parent):
            yield parent


def _off_page(page: Accessibility, i: int) -> bool:
    chain = [i, *islice(page.around(i), _ENOUGH)]
    return any(re.search(_OFF_PAGE, page.elements[a].attributes.get("style", "")) for a in chain)


def _share(page: Accessibility, i: int, text: int, name: str, length: re.Match[str] | None) -> float:
    if length is None:
        return 1.2 if name == "line-height" else 0.0
    number, unit = float(length.group(1)), (length.group(2) or "").lower()
    if not unit and name == "line-height":
        return number
    size = _font_size(page, i)
    pixels = {"px": number, "pt": number * 4 / 3, "rem": number * _DEFAULT_SIZE, "%": number * size / 100}.get(unit, number * size)
    return pixels / _font_size(page, text)


def _font_size(page: Accessibility, i: int) -> float:
    """In pixels, by inline styles and simple rules of the page's own style sheet; the browser's default otherwise."""
    sizes = _sheet_sizes(page)
    factor = 1.0
    for at in [i, *islice(page.around(i), _ENOUGH)]:
        element = page.elements[at]
        declared = _declared(page, at, "font-size")
        value = declared.value if declared else sizes.get(element.name, "")
        length = re.fullmatch(_LENGTH, value)
        if length is None:
            continue
        number, unit = float(length.group(1)), (length.group(2) or "px").lower()
        if unit in ("em", "%"):
            factor *= number / (100 if unit == "%" else 1)
            continue
        return factor * number * {"pt": 4 / 3, "rem": _DEFAULT_SIZE}.get(unit, 1.0) or _DEFAULT_SIZE
    return factor * _DEFAULT_SIZE


def _sheet_sizes(page: Accessibility) -> dict[str, str]:
    found = {}
    for i in page.by_name.get("style", ()):
        element = page.elements[i]
        sheet = page.source.text[element.tag.end : element.span.end]
        if "font-size" in sheet and len(sheet) < 20_000:
            for name, body in re.findall(_TAG_SIZE, sheet):
                for key, value in re.findall(_DECLARATION, body):
                    if key.lower() == "font-size":
                        found[name.lower()] = value.strip()
    return found
