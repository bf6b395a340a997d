"""Killed at any moment, a command leaves each file as it was or as it should be, whole."""

import os
import signal
import sys
from pathlib import Path

import pytest

from healthlint.cli.main import main

OLD = "# Iron\n\nThe color of iron.\n"
NEW = "# Iron\n\nThe colour of iron.\n"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture(scope="module")
def warm(tmp_path_factory):
    """A cache folder that holds the compiled rules."""
    return tmp_path_factory.mktemp("cache", numbered=True)


@pytest.fixture
def project(tmp_path, monkeypatch, warm):
    """A project with one article that a fix changes."""
    (tmp_path / "healthlint.toml").write_text('select = ["spelling/wrong-variant"]\nlocale = "en-GB"\n', "utf-8")
    (tmp_path / "a.md").write_text(OLD, "utf-8")
    warm.chmod(0o700)
    monkeypatch.setenv("HEALTHLINT_CACHE_DIR", str(warm))
    monkeypatch.chdir(tmp_path)
    main(["check", "--fail-on", "never", "--output-format", "json", "a.md"])
    return tmp_path


def killed_at(step, *arguments):
    """Run a command in a child that kills itself before its ``step``-th act on a file of the project; whether it was killed."""
    child = os.fork()
    if child == 0:
        _run_and_die(step, arguments)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _run_and_die(step, arguments):
    left = [step]
    here = str(Path.cwd())
    acts = {"open", "os.rename", "os.remove", "os.chmod", "os.mkdir", "os.truncate", "shutil.move", "sqlite3.connect"}

    def count(event, given):
        if event in acts and given and isinstance(given[0], str | os.PathLike) and str(Path(given[0]).absolute()).startswith(here):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    sys.addaudithook(count)
    try:
        main(list(arguments))
    finally:
        os._exit(0)


def every_kill(restore, holds, *arguments, most=60):
    """Kill the command before its first act on a file, its second ... until it lives to its end."""
    for step in range(1, most):
        restore()
        killed = killed_at(step, *arguments)
        assert holds(), f"killed before act {step}"
        if not killed:
            return step
    raise AssertionError("the command never came to its end")


def test_fix(project):
    file = project / "a.md"
    steps = every_kill(lambda: file.write_text(OLD, "utf-8"), lambda: file.read_text("utf-8") in {OLD, NEW}, "fix", "a.md")
    assert file.read_text("utf-8") == NEW
    assert steps > 4


def test_report(project):
    page = project / "r.html"
    whole = every_kill(
        lambda: page.write_text("old", "utf-8"),
        lambda: page.read_text("utf-8") == "old" or page.read_text("utf-8").rstrip().endswith("</html>"),
        "report", "-o", "r.html", "a.md",
    )  # fmt: skip
    assert page.read_text("utf-8") != "old"
    assert whole > 4


def test_baseline(project):
    known = project / "known.jsonl"
    (project / "healthlint.toml").write_text('select = ["spelling/wrong-variant"]\nlocale = "en-GB"\nbaseline = "known.jsonl"\n', "utf-8")
    every_kill(
        lambda: known.unlink(missing_ok=True),
        lambda: not known.exists() or known.read_text("utf-8").endswith("}\n"),
        "baseline", "create", "a.md",
    )  # fmt: skip
    assert "spelling/wrong-variant" in known.read_text("utf-8")


def test_cache(project, capsys, monkeypatch):
    monkeypatch.setenv("HEALTHLINT_CACHE_DIR", str(project / "cache"))
    for i in range(25):
        (project / f"{i}.md").write_text(OLD, "utf-8")
    arguments = ["check", "--fail-on", "never", "--today", "2026-11-22", "--output-format", "concise", "--jobs", "1", "."]
    main([*arguments, "--no-cache"])
    wanted = capsys.readouterr().out

    def holds():
        status = main(arguments)
        done = capsys.readouterr()
        return status == 0 and done.out == wanted

    for step in (3, 28, 30, 33):
        for file in (project / "cache").glob("results*"):
            file.unlink()
        killed_at(step, *arguments)
        assert holds(), f"killed before act {step}"
