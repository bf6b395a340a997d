"""Runs the examples of any rules folder, ours and a house's: they are the tests of the rules."""
from __future__ import annotations

import atexit
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from healthlint.civil_dates import date
from healthlint.engine.check import check_document
from healthlint.engine.grammar import GrammarDesk
from healthlint.model import Edit, Example, Finding, Format, Rule, Settings, Source, Span
from healthlint.parse import parse
from healthlint.records import record
from healthlint.rulebook.book import Rulebook, open_rulebook
from healthlint.rulebook.critic import Specimen, read_marks
from healthlint.rulebook.line_up import GRAMMAR
from healthlint.rulebook.profile import Override

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DEFAULT_DAY = date(2026, 11, 22)
"""The date by which examples are judged unless they say otherwise."""


@record(frozen=True)
class Result:
    """What became of one example."""

    rule: str
    name: str
    """``claims/absolute-promise-failing-2``."""
    specimen: Specimen
    findings: tuple[Finding, ...]
    problems: tuple[str, ...]
    """What is not as the example says; empty if it holds."""
    not_run: str = ""
    """Why the example could not be read: its grammar engine is not there."""


def format_of(text: str, given: Mapping[str, Any]) -> Format:
    """The format that an example is read as."""
    if "format" in given:
        return Format(given["format"])
    return Format.HTML if text.lstrip().startswith("<") else Format.MARKDOWN


def settings_of(given: Mapping[str, Any]) -> Settings:
    """The settings that an example is read with."""
    return Settings(
        locale=given.get("locale", "auto"),
        content_type=given.get("content-type", "editorial"),
        audience=given.get("audience", "public"),
        document_type=given.get("document-type", "auto"),
        today=date.fromisoformat(given["today"]) if "today" in given else DEFAULT_DAY,
        profiles=(given.get("profile", "default"),),
        words=tuple(given.get("words", ())),
    )


@lru_cache(maxsize=4096)
def _book(profile: str, rule: str, folders: tuple[Path, ...], options: str) -> Rulebook:
    import json

    overrides = {rule: Override(options=json.loads(options))} if options != "{}" else {}
    return open_rulebook((profile,), folders=folders, select=(rule,), overrides=overrides)


def book_for(rule: Rule, given: Mapping[str, Any], folders: Sequence[Path] = ()) -> Rulebook:
    """A rulebook with ``rule`` alone, under the settings that an example gives."""
    import json

    return _book(given.get("profile", "default"), rule.id, tuple(folders), json.dumps(given.get("options", {}), sort_keys=True))


def findings_in(
    text: str, form: Format, given: Mapping[str, Any], book: Rulebook, desk: GrammarDesk | None = None
) -> tuple[Finding, ...]:
    """What ``book`` finds in ``text``; a check that crashes raises ``AssertionError`` with its reason."""
    suffix = {Format.HTML: "html", Format.MARKDOWN: "md", Format.TEXT: "txt"}[form]
    report = check_document(parse(Source(f"example.{suffix}", text), form), settings_of(given), book, desk)
    if report.crashes:
        raise AssertionError("; ".join(f"{name}: {reason}" for name, reason in report.crashes.items()))
    return report.findings


def run_example(rule: Rule, example: Example, name: str, folders: Sequence[Path] = ()) -> Result:
    """Read one example and compare what is found with what it marks."""
    specimen = read_marks(example.text)
    book = book_for(rule, example.given, folders)
    desk = _desk(rule.parameters["engine"]) if rule.check == GRAMMAR else None
    found = findings_in(specimen.text, format_of(specimen.text, example.given), example.given, book, desk)
    if desk and desk.reason:
        return Result(rule.id, name, specimen, (), (), desk.reason)
    problems = tuple(_differences(example, specimen, found))
    return Result(rule.id, name, specimen, found, problems)


@cache
def _desk(engine: str) -> GrammarDesk:
    """One engine for all examples; it ends with the process."""
    desk = GrammarDesk(engine, keep=False)
    atexit.register(desk.__exit__, None, None, None)
    return desk


def run_rule(rule: Rule, folders: Sequence[Path] = ()) -> Iterator[Result]:
    """Run all examples of one rule."""
    for name, example in named_examples(rule):
        yield run_example(rule, example, name, folders)


def named_examples(rule: Rule) -> Iterator[tuple[str, Example]]:
    """Each example with its name: ``claims/absolute-promise-failing-2``."""
    for fails in (True, False):
        for i, example in enumerate((e for e in rule.examples if e.fails is fails), 1):
            yield f"{rule.id}-{'failing' if fails else 'passing'}-{i}", example


def _differences(example: Example, specimen: Specimen, found: tuple[Finding, ...]) -> Iterator[str]:
    if not example.fails:
        for f in found:
            yield f"should pass, but found “{f.excerpt}” at {f.span.start}: {f.message}"
        return
    if not specimen.marks:
        if len(found) != 1:
            yield f"expects one finding about the article, got {len(found)}: {[f.excerpt for f in found]}"
        return
    yield from _wrong_places(specimen, found)
    if any(m.replacement is not None for m in specimen.marks) and (fixed := fix_all(specimen.text, found)) != specimen.fixed:
        yield f"expects the fix to give {specimen.fixed!r}, got {fixed!r}"


def _wrong_places(specimen: Specimen, found: tuple[Finding, ...]) -> Iterator[str]:
    wanted = [m.span for m in specimen.marks if m.span.end > m.span.start]
    inserted = len(specimen.marks) - len(wanted)
    places = [f.span for f in found]
    for span in wanted:
        if span not in places:
            yield f"“{specimen.text[span.start : span.end]}” at {span.start} is marked but not found"
    extra = [f for f in found if f.span not in wanted]
    for f in extra[inserted:]:
        yield f"“{f.excerpt}” at {f.span.start} is found but not marked: {f.message}"
    if len(extra) < inserted:
        yield "an insertion is marked but nothing was found for it"


def fix_all(text: str, findings: Sequence[Finding]) -> str:
    """``text`` after the first fix of every finding; a fix that overlaps an earlier one is left out."""
    taken: list[Span] = []
    edits: list[Edit] = []
    for fix in (f.fixes[0] for f in findings if f.fixes):
        if not any(_clash(e.span, t) for e in fix.edits for t in taken):
            edits += fix.edits
            taken += [e.span for e in fix.edits]
    return apply_edits(text, edits)


def _clash(a: Span, b: Span) -> bool:
    return a == b or (a.start < b.end and b.start < a.end)


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """``text`` with non-overlapping ``edits`` made."""
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.end), reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text

