"""The suppressions that an article carries: comments and front matter that silence a rule, with a reason."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.civil_dates import date
from healthlint.model import Block, Comment, Document, Meta, Span
from healthlint.records import record

PREFIX = "healthlint:"
_KEYS = "healthlint."
VERBS = {"ignore": "next", "ignore-start": "start", "ignore-end": "end"}


@record(frozen=True)
class Suppression:
    """One request to let findings of some rules stand."""

    rules: tuple[str, ...]
    reach: str
    """``next`` (the block that holds the comment, or the next), ``start``, ``end``, ``article``, or empty if not understood."""
    span: Span
    """The comment, or the value in the front matter."""
    reason: str = ""
    by: str = ""
    until: str = ""
    """Last day, month or year on which it holds, as written."""
    origin: str = "comment"
    """``comment`` or ``front-matter``."""

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds; ``None`` if it does not end or the date cannot be read."""
        return last_day(self.until)


def read_suppressions(document: Document) -> tuple[Suppression, ...]:
    """Every suppression of a document, in the order of their places."""
    found = [*_front_matter(document.metadata), *_comments(document.comments)]
    return tuple(sorted(found, key=lambda s: s.span))


def carries_suppressions(document: Document) -> bool:
    """Whether a comment or the front matter may hold a suppression."""
    for comment in document.comments:
        if comment.text.startswith(PREFIX):
            return True
    return _KEYS in [meta.key[: len(_KEYS)] for meta in document.metadata]


def published_suppressions(document: Document) -> Iterator[tuple[Block, int, int]]:
    """Places where a suppression is text that readers see, because the markup before it made it so."""
    for block in document.blocks:
        at = block.text.find("(healthlint: ignore")
        if at >= 0 and "]" in block.text[max(at - 8, 0) : at]:
            yield block, at, len(block.text)


def last_day(until: str) -> date | None:
    """The last day that ``2027``, ``2027-01`` or ``2027-01-15`` includes; ``None`` for anything else."""
    parts = until.split("-")
    if not 1 <= len(parts) <= 3 or not all(p.isascii() and p.isdigit() for p in parts) or len(parts[0]) != 4:
        return None
    year, month, day = (*map(int, parts), 0, 0)[:3]
    try:
        if len(parts) == 3:
            return date(year, month, day)
        first = date(year, month, 1) if len(parts) == 2 else date(year, 12, 1)
        after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return date.fromordinal(after.toordinal() - 1)
    except ValueError:
        return None


def _comments(comments: tuple[Comment, ...]) -> Iterator[Suppression]:
    for comment in comments:
        if comment.text.startswith(PREFIX):
            yield parse_comment(comment.text.removeprefix(PREFIX).strip(), comment.span)


def parse_comment(text: str, span: Span) -> Suppression:
    """Read ``ignore[rule, rule] until=2027-01 by=Name -- reason``; ``reach`` is empty if it is none of that."""
    head, _, tail = text.partition("]")
    verb, bracket, names = head.partition("[")
    rules = tuple(n.strip() for n in names.split(",") if n.strip())
    reach = VERBS.get(verb.strip(), "") if bracket and rules else ""
    settings, reason = _split_reason(tail)
    said = dict(part.partition("=")[::2] for part in _settings(settings))
    return Suppression(rules, reach, span, reason, said.get("by", ""), said.get("until", ""))


def _split_reason(tail: str) -> tuple[str, str]:
    """What stands before and after the dash; editors that turn ``--`` into a real dash do no harm."""
    places = [(tail.find(dash), dash) for dash in ("--", "—", "–") if dash in tail]
    if not places:
        return tail, ""
    at, dash = min(places)
    return tail[:at], tail[at + len(dash) :].strip(" -—–")


def _settings(text: str) -> Iterator[str]:
    """``key=value`` parts, where a value may have spaces: it ends where the next key begins."""
    part = ""
    for word in text.split():
        if word.startswith(("by=", "until=")):
            if part:
                yield part.replace('"', "")
            part = word
        elif part:
            part += " " + word
    if part:
        yield part.replace('"', "")


def _front_matter(metadata: tuple[Meta, ...]) -> Iterator[Suppression]:
    """Entries under ``healthlint.ignore``.

    Either rules with their reasons (``claims/absolute-promise: why``), or a
    list of rules with one ``healthlint.reason`` for all, or a list of
    entries with ``rule``, ``reason``, ``by`` and ``until``.
    """
    entries: dict[str, dict[str, str]] = {}
    spans: dict[str, Span] = {}
    shared = ""
    for meta in metadata:
        if meta.origin != "front-matter":
            continue
        if meta.key == "healthlint.reason":
            shared = meta.value
        elif meta.key == "healthlint.ignore" or meta.key.startswith("healthlint.ignore."):
            name, key = _entry_key(meta.key.removeprefix("healthlint.ignore").lstrip("."), meta.value)
            entries.setdefault(name, {})[key] = meta.value
            spans.setdefault(name, meta.span)
    for name, said_of in entries.items():
        said = {"rule": name, "reason": shared, "by": "", "until": "", **said_of}
        yield Suppression((said["rule"],), "article", spans[name], said["reason"], said["by"], said["until"], "front-matter")


def _entry_key(rest: str, value: str) -> tuple[str, str]:
    """Which entry a key below ``healthlint.ignore`` belongs to, and what it says of it."""
    if not rest:
        return value, "rule"
    name, _, last = rest.rpartition(".")
    return (name, last) if name and last in {"rule", "reason", "by", "until"} else (rest, "reason")
