"""The expected findings of an article, one plain sorted line each: the fixture that reviewers read."""
from __future__ import annotations

from pathlib import Path

from healthlint.civil_dates import date
from healthlint.engine.config import load_config
from healthlint.engine.run import Request, run
from healthlint.model import ArticleReport, Finding

ARTICLES = ("article.txt", "article.md", "article.html")
AS_OF = date(2026, 11, 22)
"""The day by which fixtures are judged, so that they do not age."""


def folders_with_articles(path: Path) -> list[Path]:
    """``path``, or the folders in it, that hold an article to compare."""
    if not path.is_dir():
        return []
    return sorted(f for f in (path, *path.iterdir()) if f.is_dir() and article_in(f))


def article_in(folder: Path) -> Path | None:
    """The article of a fixture folder."""
    return next((folder / name for name in ARTICLES if (folder / name).is_file()), None)


def expected_of(folder: Path) -> tuple[str, str]:
    """What ``expected.txt`` says and what is found now; a ``settings.txt`` may hold ``name = value`` lines."""
    article = article_in(folder)
    assert article is not None
    file = folder / "expected.txt"
    report = run(Request((str(article),), AS_OF), load_config(article, settings_in(folder)))
    return (file.read_text("utf-8") if file.is_file() else ""), lines_of(report.articles[0])


def settings_in(folder: Path) -> dict[str, object]:
    """The settings that a fixture is read with: ``en-GB`` unless its ``settings.txt`` says otherwise."""
    found: dict[str, object] = {"locale": "en-GB"}
    file = folder / "settings.txt"
    for line in file.read_text("utf-8").splitlines() if file.is_file() else ():
        name, _, value = line.partition("=")
        if value:
            key, text = name.strip(), value.strip()
            found[key] = text.split(",") if key in {"profile", "select", "ignore"} else text
    return found


def lines_of(article: ArticleReport) -> str:
    """Every finding of an article, sorted by place: ``47:15 warning spelling/mixed-variants “sulfate”``."""
    return "".join(_line(article, f) for f in article.findings)


def _line(article: ArticleReport, finding: Finding) -> str:
    line, column = article.document.source.line_column(finding.span.start)
    excerpt = " ".join(finding.excerpt.split())
    quoted = f" “{excerpt if len(excerpt) <= 60 else excerpt[:59] + '…'}”" if excerpt else ""
    return f"{line}:{column} {finding.severity} {finding.rule}{quoted}\n"
