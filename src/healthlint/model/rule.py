"""A rule as loaded from its YAML file: identity card, wording, check and examples."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from healthlint.cached import cached_property
from healthlint.model.finding import Confidence, Finding, Fix, Related, RuleSource, Safety, Severity
from healthlint.model.span import Span
from healthlint.records import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    Made = TypeVar("Made")



class NotApplicableError(Exception):
    """Raised by a check that finds nothing to judge; its outcome is then ``not-applicable`` and not ``passed``."""


class _Blank(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def fill(template: str, facts: Mapping[str, object]) -> str:
    """``template`` with each ``{name}`` replaced by that fact; a name without a fact stays as it is."""
    return template.format_map(_Blank(facts)) if "{" in template else template


@record(frozen=True)
class Example:
    """One specimen of a rule: text with CriticMarkup marks, and the settings it is read with."""

    text: str
    """As written in the rule file, marks included."""
    fails: bool
    given: Mapping[str, Any] = field(default_factory=dict)
    """``locale``, ``today``, ``profile``, ``format``, ``content-type``, ``document-type``, ``options`` ..."""


@record(frozen=True)
class Applies:
    """To which articles a rule applies; elsewhere its outcome is ``not-applicable``. Empty means all."""

    formats: tuple[str, ...] = ()
    content_types: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    """Configured locales; a rule with locales does not run under ``auto`` unless ``auto`` is listed."""
    not_document_types: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    """Language of the text; ``any`` for rules that read markup, numbers or metadata only."""


@cache
def shared_applies(fields: tuple[tuple[str, ...], ...]) -> Applies:
    """The one object for all rules that apply to the same articles; ``fields`` are those of ``Applies`` in their order."""
    return Applies(*fields)


@record(frozen=True)
class Rule:
    """What healthlint believes on one point, and why."""

    id: str
    """``family/fault-in-words``."""
    summary: str
    why: str
    severity: Severity
    confidence: Confidence
    message: str
    """With ``{names}`` that the check fills in."""
    messages: Mapping[str, str] = field(default_factory=dict)
    """Other wordings of the message, by the variant that the check names."""
    advice: str = ""
    advices: Mapping[str, str] = field(default_factory=dict)
    """Other wordings of the advice, by variant."""
    sources: tuple[RuleSource, ...] = ()
    fix: Safety | None = None
    """The least careful safety that any of its fixes may have; ``None`` if it offers none."""
    check: str = ""
    """Name of the check function, or the kind of lexical check (``avoid`` ...)."""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    """What the check is told by the rule file, as plain strings, lists and mappings."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Settings that a profile or a house may change, with their effective values."""
    zones: tuple[str, ...] = ("heading", "prose", "list", "caption")
    applies: Applies = Applies()
    profiles: tuple[str, ...] = ("default", "uk-nhs", "us-cdc", "eu", "publisher")
    once: bool = False
    """Reported at most once per article."""
    named_check: int = 0
    """1 to 6 for the six checks the product is named for, 0 otherwise."""
    formerly: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    path: str = ""
    """File that the rule was read from."""

    @property
    def family(self) -> str:
        """The part of the id before the slash."""
        return self.id.partition("/")[0]

    @cached_property
    def _kept(self) -> dict[object, Any]:
        return {}

    def words(self, name: str) -> frozenset[str]:
        """The parameter ``name``, a list of words, as a set; empty if the rule has none of that name."""
        kept = self._kept
        if name not in kept:
            kept[name] = frozenset(self.parameters.get(name, ()))
        found: frozenset[str] = kept[name]
        return found

    def derive(self, make: Callable[[Rule], Made]) -> Made:
        """What ``make`` works out from this rule alone, worked out once for all articles."""
        kept = self._kept
        if make not in kept:
            kept[make] = make(self)
        found: Made = kept[make]
        return found

    def finding(
        self,
        span: Span,
        *,
        variant: str = "",
        fixes: Iterable[Fix] = (),
        related: Iterable[Related] = (),
        severity: Severity | None = None,
        confidence: Confidence | None = None,
        sources: tuple[RuleSource, ...] | None = None,
        **facts: object,
    ) -> Finding:
        """A finding of this rule at ``span``, with all its sources or those given; ``facts`` fill the names in message and advice."""
        # Every field by its place: names cost more than the finding itself.
        return Finding(
            self.id,
            severity or self.severity,
            confidence or self.confidence,
            fill(self.messages.get(variant, self.message), facts),
            span,
            fill(self.advices.get(variant, self.advice), facts),
            tuple(fixes),
            tuple(related),
            self.sources if sources is None else sources,
        )
