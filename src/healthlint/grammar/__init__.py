"""Optional grammar engines: LanguageTool and Harper, behind one small interface."""
from __future__ import annotations

from healthlint.grammar.backend import Backend, GrammarUnavailableError, Match
from healthlint.grammar.check import check

__all__ = ["Backend", "GrammarUnavailableError", "Match", "check", "open_backend"]


def open_backend(name: str, words: tuple[str, ...] = ()) -> Backend:
    """The engine ``languagetool``, ``harper``, or ``auto``: the first of the two that can run.

    Raises ``GrammarUnavailableError`` with the cause and the remedy.
    """
    if name == "harper":
        from healthlint.grammar.harper import Harper

        return Harper(words)
    from healthlint.grammar.languagetool import LanguageTool

    if name == "languagetool":
        return LanguageTool()
    try:
        return LanguageTool()
    except GrammarUnavailableError:
        return open_backend("harper", words)
