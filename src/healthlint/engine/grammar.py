"""Asks a grammar engine about articles: one engine for a run, opened when first needed, its answers kept."""
from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import TracebackType

from healthlint.article.article import Article
from healthlint.model import Finding, Rule, Variant, Zone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Self

    from healthlint.engine.grammar_cache import KeptAnswers
    from healthlint.grammar import Backend

ZONES = frozenset({Zone.PROSE, Zone.LIST})
OFF = "grammar is off; --grammar harper or languagetool turns it on"


class GrammarDesk:
    """The engine of a run. ``reason`` says why it gives no answers, once that is known."""

    def __init__(
        self, engine: str, words: tuple[str, ...] = (), *, keep: bool = True, notice: Callable[[str], None] = lambda _: None
    ) -> None:
        """``engine`` is ``off``, ``languagetool``, ``harper`` or ``auto``; ``notice`` is told what users must know."""
        self.engine = engine
        self.words = words
        self.reason = OFF if engine == "off" else ""
        self._notice = notice
        self._backend: Backend | None = None
        self._keep = keep

    def __enter__(self) -> Self:
        """Open nothing yet."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop the engine, whatever happened."""
        if self._backend:
            self._backend.close()

    def findings(self, article: Article, rules: dict[str, Rule]) -> list[Finding]:
        """What the engine finds in ``article``, under its own rule among ``rules``.

        After a failure the engine is off for the rest of the run and ``reason`` says why.
        """
        if self.reason:
            return []
        from healthlint.grammar import GrammarUnavailableError

        try:
            backend = self._open()
            rule = next((r for r in rules.values() if r.parameters.get("engine") == backend.name), None)
            return self._ask(backend, rule, article) if rule else []
        except GrammarUnavailableError as error:
            self.reason = str(error)
            self._notice(self.reason)
            return []

    def answers_for(self, rule: Rule) -> bool:
        """Whether the engine that is open is the one behind ``rule``."""
        return self._backend is not None and rule.parameters.get("engine") == self._backend.name

    def _open(self) -> Backend:
        from healthlint.grammar import open_backend

        if self._backend is None:
            self._backend = open_backend(self.engine, self.words)
            if getattr(self._backend, "leaves_machine", False):
                self._notice("text is sent to the LanguageTool server that was configured, on another machine")
        return self._backend

    def _ask(self, backend: Backend, rule: Rule, article: Article) -> list[Finding]:
        from healthlint.grammar import check
        from healthlint.grammar.check import ask_anew

        markers = [(m.block, m.start, m.end) for m in article.citations.markers]
        known = frozenset(w.casefold() for w in (*self.words, *article.known_words))
        blocks = article.in_zones(ZONES)
        answers = kept_answers().answer if self._keep else ask_anew
        return check(blocks, dialect_of(article), backend, rule, blanked=markers, words=known, answers=answers)


@cache
def kept_answers() -> KeptAnswers:
    """The file of kept answers, opened when an engine is first asked."""
    from healthlint.engine.grammar_cache import KeptAnswers

    return KeptAnswers()


def dialect_of(article: Article) -> str:
    """``en-US`` or ``en-GB``, by the settings or by the article's own spelling."""
    if article.settings.locale != "auto":
        return "en-US" if article.settings.locale == "en-US" else "en-GB"
    return "en-US" if article.spelling.variant is Variant.US else "en-GB"
