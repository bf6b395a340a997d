import subprocess

import pytest

from healthlint.cli.main import main


@pytest.fixture
def project(tmp_path, monkeypatch):
    """An empty project that is the current folder, with a cache folder of its own."""
    root = tmp_path / "project"
    root.mkdir()
    monkeypatch.setenv("HEALTHLINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(root)
    rules = '"claims/absolute-promise", "spelling/wrong-variant", "transparency/unused-suppression"'
    (root / "healthlint.toml").write_text(f"select = [{rules}]\n", "utf-8")
    return root


@pytest.fixture
def healthlint(project, capsys):
    """Run the command in the project; its status, standard output and standard error."""

    def call(*arguments):
        assert project.is_dir()
        capsys.readouterr()
        try:
            status = main([str(a) for a in arguments])
        except SystemExit as end:
            status = end.code
        out, err = capsys.readouterr()
        return status, out, err

    return call


@pytest.fixture
def git(project):
    def call(*arguments):
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        return subprocess.run(["git", *identity, *arguments], check=True, capture_output=True, cwd=project).stdout.decode()

    return call
