"""Rulebooks by the settings that ask for them, each opened once in a run, and the settings of an article under one."""
from __future__ import annotations

from healthlint.civil_dates import date
from healthlint.engine.config import Config
from healthlint.model import Settings, Severity
from healthlint.rulebook.book import Rulebook, open_rulebook
from healthlint.rulebook.profile import Override


class Books:
    """The rulebooks of a run: articles with the same settings share one."""

    def __init__(self) -> None:
        """Empty: a rulebook is opened when the first article asks for it."""
        self._open: dict[str, Rulebook] = {}
        self._last: tuple[Config, Rulebook] | None = None
        """Most files have the very configuration of the file before."""

    def book_for(self, config: Config) -> Rulebook:
        """The rulebook that ``config`` asks for. Raises ``RuleError`` if it cannot be opened."""
        last = self._last
        if last is None or last[0] is not config:
            last = self._last = config, self._book_for(config)
        return last[1]

    def _book_for(self, config: Config) -> Rulebook:
        key = repr((config.profiles, config.rules, config.select, config.ignore, sorted(config.rule_overrides.items())))
        if key not in self._open:
            self._open[key] = open_rulebook(
                config.profiles,
                folders=[folder for folder in config.rules if folder != "builtin"],
                select=config.select,
                ignore=config.ignore,
                overrides={rule: override(dict(values)) for rule, values in config.rule_overrides.items()},
            )
        return self._open[key]

    def opened(self) -> tuple[Rulebook, ...]:
        """Every rulebook that was asked for, in that order."""
        return tuple(self._open.values())


def settings_of(config: Config, book: Rulebook, today: date) -> Settings:
    """The settings of one article: a profile's locale holds where the user set none."""
    locale = config.locale if config.is_set("locale") or not book.locale else book.locale
    return Settings(
        locale=locale,
        content_type=config.content_type,
        audience=config.audience,
        document_type=config.document_type,
        today=today,
        profiles=config.profiles,
        words=config.words,
        attestations=config.attestations,
    )


def override(values: dict[str, object]) -> Override:
    """A rule's entry in a configuration file as an override."""
    severity = values.pop("severity", None)
    return Override(Severity(str(severity)) if severity else None, values)
