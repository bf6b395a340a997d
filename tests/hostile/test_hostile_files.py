"""Hostile names, files, configurations and rule packs, through the commands that users run."""

import json
import os
import subprocess

import pytest

from healthlint.cli.main import main
from healthlint.records import NamedTuple

ARTICLE = "# Iron\n\nIron cures tiredness instantly.\n"
SELECT = 'select = ["claims/absolute-promise", "spelling/wrong-variant", "structure/shouted-text"]\n'
NAMES = (
    "new\nline.md", "tab\there.md", "esc\x1b[31mred.md", "Icon\r.md", "--profile.md", "-rf.md", "$(touch pwned).md", "a;b&c|d.md",
    "quo'te\".md", "病気.md", "q?.md", "::error::x.md", "%0A::warning::.md", "=cmd().md", "\u202egnp.md", "a b.md",
)  # fmt: skip


class Done(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture
def project(tmp_path, monkeypatch):
    """An empty project, the current folder."""
    root = tmp_path / "project"
    root.mkdir()
    (root / "healthlint.toml").write_text(SELECT, "utf-8")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def healthlint(project, capsys):
    """Run a command in the project."""

    def call(*arguments):
        assert project.is_dir()
        capsys.readouterr()
        try:
            status = main(list(arguments))
        except SystemExit as end:
            status = end.code
        return Done(status, *capsys.readouterr())

    return call


def test_odd_names_are_read_and_never_obeyed(project, healthlint):
    for name in NAMES:
        (project / name).write_text(ARTICLE, "utf-8")
    done = healthlint("check", "--fail-on", "never", "--output-format", "json", ".")
    assert done.status == 0, done
    assert {a["path"] for a in json.loads(done.out)["articles"]} == set(NAMES)
    assert {p.name for p in project.iterdir()} == {*NAMES, "healthlint.toml"}


@pytest.mark.parametrize("form", ["full", "concise", "markdown", "github", "gitlab", "junit", "checkstyle", "rdjson", "sarif", "html"])
def test_odd_names_and_texts_steer_neither_terminal_nor_workflow(project, healthlint, form):
    text = "# Iron\x1b]0;owned\x07\n\nIron cures \x1b[2Jtiredness\x9b31m instantly\u202e.\n\n::error::It cures\n"
    for name in NAMES:
        (project / name).write_text(text, "utf-8")
    done = healthlint("check", "--fail-on", "never", "--output-format", form, ".")
    assert done.status == 0
    assert done.out
    assert not set(done.out + done.err) & {"\x1b", "\x07", "\x9b"}
    starts = ("::error::x", "::error::It", "::warning::.md")
    assert not any(line.startswith(starts) for line in done.out.split("\n"))
    if form in {"full", "concise", "github"}:
        assert not any(line.startswith("line.md") for line in done.out.split("\n"))


def test_a_name_like_an_option_is_read_after_two_hyphens(project, healthlint):
    (project / "--quiet.md").write_text(ARTICLE, "utf-8")
    done = healthlint("check", "--fail-on", "never", "--output-format", "json", "--", "--quiet.md")
    assert [a["path"] for a in json.loads(done.out)["articles"]] == ["--quiet.md"]


@pytest.mark.parametrize(
    "make", [os.mkfifo, lambda p: p.symlink_to("/dev/zero"), lambda p: p.symlink_to(p), lambda p: p.symlink_to("gone.md")]
)
def test_what_is_no_plain_file_is_left_out_without_waiting(project, healthlint, make):
    make(project / "a.md")
    (project / "b.md").write_text(ARTICLE, "utf-8")
    report = json.loads(healthlint("check", "--fail-on", "never", "--output-format", "json", ".").out)
    assert [a["path"] for a in report["articles"]] == ["b.md"]
    assert [s["path"] for s in report["coverage"]["skipped"]] == ["a.md"]


def test_fixing_through_a_link_keeps_the_link(project, healthlint, tmp_path):
    outside = tmp_path / "outside.md"
    outside.write_text("# Iron\n\nThe color of iron.\n", "utf-8")
    (project / "a.md").symlink_to(outside)
    assert healthlint("fix", "--locale", "en-GB", "a.md").status == 0
    assert (project / "a.md").is_symlink()
    assert outside.read_text("utf-8") == "# Iron\n\nThe colour of iron.\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: &a [x, x, x]\nb: [*a, *a, *a]\n", ["house.yaml:1", "aliases"]),
        ("summary: " + "[" * 500 + "]" * 500 + "\n", ["house.yaml:1", "deep"]),
        ("summary: !!python/object/apply:os.system [touch pwned]\n", ["house.yaml:1", "tag"]),
        ("summary: \x00\n", ["house.yaml"]),
        ("- a\n", ["house.yaml:1"]),
        ("summary: x\nsummary: y\n", ["house.yaml:2", "twice"]),
    ],
)
def test_a_hostile_rule_file_is_refused_with_its_place(project, healthlint, text, words):
    house(project, text)
    done = healthlint("check", "a.md")
    assert done.status == 2
    for word in words:
        assert word in done.err
    assert not (project / "pwned").exists()


def house(project, text):
    """A project with one article and one rule of its own."""
    folder = project / "rules" / "claims"
    folder.mkdir(parents=True)
    (folder / "house.yaml").write_text(text, "utf-8")
    (project / "healthlint.toml").write_text('rules = ["builtin", "rules"]\n' + SELECT, "utf-8")
    (project / "a.md").write_text("# Iron\n\niron" + "a" * 5000 + "\n", "utf-8")


def rule(pattern):
    return (
        "summary: x\nwhy: x\nseverity: info\nconfidence: likely\nmessage: x\nsources: [{name: x}]\n"
        f"check:\n  avoid:\n    patterns:\n      - {{anchor: [iron], pattern: {json.dumps(pattern)}}}\n"
        'examples:\n  fail: ["{==iron==} a", "{==iron==} b"]\n  pass: ["zinc", "tin"]\n'
    )


@pytest.mark.parametrize("pattern", ["iron(a+)+b", "iron(a|a)*b", "iron.*.*.*b", r"(iron)\1+", "iron(?:a{1,500}){1,500}"])
def test_a_pattern_that_could_take_for_ever_is_refused(project, healthlint, pattern):
    house(project, rule(pattern))
    done = healthlint("check", "a.md")
    assert done.status == 2
    assert "house.yaml" in done.err


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"# A\n\0\0", b"# A\n\x81\x8d"])
def test_a_file_that_cannot_be_read_is_named_with_the_remedy(project, healthlint, data):
    (project / "a.md").write_bytes(data)
    done = healthlint("check", "a.md")
    assert done.status == 2
    assert "a.md" in done.err
    assert "ave the article as" in done.err or "Export" in done.err


def test_an_empty_file_is_read(project, healthlint):
    (project / "a.md").write_bytes(b"")
    assert healthlint("check", "--fail-on", "never", "a.md").status == 0


def test_a_file_over_a_limit_is_skipped_with_its_reason(project, healthlint):
    (project / "a.md").write_text("x " * 30_000, "utf-8")
    (project / "b.md").write_text(ARTICLE, "utf-8")
    (project / "healthlint.toml").write_text(SELECT + "[limits]\nline-length = 1000\n", "utf-8")
    report = json.loads(healthlint("check", "--fail-on", "never", "--output-format", "json", ".").out)
    assert [(s["path"], "line-length" in s["reason"]) for s in report["coverage"]["skipped"]] == [("a.md", True)]
    assert [a["path"] for a in report["articles"]] == ["b.md"]


def test_two_runs_and_two_workers_say_the_same(project, healthlint):
    for i in range(6):
        (project / f"{i}.md").write_text(ARTICLE + f"\nZinc works {i} times [1].\n", "utf-8")
    fixed = ("check", "--fail-on", "never", "--today", "2026-11-22", "--no-cache", "--output-format", "json", ".")
    outputs = [healthlint(*fixed).out, healthlint(*fixed).out, healthlint(*fixed, "--jobs", "2").out]
    assert len(set(outputs)) == 1
    assert json.loads(outputs[0])["coverage"]["checked"] == 6


def test_a_rules_folder_elsewhere_gives_no_text_away(project, healthlint):
    (project / "healthlint.toml").write_text('rules = ["builtin", "../../../../../../etc"]\n' + SELECT, "utf-8")
    (project / "a.md").write_text(ARTICLE, "utf-8")
    done = healthlint("check", "--fail-on", "never", "a.md")
    assert done.status in {0, 2}
    assert "root:" not in done.out + done.err


def test_links_in_a_rules_folder_that_lead_nowhere_or_round_and_round_are_no_rules(project, healthlint):
    (project / "house" / "family").mkdir(parents=True)
    (project / "house" / "family" / "gone.conf").symlink_to(project / "nowhere")
    (project / "house" / "family" / "round").symlink_to(project / "house")
    (project / "house" / "round").symlink_to(project / "house")
    (project / "healthlint.toml").write_text('rules = ["builtin", "house"]\n' + SELECT, "utf-8")
    (project / "a.md").write_text(ARTICLE, "utf-8")
    first, second = (healthlint("check", "--fail-on", "never", "a.md") for _ in range(2))
    assert first.status == second.status == 0
    assert first.out == second.out


def test_a_repository_cannot_name_a_program_that_listing_it_runs(project, healthlint):
    trap = project / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {project}/pwned\n", "utf-8")
    trap.chmod(0o755)
    git("init", "-q", cwd=project)
    git("config", "core.fsmonitor", str(trap), cwd=project)
    (project / "a.md").write_text(ARTICLE, "utf-8")
    report = json.loads(healthlint("check", "--fail-on", "never", "--output-format", "json", ".").out)
    assert [a["path"] for a in report["articles"]] == ["a.md"]
    assert not (project / "pwned").exists()
    git("ls-files", "-co", cwd=project)
    assert (project / "pwned").exists(), "the trap would have sprung"


def git(*arguments, cwd):
    subprocess.run(["git", *arguments], cwd=cwd, check=True, capture_output=True)


def test_nothing_in_an_article_runs_in_the_report(project, healthlint):
    text = "<h1>Iron</h1><p>Iron cures</p><script>alert(1)</script><img src=x onerror=alert(2)><p>&lt;script&gt;alert(3)&lt;/script&gt;</p>"
    (project / "a.html").write_text(text, "utf-8")
    assert healthlint("report", "-o", "r.html", "a.html").status == 0
    page = (project / "r.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert "onerror=alert" not in page.replace("&lt;img src=x onerror=alert", "")
