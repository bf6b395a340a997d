"""What a hook or a pipeline sees: statuses, baselines, changes."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

GOOD = "# Neck pain\n\nPublished 3 March 2026.\n\nRest helps some people with neck pain.\n"
BAD = "# Neck pain\n\nPublished 3 March 2026.\n\nThis oil cures neck pain.\n"
SECOND = "\nGuaranteed relief is what it cures.\n"


def write(project, **files):
    for name, text in files.items():
        (project / f"{name}.md").write_text(text, "utf-8")


def test_statuses(project, healthlint):
    write(project, good=GOOD, bad=BAD)
    assert healthlint("check", "good.md")[0] == 0
    assert healthlint("check", "bad.md")[0] == 1
    assert healthlint("check", "bad.md", "--fail-on", "never")[0] == 0
    assert healthlint("check", ".")[0] == 1
    assert healthlint("check", "gone.md", "good.md")[0] == 2
    assert healthlint("check", "--flag-that-does-not-exist")[0] == 2
    (project / "empty").mkdir()
    assert healthlint("check", "empty")[0] == 3
    assert healthlint("check", "empty", "--allow-empty")[0] == 0


def test_one_bad_path_does_not_hide_the_findings_of_the_others(project, healthlint):
    write(project, bad=BAD)
    status, out, err = healthlint("check", "gone.md", "bad.md", "--output-format", "concise")
    assert status == 2
    assert "bad.md:5:10: error claims/absolute-promise" in out
    assert "gone.md" in err


def test_a_broken_configuration_is_wrong_use(project, healthlint):
    (project / "healthlint.toml").write_text("profil = 'uk-nhs'\n", "utf-8")
    status, _, err = healthlint("check", ".")
    assert (status, err) == (2, "healthlint: healthlint.toml:1: unknown key 'profil', did you mean 'profile'?\n")


def test_an_excluded_file_that_a_hook_passes_is_no_failure(project, healthlint):
    write(project, CHANGELOG=BAD)
    assert healthlint("check", "--force-exclude", "CHANGELOG.md")[0] == 0
    assert healthlint("check", "CHANGELOG.md")[0] == 1


def test_standard_input(healthlint, monkeypatch):
    for text, status in ((GOOD, 0), (BAD, 1)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        assert healthlint("check", "-", "--stdin-filename", "draft.md")[0] == status


def test_undecodable_bytes_are_wrong_use_and_named(project, healthlint):
    (project / "odd.md").write_bytes(b"\x81\x8d\x8f")
    status, _, err = healthlint("check", "odd.md")
    assert status == 2
    assert "odd.md" in err


def test_a_baseline_lets_old_findings_stand_and_new_ones_block(project, healthlint):
    write(project, bad=BAD)
    status, out, _ = healthlint("baseline", "create", "--reason", "before we began")
    assert (status, out.count("accepted (1 new), 0 mended")) == (0, 1)
    assert healthlint("baseline", "create")[0] == 2
    assert healthlint("check", ".")[0] == 0
    assert healthlint("baseline", "show")[1].endswith("0 new, 1 unchanged, 0 mended.\n")

    write(project, bad="Inserted above.\n\n" + BAD)
    assert healthlint("check", ".")[0] == 0, "a finding that moved is the same finding"
    (project / "bad.md").rename(project / "moved.md")
    assert healthlint("check", ".")[0] == 0, "a renamed file keeps its findings"

    write(project, moved=BAD + SECOND)
    assert healthlint("check", ".")[0] == 1
    status, out, _ = healthlint("baseline", "show")
    assert status == 1
    assert out.startswith("new: moved.md: claims/absolute-promise")


def test_a_swap_is_seen_and_update_never_accepts_by_itself(project, healthlint):
    write(project, bad=BAD)
    healthlint("baseline", "create")
    write(project, bad=GOOD + SECOND)
    assert healthlint("check", ".")[0] == 1
    assert healthlint("baseline", "update")[1].count("1 mended and dropped") == 1
    assert (project / "healthlint-baseline.jsonl").read_text("utf-8") == ""
    assert healthlint("baseline", "update", "--accept")[0] == 0
    assert healthlint("check", ".")[0] == 0


def test_a_baseline_is_not_written_from_a_run_that_could_not_read_all(project, healthlint):
    write(project, bad=BAD)
    assert healthlint("baseline", "create", "bad.md", "gone.md")[0] == 2
    assert not (project / "healthlint-baseline.jsonl").exists()


def test_a_baseline_that_was_asked_for_must_be_there(project, healthlint):
    write(project, good=GOOD)
    assert healthlint("check", "good.md", "--baseline", "gone.jsonl")[0] == 2


def test_only_what_a_change_brings_blocks(project, healthlint, git):
    write(project, old=BAD, same=BAD, good=GOOD)
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "one")
    status, out, _ = healthlint("check", ".", "--diff-base", "HEAD")
    assert status == 0, "nothing changed"

    write(project, old="# Neck pain\n\nMoved down.\n\n" + BAD.partition("\n\n")[2])
    assert healthlint("check", ".", "--diff-base", "HEAD")[0] == 0
    write(project, good=BAD)
    status, out, _ = healthlint("check", ".", "--diff-base", "HEAD", "--output-format", "json")
    assert status == 1
    assert '"status": "unchanged"' in out
    assert healthlint("check", ".", "--diff-base", "nowhere")[0] == 2


def test_a_new_article_counts_whole(project, healthlint, git):
    write(project, good=GOOD)
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "one")
    write(project, new=BAD)
    assert healthlint("check", ".", "--diff-base", "HEAD")[0] == 1


def test_front_matter_and_side_file_suppress(project, healthlint):
    write(project, a="---\nhealthlint:\n  ignore:\n    claims/absolute-promise: quoted on purpose\n---\n" + BAD)
    assert healthlint("check", "a.md")[0] == 0
    write(project, a=BAD)
    status, out, _ = healthlint("check", "a.md", "--output-format", "json")
    import json

    finding = json.loads(out)["articles"][0]["findings"][0]
    (project / "healthlint-suppressions.toml").write_text(
        f'[[suppress]]\nfingerprint = "{finding["fingerprint"]}"\nreason = "legal text"\nby = "A. Editor"\n', "utf-8"
    )
    assert status == 1
    assert healthlint("check", "a.md")[0] == 0


def test_a_fault_of_our_own_is_status_70_and_leaves_its_traceback(project):
    (project / "sitecustomize.py").write_text(
        "import healthlint.engine.config as c\ndef broken(*_): raise ValueError('broken')\nc.load_config = broken\n", "utf-8"
    )
    write(project, good=GOOD)
    done = subprocess.run(
        [sys.executable, "-m", "healthlint", "check", "good.md"],
        capture_output=True, check=False, cwd=project, text=True, env={**os.environ, "PYTHONPATH": str(project)},
    )  # fmt: skip
    assert done.returncode == 70
    assert "ValueError: broken" in done.stderr
    assert "Traceback" not in done.stderr
    crash = Path(done.stderr.rpartition(" is in ")[2].strip())
    assert "ValueError: broken" in crash.read_text("utf-8")
    crash.unlink()


@pytest.mark.parametrize("command", ["check", "fix", "report"])
def test_a_reader_that_goes_away_is_no_fault(project, command):
    write(project, **{f"a{i}": BAD for i in range(5)})
    form = [] if command != "check" else ["--output-format", "json"]
    shell = ["sh", "-c", '"$@" | true', "sh", sys.executable, "-m", "healthlint", command, *form, "."]
    done = subprocess.run(shell, capture_output=True, check=False, cwd=project)
    assert b"Traceback" not in done.stderr
