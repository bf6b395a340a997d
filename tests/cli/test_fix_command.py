import io
import sys

import pytest

TEXT = "# Colours\r\n\r\nPublished 3 March 2026. The color of the pill.\r\n"


@pytest.fixture
def article(project):
    (project / "healthlint.toml").write_text('select = ["spelling/wrong-variant", "claims/absolute-promise"]\nlocale = "en-GB"\n', "utf-8")
    path = project / "a.md"
    path.write_bytes(TEXT.encode())
    return path


def test_diff_shows_and_writes_nothing(article, healthlint):
    status, out, _ = healthlint("fix", "--diff", "a.md")
    assert status == 1
    assert "--- a/a.md\n+++ b/a.md\n" in out
    assert "-Published 3 March 2026. The color of the pill.\r\n+Published 3 March 2026. The colour of the pill.\r\n" in out
    assert article.read_bytes() == TEXT.encode()


def test_fix_mends_and_a_second_run_changes_nothing(article, healthlint):
    status, _, err = healthlint("fix", "a.md")
    assert (status, err) == (0, "a.md: 1 fix applied\n")
    assert article.read_bytes() == TEXT.replace("color", "colour").encode()
    assert healthlint("fix", "a.md")[2] == ""
    assert healthlint("fix", "--diff", "a.md")[:2] == (0, "")


def test_fixes_that_need_reading_wait_for_review(article, healthlint):
    article.write_text("# Pills\n\nThis pill cures pain.\n", "utf-8")
    status, _, err = healthlint("fix", "a.md")
    assert status == 0
    assert "a.md:3:11: claims/absolute-promise not fixed: needs reading: use --review" in err
    assert "cures" in article.read_text("utf-8")
    healthlint("fix", "--review", "a.md")
    assert "cures" not in article.read_text("utf-8")


@pytest.mark.usefixtures("article")
def test_standard_input_comes_out_mended(healthlint, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"# A\n\nThe color.\n")))
    assert healthlint("fix", "-", "--stdin-filename", "draft.md")[:2] == (0, "# A\n\nThe colour.\n")


def test_a_missing_file_is_wrong_use_and_the_others_are_mended(article, healthlint):
    assert healthlint("fix", "gone.md", "a.md")[0] == 2
    assert b"colour" in article.read_bytes()


def test_nothing_found_is_told(project, healthlint):
    (project / "empty").mkdir()
    assert healthlint("fix", "empty")[0] == 3
