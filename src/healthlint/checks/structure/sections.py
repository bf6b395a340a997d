"""Headings and what stands under them."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from healthlint.article.article import Article
from healthlint.checks.registry import check
from healthlint.language.digits import has_digit
from healthlint.language.words import fold
from healthlint.model import Block, Document, Finding, Format, Mark, Related, Rule, Zone

_CONTENT = frozenset(
    "img table iframe video audio pre svg form input select textarea button object embed canvas picture details dl math figure".split(),
)


def _headings(article: Article) -> list[tuple[int, Block]]:
    return article.once(_read_headings)


def _read_headings(article: Article) -> list[tuple[int, Block]]:
    heading = Zone.HEADING
    return [(i, b) for i, b in enumerate(article.blocks) if b.zone is heading and b.text]


@check("empty-section")
def empty_section(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a heading with nothing under it."""
    if article.document.format is Format.TEXT:
        return
    blocks = article.blocks
    shown: list[int] | None = None
    for i, heading in _headings(article):
        if heading.inferred or not heading.level or not _has_letters(heading.text):
            continue
        following = next((blocks[j] for j in range(i + 1, len(blocks)) if blocks[j].text), None)
        closed = following is None or (following.zone is Zone.HEADING and 0 < following.level <= heading.level)
        if closed and shown is None:
            shown = _places_of_content(article.document)
        if closed and shown is not None and not _shows(article, shown, heading, following):
            yield rule.finding(heading.span(), found=heading.text)


def _places_of_content(document: Document) -> list[int]:
    by_name = document.index.by_name
    return sorted([document.elements[i].start for name in _CONTENT.intersection(by_name) for i in by_name[name]])


def _has_letters(text: str) -> bool:
    """Whether the text has three letters or more."""
    return (text[:3].isalpha() and len(text) >= 3) or sum(map(str.isalpha, text)) >= 3


def _shows(article: Article, shown: list[int], heading: Block, following: Block | None) -> bool:
    """Whether something without text stands between the heading and what follows; ``shown`` are the places of such elements."""
    start = heading.outer.end
    end = following.outer.start if following else len(article.source.text)
    if any(i.mark in {Mark.IMAGE, Mark.TEMPLATE} for i in heading.inlines):
        return True
    if bisect_left(shown, start) < bisect_left(shown, end):
        return True
    between = article.source.text[start:end]
    return any(mark in between for mark in ("{%", "{{", "![", "<!--", ":::", "import ", "include"))


@check("repeated-passage")
def repeated_passage(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a paragraph that stands twice, and the title repeated as a heading."""
    seen: dict[tuple[int, str, str], list[Block]] = {}
    for block in article.in_zones({Zone.PROSE}):
        keys = article.words(block).keys
        if block.hidden or len(keys) < rule.options["min-words"]:
            continue
        like = seen.setdefault((len(keys), keys[0], keys[-1]), [])
        first = next((b for b in like if article.words(b).keys == keys), None)
        if first:
            yield rule.finding(block.span(), related=[Related(first.span(), rule.parameters["note"])])
        else:
            like.append(block)
    title = next(iter(article.in_zones({Zone.TITLE})), None)
    if title is None:
        return
    named = fold(title.text).strip()
    for _, heading in _headings(article):
        if not heading.inferred and fold(heading.text).strip() == named:
            yield rule.finding(heading.span(), variant="title", related=[Related(title.span(), rule.parameters["note"])])
            return


@check("question-heading")
def question_heading(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report headings that are questions, outside pages of questions and answers."""
    headings = _headings(article)
    if _is_question_page(article, [b for _, b in headings]):
        return
    for _, heading in headings:
        if heading.text.rstrip().endswith("?"):
            yield rule.finding(heading.span(), found=heading.text)


def _is_question_page(article: Article, headings: list[Block]) -> bool:
    title = fold(article.document.title)
    questions = sum(b.text.rstrip().endswith("?") for b in headings)
    return "faq" in title or "question" in title or (len(headings) >= 6 and questions * 5 >= len(headings) * 4)


@check("unanswered-question-heading")
def unanswered_question_heading(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a question whose section begins with something else."""
    dull = rule.words("dull-words")
    openings = tuple(rule.parameters["answers"])
    headings = _headings(article)
    if _is_question_page(article, [b for _, b in headings]):
        return
    for i, heading in headings:
        if not heading.text.rstrip().endswith("?") or any(word in heading.classes for word in ("quiz", "faq", "question", "accordion")):
            continue
        asked = {_stem(k) for k in article.words(heading).keys if k not in dull}
        start = _opening(article, i)
        if start is None or not asked:
            continue
        keys, text = start
        answers = has_digit(text) and "how" in article.words(heading).keys
        if not answers and not fold(text).startswith(openings) and asked.isdisjoint({_stem(k) for k in keys}):
            yield rule.finding(heading.span(), found=heading.text)


def _stem(word: str) -> str:
    return word[:5]


def _opening(article: Article, heading: int) -> tuple[list[str], str] | None:
    """Words and text of the first two sentences under a heading; ``None`` unless prose follows it."""
    following = next((b for b in article.blocks[heading + 1 :] if b.text), None)
    if following is None or following.zone is not Zone.PROSE:
        return None
    sentences = article.sentences_of(following)[:2]
    if not sentences:
        return None
    return article.words(following).keys[: sentences[-1].last], following.text[: sentences[-1].end]


@check("missing-section")
def missing_section(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report sections that readers need on a page of this kind and do not find."""
    wanted = rule.options["sections"].get(article.document_type)
    headings = [fold(b.text) for _, b in _headings(article)]
    if not wanted or not headings:
        return
    missing = [name for name, words in wanted.items() if not any(word in heading for word in words for heading in headings)]
    if missing:
        yield rule.finding(article.top, kind=article.document_type, missing=", ".join(missing))
