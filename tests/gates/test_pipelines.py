"""The GitHub Action and the GitLab template: valid, pinned, and their one script does what it says."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from requirements import ROOT, require

GOOD = "# Neck pain\n\nRest helps some people with neck pain.\n"
BAD = "# Neck pain\n\nThis oil cures neck pain.\n\n<!-- healthlint: ignore[claims/absolute-promise] -- quoted -->\n\nIt cures neck pain.\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("--builtin-schema", "vendor.github-actions", "action.yml"),
        ("--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", "ci/gitlab.yml"),
    ],
)
def test_both_are_valid_by_schema(arguments):
    program = Path(sys.executable).parent / "check-jsonschema"
    require("check-jsonschema", program.is_file(), "pip install check-jsonschema")
    done = subprocess.run([program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_action_uses_first_party_parts_only_and_no_input_inside_a_script():
    steps = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    assert {step["uses"].partition("/")[0] for step in steps if "uses" in step} <= {"actions", "github"}
    assert not any("${{" in step.get("run", "") for step in steps)


def check(folder, **env):
    out = folder / "out"
    done = subprocess.run(
        ["bash", ROOT / "ci" / "check.sh"],
        cwd=folder,
        env={**os.environ, "HEALTHLINT_BIN": str(Path(sys.executable).parent), "OUT": str(out), **env},
        capture_output=True,
        text=True,
        check=False,
    )
    return done, out


@pytest.fixture
def site(tmp_path):
    (tmp_path / "healthlint.toml").write_text('select = ["claims/absolute-promise"]\n', "utf-8")
    (tmp_path / "good page.md").write_text(GOOD, "utf-8")
    (tmp_path / "bad.md").write_text(BAD, "utf-8")
    return tmp_path


def test_one_run_gives_annotations_files_and_outputs(site):
    outputs = site / "outputs.txt"
    done, out = check(site, PATHS=".", GITHUB_OUTPUT=str(outputs))
    assert done.returncode == 1
    assert re.search(r"^::error file=bad\.md,line=3,", done.stdout, re.MULTILINE)
    said = dict(line.split("=", 1) for line in outputs.read_text("utf-8").splitlines())
    assert said["verdict"] == "blocked"
    assert said["findings"] == "1"
    assert said["score"] == "0"
    assert {p.name for p in out.iterdir()} == {"all.sarif", "healthlint.sarif", "report.html", "report.json", "summary.md"}

    def results(name):
        return json.loads((out / name).read_text("utf-8"))["runs"][0]["results"]

    assert (len(results("all.sarif")), len(results("healthlint.sarif"))) == (2, 1)


def test_inputs_are_passed_on_and_the_status_is_kept(site):
    assert check(site, PATHS="bad.md", FAIL_ON="never")[0].returncode == 0
    assert check(site, PATHS="bad.md", ARGS="--no-cache --fail-on never")[0].returncode == 0
    assert check(site, PATHS="gone.md")[0].returncode == 2
    assert check(site, PATHS="$(touch hacked)")[0].returncode == 2
    assert not (site / "hacked").exists()
