"""LanguageTool over its web interface: a server that we supervise, or one whose address the user gives."""
from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from healthlint.cached import cached_property
from healthlint.grammar.backend import GrammarUnavailableError, Match
from healthlint.grammar.server import REMEDY, Server, answers
from healthlint.grammar.slips import is_noise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

INSTALL = 'Install it with: pip install "healthlint[languagetool]".'
LOOPBACK = ("127.0.0.1", "localhost", "::1")
SECONDS = 30

OFF_CATEGORIES = ("TYPOGRAPHY", "STYLE", "PLAIN_ENGLISH", "REDUNDANCY")
"""Style is ours to judge."""
OFF_RULES = (
    "WHITESPACE_RULE", "OXFORD_SPELLING_Z_NOT_S", "DASH_RULE", "TOO_LONG_SENTENCE", "EN_QUOTES", "CONSECUTIVE_SPACES",
    "ENGLISH_WORD_REPEAT_BEGINNING_RULE", "ENGLISH_WORD_REPEAT_RULE", "COMMA_COMPOUND_SENTENCE", "COMMA_COMPOUND_SENTENCE_2",
)  # fmt: skip
"""Rules that make noise on health text; doubled words are a rule of our own."""


class LanguageTool:
    """LanguageTool through language-tool-python's remote mode."""

    name = "languagetool"

    def __init__(self, url: str = "", folder: Path | None = None) -> None:
        """Connect to ``url``, ``HEALTHLINT_LT_URL``, or a server started from ``folder``.

        Raises ``GrammarUnavailableError`` with the cause and the remedy.
        """
        try:
            import language_tool_python
            from language_tool_python.exceptions import LanguageToolError
        except ImportError as error:
            raise GrammarUnavailableError(f"language-tool-python is not installed. {INSTALL}") from error
        self._library: Any = language_tool_python
        self._failures = (LanguageToolError, OSError)
        self._folder = folder
        self._server: Server | None = None
        self._restarted = False
        self._tools: dict[str, Any] = {}
        given = url or os.environ.get("HEALTHLINT_LT_URL", "")
        self.url = given.rstrip("/").removesuffix("/v2")
        if not given:
            self._start()
        elif not answers(self.url):
            raise GrammarUnavailableError(f"No LanguageTool answers at {self.url}. {REMEDY}")

    @property
    def leaves_machine(self) -> bool:
        """Whether text is sent to another machine."""
        return urlsplit(self.url).hostname not in LOOPBACK

    @property
    def server(self) -> Server | None:
        """The process that was started, ``None`` where the user gave an address."""
        return self._server

    @cached_property
    def version(self) -> str:
        """Version that the server itself states."""
        return str(self._software().get("version", "unknown"))

    def _software(self) -> dict[str, Any]:
        import json
        from urllib.request import ProxyHandler, build_opener

        opener = build_opener(ProxyHandler({})) if not self.leaves_machine else build_opener()
        try:
            with opener.open(f"{self.url}/v2/info", timeout=SECONDS) as reply:
                return dict(json.loads(reply.read())["software"])
        except (OSError, ValueError, KeyError) as error:
            raise GrammarUnavailableError(f"LanguageTool at {self.url} does not say its version ({error}). {REMEDY}") from error

    def _start(self) -> None:
        self._server = Server(self._folder)
        self.url = self._server.url
        self._tools.clear()

    def check(self, text: str, dialect: str) -> list[Match]:
        """LanguageTool's remarks. A server of ours that died is started once more."""
        try:
            return list(self._ask(text, dialect))
        except self._failures as error:
            return self._once_more(text, dialect, error)

    def _once_more(self, text: str, dialect: str, error: Exception) -> list[Match]:
        log = self._server.last_words() if self._server else ""
        if self._server is None or self._restarted:
            self.close()
            raise GrammarUnavailableError(f"LanguageTool gave up ({type(error).__name__}). {log}".strip()) from error
        self._restarted = True
        self._server.close()
        self._start()
        try:
            return list(self._ask(text, dialect))
        except self._failures as again:
            raise GrammarUnavailableError(f"LanguageTool gave up twice ({type(again).__name__}).") from again

    def _ask(self, text: str, dialect: str) -> Iterator[Match]:
        for match in self._tool(dialect).check(text):
            start = match.offset
            end = start + _code_points(text, start, match.error_length)
            found = Match(start, end, match.rule_id, match.message, tuple(match.replacements))
            if not is_noise(found, text):
                yield found

    def _tool(self, dialect: str) -> Any:
        if dialect not in self._tools:
            tool = self._library.LanguageTool("en-US" if dialect == "en-US" else "en-GB", remote_server=self.url)
            tool._TIMEOUT = SECONDS  # noqa: SLF001 - the library offers no other way to end a hanging request
            tool.disabled_categories = set(OFF_CATEGORIES)
            tool.disabled_rules = set(OFF_RULES)
            self._tools[dialect] = tool
        return self._tools[dialect]

    def close(self) -> None:
        """Stop the server if it is ours."""
        self._tools.clear()
        if self._server:
            self._server.close()


def _code_points(text: str, start: int, length: int) -> int:
    """How many code points ``length`` UTF-16 units from ``start`` are: the library converts offsets but not lengths."""
    units = 0
    for count, char in enumerate(text[start : start + length]):
        if units >= length:
            return count
        units += 2 if ord(char) > 0xFFFF else 1
    return min(length, len(text) - start)
