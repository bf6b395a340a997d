"""``healthlint scorecard``."""

ARTICLE = "# Sleep\n\nSleep well, and rest in the dark.\n"


def test_each_item_shows_its_status_and_what_decided_it(project, healthlint):
    (project / "a.md").write_text(ARTICLE, "utf-8")
    status, out, _ = healthlint("scorecard", "--card", "pif-tick", "a.md")
    assert status == 0
    assert "pif-tick: PIF TICK readiness:" in out
    assert "fail    8  Feedback" in out
    assert "attest  2  Training" in out
    assert "honcode" not in out


def test_fail_on_an_item(project, healthlint):
    (project / "a.md").write_text(ARTICLE, "utf-8")
    assert healthlint("scorecard", "--fail-on", "scorecard:pif-tick/8", "a.md")[0] == 1
    assert healthlint("scorecard", "--fail-on", "pif-tick/2", "a.md")[0] == 0


def test_unknown_names_are_refused(project, healthlint):
    (project / "a.md").write_text(ARTICLE, "utf-8")
    status, _, err = healthlint("scorecard", "--card", "pif-tikc", "a.md")
    assert status == 2
    assert "did you mean 'pif-tick'" in err
