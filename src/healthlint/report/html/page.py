"""The report of a run as one page that needs nothing but itself."""
from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import jinja2

from healthlint.model import ArticleReport, Outcome, Report, Rule, Verdict
from healthlint.records import NamedTuple
from healthlint.report.html.article_text import Row, article_rows
from healthlint.report.html.cards import Card, make_cards, rule_name
from healthlint.report.html.charts import Bars, Cell, Threads, sentence_bars, strip, threads
from healthlint.report.html.environment import asset, make_environment, policy, render
from healthlint.report.html.first import Action, first_actions
from healthlint.report.html.index import IndexRow, index_rows
from healthlint.report.html.preview import Preview, previews
from healthlint.report.html.scores import Readiness, Respect, SixRow, readiness, respects, score, six_checks
from healthlint.report.html.tables import (
    ClaimRow,
    ComponentRow,
    DateRow,
    PersonRow,
    ReferenceRow,
    SpellingRow,
    Touching,
    broken_numbers,
    claim_rows,
    component_rows,
    date_rows,
    known_numbers,
    person_rows,
    reference_rows,
    spelling_rows,
)
from healthlint.report.plain import shorten
from healthlint.report.summary import VERDICTS, counts_line, is_new, ungated, verdict_line

SENTENCE_LIMIT = 25
"""Words in a sentence from which the bars are drawn as over the limit, where no rule says otherwise."""
CLAIMS = 24
"""Claims that the table lists; of more, the boldest are kept."""
MANY = 20
"""Articles on one page from which each is shown more briefly."""


class Article(NamedTuple):
    """One article, ready to be shown."""

    report: ArticleReport
    anchor: str
    prefix: str
    title: str
    level: int
    verdict: Verdict
    sentence: str
    cards: tuple[Card, ...]
    rows: list[Row]
    actions: list[Action]
    respects: list[Respect]
    score: int
    six: list[SixRow]
    standards: tuple[list[Readiness], list[str]]
    strip: list[Cell]
    bars: Bars | None
    threads: Threads | None
    references: list[ReferenceRow]
    broken: list[int]
    claims: list[ClaimRow]
    claims_left: int
    spelling: list[SpellingRow]
    people: list[PersonRow]
    dates: list[DateRow]
    components: list[ComponentRow]
    preview: list[Preview]
    review_fixes: list[Card]
    outcomes: Mapping[Outcome, list[str]]
    crashes: list[tuple[str, str]]
    """Rules that crashed for one reason, and the reason."""
    limit: int

    @property
    def suppressed(self) -> list[Card]:
        """Cards of findings that someone said do not count."""
        return [c for c in self.cards if c.suppressed]

    @property
    def known(self) -> list[Card]:
        """Cards of findings that stood in the baseline."""
        return [c for c in self.cards if c.known]


def write(report: Report, *, color: bool = False, templates: Path | None = None) -> str:  # noqa: ARG001 - one signature
    """Write the whole run as one HTML file; ``templates`` is a folder whose files replace ours of the same name."""
    many = len(report.articles) > 1
    articles = [view_article(report, a, number if many else 0) for number, a in enumerate(report.articles, 1)]
    rows = index_rows(articles) if many else []
    return render_page(make_environment(templates), report, articles, rows=rows)


def render_page(
    environment: jinja2.Environment, report: Report, articles: Sequence[Article], *, rows: Sequence[IndexRow] = (), home: str = ""
) -> str:
    """One page: the articles given, an index of ``rows`` if there are any, and a link back to ``home``."""
    many = bool(rows)
    found = found_rules(report)
    style, script = asset("style.css") + (asset("index.css") if many else ""), asset("script.js")
    return render(
        environment,
        "page.html",
        report=report,
        articles=articles,
        many=many,
        brief=len(articles) >= MANY,
        title=page_title(report),
        sentence=run_sentence(report, rows),
        verdict_word=VERDICTS[report.verdict],
        style=style,
        script=script,
        policy=policy(style, script),
        by_family=by_family,
        rule_name=rule_name,
        common=common_faults(report),
        found_rules=found,
        rule_numbers={rule.id: number for number, (rule, _) in enumerate(found, 1)},
        index_rows=rows,
        home=home,
        coverage=coverage(report),
        Outcome=Outcome,
    )


def run_sentence(report: Report, rows: Sequence[IndexRow]) -> str:
    """The verdict on a run in a sentence; of many articles it says how many are blocked."""
    if not rows:
        return verdict_line(report)
    counts = counts_line(report.tally)
    held = ungated(report, report.tally) or [f"{sum(r.blocked for r in rows):,} of {len(rows):,} articles are held back."]
    return " ".join([f"{VERDICTS[report.verdict]}: {counts}.", *held])


def coverage(report: Report) -> str:
    """How much was read."""
    words = sum(a.words for a in report.articles)
    left = sum(sum(a.words_excluded.values()) for a in report.articles)
    files = "" if report.found == 1 else f"{len(report.articles):,} of {report.found:,} files, "
    if not left:
        return f"{files}all {words:,} words"
    return f"{files}{words:,} of {words + left:,} words; the rest is references, furniture and the like"


def page_title(report: Report) -> str:
    """The title of the one article, or how many there are."""
    if len(report.articles) == 1:
        return article_title(report.articles[0])
    return f"{len(report.articles):,} articles"


def article_title(article: ArticleReport) -> str:
    """The article's own title, or else its path."""
    return shorten(" ".join(article.document.title.split()), 200) or article.path


def view_article(report: Report, article: ArticleReport, number: int) -> Article:
    """Gather what the page shows of one article; ``number`` is 0 if it is alone on the page."""
    prefix = f"a{number}" if number else ""
    base = 3 if number else 2
    cards = make_cards(article, report)
    touching = Touching(cards)
    facts = article.facts
    claims = claim_rows(article, touching, CLAIMS)
    limit = sentence_limit(report.rules)
    verdict, sentence = article_verdict(report, article, cards)
    return Article(
        report=article,
        anchor=f"a{number}" if number else "top",
        prefix=prefix,
        title=article_title(article),
        level=base,
        verdict=verdict,
        sentence=sentence,
        cards=cards,
        rows=article_rows(article, cards, prefix, base + 1),
        actions=first_actions(cards, report.rules),
        respects=respects(article, cards),
        score=score(article),
        six=six_checks(article, cards),
        standards=readiness(article),
        strip=strip(facts.readability.sections, article.document.blocks, prefix),
        bars=sentence_bars(facts.sentences, limit),
        threads=threads(facts.citations, known_numbers(facts.citations)),
        references=reference_rows(facts.citations, touching),
        broken=broken_numbers(facts.citations),
        claims=claims,
        claims_left=len(facts.claims) - len(claims),
        spelling=spelling_rows(article),
        people=person_rows(article),
        dates=date_rows(article),
        components=component_rows(article.document.source, facts.disclaimer),
        preview=previews(article, cards),
        review_fixes=[c for c in cards if not c.suppressed and c.remedies and not any(r.safe for r in c.remedies)],
        outcomes={o: sorted(r for r, v in article.outcomes.items() if v is o) for o in Outcome},
        crashes=crash_groups(article),
        limit=limit,
    )


def crash_groups(article: ArticleReport) -> list[tuple[str, str]]:
    """The rules that crashed, those together that fell over the same thing."""
    groups: dict[str, list[str]] = {}
    for rule, why in sorted(article.crashes.items()):
        groups.setdefault(why, []).append(rule)
    return [(", ".join(rules[:5]) + (f" and {len(rules) - 5} more" if len(rules) > 5 else ""), why) for why, rules in groups.items()]


def article_verdict(report: Report, article: ArticleReport, cards: Sequence[Card]) -> tuple[Verdict, str]:
    """What the findings of one article mean for its publication, with a sentence that says so."""
    counts = counts_line(article.tally)
    verdict = _verdict(report, article, cards)
    safe = sum(any(r.safe for r in c.remedies) for c in cards if not c.suppressed and not c.known)
    mended = [f"{safe} can be mended automatically."] if safe else []
    return verdict, " ".join([f"{VERDICTS[verdict]}: {counts}.", *ungated(report, article.tally), *mended])


def _verdict(report: Report, article: ArticleReport, cards: Sequence[Card]) -> Verdict:
    """The run's verdict where it is about this article alone, otherwise what it would be."""
    if len(report.articles) == 1:
        return report.verdict
    if article.crashes:
        return Verdict.FAILED
    # A score under the limit blocks without a finding that blocks: the run gives it as a reason.
    if any(c.blocks for c in cards) or any(r.startswith(f"{article.path}: ") for r in report.reasons):
        return Verdict.BLOCKED
    idle = {Outcome.NOT_APPLICABLE, Outcome.NOT_RUN}
    return Verdict.NOT_CHECKED if set(article.outcomes.values()) <= idle else Verdict.PUBLISHABLE


def sentence_limit(rules: Mapping[str, Rule]) -> int:
    """Longest sentence that the rules of this run let pass."""
    rule = rules.get("readability/long-sentence")
    given = rule.options.get("max-words") if rule else None
    return given if isinstance(given, int) else SENTENCE_LIMIT


def by_family(rules: Sequence[str]) -> str:
    """How many rules there are of each family: ``claims 12, spelling 3``."""
    return ", ".join(f"{family} {n}" for family, n in sorted(Counter(r.partition("/")[0] for r in rules).items()))


class Common(NamedTuple):
    """A fault that many articles share: it may be mended in the template."""

    rule: str
    name: str
    articles: int
    findings: int


def common_faults(report: Report, most: int = 10) -> list[Common]:
    """The rules that most articles fail, if there is more than one article."""
    if len(report.articles) < 2:
        return []
    findings: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for article in report.articles:
        mine = [f.rule for f in article.findings if is_new(f)]
        findings.update(mine)
        articles.update(set(mine))
    ranked = sorted(articles, key=lambda r: (-articles[r], -findings[r], r))
    return [Common(r, rule_name(r), articles[r], findings[r]) for r in ranked[:most]]


def found_rules(report: Report) -> list[tuple[Rule, int]]:
    """The rules that found something, with their counts, by id."""
    counts = Counter(f.rule for a in report.articles for f in a.findings)
    return [(report.rules[r], counts[r]) for r in sorted(counts) if r in report.rules]
