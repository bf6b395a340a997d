"""Completion scripts name what there is; the progress line counts and goes away."""

import io
import shutil
import subprocess

import pytest

from healthlint.cli.completion import SHELLS
from healthlint.cli.main import COMMANDS, main
from healthlint.cli.progress import Progress


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_and_its_flags_are_completed(shell, capsys):
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    for command in COMMANDS:
        assert command in script
    assert "output-format" in script
    assert "diff-base" in script


def test_bash_completes(capsys):
    assert shutil.which("bash")
    main(["completion", "bash"])
    script = capsys.readouterr().out + "COMP_WORDS=(healthlint check --diff); COMP_CWORD=2; _healthlint; echo ${COMPREPLY[@]}\n"
    done = subprocess.run(["bash"], input=script, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["--diff-base"]


def test_the_progress_line_counts_and_goes_away():
    out = io.StringIO()
    progress = Progress(out)
    progress(1, 40)
    progress(40, 40)
    assert "1 of 40 articles" in out.getvalue()
    assert out.getvalue().endswith("\r\x1b[K")


def test_nothing_is_drawn_into_a_pipe(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for number in range(30):
        (tmp_path / f"{number}.md").write_text("# Rest\n\nRest helps.\n", "utf-8")
    main(["check", ".", "--fail-on", "never", "--output-format", "concise"])
    assert "articles" not in capsys.readouterr().err
