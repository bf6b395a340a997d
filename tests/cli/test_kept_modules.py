"""The file of compiled modules: it is used, it is never believed against the source, and a run does without it."""

import marshal
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import healthlint
from healthlint.cli.kept_modules import KeptModules

SIGN = b"healthlint modules 2\n"
SAY = "import sys; from healthlint.cli.main import run; sys.argv = ['healthlint', *sys.argv[1:]]; run()"


@pytest.fixture
def package(tmp_path):
    """A copy of the package with its rules, nothing compiled."""
    home = Path(healthlint.__file__).parent
    copy = tmp_path / "site" / "healthlint"
    shutil.copytree(home, copy, ignore=shutil.ignore_patterns("__pycache__"))
    if not (copy / "rules").exists():
        shutil.copytree(home.parent.parent / "rules", copy / "rules")
    return copy


def kept_in(package):
    return package / "__pycache__" / f"healthlint.{sys.implementation.cache_tag}.modules"


def modules_in(package):
    data = kept_in(package).read_bytes()
    start = len(SIGN) + 4
    made_by, index = marshal.loads(data[start : start + int.from_bytes(data[len(SIGN) : start], "little")])  # noqa: S302
    assert str(package) in made_by
    return index


def call(package, *arguments, write=True, **more):
    environment = {k: v for k, v in os.environ.items() if k not in {"PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"}}
    environment |= {"PYTHONPATH": str(package.parent), "HEALTHLINT_CACHE_DIR": str(package.parent.parent / "cache")}
    environment |= more
    if not write:
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
    done = subprocess.run([sys.executable, "-P", "-c", SAY, *arguments], env=environment, capture_output=True, text=True, check=False)
    assert not done.stderr
    return done.stdout


def test_the_second_run_finds_its_modules_in_one_file_and_says_the_same(package):
    first = call(package, "explain", "claims/uncited-claim")
    assert "healthlint.cli.explain" in modules_in(package)
    for compiled in package.rglob("*.pyc"):
        compiled.unlink()
    assert call(package, "explain", "claims/uncited-claim") == first != ""
    # Only what is imported before the file is open was compiled again.
    assert not (package / "rulebook" / "__pycache__").is_dir() or not list((package / "rulebook" / "__pycache__").glob("*.pyc"))


def test_another_command_adds_its_modules_and_loses_none(package):
    call(package, "rules")
    before = set(modules_in(package))
    call(package, "explain", "claims/uncited-claim")
    after = set(modules_in(package))
    assert "healthlint.cli.explain" in after - before
    assert not before - after


def test_a_changed_source_is_what_runs(package):
    call(package, "--version")
    call(package, "rules")
    module = package / "cli" / "rules.py"
    changed = module.stat()
    # As many bytes as before, and the time of the same second: only the finer time tells.
    module.write_text(module.read_text("utf-8").replace("def run(", "def ran("), "utf-8")
    os.utime(module, ns=(changed.st_atime_ns, changed.st_mtime_ns // 10**9 * 10**9 + (changed.st_mtime_ns + 1) % 10**9))
    (package / "cli" / "__pycache__" / f"rules.{sys.implementation.cache_tag}.pyc").unlink()
    with pytest.raises(AssertionError, match="has no attribute 'run'"):
        call(package, "rules")


def headed(value):
    data = marshal.dumps(value)
    return SIGN + len(data).to_bytes(4, "little") + data


OTHERS = headed((("another Python", 0, ""), {"healthlint.model": ()}))


@pytest.mark.parametrize("wrong", [b"", b"rubbish", bytes(99), SIGN, headed(7), OTHERS])
def test_a_file_that_is_not_ours_is_written_anew(package, wrong):
    said = call(package, "rules")
    kept_in(package).write_bytes(wrong)
    assert call(package, "rules") == said
    assert "healthlint.cli.rules" in modules_in(package)


def test_reading_a_module_moves_no_place_that_forked_processes_share(package):
    call(package, "rules")
    kept = KeptModules(str(package))
    before = kept.file.tell()
    modules = {name: marshal.loads(kept.code_of(name)) for name in kept.index}  # noqa: S302
    assert kept.file.tell() == before
    assert {Path(code.co_filename).stem for code in modules.values()} >= {"rules", "main"}
    kept.file.close()


def test_damaged_code_is_read_from_the_modules_own_files(package):
    said = call(package, "rules")
    data = kept_in(package).read_bytes()
    kept_in(package).write_bytes(data[: len(data) // 2] + b"?" * (len(data) - len(data) // 2))
    assert call(package, "rules") == said


def test_many_processes_import_at_once(package, tmp_path):
    articles = tmp_path / "articles"
    articles.mkdir()
    for i in range(24):
        text = f"# Zinc {i}\n\nZinc cures colds in {i} days, studies show.[1]\n\n## References\n\n1. Lee A. 2020.\n"
        (articles / f"{i}.md").write_text(text, "utf-8")
        (articles / f"{i}.html").write_text(f"<h1>Iron {i}</h1><p>Iron prevents every kind of tiredness.</p><img src=a.png>", "utf-8")
    command = ("check", "--no-cache", "--fail-on", "never", "--output-format", "concise", str(articles))
    one = call(package, *command, "--jobs", "1")
    kept_in(package).unlink()
    call(package, "rules")
    for _ in range(3):
        assert call(package, *command, "--jobs", "4") == one


def test_nothing_is_written_where_python_may_write_no_compiled_code(package):
    assert call(package, "rules", write=False)
    assert not list(package.rglob("__pycache__"))


def test_nothing_is_written_here_where_compiled_code_belongs_elsewhere(package, tmp_path):
    (package / "__pycache__").mkdir()
    assert call(package, "rules", PYTHONPYCACHEPREFIX=str(tmp_path / "elsewhere"))
    assert not kept_in(package).exists()


def test_a_package_that_cannot_be_written_to_works(package):
    (package / "__pycache__").write_text("in the way", "utf-8")
    assert call(package, "rules") == call(package, "rules") != ""
