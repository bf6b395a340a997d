"""What may block publication, as ``check`` is told."""

import pytest

from healthlint.cli.main import main

ARTICLE = "# Rest\n\nRest helps most people with back pain. By Dr Ann Lee, MRCGP.\n"


@pytest.fixture
def article(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(ARTICLE, "utf-8")
    return "a.md"


def test_an_item_of_a_scorecard_may_block(article, capsys):
    assert main(["check", article, "--fail-on", "never"]) == 0
    assert main(["check", article, "--fail-on", "never", "--fail-on", "scorecard:pif-tick/1"]) == 1
    assert "scorecard pif-tick/1 fails" in capsys.readouterr().out


def test_an_unknown_card_or_bar_is_wrong_use(article, capsys):
    assert main(["check", article, "--fail-on", "error", "--fail-on", "scorecard:pif-tock"]) == 2
    assert "did you mean 'pif-tick'" in capsys.readouterr().err
    with pytest.raises(SystemExit) as caught:
        main(["check", article, "--fail-on", "errors"])
    assert caught.value.code == 2
