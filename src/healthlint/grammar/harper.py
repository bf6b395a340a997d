"""Harper, in process: the engine for those without Java."""
from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from healthlint.cached import cached_property
from healthlint.grammar.backend import GrammarUnavailableError, Match
from healthlint.grammar.slips import is_noise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

REMEDY = 'Install it with: pip install "healthlint[harper]" (no Java needed).'

OFF = (
    "SplitWords", "OxfordComma", "Spaces", "NoFrenchSpaces", "OrthographicConsistency", "LongSentences", "UnclosedQuotes",
    "WrongApostrophe", "AvoidCurses", "WellBeing",
)  # fmt: skip
"""Rules that make noise on health text: house style, typography, length."""


class Harper:
    """A Harper linter for each dialect, made when first asked for."""

    name = "harper"

    def __init__(self, words: tuple[str, ...] = ()) -> None:
        """Words are the house's own. Raises ``GrammarUnavailableError`` if the package is not installed."""
        try:
            import harper
        except ImportError as error:
            raise GrammarUnavailableError(f"Harper is not installed. {REMEDY}") from error
        self._harper: Any = harper
        self._words = words
        self._linters: dict[str, Any] = {}

    @cached_property
    def version(self) -> str:
        """Version of the installed package."""
        try:
            return version("harper-py")
        except PackageNotFoundError:
            return "unknown"

    def check(self, text: str, dialect: str) -> list[Match]:
        """Harper's remarks; its spans are code points."""
        lints = self._linter(dialect).organized_lints(text, language=self._harper.Language.PLAINTEXT)
        matches = (_match(rule, lint) for rule, found in lints.items() for lint in found)
        return sorted(m for m in matches if not is_noise(m, text))

    def _linter(self, dialect: str) -> Any:
        if dialect not in self._linters:
            h = self._harper
            linter = h.Linter(dialect=h.Dialect.AMERICAN if dialect == "en-US" else h.Dialect.BRITISH)
            config = linter.get_lint_config()
            config.update({name: False for name in OFF if name in config})
            linter.set_lint_config(config)
            if self._words:
                linter.import_words(list(self._words))
            self._linters[dialect] = linter
        return self._linters[dialect]

    def close(self) -> None:
        """Forget the linters."""
        self._linters.clear()


def _match(rule: str, lint: Any) -> Match:
    span = lint.span
    return Match(span.start, span.end, rule, lint.message, tuple(_replacements(lint)))


def _replacements(lint: Any) -> list[str]:
    found = []
    for suggestion in lint.suggestions:
        kind = suggestion.kind.name
        if kind == "REMOVE":
            found.append("")
        elif kind == "INSERT_AFTER":
            found.append(lint.problem_text + suggestion.replacement_text)
        else:
            found.append(suggestion.replacement_text)
    return found
