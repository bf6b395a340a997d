"""Styles that take the mark of focus away, so that nobody sees where the keyboard is."""
from __future__ import annotations

import re
from collections.abc import Iterator

from healthlint.article.accessibility import Accessibility
from healthlint.article.accessibility_style import top_rules
from healthlint.article.article import Article
from healthlint.checks.accessibility.tell import tell, value_span
from healthlint.checks.registry import check, elements
from healthlint.model import Confidence, Finding, Rule, Span
from healthlint.records import replace

_NO_OUTLINE = r"(?i)(?:^|[;\s])outline(?:-style|-width)?\s*+:\s*+(?:none|0(?:px)?+)(?![\w.])"
_PROPERTY = r"(?i)([a-z-]++)\s*+:\s*+([^;]*+)"
_COMPOUND = r"(?i)(\*|[a-z][a-z0-9]*+)?+([.#][\w-]++)?+"
_VISIBLE = ("border", "box-shadow", "background", "color", "text-decoration", "font-weight", "font-size", "transform", "filter", "opacity")
_LONGEST_SHEET = 60_000
_MOST_RULES = 1000
_MOST_TOLD = 20
"""Rules of style sheets looked at: an article's own sheet has a few."""
_TYPED_INTO = frozenset({"input", "textarea", "select"})
"""What shows a caret or a list when it has focus."""


@check("no-focus-mark", telling=elements("style", "[style]"))
def no_focus_mark(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report styles that remove the outline of what has focus and put nothing in its place."""
    page = article.accessibility
    sheets = [(i, _sheet(page, i)) for i in page.by_name.get("style", ())]
    inline = [i for i in page.with_attribute.get("style", ()) if "outline" in page.elements[i].attributes["style"].lower()]
    if not inline and not any("outline" in sheet for _, sheet in sheets):
        return
    rules = [(i, *found) for i, sheet in sheets if len(sheet) < _LONGEST_SHEET for found in top_rules(sheet)][:_MOST_RULES]
    if any(":focus" in selector and _marks(declared) for _, selector, declared in rules):
        return
    # A style sheet of the site may put a mark back.
    doubt = any("stylesheet" in page.elements[i].attributes.get("rel", "").lower() for i in page.by_name.get("link", ()))
    for found in [*_in_sheets(rule, page, rules), *_in_attributes(rule, page, inline)]:
        yield replace(found, confidence=Confidence.POSSIBLE) if doubt else found


def _sheet(page: Accessibility, i: int) -> str:
    element = page.elements[i]
    return page.source.text[element.tag.end : element.span.end]


def _marks(declared: str) -> bool:
    """Whether a rule changes what is seen in another way than by removing the outline."""
    for name, value in re.findall(_PROPERTY, declared):
        if name.lower().startswith("outline"):
            if not re.match(r"(?i)(?:none|0)(?:px)?\b", value.strip()):
                return True
        elif name.lower().startswith(_VISIBLE):
            return True
    return False


def _in_sheets(rule: Rule, page: Accessibility, rules: list[tuple[int, str, str]]) -> Iterator[Finding]:
    bare = [r for r in rules if "outline" in r[2].lower() and not r[1].startswith("@") and re.search(_NO_OUTLINE, r[2])]
    for i, selector, _ in bare[:_MOST_TOLD]:
        if any(_reaches(page, one) for one in selector.split(",")):
            sheet = page.elements[i].tag.end
            at = page.source.text.find(selector, sheet)
            span = Span(at, at + len(selector)) if at >= 0 else page.elements[i].tag
            yield tell(rule, page, span, "oj04fd")


def _reaches(page: Accessibility, selector: str) -> bool:
    """Whether the last part of a selector is plain, speaks of focus or of no state, and is met by something that takes focus."""
    last = re.split(r"[\s>+~]+", selector.strip())[-1]
    plain, _, state = last.partition(":")
    if state and not re.fullmatch(r"focus(?:-visible)?+(?::active|:hover)?+", state):
        return False
    parts = re.fullmatch(_COMPOUND, plain)
    return parts is not None and any(
        page.elements[i].name not in _TYPED_INTO and page.rendered(i) and page.in_tab_order(i)
        for i in _named(page, (parts.group(1) or "*").lower(), parts.group(2) or "")
    )


def _named(page: Accessibility, name: str, mark: str) -> Iterator[int]:
    wanted = range(len(page.elements)) if name == "*" else page.by_name.get(name, ())
    for i in wanted:
        has = page.elements[i].attributes
        if not mark or mark[1:] in (has.get("class", "").split() if mark[0] == "." else [has.get("id", "")]):
            yield i


def _in_attributes(rule: Rule, page: Accessibility, styled: list[int]) -> Iterator[Finding]:
    for i in styled:
        style = page.elements[i].attributes["style"]
        seen = page.rendered(i) and not page.inert(i) and page.elements[i].name not in _TYPED_INTO
        if seen and page.in_tab_order(i) and re.search(_NO_OUTLINE, style):
            yield tell(rule, page, value_span(page, i, "style"), "oj04fd")
