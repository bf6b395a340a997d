"""The page of a step in GitHub Actions."""

import pytest

from healthlint.cli.main import main


@pytest.fixture
def article(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "zinc.md").write_text("# Zinc\n\nZinc cures every cold instantly.\n", "utf-8")
    return "zinc.md"


def test_annotations_come_with_the_whole_report_on_the_page_of_the_step(article, tmp_path, monkeypatch, capsys):
    page = tmp_path / "summary.md"
    page.write_text("before\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    main(["check", "--output-format", "github", article])
    assert "::error file=zinc.md" in capsys.readouterr().out
    assert page.read_text("utf-8").startswith("before\n<!-- healthlint:default -->\n## ")


def test_no_other_format_touches_it(article, tmp_path, monkeypatch, capsys):
    page = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    main(["check", "--output-format", "concise", article])
    assert capsys.readouterr().out
    assert not page.exists()


def test_a_page_that_cannot_be_written_is_wrong_use(article, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "no" / "folder.md"))
    assert main(["check", "--output-format", "github", article]) == 2
    assert "GITHUB_STEP_SUMMARY" in capsys.readouterr().err
