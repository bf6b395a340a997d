"""What a rule says of an article, and how it can be mended."""
from __future__ import annotations

from healthlint.enumerations import StrEnum
from healthlint.model.span import Span
from healthlint.records import NamedTuple, record


class Severity(StrEnum):
    """How bad a finding is if it is true."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """3 for the worst, 1 for the mildest."""
        return {"error": 3, "warning": 2, "info": 1}[self.value]


class Confidence(StrEnum):
    """How likely a finding is to be true."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"

    @property
    def rank(self) -> int:
        """3 for the surest, 1 for the least sure."""
        return {"certain": 3, "likely": 2, "possible": 1}[self.value]


class Safety(StrEnum):
    """Whether a fix may be applied without a person reading it."""

    SAFE = "safe"
    """Spelling, numbering, typography: the claim made is unchanged."""
    REVIEW = "review"
    """Changes what the sentence claims. Applied only with ``--review``."""


@record(frozen=True)
class Edit:
    """Replace ``span`` by ``text``. An empty span inserts, empty text deletes."""

    span: Span
    text: str


@record(frozen=True)
class Fix:
    """One remedy. All of its edits are applied or none is."""

    title: str
    edits: tuple[Edit, ...]
    safety: Safety


@record(frozen=True)
class Related:
    """Another place that explains a finding."""

    span: Span
    note: str


@record(frozen=True)
class RuleSource:
    """The authority behind a rule."""

    name: str
    clause: str = ""
    url: str = ""


@record(frozen=True)
class Suppressed:
    """Why a finding does not count."""

    reason: str
    by: str = ""
    until: str = ""
    """Last month or day on which it holds, as written; empty if it does not end."""
    kind: str = "comment"
    """``comment``, ``front-matter`` or ``file``."""


@record(frozen=True)
class Finding:
    """One place where an article departs from a rule.

    A finding about the article as a whole has an empty ``span`` at the place
    where the reader would act.
    """

    rule: str
    severity: Severity
    confidence: Confidence
    message: str
    span: Span
    advice: str = ""
    fixes: tuple[Fix, ...] = ()
    related: tuple[Related, ...] = ()
    sources: tuple[RuleSource, ...] = ()
    excerpt: str = ""
    """``source[span]``; the engine fills it in."""
    fingerprint: str = ""
    """Identity across edits elsewhere in the file; the engine fills it in."""
    suppressed: Suppressed | None = None
    status: str = "new"
    """``new`` or ``unchanged`` against the baseline."""
    gates: bool = True
    """Whether it may block publication; false in furniture that is none of the author's making."""

    def named(self, excerpt: str, fingerprint: str) -> Finding:
        """The finding with what the engine fills in."""
        # Field by field and by place: every finding of every article is made once more here.
        return Finding(
            self.rule, self.severity, self.confidence, self.message, self.span, self.advice, self.fixes, self.related, self.sources,
            excerpt, fingerprint, self.suppressed, self.status, self.gates,
        )  # fmt: skip


class Standing(NamedTuple):
    """What a finding counts as: enough to decide on publication and to sum up a run, without its wording and place."""

    rule: str
    severity: Severity
    confidence: Confidence
    status: str = "new"
    gates: bool = True
    suppressed: bool = False
    mendable: bool = False
    """Whether one of its fixes is safe."""

    @property
    def is_new(self) -> bool:
        """Whether it is neither suppressed nor in the baseline."""
        return not self.suppressed and self.status == "new"


def standing_of(finding: Finding) -> Standing:
    """What ``finding`` counts as."""
    mendable = bool(finding.fixes) and any(fix.safety is Safety.SAFE for fix in finding.fixes)
    held = finding.suppressed is not None
    return Standing(finding.rule, finding.severity, finding.confidence, finding.status, finding.gates, held, mendable)
