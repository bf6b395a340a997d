"""Reports made by hand, so that the writers are tested without the engine."""

import re
from datetime import date
from hashlib import sha256

from healthlint.model import (
    ArticleReport,
    Authorship,
    Block,
    Citations,
    Claim,
    Confidence,
    Cue,
    DateKind,
    Disclaimer,
    Document,
    Edit,
    Evidence,
    Facts,
    Finding,
    Fix,
    Format,
    ItemStatus,
    Kind,
    Marker,
    MarkerStyle,
    Outcome,
    PageDate,
    Person,
    Readability,
    Reference,
    Related,
    Report,
    Role,
    Rule,
    RuleSource,
    Safety,
    Scorecard,
    ScorecardItem,
    SectionScore,
    Segment,
    Sentence,
    Settings,
    Severity,
    Skipped,
    Source,
    Span,
    Spelling,
    SpellingVote,
    Strength,
    Suppressed,
    Variant,
    Verdict,
    Zone,
)

TEXT = """Zinc and the common cold

By Ama Mensah, BSc. Published 3 March 2021.

What zinc does

Zinc cures colds instantly 😀 and it is a mineral.1 Studies show that zinc lozenges shorten a cold by a day.2

Take it with food. The color of the tablet does not matter, though the colour of the box may.

Who should be careful

Zinc may upset the stomach.3 Ask a pharmacist before you start.

References
1. Mensah A. A survey of zinc users. J Zinc 2019.
2. Osei B. Zinc for colds: a randomised trial. J Colds 2001.
"""

ZONES = {
    "Zinc and": (Zone.TITLE, Kind.HEADING, 1),
    "By Ama": (Zone.BYLINE, Kind.PARAGRAPH, 0),
    "What zinc": (Zone.HEADING, Kind.HEADING, 2),
    "Who should": (Zone.HEADING, Kind.HEADING, 2),
    "References": (Zone.HEADING, Kind.HEADING, 2),
    "1. ": (Zone.REFERENCES, Kind.LIST_ITEM, 1),
    "2. ": (Zone.REFERENCES, Kind.LIST_ITEM, 1),
}


def blocks_of(text):
    """One verbatim block for each line that is not blank."""
    found = []
    for line in re.finditer(r"[^\r\n]+", text):
        zone, kind, level = next((v for k, v in ZONES.items() if line[0].startswith(k)), (Zone.PROSE, Kind.PARAGRAPH, 0))
        segments = (Segment(0, len(line[0]), line.start(), line.end()),)
        found.append(Block(zone, line[0], segments, kind=kind, level=level, outer=Span(line.start(), line.end())))
    return tuple(found)


def make_document(text=TEXT, path="articles/zinc.md", form=Format.MARKDOWN, **more):
    source = Source(path, text)
    blocks = blocks_of(text)
    return Document(source, form, blocks, title=blocks[0].text if blocks else "", **more)


def locate(document, phrase, nth=0):
    """The source range of a phrase."""
    at = -1
    for _ in range(nth + 1):
        at = document.source.text.index(phrase, at + 1)
    return Span(at, at + len(phrase))


def make_rule(name, severity=Severity.WARNING, **more):
    return Rule(
        name,
        more.pop("summary", f"What {name} is about."),
        more.pop("why", "Readers may be misled."),
        severity,
        Confidence.LIKELY,
        "message",
        sources=(RuleSource("CAP Code", "12.1", "https://www.asa.org.uk/codes"),),
        **more,
    )


def make_finding(document, rule, phrase, *, nth=0, whole=False, **more):
    span = locate(document, phrase, nth)
    if whole:
        span = Span(span.start, span.start)
    return Finding(
        rule=rule,
        severity=more.pop("severity", Severity.WARNING),
        confidence=more.pop("confidence", Confidence.LIKELY),
        message=more.pop("message", f"{rule} speaks of “{phrase}”."),
        span=span,
        excerpt="" if whole else phrase,
        fingerprint="1:" + sha256(f"{rule}{span}".encode("utf-8", "replace")).hexdigest()[:32],
        sources=(RuleSource("CAP Code", "12.1", "https://www.asa.org.uk/codes"),),
        **more,
    )


def replacement(document, phrase, text, safety, nth=0):
    return Fix(f"Replace by “{text}”", (Edit(locate(document, phrase, nth), text),), safety)


def sample_findings(d):
    return (
        make_finding(d, "authorship/no-reviewer", "Zinc and", whole=True, confidence=Confidence.CERTAIN, message="No reviewer is named."),
        make_finding(
            d, "claims/absolute-promise", "cures colds", severity=Severity.ERROR, advice="Say what the evidence shows.",
            fixes=(replacement(d, "cures", "may help with", Safety.REVIEW),),
        ),
        make_finding(d, "claims/uncited-claim", "Zinc cures colds instantly 😀 and it is a mineral.", severity=Severity.ERROR),
        make_finding(d, "claims/absolute-promise", "instantly", severity=Severity.ERROR, confidence=Confidence.CERTAIN),
        make_finding(d, "citations/missing-reference", "3", nth=1, confidence=Confidence.CERTAIN, severity=Severity.ERROR),
        make_finding(
            d, "spelling/mixed-variants", "color", confidence=Confidence.CERTAIN,
            related=(Related(locate(d, "colour"), "British here"),),
            fixes=(replacement(d, "color", "colour", Safety.SAFE),),
        ),
        make_finding(d, "readability/long-sentence", "Studies show that zinc", severity=Severity.INFO, confidence=Confidence.POSSIBLE),
        make_finding(
            d, "claims/studies-uncited", "Studies show", suppressed=Suppressed("Quoted in the press release", by="AB", until="2027-01"),
        ),
        make_finding(d, "citations/outdated-reference", "2001", status="unchanged"),
    )  # fmt: skip


def sample_facts(d):
    sentence_block = d.blocks[3]
    end = sentence_block.text.index(" Studies")
    first = Sentence(sentence_block, 0, end, 0, 10, 2)
    second = Sentence(sentence_block, end + 1, len(sentence_block.text), 10, 20, 3)
    one = Marker((1,), sentence_block, sentence_block.text.index("1"), sentence_block.text.index("1") + 1, MarkerStyle.FLATTENED)
    last = len(sentence_block.text)
    two = Marker((2,), sentence_block, last - 1, last, MarkerStyle.FLATTENED)
    careful = next(b for b in d.blocks if b.text.startswith("Zinc may"))
    three = Marker((3,), careful, careful.text.index("3"), careful.text.index("3") + 1, MarkerStyle.FLATTENED)
    refs = [b for b in d.blocks if b.zone is Zone.REFERENCES]
    box = next(b for b in d.blocks if b.text.startswith("Take it"))
    return Facts(
        language="en",
        spelling=Spelling(
            Variant.MIXED,
            (
                SpellingVote(box, box.text.index("color"), box.text.index("color") + 5, "color", Variant.US, ("colour",), "colour"),
                SpellingVote(box, box.text.index("colour"), box.text.index("colour") + 6, "colour", Variant.UK, ("color",), "colour"),
            ),
            uk=1,
            us=1,
        ),
        readability=Readability(
            words=60,
            sentences=6,
            syllables=90,
            scores={"flesch-kincaid-grade": 9.846, "smog": 10.2, "flesch-reading-ease": 55.0},
            score_sections=lambda: (
                (
                    SectionScore("What zinc does", d.blocks[2].span(), 40, 4, {"flesch-kincaid-grade": 8.2}),
                    SectionScore("Who should be careful", locate(d, "Who should be careful"), 20, 2, {"flesch-kincaid-grade": 13.1}),
                )
            ),
        ),
        authorship=Authorship(
            authors=(Person("Ama Mensah", locate(d, "Ama Mensah"), ("BSc",), Role.TRAINEE),),
            dates=(PageDate(DateKind.PUBLISHED, date(2021, 3, 3), locate(d, "3 March 2021"), "visible"),),
        ),
        disclaimer=Disclaimer({"consult": locate(d, "Ask a pharmacist before you start.")}),
        citations=Citations(
            MarkerStyle.FLATTENED,
            (one, two, three),
            (
                Reference(1, refs[0], 3, len(refs[0].text), year=2019, evidence=Evidence.CROSS_SECTIONAL),
                Reference(2, refs[1], 3, len(refs[1].text), year=2001, evidence=Evidence.TRIAL),
            ),
        ),
        claims=(
            Claim(first, Strength.ABSOLUTE, markers=(one,)),
            Claim(second, Strength.CAUSAL, hedges=(Cue("show", 0, 4, "hedge"),), markers=(two,)),
        ),
    )


def sample_scorecards():
    items = (
        ScorecardItem("1", "Evidence based", ItemStatus.FAIL, ("claims/absolute-promise",)),
        ScorecardItem("2", "Reviewed by an expert", ItemStatus.PERSON, note="Ask who read it."),
        ScorecardItem("3", "Dated", ItemStatus.PASS, ("transparency/no-date",)),
    )
    six = (
        ScorecardItem("1", "No unsupported claims", ItemStatus.FAIL, ("claims/absolute-promise", "claims/uncited-claim")),
        ScorecardItem("2", "Author and reviewer", ItemStatus.PASS, ("authorship/no-author",)),
    )
    idle = (ScorecardItem("1", "Alternatives", ItemStatus.NOT_APPLICABLE),)
    return (
        Scorecard("pif-tick", "PIF TICK", items, "PIF TICK: 1 of 3 items met, 1 for a person."),
        Scorecard("six-checks", "The six checks", six, "1 fails."),
        Scorecard("wcag-aa", "WCAG 2.2", idle, "nothing"),
    )


def make_article(text=TEXT, path="articles/zinc.md", *, findings=None, facts=None, **more):
    d = make_document(text, path, more.pop("form", Format.MARKDOWN))
    found = sample_findings(d) if findings is None else findings(d)
    found = tuple(sorted(found, key=lambda f: (f.span, f.rule)))
    outcomes = {f.rule: Outcome.FAILED for f in found}
    outcomes |= {"transparency/no-date": Outcome.PASSED, "dosing/unit": Outcome.NOT_RUN, "risk/broken": Outcome.CRASHED}
    outcomes["accessibility/alt"] = Outcome.NOT_APPLICABLE
    return ArticleReport(
        path=path,
        document=d,
        settings=Settings(locale="en-GB", today=date(2026, 11, 22)),
        facts=(sample_facts(d) if text == TEXT else Facts()) if facts is None else facts(d),
        findings=found,
        outcomes=more.pop("outcomes", outcomes),
        words=more.pop("words", 60),
        words_excluded=more.pop("words_excluded", {"references": 20}),
        crashes=more.pop("crashes", {"risk/broken": "ValueError: no number"}),
        not_run=more.pop("not_run", {"dosing/unit": "the grammar is off"}),
        score=sample_scorecards,
        **more,
    )


def make_report(*articles, **more):
    articles = articles or (make_article(),)
    rules = {r: make_rule(r) for a in articles for r in a.outcomes}
    return Report(
        articles=articles,
        skipped=more.pop("skipped", (Skipped("notes.pdf", "not a text format"),)),
        verdict=more.pop("verdict", Verdict.BLOCKED),
        profiles=("default",),
        rules=more.pop("rules", rules),
        version="0.1.0",
        today="2026-11-22",
        reasons=more.pop("reasons", ("4 errors.",)),
        **more,
    )
