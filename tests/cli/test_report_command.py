"""``healthlint report``."""

import json

import pytest

from healthlint.cli.main import main
from healthlint.cli.report import FILE, MANIFEST

GOOD = "# Zinc\n\nZinc is a mineral. It is in many foods.\n"


@pytest.fixture
def articles(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("one.md", "two.md"):
        (folder / name).write_text(GOOD, "utf-8")
    return folder


def test_one_file_is_written_and_named(articles, tmp_path, capsys):
    assert main(["report", str(articles), "-o", "out/report.html"]) == 0
    told = capsys.readouterr()
    assert told.out == "out/report.html\n"
    assert "Reading and checking" in told.err
    assert "2 articles" in (tmp_path / "out" / "report.html").read_text("utf-8")


def test_without_a_name_it_has_the_usual_one_and_quiet_is_quiet(articles, tmp_path, capsys):
    main(["report", "--quiet", str(articles)])
    assert (tmp_path / FILE).is_file()
    assert capsys.readouterr().err == ""


def test_a_folder_removes_its_own_stale_pages_and_no_others(articles, tmp_path):
    out = tmp_path / "site"
    main(["report", "--quiet", "--report-dir", "site", str(articles)])
    pages = set(json.loads((out / MANIFEST).read_text("utf-8"))["pages"])
    assert len(pages) == 3
    (out / "mine.html").write_text("kept", "utf-8")
    (articles / "two.md").unlink()
    main(["report", "--quiet", "--report-dir", "site", str(articles)])
    left = {p.name for p in out.glob("*.html")}
    assert len(left) == 3
    assert "mine.html" in left


def test_a_manifest_from_elsewhere_removes_nothing_outside(articles, tmp_path):
    out = tmp_path / "site"
    out.mkdir()
    (tmp_path / "precious.html").write_text("kept", "utf-8")
    (out / MANIFEST).write_text(json.dumps({"pages": ["../precious.html", 7, "x.txt"]}), "utf-8")
    main(["report", "--quiet", "--report-dir", "site", str(articles)])
    assert (tmp_path / "precious.html").is_file()


def test_two_runs_write_the_same_bytes(articles, tmp_path):
    for name in ("a.html", "b.html"):
        main(["report", "--quiet", "--today", "2026-11-22", "-o", name, str(articles)])
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_a_missing_template_folder_is_wrong_use(articles, capsys):
    assert main(["report", "--templates", "nowhere", str(articles)]) == 2
    assert "not a folder" in capsys.readouterr().err


def test_nothing_to_check_is_said_by_the_status(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    assert main(["report", "--quiet", "empty"]) == 3
    assert main(["report", "--quiet", "--allow-empty", "empty"]) == 0


def test_a_report_among_the_articles_is_not_checked_itself(articles, capsys):
    main(["report", "--quiet", "-o", str(articles / "report.html"), "."])
    main(["report", "--quiet", "--report-dir", str(articles / "site"), "."])
    capsys.readouterr()
    main(["check", "--output-format", "json", "--fail-on", "never", "."])
    out = json.loads(capsys.readouterr().out)
    assert [a["path"] for a in out["articles"]] == ["articles/one.md", "articles/two.md"]
    assert {s["reason"] for s in out["coverage"]["skipped"] if s["path"].endswith(".html")} == {"a report that healthlint wrote"}
