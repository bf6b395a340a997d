"""A house's choice of rules."""
from __future__ import annotations

from collections.abc import Mapping

from healthlint.model import Confidence, RuleSource, Severity
from healthlint.records import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@record(frozen=True)
class Override:
    """What a profile changes in one rule."""

    severity: Severity | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


@record(frozen=True)
class Profile:
    """A house's choice of rules."""

    name: str
    title: str
    summary: str
    sources: tuple[RuleSource, ...]
    extends: str
    locale: str
    """Empty if the profile leaves it open."""
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    overrides: Mapping[str, Override]
    fail_on: Severity | None
    """``None`` blocks nothing."""
    min_confidence: Confidence
    gate_rules: frozenset[str]
    """Rules whose findings block publication whatever their severity."""
    path: str
