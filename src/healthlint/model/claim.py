"""What a sentence claims about health, how strongly, and what it rests on."""
from __future__ import annotations

from healthlint.enumerations import StrEnum
from healthlint.model.citation import Marker
from healthlint.model.language import Sentence
from healthlint.model.span import Span
from healthlint.records import record


class Strength(StrEnum):
    """How much a sentence claims, weakest first."""

    ASSOCIATIONAL = "associational"
    """Says that two things go together."""
    HEDGED = "hedged"
    """A causal claim under ``may``, ``might``, ``suggests`` ..."""
    CAUSAL = "causal"
    """Says that one thing changes another."""
    ABSOLUTE = "absolute"
    """Causal without exception: always, cures, guaranteed, instantly."""

    @property
    def rank(self) -> int:
        """1 for the weakest, 4 for the strongest."""
        return {"associational": 1, "hedged": 2, "causal": 3, "absolute": 4}[self.value]


@record(frozen=True)
class Cue:
    """A word or phrase that decides how a claim is read."""

    text: str
    start: int
    """In ``sentence.block.text``."""
    end: int
    kind: str
    """``cause``, ``association``, ``hedge``, ``absolute``, ``negation``, ``attribution``, ``safety``, ``speed`` ..."""


@record(frozen=True)
class Claim:
    """One sentence that claims something about health or the science of it."""

    sentence: Sentence
    strength: Strength
    predicate: Cue | None = None
    """The causal or associational verb."""
    cues: frozenset[str] = frozenset()
    """What kinds of cues stand in the sentence: ``negation``, ``doubt``, ``ability``, ``hedge`` ..."""
    hedges: tuple[Cue, ...] = ()
    negated: bool = False
    question: bool = False
    conditional: bool = False
    quoted: bool = False
    attributed: str = ""
    """The named source that the sentence credits, empty if none."""
    advice: bool = False
    """An instruction to the reader and not a statement."""
    markers: tuple[Marker, ...] = ()
    """Citations in reach: in the sentence, the next, or at the end of the paragraph."""
    linked: bool = False
    """Whether a link in the sentence may serve as its source."""
    stated: bool = False
    """Whether the predicate is the verb of its clause in the present: no purpose, no part of the subject, no story."""

    @property
    def span(self) -> Span:
        """The sentence in the source."""
        return self.sentence.span

    @property
    def supported(self) -> bool:
        """Whether a citation, a link or a named source is in reach."""
        return bool(self.markers or self.linked or self.attributed)
