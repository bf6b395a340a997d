"""The values that flow through healthlint. Standard library only; sees nothing of ours."""
from __future__ import annotations

from healthlint.model.citation import Citations, Evidence, ListFacts, Marker, MarkerStyle, Reference
from healthlint.model.claim import Claim, Cue, Strength
from healthlint.model.document import Block, Document, Inline, Kind, Mark, Meta, Zone
from healthlint.model.element import Element
from healthlint.model.errors import ConfigError, HealthlintError, RuleError, SourceError, did_you_mean
from healthlint.model.finding import Confidence, Edit, Finding, Fix, Related, RuleSource, Safety, Severity, Standing, Suppressed
from healthlint.model.language import Costliest, Readability, SectionScore, Sentence, Spelling, SpellingVote, Variant, Words
from healthlint.model.people import COMPONENTS, Authorship, DateKind, Disclaimer, PageDate, Person, Role
from healthlint.model.report import (
    ArticleForm,
    ArticleReport,
    Facts,
    ItemStatus,
    Outcome,
    Report,
    Scorecard,
    ScorecardItem,
    Skipped,
    Verdict,
)
from healthlint.model.rule import Applies, Example, NotApplicableError, Rule, fill, shared_applies
from healthlint.model.settings import Settings
from healthlint.model.source import Comment, Format, Source
from healthlint.model.span import Places, Segment, Span

__all__ = [
    "COMPONENTS", "Applies", "ArticleForm", "ArticleReport", "Authorship", "Block", "Citations", "Claim", "Comment", "Confidence",
    "ConfigError", "Costliest", "Cue", "DateKind", "Disclaimer", "Document", "Edit", "Element", "Evidence", "Example", "Facts",
    "Finding", "Fix", "Format", "HealthlintError", "Inline", "ItemStatus", "Kind", "ListFacts", "Mark", "Marker", "MarkerStyle",
    "Meta", "NotApplicableError", "Outcome", "PageDate", "Person", "Places", "Readability", "Reference", "Related", "Report", "Role",
    "Rule", "RuleError", "RuleSource", "Safety", "Scorecard", "ScorecardItem", "SectionScore", "Segment", "Sentence",
    "Settings", "Severity", "Skipped", "Source", "SourceError", "Span", "Spelling", "SpellingVote", "Standing", "Strength",
    "Suppressed", "Variant", "Verdict", "Words", "Zone", "did_you_mean", "fill", "shared_applies",
]  # fmt: skip
