"""What a grammar engine finds in an article's blocks, as findings at their places."""
from __future__ import annotations

from collections.abc import Callable, Iterable

from healthlint.grammar.backend import Backend, Match
from healthlint.grammar.passages import Passage, passages
from healthlint.model import Block, Confidence, Finding, Fix, Kind, Rule, Safety

Answers = Callable[[str, Callable[[], list[Match]]], list[Match]]
"""Keeps answers: given a key and a way to ask, the kept answer or a new one."""

WHOLE_SENTENCE = frozenset({"UPPERCASE_SENTENCE_START", "SENTENCE_FRAGMENT", "SentenceCapitalization", "MissingVerb"})
"""Remarks about whole sentences, which list items and captions need not be."""
MOST_REPLACEMENTS = 3


def ask_anew(key: str, ask: Callable[[], list[Match]]) -> list[Match]:  # noqa: ARG001 - the shape of Answers
    """Keep nothing."""
    return ask()


def check(
    blocks: Iterable[Block],
    dialect: str,
    backend: Backend,
    rule: Rule,
    *,
    blanked: Iterable[tuple[Block, int, int]] = (),
    words: frozenset[str] = frozenset(),
    answers: Answers = ask_anew,
) -> list[Finding]:
    """Findings of ``rule`` for what ``backend`` remarks on ``blocks``.

    ``words`` (names, drugs, diseases, the house's own) are never reported.
    Raises ``GrammarUnavailableError`` if the engine gives up.
    """
    off = frozenset(rule.options.get("disable", ()))
    found = []
    for passage in passages(blocks, blanked):
        key = f"{backend.name} {backend.version} {dialect} {passage.text}"
        for match in answers(key, lambda text=passage.text: backend.check(text, dialect)):  # type: ignore[misc]
            finding = None if match.rule in off else _finding(match, passage, rule, words)
            if finding:
                found.append(finding)
    return found


def _finding(match: Match, passage: Passage, rule: Rule, words: frozenset[str]) -> Finding | None:
    place = passage.place(match.start, match.end)
    if place is None:
        return None
    block, start, end = place
    found = block.text[start:end]
    if found.casefold() in words or passage.text[match.start : match.end] != found:
        return None
    if match.rule in WHOLE_SENTENCE and block.kind is not Kind.PARAGRAPH:
        return None
    return rule.finding(
        block.span(start, end),
        fixes=[_fix(block, start, end, text) for text in match.replacements[:MOST_REPLACEMENTS]],
        confidence=Confidence.LIKELY,
        found=found,
        remark=match.message.rstrip(),
        engine_rule=match.rule,
    )


def _fix(block: Block, start: int, end: int, text: str) -> Fix:
    title = f"“{block.text[start:end]}” → “{text}”" if text else f"delete “{block.text[start:end]}”"
    return Fix(title, block.replace(start, end, text), Safety.REVIEW)
