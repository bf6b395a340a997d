"""Abbreviations that a reader cannot resolve, or need not learn."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.article import Article
from healthlint.article.abbreviations import Use, read_abbreviations, worth_spelling_out
from healthlint.checks.registry import check
from healthlint.language.abbreviations import is_known
from healthlint.model import Edit, Finding, Fix, Related, Rule, Safety, Span


@check("undefined-abbreviation")
def undefined_abbreviation(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report the first use of an abbreviation that is not spelled out by then."""
    house = frozenset(article.settings.words)
    for short in read_abbreviations(article):
        if short.text in house or not worth_spelling_out(short):
            continue
        uses = [u for u in short.uses if u.block.zone in rule.zones and not u.quoted]
        if not uses:
            continue
        first = uses[0]
        text = first.block.text[first.start : first.end]
        if short.defined is None:
            yield rule.finding(first.span, found=text)
        elif short.defined.span.start > first.span.end:
            related = [Related(short.defined.span, rule.messages["related"])]
            yield rule.finding(first.span, variant="late", related=related, found=text, long=short.long_form)


@check("unused-abbreviation")
def unused_abbreviation(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report an abbreviation in brackets that never returns."""
    for short in read_abbreviations(article):
        if not short.defined or not short.bracketed or len(short.uses) > 1 or is_known(short.text):
            continue
        if short.defined.block.zone in rule.zones:
            shown = short.defined.block.text[short.defined.start : short.defined.end]
            edit = Edit(_with_space(short.defined), "")
            yield rule.finding(short.defined.span, found=shown, fixes=[Fix(f"“{shown}” → “”", (edit,), Safety.REVIEW)])


def _with_space(use: Use) -> Span:
    """The brackets and the space before them, so that deleting leaves one space."""
    start = use.start - 1 if use.start and use.block.text[use.start - 1] == " " else use.start
    return use.block.span(start, use.end)
