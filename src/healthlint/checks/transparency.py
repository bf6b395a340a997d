"""Dates, metadata and what the publisher discloses."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.article.article import Article
from healthlint.article.dates import parse_date
from healthlint.article.people_metadata import nodes
from healthlint.article.signals import read_signals
from healthlint.checks.registry import check
from healthlint.civil_dates import date, timedelta
from healthlint.language.words import find_words, fold, inner_words
from healthlint.model import (
    Block,
    Confidence,
    DateKind,
    Finding,
    Format,
    Inline,
    Mark,
    Meta,
    NotApplicableError,
    PageDate,
    Related,
    Rule,
    Span,
    Zone,
)

_SEEN = frozenset({"visible", "time"})
_HIDDEN = frozenset({"meta", "json-ld", "microdata"})
_RUNNING = frozenset({Zone.PROSE, Zone.LIST, Zone.QUOTE, Zone.CAPTION})


@check("no-date")
def no_date(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report an article that gives no date of its own."""
    people = article.authorship
    if not people.dates and not people.impossible:
        yield rule.finding(article.top)


@check("hidden-date")
def hidden_date(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a page whose only date is in its metadata."""
    dates = article.authorship.dates
    if article.document.format is not Format.HTML or "templated" in article.document.notes:
        raise NotApplicableError
    if dates and Mark.TIME not in article.marks and all(d.origin in _HIDDEN for d in dates):
        yield rule.finding(_value_place(article, dates[0]), day=_written(dates[0]))


def _value_place(article: Article, found: PageDate) -> Span:
    """Where the date itself is written inside the element that states it."""
    text = article.source.text
    for written in (found.value.isoformat(), found.value.strftime("%Y%m%d")):
        at = text.find(written, found.span.start, found.span.end)
        if at >= 0:
            return Span(at, at + len(written))
    return found.span


def _written(found: PageDate) -> str:
    """The date in British order, as precise as the page gives it."""
    value = found.value
    if found.precision == "year":
        return str(value.year)
    month = value.strftime("%B %Y")
    return month if found.precision == "month" else f"{value.day} {month}"


@check("no-next-review")
def no_next_review(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a review date that stands without the date of the next one."""
    people = article.authorship
    reviewed = people.date(DateKind.REVIEWED)
    if reviewed is None or people.date(DateKind.NEXT_REVIEW) or any(kind is DateKind.NEXT_REVIEW for kind, _ in people.impossible):
        return
    yield rule.finding(_date_line(article, reviewed), day=_written(reviewed))


def _date_line(article: Article, found: PageDate) -> Span:
    """The short line that prints the date; the date alone inside longer text."""
    for block in article.blocks:
        if block.text and block.span().holds(found.span):
            return block.span() if len(block.text) <= 80 else found.span
    return found.span


@check("overdue-review")
def overdue_review(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a review that is due, or a last review that is too long ago."""
    people = article.authorship
    today = article.settings.today
    due, reviewed = people.date(DateKind.NEXT_REVIEW), people.date(DateKind.REVIEWED)
    if (due is None and reviewed is None) or _is_archived(rule, article):
        return
    if due is not None and _last_day(due) < today:
        yield rule.finding(due.span, variant="due", day=_written(due))
    elif reviewed is not None and due is None:
        limit = rule.options["medicine-months"] if article.document_type == "medicine" else rule.options["months"]
        age = _months(_last_day(reviewed), today)
        if age > limit:
            yield rule.finding(reviewed.span, day=_written(reviewed), age=age, limit=limit)


def _is_archived(rule: Rule, article: Article) -> bool:
    return any(phrase in article.folded_text for phrase in rule.parameters["archived"])


def _last_day(found: PageDate) -> date:
    """The last day of the period that the date names: nobody is late within it."""
    value = found.value
    if found.precision == "year":
        return date(value.year, 12, 31)
    if found.precision == "month":
        following = date(value.year + value.month // 12, value.month % 12 + 1, 1)
        return following - timedelta(days=1)
    return value


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


@check("impossible-date")
def impossible_date(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a day that no calendar has, a future publication, and a review before publication."""
    people = article.authorship
    for _, span in people.impossible:
        yield rule.finding(span, found=article.source[span])
    published, reviewed = people.date(DateKind.PUBLISHED), people.date(DateKind.REVIEWED)
    if published and published.value > article.settings.today:
        yield rule.finding(_value_place(article, published), variant="future", found=_written(published))
    elif published and reviewed and _last_day(reviewed) < published.value and {published.origin, reviewed.origin} <= _SEEN:
        note = rule.parameters["note"]
        yield rule.finding(reviewed.span, variant="order", found=_written(reviewed), related=[Related(published.span, note)])


@check("structured-data")
def structured_data(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report JSON-LD that cannot be read, contradicts the page, or is absent where the house asks for it."""
    facts = [m for m in article.document.metadata if m.origin == "json-ld"]
    if not facts:
        if rule.options["required"] and not article.document.fragment:
            yield rule.finding(article.top, variant="absent")
        return
    for meta in facts:
        if meta.key == "@invalid":
            yield rule.finding(meta.span, variant="invalid", problem=_json_problem(article.source[meta.span]))
    for node in nodes(article):
        for key, meta in node.facts:
            yield from _contradiction(rule, article, key, meta, is_article=node.is_article)


def _json_problem(written: str) -> str:
    import json

    try:
        json.loads(written)
    except ValueError as error:
        return str(error)
    return ""


def _contradiction(rule: Rule, article: Article, key: str, meta: Meta, *, is_article: bool) -> Iterator[Finding]:
    if key in {"lastreviewed", "datepublished", "datemodified"} and parse_date(meta.value) is None:
        yield rule.finding(meta.span, variant="no-date", key=key, found=meta.value)
    elif key == "headline" and is_article and article.document.title and _unlike(meta.value, article.document.title):
        yield rule.finding(meta.span, variant="title", found=meta.value, title=article.document.title)


def _unlike(one: str, other: str) -> bool:
    """Whether two titles have no longer word in common."""
    return not {k for k in find_words(one).keys if len(k) > 3} & {k for k in find_words(other).keys if len(k) > 3}


@check("no-publisher-disclosure")
def no_publisher_disclosure(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a page that sells and does not say who publishes and pays for it."""
    signals = article.once(read_signals)
    if "shop" in signals and "interests" not in signals and not ("publisher" in signals and "editorial-policy" in signals):
        yield rule.finding(article.top)


@check("no-feedback-route")
def no_feedback_route(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a page that gives its reader no way to point out a mistake."""
    signals = article.once(read_signals)
    if "feedback" in signals or ("contact" in signals and not rule.options["require-feedback"]):
        return
    # A fragment is put into a page whose footer nobody sees here.
    doubt = Confidence.POSSIBLE if article.document.fragment else None
    yield rule.finding(article.top, variant="contact-only" if "contact" in signals else "", confidence=doubt)


@check("undisclosed-commercial-link")
def undisclosed_commercial_link(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report links and codes that earn money, in running text without a label."""
    if "affiliate-disclosure" in article.once(read_signals):
        return
    words, text = article.vocabulary, article.folded_text
    cues = [cue for cue, inner in rule.derive(_coupon_cues) if inner <= words and cue in text]
    blocks = article.in_zones(_RUNNING)
    link = Mark.LINK
    targets = "\n".join({i.target for b in blocks for i in b.inlines if i.mark is link}).lower()
    parts = [part for part in rule.parameters["affiliate-links"] if part in targets] if targets else []
    labels = [label for label in rule.parameters["labels"] if label in text] if parts or cues else []
    for block in blocks if parts or cues else ():
        low = fold(block.text)
        if any(label in low for label in labels):
            continue
        for inline in block.inlines:
            if inline.mark is Mark.LINK and any(part in inline.target.lower() for part in parts):
                yield rule.finding(_target_place(article, inline), found=inline.target)
        yield from _coupons(rule, block, low, cues)


def _coupon_cues(rule: Rule) -> list[tuple[str, frozenset[str]]]:
    """Each cue with the words without which a page cannot have it."""
    return [(cue, inner_words(cue)) for cue in rule.parameters["coupon-cues"]]


def _target_place(article: Article, inline: Inline) -> Span:
    at = article.source.text.find(inline.target, inline.span.start, inline.span.end)
    return Span(at, at + len(inline.target)) if at >= 0 else inline.span


def _coupons(rule: Rule, block: Block, low: str, cues: list[str]) -> Iterator[Finding]:
    for cue in cues:
        at = low.find(cue)
        if at < 0:
            continue
        start = at + len(cue)
        word = block.text[start:].split(None, 1)[0].strip(".,;:!”\"'") if block.text[start:].strip() else ""
        if len(word) >= 4 and word.isalnum() and word.upper() == word:
            begin = block.text.find(word, start)
            yield rule.finding(block.span(begin, begin + len(word)), variant="code", found=word)
