"""The page as a whole: title, language, zoom, refresh, orientation."""
from __future__ import annotations

import re
from collections.abc import Iterator

from healthlint.article.accessibility import Accessibility
from healthlint.article.article import Article
from healthlint.checks.accessibility.tell import tell, value_span
from healthlint.checks.registry import check, elements
from healthlint.language.detect import UNDETERMINED, detect_language
from healthlint.language.tags import is_language_tag
from healthlint.model import Edit, Finding, Fix, Rule, Safety, Span, Zone
from healthlint.patterns import compile_pattern


def _page_element(page: Accessibility) -> int:
    """Index of ``<html>``, -1 in a fragment."""
    return page.by_name.get("html", [-1])[0]


@check("no-page-title", telling=elements("html"))
def no_page_title(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a whole page whose first title is empty or missing."""
    page = article.accessibility
    html = _page_element(page)
    if html < 0 or "frameset" in page.by_name:
        return
    titles = [i for i in page.by_name.get("title", ()) if not page.foreign(i)]
    if titles:
        title = page.elements[titles[0]]
        if not any(page.source.text[a:b].strip() for _, a, b in page.runs_in(titles[0])):
            yield tell(rule, page, title.span, "2779a5 document-title", fixes=_titled(rule, article, title.span, ""))
        return
    place = page.elements[page.by_name["head"][0] if "head" in page.by_name else html].tag
    fixes = _titled(rule, article, Span(place.end, place.end), "\n") if "head" in page.by_name else ()
    yield tell(rule, page, place, "2779a5 document-title", fixes=fixes)


def _titled(rule: Rule, article: Article, place: Span, before: str) -> tuple[Fix, ...]:
    """Repeats the article's main heading as the page's title."""
    heading = " ".join(article.document.title.split())
    if not heading:
        return ()
    written = heading.replace("&", "&amp;").replace("<", "&lt;")
    edit = Edit(place, f"{before}<title>{written}</title>")
    return (Fix(rule.parameters["fix-title"], (edit,), Safety.REVIEW),)


@check("no-page-language", telling=elements("html"))
def no_page_language(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a whole page that does not say its language."""
    page = article.accessibility
    html = _page_element(page)
    if html >= 0 and not page.elements[html].attributes.get("lang", "").strip():
        yield tell(rule, page, page.elements[html].tag, "b5c3f8 html-has-lang", fixes=_in_locale(rule, article, html))


def _in_locale(rule: Rule, article: Article, html: int) -> tuple[Fix, ...]:
    """Writes the configured locale, if one is configured and the text is in that language."""
    locale = article.settings.locale.removesuffix("-oxendict")
    page = article.accessibility
    if locale == "auto" or article.language != locale.split("-")[0] or "lang" in page.elements[html].attributes:
        return ()
    after = page.elements[html].tag.start + len("<html")
    edit = Edit(Span(after, after), f' lang="{locale}"')
    return (Fix(rule.parameters["fix-title"].format(locale=locale), (edit,), Safety.REVIEW),)


@check("invalid-language", telling=elements("[lang]", "[xml:lang]"))
def invalid_language(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report language tags that do not exist, on the page or on a part with text in it."""
    page = article.accessibility
    html = _page_element(page)
    if html >= 0:
        yield from _page_language(rule, page, html)
    for attribute in ("lang", "xml:lang"):
        for i in page.with_attribute.get(attribute, ()):
            value = page.elements[i].attributes[attribute]
            if i == html or value == "" or _filled_in(value) or is_language_tag(value) or not _has_own_text(page, i):
                continue
            about = "de46e4 valid-lang" if attribute == "lang" else "valid-lang"
            yield tell(rule, page, value_span(page, i, attribute), about, value=value.strip() or value)


def _page_language(rule: Rule, page: Accessibility, html: int) -> Iterator[Finding]:
    has = page.elements[html].attributes
    value = has.get("lang", "")
    if value.strip() and not _filled_in(value) and not is_language_tag(value):
        yield tell(rule, page, value_span(page, html, "lang"), "bf051a html-lang-valid", value=value.strip())
    other = has.get("xml:lang", "").strip()
    if value.strip() and other and value.strip().lower().split("-")[0] != other.lower().split("-")[0]:
        span = value_span(page, html, "xml:lang")
        yield tell(rule, page, span, "5b7ae0 html-xml-lang-mismatch", variant="two", value=value.strip(), other=other)


_ENOUGH = 300
"""Pieces of text looked through for one that takes its language from an element."""


def _filled_in(value: str) -> bool:
    """Whether a template engine will write the value."""
    return "{{" in value or "{%" in value or "<?" in value


def _has_own_text(page: Accessibility, i: int) -> bool:
    """Whether text that is shown, or that stands for an image, takes its language from this very element."""
    for image in (k for k in page.inside(i)[:_ENOUGH] if page.elements[k].name == "img"):
        if page.elements[image].attributes.get("alt", "").strip() and not page.hidden(image) and page.language_givers[image] == i:
            return True
    for parent, start, end in page.runs_in(i)[:_ENOUGH]:
        if page.source.text[start:end].replace("&nbsp;", " ").strip() and page.rendered(parent) and page.language_givers[parent] == i:
            return True
    return False


_RUNNING = frozenset({Zone.PROSE, Zone.LIST, Zone.HEADING})


@check("wrong-page-language", telling=elements("html"))
def wrong_page_language(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a declared language that is not the language of the text."""
    page = article.accessibility
    html = _page_element(page)
    declared = page.elements[html].attributes.get("lang", "").strip() if html >= 0 else ""
    if not declared or not is_language_tag(declared):
        return
    told = article.language == UNDETERMINED or _same_language(article.language, declared)
    if told and {*page.with_attribute.get("lang", ()), *page.with_attribute.get("xml:lang", ())} == {html}:
        return
    languages = {b.language for b in article.blocks}
    stated = {"", *(tag for tag in languages if tag.lower() == declared.lower())}
    if languages <= stated and told:
        return
    texts = [b.text for b in article.in_zones(_RUNNING) if b.language in stated]
    if sum(t.count(" ") + 1 for t in texts) < rule.options["least-words"]:
        return
    found = article.language if languages <= stated else detect_language(texts)
    if found != UNDETERMINED and not _same_language(found, declared):
        yield tell(rule, page, value_span(page, html, "lang"), "ucwvc8", declared=declared, found=found)


_ALIKE = ({"no", "nb", "nn", "da"}, {"id", "ms"}, {"sr", "hr", "bs", "sh"}, {"zh", "yue", "cmn", "wuu"}, {"ur", "ar", "fa", "ps", "ckb"})
"""Languages that function words or script alone do not tell apart."""
_SAME_SCRIPT = (
    {"ru", "uk", "bg", "sr", "mk", "be", "kk", "mn", "ky", "tg"}, {"hi", "ne", "mr", "sa"}, {"he", "yi"}, {"am", "ti"}, {"bn", "as"},
)


def _same_language(found: str, declared: str) -> bool:
    stated = declared.lower().split("-")[0]
    return stated == found or any({stated, found} <= group for group in (*_ALIKE, *_SAME_SCRIPT))


@check("blocked-zoom", telling=elements("meta"))
def blocked_zoom(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a viewport that keeps readers from enlarging the page."""
    page = article.accessibility
    for i in page.by_name.get("meta", ()):
        has = page.elements[i].attributes
        if has.get("name", "").strip().lower() == "viewport" and "content" in has:
            yield from _viewport(rule, page, i, has["content"])


_NUMBER = r"[+-]?(?:\d++(?:\.\d*+)?+|\.\d++)"


def _viewport(rule: Rule, page: Accessibility, i: int, content: str) -> Iterator[Finding]:
    kept, blocked, limited = [], False, False
    for pair in content.replace(";", ",").split(","):
        key, _, value = (part.strip().lower() for part in pair.partition("="))
        if (key == "user-scalable" and _forbids(value)) or (key == "maximum-scale" and 0 <= _scale(value) < 2):
            blocked = True
        elif key == "maximum-scale" and 2 <= _scale(value) < 5:
            limited = True
            kept.append(pair.strip())
        elif pair.strip():
            kept.append(pair.strip())
    span = value_span(page, i, "content")
    if blocked:
        about = "b4f0c3 meta-viewport"
        fix = Fix(rule.parameters["fix-title"], (Edit(span, ", ".join(kept)),), Safety.SAFE)
        yield tell(rule, page, span, about, fixes=[fix], content=content)
    elif limited:
        yield tell(rule, page, span, "meta-viewport-large", variant="limited", content=content)


def _forbids(value: str) -> bool:
    """``no``, and numbers between -1 and 1, which browsers read as ``no`` (CSS Device Adaptation)."""
    number = re.match(_NUMBER, value)
    return value == "no" or (number is not None and -1 < float(number.group()) < 1)


def _scale(value: str) -> float:
    """The factor that browsers read; negative where they ignore it."""
    number = re.match(_NUMBER, value)
    if number:
        return float(number.group())
    return {"yes": 1.0, "device-width": 10.0, "device-height": 10.0}.get(value, 0.1)


_REFRESH = r"[ \t\r\n\f]*+(\d++)(?:\.[\d.]*+)?+(?:[ \t\r\n\f]*+[;,]|[ \t\r\n\f]|$)"
_TWENTY_HOURS = 72_000


@check("timed-refresh", telling=elements("[http-equiv]"))
def timed_refresh(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a page that reloads or redirects after a while; only the first valid instruction counts."""
    page = article.accessibility
    for i in page.by_name.get("meta", ()):
        has = page.elements[i].attributes
        delay = re.match(_REFRESH, has.get("content", "")) if has.get("http-equiv", "").strip().lower() == "refresh" else None
        if delay is None:
            continue
        seconds = int(delay.group(1)[:9])
        if seconds:
            long = seconds > _TWENTY_HOURS
            about = "bisz58 meta-refresh-no-exceptions" + ("" if long else " bc659a meta-refresh")
            yield tell(rule, page, value_span(page, i, "content"), about, variant="long" if long else "", seconds=seconds)
        return


@check("locked-orientation", telling=elements("style"))
def locked_orientation(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a style sheet that turns the page on its side in one orientation."""
    page = article.accessibility
    for i in page.by_name.get("style", ()):
        element = page.elements[i]
        sheet = page.source.text[element.tag.end : element.span.end]
        for start, end in _turns(sheet):
            yield tell(rule, page, Span(element.tag.end + start, element.tag.end + end), "b33eff css-orientation-lock")


_LONGEST_QUERY = 300
_MATRIX = r"(?i)matrix\(\s*+([\d.+-]++)\s*+,\s*+([\d.+-]++)\s*+,"
_TURN = r"(?i)rotate(?:z|3d)?\s*+[(:]\s*+(?:[\d.+-]++\s*+,\s*+){0,3}+(?:z\s++)?+(-?[\d.]++)(deg|rad|turn|grad)"
_DEGREES = {"deg": 1.0, "rad": 57.29577951308232, "turn": 360.0, "grad": 0.9}


def _turns(sheet: str) -> Iterator[tuple[int, int]]:
    """Quarter turns inside ``@media`` blocks about the orientation of the screen."""
    lower = sheet.lower()
    at = lower.find("orientation")
    while at >= 0:
        opened = lower.find("{", at)
        closed = _closing_brace(lower, opened) if opened >= 0 else -1
        if closed < 0:
            return
        media = lower.rfind("@media", max(0, at - _LONGEST_QUERY), at)
        if media >= 0 and "{" not in lower[media:at]:
            for turn in compile_pattern(_TURN).finditer(sheet, opened, closed):
                degrees = float(turn.group(1)) * _DEGREES[turn.group(2).lower()] if turn.group(1).count(".") < 2 else 0.0
                if abs(abs(degrees) % 180 - 90) < 1:
                    yield turn.span()
            for matrix in compile_pattern(_MATRIX).finditer(sheet, opened, closed):
                if _is_near(matrix.group(1), 0) and (_is_near(matrix.group(2), 1) or _is_near(matrix.group(2), -1)):
                    yield matrix.span()
        at = lower.find("orientation", closed)


def _is_near(written: str, number: float) -> bool:
    try:
        return abs(float(written) - number) < 0.02
    except ValueError:
        return False


def _closing_brace(text: str, opened: int) -> int:
    depth = 0
    for match in compile_pattern(r"[{}]").finditer(text, opened):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return match.start()
    return -1
