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
from healthlint.packed_file import SIGN

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
    kept = KeptModules(str(package)).file
    kept.close()
    return kept.about


def call(package, *arguments, write=True, **more):
    environment = {k: v for k, v in os.environ.items() if k not in {"PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"}}
    home = package.parent.parent
    # A traceback of a run that breaks is written to the folder for temporary files.
    environment |= {"PYTHONPATH": str(package.parent), "HEALTHLINT_CACHE_DIR": str(home / "cache"), "TMPDIR": str(home)}
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


OTHERS = headed((("another Python", 0, ""), {"healthlint.model": (0, 9)}, {"healthlint.model": ()}))


@pytest.mark.parametrize("wrong", [b"", b"rubbish", bytes(99), SIGN, headed(7), OTHERS])
def test_a_file_that_is_not_ours_is_written_anew(package, wrong):
    said = call(package, "rules")
    kept_in(package).write_bytes(wrong)
    assert call(package, "rules") == said
    assert "healthlint.cli.rules" in modules_in(package)


def test_reading_a_module_moves_no_place_that_forked_processes_share(package):
    call(package, "rules")
    kept = KeptModules(str(package)).file
    before = kept.file.tell()
    modules = {name: marshal.loads(kept.read(name)) for name in kept.about}  # noqa: S302
    assert kept.file.tell() == before
    assert {Path(code.co_filename).stem for code in modules.values()} >= {"rules", "main"}
    kept.close()


def test_damaged_code_is_read_from_the_modules_own_files_and_mended(package):
    said = call(package, "rules")
    data = kept_in(package).read_bytes()
    kept = KeptModules(str(package)).file
    kept_in(package).write_bytes(data[: kept.start] + b"?" * (len(data) - kept.start))
    kept.close()
    assert call(package, "rules") == said
    kept = KeptModules(str(package)).file
    assert marshal.loads(kept.read("healthlint.cli.rules"))  # noqa: S302
    kept.close()


def test_what_a_module_asked_for_is_known_and_made_before_it_from_then_on(package):
    said = [call(package, "rules") for _ in range(3)]
    assert said[0] == said[1] == said[2]
    needs = {name: row[-1] for name, row in modules_in(package).items()}
    assert "healthlint.model.report" in needs["healthlint.model"]
    assert "healthlint.rulebook.folder" in needs["healthlint.cli.rule_folders"]
    asked = sum(map(len, needs.values()))
    call(package, "rules")
    assert sum(map(len, (row[-1] for row in modules_in(package).values()))) == asked  # nothing is left to be asked for


def test_a_module_that_fails_is_as_if_nobody_had_made_it(package):
    for _ in range(2):
        call(package, "rules")
    module = package / "rulebook" / "folder.py"
    module.write_text("raise ImportError('gone')\n", "utf-8")
    with pytest.raises(AssertionError, match="gone"):
        call(package, "rules")


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


def test_a_file_that_cannot_be_read_any_more_is_left_as_it_is(package, monkeypatch):
    call(package, "rules")
    before = kept_in(package).read_bytes()
    kept = KeptModules(str(package))
    kept.asked["healthlint.cli.rules"] = ["healthlint.model"]

    def refuse(_name):
        raise OSError

    monkeypatch.setattr(kept.file, "read", refuse)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    kept.keep()
    kept.file.close()
    assert kept_in(package).read_bytes() == before
