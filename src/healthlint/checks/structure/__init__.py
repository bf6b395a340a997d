"""How an article is built: what is missing, left over, repeated or hard to act on."""
from __future__ import annotations

from healthlint.checks.structure import leftovers, lists, messages, sections, values

__all__ = ["leftovers", "lists", "messages", "sections", "values"]
