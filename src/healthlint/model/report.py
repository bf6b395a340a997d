"""All outcomes of a run: what was found, what was checked, and what could not be."""
from __future__ import annotations

from collections.abc import Callable, Mapping

from healthlint.cached import cached_property
from healthlint.enumerations import StrEnum
from healthlint.model.citation import Citations
from healthlint.model.claim import Claim
from healthlint.model.document import Document
from healthlint.model.finding import Confidence, Finding, Severity, Standing, standing_of
from healthlint.model.language import Readability, Sentence, Spelling
from healthlint.model.people import Authorship, Disclaimer
from healthlint.model.rule import Rule
from healthlint.model.settings import Settings
from healthlint.records import NamedTuple, field, record


class Outcome(StrEnum):
    """What became of one rule on one article."""

    PASSED = "passed"
    FAILED = "failed"
    NEEDS_REVIEW = "needs-review"
    """Only findings of confidence ``possible``: a person must look."""
    NOT_APPLICABLE = "not-applicable"
    NOT_RUN = "not-run"
    CRASHED = "crashed"


class Verdict(StrEnum):
    """What the run means for publication."""

    PUBLISHABLE = "publishable"
    BLOCKED = "blocked"
    NOT_CHECKED = "not-checked"
    FAILED = "failed"


@record(frozen=True)
class Facts:
    """What an article says of itself, as the report shows it."""

    language: str = ""
    document_type: str = "article"
    spelling: Spelling = Spelling()
    readability: Readability = Readability()
    authorship: Authorship = Authorship()
    disclaimer: Disclaimer = Disclaimer()
    citations: Citations = Citations()
    claims: tuple[Claim, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    """Every sentence of the running text, in reading order: the report draws their lengths."""
    signals: frozenset[str] = frozenset()
    """What else the page shows, for scorecards: ``contact``, ``image``, ``format:html``, ``context:audience`` ..."""


class ItemStatus(StrEnum):
    """What can be said of one item of a scorecard."""

    PASS = "pass"  # noqa: S105 - a verdict, not a secret
    FAIL = "fail"
    PARTLY = "partly"
    PERSON = "person"
    """Only a person can decide."""
    ATTEST = "attest"
    """Decided by what an organisation attests; nothing was attested."""
    NOT_APPLICABLE = "n/a"


@record(frozen=True)
class ScorecardItem:
    """One item of a standard, with what decided it."""

    id: str
    title: str
    status: ItemStatus
    because: tuple[str, ...] = ()
    """Rules (or attestations) that decided it."""
    note: str = ""


@record(frozen=True)
class Scorecard:
    """A standard's items with what the outcomes say of each."""

    id: str
    title: str
    items: tuple[ScorecardItem, ...]
    summary: str


@record(frozen=True)
class ArticleReport:
    """Everything said of one article."""

    path: str
    document: Document
    settings: Settings
    facts: Facts
    findings: tuple[Finding, ...]
    outcomes: Mapping[str, Outcome]
    words: int = 0
    """Words that the prose rules read."""
    words_excluded: Mapping[str, int] = field(default_factory=dict)
    """Words left out, by zone."""
    crashes: Mapping[str, str] = field(default_factory=dict)
    """Rule to one line on how its check failed."""
    not_run: Mapping[str, str] = field(default_factory=dict)
    """Rule, or part such as ``grammar``, to the reason why it did not run."""
    score: Callable[[], tuple[Scorecard, ...]] = tuple
    """Holds the article, as its outcomes were, against outside standards."""

    @cached_property
    def scorecards(self) -> tuple[Scorecard, ...]:
        """What the outcomes say of the items of outside standards; worked out when a writer or a bar asks."""
        return self.score()

    @cached_property
    def tally(self) -> Mapping[Standing, int]:
        """How many findings there are of each standing."""
        found: dict[Standing, int] = {}
        for standing in map(standing_of, self.findings):
            found[standing] = found.get(standing, 0) + 1
        return found

    def in_form(self, form: ArticleForm) -> str:
        """The article as ``form`` writes it."""
        return form.write(self)

    @property
    def active_findings(self) -> tuple[Finding, ...]:
        """Findings that are not suppressed."""
        return tuple(f for f in self.findings if f.suppressed is None)


class ArticleForm(NamedTuple):
    """A format that writes articles one by one, so that it may do so where they are checked."""

    name: str
    """What formats of one name write of the same findings at the same path is the same."""
    write: Callable[[ArticleReport], str]
    whole: bool = False
    """Whether it reads more of an article than its findings and its text."""

    def of(self, path: str) -> str:
        """The name under which what it wrote of the article at ``path`` is kept."""
        return f"{self.name} {path}"


@record(frozen=True)
class Skipped:
    """A file that was found but not checked."""

    path: str
    reason: str
    kind: str = "skipped"
    """``skipped``, ``excluded`` (named, but left out by ``--force-exclude``), ``unchanged`` (since ``--diff-base``),
    ``error`` (asked for and unreadable: status 2) or ``failed`` (healthlint itself broke on it: status 70)."""


@record(frozen=True)
class Report:
    """One run over any number of articles."""

    articles: tuple[ArticleReport, ...]
    skipped: tuple[Skipped, ...]
    verdict: Verdict
    profiles: tuple[str, ...]
    rules: Mapping[str, Rule]
    """The rules that were on, by id: their wording, sources and pages."""
    version: str = ""
    today: str = ""
    """The date by which reviews and sources were judged, ISO."""
    fail_on: Severity | None = Severity.ERROR
    min_confidence: Confidence = Confidence.LIKELY
    """The least sure finding that blocks publication."""
    always: frozenset[str] = frozenset()
    """Rules whose findings block whatever their severity, as a profile says."""
    reasons: tuple[str, ...] = ()
    """Why the verdict is what it is, one sentence each."""
    mended: int = 0
    """Findings of the baseline that are gone."""

    @cached_property
    def tally(self) -> Mapping[Standing, int]:
        """How many findings of each standing all articles have together."""
        found: dict[Standing, int] = {}
        for article in self.articles:
            for standing, number in article.tally.items():
                found[standing] = found.get(standing, 0) + number
        return found

    @property
    def found(self) -> int:
        """Files found, checked or not."""
        return len(self.articles) + len(self.skipped)
