"""The formats as their consumers' own validators see them."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from made_reports import make_article, make_report
from test_machine_formats import odd_report

from healthlint.report.formats import render
from requirements import module, require

TOOLS = Path(__file__).parents[2] / "build" / "validators" / "node_modules"
INSTALL = "npm install --prefix build/validators @microsoft/sarif-multitool-linux @umbrelladocs/rdformat-validator"
MULTITOOL = TOOLS / "@microsoft" / "sarif-multitool-linux" / "Sarif.Multitool"
RDFORMAT = TOOLS / "@umbrelladocs" / "rdformat-validator"


def reports():
    return {"ordinary": make_report(), "odd": odd_report(), "calm": make_report(make_article(findings=lambda _: (), crashes={}))}


@pytest.mark.parametrize("kind", list(reports()))
def test_the_sarif_multitool_with_the_rules_of_github_finds_no_error(kind, tmp_path):
    assert sarif_errors(render("sarif", reports()[kind]), tmp_path) == []


def test_the_sarif_multitool_would_find_a_result_without_a_place(tmp_path):
    log = json.loads(render("sarif", make_report()))
    log["runs"][0]["results"][0]["locations"] = []
    assert sarif_errors(json.dumps(log), tmp_path)


def sarif_errors(text, tmp_path):
    require("sarif-multitool", MULTITOOL.is_file(), INSTALL)
    MULTITOOL.chmod(0o755)
    file, out = tmp_path / "r.sarif", tmp_path / "out.sarif"
    file.write_text(text, "utf-8")
    command = [str(MULTITOOL), "validate", str(file), "--rule-kind", "Sarif;Ghas", "--output", str(out), "--log", "ForceOverwrite"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert out.is_file(), done.stdout + done.stderr
    # It exits with 0 whatever it finds: what it wrote decides.
    found = [r for run in json.loads(out.read_text("utf-8-sig"))["runs"] for r in run.get("results", [])]
    return [(r["ruleId"], r["message"]) for r in found if r.get("level", "warning") == "error"]


@pytest.mark.parametrize("kind", list(reports()))
def test_reviewdogs_validator_takes_the_rdjson(kind, tmp_path):
    require("rdformat-validator", RDFORMAT.is_dir() and bool(shutil.which("node")), INSTALL)
    file = tmp_path / "r.json"
    file.write_text(render("rdjson", reports()[kind]), "utf-8")
    package = json.loads((RDFORMAT / "package.json").read_text("utf-8"))
    entry = package["bin"] if isinstance(package["bin"], str) else next(iter(package["bin"].values()))
    done = subprocess.run(["node", str(RDFORMAT / entry), str(file)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("kind", list(reports()))
def test_junitparser_reads_the_junit(kind, tmp_path):
    require("junitparser", module("junitparser"), "pip install junitparser")
    import junitparser

    file = tmp_path / "r.xml"
    file.write_text(render("junit", reports()[kind]), "utf-8")
    suites = list(junitparser.JUnitXml.fromfile(str(file)))
    assert sum(s.tests for s in suites) == sum(len(list(s)) for s in suites)


# As GitLab's documentation of the Code Quality report format describes it.
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path"],
                "properties": {"path": {"type": "string", "pattern": r"^(?!\./|/)"}},
                "oneOf": [
                    {"required": ["lines"], "properties": {"lines": {"type": "object", "required": ["begin"]}}},
                    {
                        "required": ["positions"],
                        "properties": {
                            "positions": {
                                "type": "object",
                                "required": ["begin"],
                                "properties": {"begin": {"required": ["line"], "properties": {"line": {"type": "integer", "minimum": 1}}}},
                            }
                        },
                    },
                ],
            },
        },
    },
}


def gitlab_faults(text):
    require("jsonschema", module("jsonschema"), "pip install jsonschema")
    import jsonschema

    return [error.message for error in jsonschema.Draft202012Validator(GITLAB).iter_errors(json.loads(text))]


@pytest.mark.parametrize("kind", list(reports()))
def test_gitlab_finds_every_field_that_it_asks_for(kind):
    assert gitlab_faults(render("gitlab", reports()[kind])) == []


def test_the_schema_would_miss_a_place():
    entries = json.loads(render("gitlab", make_report()))
    del entries[0]["location"]["path"]
    assert gitlab_faults(json.dumps(entries))


@pytest.mark.parametrize("kind", list(reports()))
def test_checkstyle_has_the_shape_that_its_readers_expect(kind):
    from xml.etree import ElementTree as ET

    root = ET.fromstring(render("checkstyle", reports()[kind]))  # noqa: S314 - our own output
    assert root.tag == "checkstyle"
    assert root.get("version")
    for file in root:
        assert file.tag == "file"
        assert file.get("name")
        for error in file:
            assert error.tag == "error"
            assert {"line", "severity", "message", "source"} <= set(error.keys())
            assert error.get("severity") in {"error", "warning", "info"}
            assert int(error.get("line")) >= 1
