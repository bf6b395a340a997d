import importlib.util
import json
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "act_report.py"


@pytest.fixture(scope="module")
def act_report():
    spec = importlib.util.spec_from_file_location("act_report", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def cases(tmp_path):
    pages = {
        "a.html": ("ffd0e9", "failed", "<h1></h1>"),
        "b.html": ("ffd0e9", "passed", "<h1>Doses</h1>"),
        "c.html": ("ffd0e9", "passed", "<h1>Doses</h1><script>x</script>"),
        "d.html": ("000000", "failed", "<h1></h1>"),
    }
    listed = []
    for name, (rule, expected, text) in pages.items():
        (tmp_path / name).write_text(text, "utf-8")
        listed.append({"ruleId": rule, "expected": expected, "relativePath": name, "url": f"https://example.org/{name}"})
    (tmp_path / "testcases.json").write_text(json.dumps({"testcases": listed}), "utf-8")
    return tmp_path


def test_report_says_what_was_told_of_each_case(act_report, cases):
    made, counts = act_report.report(cases)
    assert [s["source"][-6:] for s in made["@graph"]] == ["a.html", "b.html", "c.html"]
    outcomes = [s["assertions"][0]["result"]["outcome"] for s in made["@graph"]]
    assert outcomes == ["earl:failed", "earl:passed", "earl:cantTell"]
    assert made["@graph"][0]["assertions"][0]["test"]["title"] == "accessibility/empty-heading"
    assert list(act_report.summary(counts)) == ["ffd0e9  2 right, 0 wrong, 1 cannot tell"]


def test_at_least_25_act_rules_are_implemented(act_report):
    assert len(act_report.implemented()) >= 25


def test_without_cases_it_says_where_they_are(act_report, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["act_report.py", "--cases", str(tmp_path)])
    assert act_report.main() == 2
    assert "testcases.json" in capsys.readouterr().err
