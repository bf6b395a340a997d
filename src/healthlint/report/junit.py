"""JUnit XML: one suite an article, one case a rule, so that what passed is on record as well."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.model import ArticleReport, Finding, Outcome, Report, Verdict
from healthlint.report.summary import blocking, coverage_lines, is_new, verdict_line
from healthlint.report.xml_text import attributes, text


def write(report: Report, *, color: bool = False) -> str:  # noqa: ARG001 - all writers share one signature
    """Write a suite on what was covered, then one for each article."""
    suites = [_Suite("healthlint", list(_coverage_cases(report)), coverage_lines(report))]
    suites += [_article_suite(report, a) for a in report.articles]
    total = attributes(
        name="healthlint",
        tests=sum(s.tests for s in suites),
        failures=sum(s.count("<failure") for s in suites),
        errors=sum(s.count("<error") for s in suites),
        skipped=sum(s.count("<skipped") for s in suites),
    )
    body = "\n".join(line for suite in suites for line in suite.lines())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites{total}>\n{body}\n</testsuites>\n'


class _Suite:
    """A suite and the cases in it, each a finished element."""

    def __init__(self, name: str, cases: list[str], properties: list[str]) -> None:
        self._name = name
        self._cases = cases
        self._properties = properties

    @property
    def tests(self) -> int:
        return len(self._cases)

    def count(self, tag: str) -> int:
        return sum(tag in case for case in self._cases)

    def lines(self) -> Iterator[str]:
        failures, errors, skipped = (self.count(t) for t in ("<failure", "<error", "<skipped"))
        counts = attributes(name=self._name, tests=self.tests, failures=failures, errors=errors, skipped=skipped, time="0")
        yield f"<testsuite{counts}>"
        if self._properties:
            yield "<properties>"
            yield from (f"<property{attributes(name=f'coverage-{n}', value=p)}/>" for n, p in enumerate(self._properties, 1))
            yield "</properties>"
        yield from self._cases
        yield "</testsuite>"


def _coverage_cases(report: Report) -> Iterator[str]:
    nothing = report.verdict is Verdict.NOT_CHECKED
    failure = f"<failure{attributes(message=verdict_line(report), type='not-checked')}/>" if nothing else ""
    yield _case("healthlint", "articles were checked", failure)
    for skipped in report.skipped:
        yield _case("healthlint.skipped", skipped.path, f"<skipped{attributes(message=skipped.reason)}/>")


def _article_suite(report: Report, article: ArticleReport) -> _Suite:
    by_rule: dict[str, list[Finding]] = {}
    for finding in article.findings:
        if is_new(finding):
            by_rule.setdefault(finding.rule, []).append(finding)
    rules = sorted({*article.outcomes, *by_rule, *article.crashes})
    cases = [_case(article.path, rule, _body(report, article, rule, by_rule.get(rule, []))) for rule in rules]
    return _Suite(article.path, cases, [])


def _case(classname: str, name: str, body: str) -> str:
    head = f"<testcase{attributes(classname=classname, name=name, time='0')}"
    return f"{head}>{body}</testcase>" if body else f"{head}/>"


def _body(report: Report, article: ArticleReport, rule: str, findings: list[Finding]) -> str:
    if rule in article.crashes:
        return f"<error{attributes(message=article.crashes[rule], type='crashed')}/>"
    if findings:
        return _findings(report, article, findings)
    outcome = article.outcomes.get(rule)
    if outcome is Outcome.NOT_RUN:
        return f"<skipped{attributes(message=article.not_run.get(rule) or 'did not run')}/>"
    if outcome is Outcome.NOT_APPLICABLE:
        return f"<skipped{attributes(message='does not apply to this article')}/>"
    return ""


def _findings(report: Report, article: ArticleReport, findings: list[Finding]) -> str:
    places = "\n".join(_line(article, f) for f in findings)
    worst = max(findings, key=lambda f: f.severity.rank)
    if any(blocking(report, f) for f in findings):
        return f"<failure{attributes(message=findings[0].message, type=worst.severity.value)}>{text(places)}</failure>"
    return f"<system-out>{text(places)}</system-out>"


def _line(article: ArticleReport, finding: Finding) -> str:
    line, column = article.document.source.line_column(finding.span.start)
    return f"{article.path}:{line}:{column}: {finding.severity.value} ({finding.confidence.value}) {finding.message}"
