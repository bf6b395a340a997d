"""The medical disclaimer: whether there is one, what it lacks, where it stands, and urgent advice."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.article.article import Article
from healthlint.article.red_flags import first_words, red_flags
from healthlint.checks import disclaimer_safety as _safety  # noqa: F401 - registers the checks on safety
from healthlint.checks.insertion import after_article, after_title, passage, sentence_after
from healthlint.checks.registry import check, telling_blocks
from healthlint.model import COMPONENTS, Confidence, Edit, Finding, Fix, Rule, Safety, Span, Zone

_ENGLISH = frozenset({"en", "und"})
"""Languages in which our wording may be offered; a few words are too few to tell."""


@check("disclaimer-missing")
def disclaimer_missing(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report an article without a medical disclaimer on it or linked from it."""
    disclaimer = article.disclaimer
    if disclaimer.present or disclaimer.linked or rule.options["site-wide"]:
        return
    at = after_title(article) if rule.options["place"] == "start" else after_article(article)
    if article.language not in _ENGLISH:
        # The phrases of other languages are few: a person must look, and our wording is English.
        yield rule.finding(at, confidence=Confidence.POSSIBLE)
        return
    text = passage(article, rule.options["heading"], rule.options["wording"])
    yield rule.finding(at, fixes=(Fix(rule.parameters["fix-title"], (Edit(at, text),), Safety.REVIEW),))


@check("disclaimer-incomplete")
def disclaimer_incomplete(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a disclaimer without a component that the profile asks for."""
    disclaimer = article.disclaimer
    if not disclaimer.present or not disclaimer.spans:
        return
    have = [name for name in COMPONENTS if name in disclaimer.components]
    missing = [name for name in rule.options["components"] if name not in have]
    if not missing:
        return
    names = rule.parameters["names"]
    listed = ", ".join(names[name] for name in missing)
    span = disclaimer.spans[0]
    yield rule.finding(span, fixes=_additions(rule, article, missing, span.end), have=len(have), missing=listed)


def _additions(rule: Rule, article: Article, missing: list[str], at: int) -> list[Fix]:
    """The missing sentences in the house's wording, with the emergency number of the locale."""
    locale = article.settings.locale if article.settings.locale != "auto" else article.document.language
    wording = {**rule.options["wording"], "emergency": rule.options["emergency"].get(locale, "")}
    wanted = [wording[name] for name in missing if wording.get(name)]
    if len(wanted) < len(missing) or article.language not in _ENGLISH:
        return []
    return [Fix(rule.parameters["fix-title"], (Edit(Span(at, at), sentence_after(" ".join(wanted))),), Safety.REVIEW)]


@check("disclaimer-buried")
def disclaimer_buried(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a disclaimer that readers will hardly notice."""
    disclaimer = article.disclaimer
    if disclaimer.buried:
        yield rule.finding(_first_sentence(article, disclaimer.buried))
    elif not disclaimer.present and disclaimer.linked:
        yield rule.finding(disclaimer.linked, variant="linked")
    elif disclaimer.present:
        yield from _too_faint(rule, article)


def _first_sentence(article: Article, place: Span) -> Span:
    for block in article.blocks:
        if block.span().overlaps(place):
            for sentence in article.sentences_of(block):
                if sentence.span.overlaps(place):
                    return sentence.span
    return place


def _too_faint(rule: Rule, article: Article) -> Iterator[Finding]:
    """Every passage in small print by its own style attribute, or not shown at all."""
    faint = [
        style for style in (_faint_style(article, span, float(rule.options["min-font-size"])) for span in article.disclaimer.spans) if style
    ]
    if faint and len(faint) == len(article.disclaimer.spans):
        yield rule.finding(faint[0], variant="faint")


def _faint_style(article: Article, place: Span, least: float) -> Span | None:
    document = article.document
    for element in map(document.elements.__getitem__, document.index.with_attribute.get("style", ())):
        style = element.attributes["style"]
        if style and element.span.holds(place) and (_size(style) < least or "display:none" in style.replace(" ", "").lower()):
            at = article.source.text.find("style", element.tag.start, element.tag.end)
            end = article.source.text.find(style, at) + len(style) + 1
            return Span(at, end) if at >= 0 else element.tag
    return None


def _size(style: str) -> float:
    """Font size in em that a style attribute sets, 1 if it sets none; 16 pixels or 12 points are one em."""
    for part in style.lower().split(";"):
        name, _, value = part.partition(":")
        if name.strip() != "font-size":
            continue
        for unit, em in (("rem", 1.0), ("em", 1.0), ("px", 16.0), ("pt", 12.0), ("%", 100.0)):
            number = value.strip().removesuffix(unit)
            if value.strip().endswith(unit) and number.replace(".", "", 1).isdigit():
                return float(number) / em
    return 1.0


@check("no-emergency-advice", telling=lambda _: first_words())
def no_emergency_advice(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report the first sign of an emergency on a page that never says where to get help at once."""
    if "emergency" in article.disclaimer.components:
        return
    flag = next(red_flags(article, telling_blocks(rule, article, (Zone.PROSE, Zone.LIST))), None)
    if flag is not None:
        found = flag.block.text[flag.start : flag.end]
        yield rule.finding(flag.span, found=found, condition=flag.condition)
