"""The real pre-commit and prek, offline, from a tag of this repository, over a repository of articles."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from requirements import ROOT, require

WHEELHOUSE = ROOT / "build" / "wheelhouse"
SHIPPED = ("src", "rules", "pyproject.toml", "README.md", "LICENSE", "NOTICE", ".pre-commit-hooks.yaml")
GOOD = "# Neck pain\n\nRest helps some people with neck pain.\n"
BAD = "# Neck pain\n\nThis oil cures neck pain.\n"
SETTINGS = 'select = ["claims/absolute-promise", "spelling/wrong-variant"]\nlocale = "en-GB"\n'


def sh(*command, cwd, env=None, check=True):
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


def git(*arguments, cwd):
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    return sh("git", *identity, *arguments, cwd=cwd)


@pytest.fixture(scope="session")
def wheelhouse():
    """Wheels of everything that an installation needs, fetched once; after that nothing needs the network."""
    marker = WHEELHOUSE / ".complete"
    if not marker.is_file():
        fetch = ["-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--wheel-dir", WHEELHOUSE, ROOT, "hatchling", "editables"]
        done = sh(sys.executable, *fetch, cwd=ROOT, check=False)
        require("wheelhouse", done.returncode == 0, "the wheels of healthlint's requirements must be fetched once from a package index")
        for built in WHEELHOUSE.glob("healthlint-*.whl"):
            built.unlink()
        marker.touch()
    return WHEELHOUSE


@pytest.fixture(scope="session")
def release(tmp_path_factory):
    """This tree as a repository with a tag."""
    home = tmp_path_factory.mktemp("release")
    for name in SHIPPED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, home / name)
    git("init", "-q", "-b", "main", cwd=home)
    git("add", ".", cwd=home)
    git("commit", "-qm", "release", cwd=home)
    git("tag", "v0.1.0", cwd=home)
    return home


@pytest.fixture(scope="session")
def offline(tmp_path_factory, wheelhouse):
    """An environment in which pip can reach the wheelhouse and nothing else."""
    home = tmp_path_factory.mktemp("hooks")
    return {
        **{k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PIP_", "HEALTHLINT_"))},
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
        "PREK_HOME": str(home / "prek"),
        "HEALTHLINT_CACHE_DIR": str(home / "cache"),
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(wheelhouse),
        "UV_OFFLINE": "1",
        "UV_NO_INDEX": "1",
        "UV_FIND_LINKS": str(wheelhouse),
    }


RUNNERS = ("pre-commit", "prek")


@pytest.fixture(params=RUNNERS)
def runner(request):
    """A hook runner installed beside this Python."""
    program = Path(sys.executable).parent / request.param
    require(request.param, program.is_file(), f"pip install {request.param}")
    if request.param == "prek":
        require("uv", (program.parent / "uv").is_file(), "pip install uv")
    return program


@pytest.fixture
def articles(tmp_path, release, offline, runner):
    """A repository of articles with our hooks; call it with a hook's id to run it over everything that is staged."""
    root = tmp_path / "articles"
    root.mkdir()
    git("init", "-q", "-b", "main", cwd=root)
    (root / "healthlint.toml").write_text(SETTINGS, "utf-8")

    def hooks(*ids, args=None):
        lines = [f"repos:\n  - repo: {release.as_uri()}\n    rev: v0.1.0\n    hooks:"]
        lines += [f"      - id: {name}" + (f"\n        args: {args}" if args else "") for name in ids]
        (root / ".pre-commit-config.yaml").write_text("\n".join(lines) + "\n", "utf-8")
        git("add", ".", cwd=root)

    def run(*arguments):
        git("add", ".", cwd=root)
        return sh(runner, "run", *arguments, cwd=root, env=offline, check=False)

    return root, hooks, run


def test_the_gate_as_writers_meet_it(articles):
    root, hooks, run = articles
    hooks("healthlint")
    (root / "good – naïve name.md").write_text(GOOD, "utf-8")
    done = run("--all-files")
    assert done.returncode == 0, done.stdout + done.stderr

    (root / "bad.md").write_text(BAD, "utf-8")
    done = run("--all-files")
    assert done.returncode == 1
    assert "claims/absolute-promise" in done.stdout
    assert "bad.md" in done.stdout
    assert "naïve" not in done.stdout.replace("good – naïve name.md\n", "")

    hooks("healthlint", args="[--fail-on, never]")
    done = run("--all-files")
    assert done.returncode == 0, "a user's own arguments must not cost the subcommand: " + done.stdout

    (root / "bad.md").rename(root / "CHANGELOG.md")
    git("rm", "-q", "--cached", "bad.md", cwd=root)
    hooks("healthlint")
    assert run("--files", "CHANGELOG.md").returncode == 0, "an excluded file alone is no failure"

    (root / "healthlint.toml").write_text("profil = 'x'\n", "utf-8")
    done = run("--all-files")
    assert done.returncode == 1
    assert "did you mean 'profile'?" in done.stdout


def test_the_other_hooks(articles):
    root, hooks, run = articles
    hooks("healthlint-fix")
    (root / "a.md").write_text("# Pills\n\nThe color of the pill.\n", "utf-8")
    done = run("--all-files")
    assert done.returncode == 1, done.stdout + done.stderr
    assert (root / "a.md").read_text("utf-8") == "# Pills\n\nThe colour of the pill.\n"
    assert run("--all-files").returncode == 0

    hooks("healthlint-changed")
    (root / "old.md").write_text(BAD, "utf-8")
    git("add", ".", cwd=root)
    git("commit", "-qm", "old faults", "--no-verify", cwd=root)
    assert run("--all-files").returncode == 0, "what was there before does not block"
    (root / "new.md").write_text(BAD, "utf-8")
    assert run("--all-files").returncode == 1

    hooks("healthlint-report")
    done = run("--all-files", "--hook-stage", "manual")
    assert (root / "healthlint-report.html").is_file(), done.stdout + done.stderr
