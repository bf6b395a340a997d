"""The formats that other tools read: complete, in their limits, and telling the same story as the JSON."""

import json
import re
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from made_reports import TEXT, make_article, make_finding, make_report, sample_findings

from healthlint.model import Facts, Severity, Verdict
from healthlint.records import replace
from healthlint.report.formats import FORMATS, render
from healthlint.report.markdown import COMMENT_LIMIT, SUMMARY_LIMIT, step_summary

ODD = "µg ’ 😀 e\u0301 ا\r\nZinc cures colds\rand cures flu\nlast line"


def json_places(report):
    """Path, line, column and rule of every finding to act on."""
    out = json.loads(render("json", report))
    return sorted(
        (a["path"], f["span"]["line"], f["span"]["column"], f["rule"])
        for a in out["articles"]
        for f in a["findings"]
        if not f["suppressed"] and f["status"] == "new"
    )


def sarif(report):
    return json.loads(render("sarif", report))["runs"][0]


def odd_report():
    def found(d):
        return (
            make_finding(d, "claims/a", "😀", severity=Severity.ERROR),
            make_finding(d, "claims/b", "cures", severity=Severity.ERROR),
            make_finding(d, "claims/c", "cures", nth=1),
            make_finding(d, "claims/d", "last line"),
        )

    return make_report(make_article(ODD, path="dir/ü b#%.md", findings=found, facts=lambda _: Facts()))


def read_sarif(report):
    return sorted(
        (
            unquote(r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]),
            r["locations"][0]["physicalLocation"]["region"]["startLine"],
            r["locations"][0]["physicalLocation"]["region"]["startColumn"],
            r["ruleId"],
        )
        for r in sarif(report)["results"]
        if "suppressions" not in r and r.get("baselineState", "new") == "new"
    )


def read_gitlab(report):
    return sorted(
        (
            i["location"]["path"],
            i["location"]["positions"]["begin"]["line"],
            i["location"]["positions"]["begin"]["column"],
            i["check_name"].removeprefix("healthlint/"),
        )
        for i in json.loads(render("gitlab", report))
    )


def read_checkstyle(report):
    return sorted(
        (file.get("name"), int(e.get("line")), int(e.get("column")), e.get("source").removeprefix("healthlint.").replace(".", "/", 1))
        for file in ET.fromstring(render("checkstyle", report))  # noqa: S314 - our own output
        for e in file
    )


def read_junit(report):
    found = []
    for case in ET.fromstring(render("junit", report)).iter("testcase"):  # noqa: S314 - our own output
        for body in case:
            for line in (body.text or "").split("\n"):
                place = re.match(r"(.*?):(\d+):(\d+): (error|warning|info) ", line)
                if place:
                    found.append((place[1], int(place[2]), int(place[3]), case.get("name")))
    return sorted(found)


def read_concise(report):
    lines = re.findall(r"^(.*?):(\d+):(\d+): (?:error|warning|info) (\S+) ", render("concise", report), re.MULTILINE)
    return sorted((p, int(a), int(b), r) for p, a, b, r in lines)


def read_rdjson(report):
    """Byte columns turned back into code points with the source at hand."""
    found = []
    sources = {a.path: a.document.source for a in report.articles}
    for d in json.loads(render("rdjson", report))["diagnostics"]:
        path, start = d["location"]["path"], d["location"]["range"]["start"]
        line = re.split(r"\r\n|\r|\n", sources[path].text)[start["line"] - 1].encode()
        column = len(line[: start["column"] - 1].decode()) + 1
        found.append((path, start["line"], column, d["code"]["value"]))
    return sorted(found)


READERS = {
    "sarif": read_sarif,
    "gitlab": read_gitlab,
    "checkstyle": read_checkstyle,
    "junit": read_junit,
    "concise": read_concise,
    "rdjson": read_rdjson,
}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("kind", ["ordinary", "odd"])
def test_every_format_names_the_places_that_the_json_names(name, kind, report):
    made = report if kind == "ordinary" else odd_report()
    assert READERS[name](made) == json_places(made)


def test_github_names_the_worst_of_each_rule_and_file(report):
    commands = re.findall(r"^::(\w+) file=(.*?),line=(\d+),col=(\d+).*?,title=(.*?)::(.*)$", render("github", report), re.MULTILINE)
    named = {(path, int(line), int(column), rule) for _, path, line, column, rule, _ in commands}
    assert named <= set(json_places(report))
    assert {rule for *_, rule in named} == {rule for *_, rule in json_places(report)}
    assert [c[0] for c in commands] == ["error", "error", "error", "warning", "warning", "notice"]
    assert "Also on line 7." in next(c[5] for c in commands if c[4] == "claims/absolute-promise")


def flood(number, severity=Severity.ERROR):
    def found(d):
        one = replace(make_finding(d, "claims/r", "cures"), severity=severity)
        return tuple(replace(one, rule=f"claims/r{n:05}", fingerprint=f"1:{n:032x}") for n in range(number))

    return make_article(findings=found, outcomes={}, crashes={}, not_run={})


def test_github_shows_ten_of_a_level_and_says_what_is_left_out():
    out = render("github", make_report(flood(30)))
    assert out.count("::error ") == 10
    assert "::notice title=healthlint::20 more findings are not shown here" in out


def test_github_escapes_what_would_end_a_property_or_a_command():
    article = make_article(path="a,b:c%.md", findings=lambda d: (make_finding(d, "claims/x", "cures", message="50% more\n::error::no"),))
    out = render("github", make_report(article))
    assert "file=a%2Cb%3Ac%25.md,line=7" in out
    assert "::50%25 more ::error::no\n" in out
    assert sum(line.startswith("::") for line in out.split("\n")) == 1


def test_sarif_states_its_columns_keeps_what_is_suppressed_and_tells_new_from_known(report):
    run = sarif(report)
    assert run["columnKind"] == "unicodeCodePoints"
    held = [r for r in run["results"] if "suppressions" in r]
    assert [r["suppressions"] for r in held] == [[{"kind": "inSource", "justification": "Quoted in the press release"}]]
    assert {r["baselineState"] for r in run["results"]} == {"new", "unchanged"}
    assert all(r["locations"] for r in run["results"])
    assert all(re.fullmatch("1:[0-9a-f]{32}", r["partialFingerprints"]["primaryLocationLineHash"]) for r in run["results"])
    notes = run["invocations"][0]
    assert notes["executionSuccessful"] is False
    assert [n["level"] for n in notes["toolExecutionNotifications"]] == ["error", "note", "warning"]


def test_sarif_keeps_to_the_limits_of_its_reader(report):
    for rule in sarif(report)["tool"]["driver"]["rules"]:
        assert len(rule["name"]) <= 255
        assert all(0 < len(rule[k]["text"]) <= 1024 for k in ("shortDescription", "fullDescription"))
        assert len(rule["properties"]["tags"]) <= 20
        assert "security-severity" not in rule["properties"]


def test_sarif_of_a_flood_is_worst_first_and_says_so():
    run = sarif(make_report(flood(3000, Severity.INFO), flood(2001), rules={}))
    assert run["results"][0]["level"] == "error"
    assert run["results"][-1]["level"] == "note"
    assert "5001 findings, worst first" in json.dumps(run["invocations"])


def test_a_message_in_brackets_is_no_link_in_sarif():
    article = make_article(findings=lambda d: (make_finding(d, "claims/x", "cures", message="see [5-3](1)"),))
    assert sarif(make_report(article))["results"][0]["message"]["text"] == r"see \[5-3\](1)"


def test_no_fingerprint_is_used_twice_in_gitlab():
    twin = make_article(findings=lambda d: sample_findings(d) + sample_findings(d))
    issues = json.loads(render("gitlab", make_report(twin, replace(twin, path="b.md"))))
    prints = [i["fingerprint"] for i in issues]
    assert len(prints) == len(set(prints)) == 28


def test_gitlab_issues_have_every_required_field(report):
    for issue in json.loads(render("gitlab", report)):
        assert issue.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert not issue["location"]["path"].startswith("./")


def test_junit_counts_what_it_holds_and_keeps_what_passed(report):
    root = ET.fromstring(render("junit", report))  # noqa: S314 - our own output
    for tag, attribute in (("testcase", "tests"), ("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
        assert int(root.get(attribute)) == len(list(root.iter(tag)))
    cases = {c.get("name"): c for c in root.iter("testcase")}
    assert len(cases["transparency/no-date"]) == 0
    assert cases["risk/broken"].find("error") is not None
    assert cases["dosing/unit"].find("skipped").get("message") == "the grammar is off"
    assert cases["spelling/mixed-variants"].find("failure") is None
    assert cases["claims/absolute-promise"].find("failure") is not None
    assert cases["notes.pdf"].find("skipped") is not None


def test_a_run_that_checked_nothing_is_a_failure_in_junit(nothing):
    assert ET.fromstring(render("junit", nothing)).get("failures") == "1"  # noqa: S314 - our own output


def test_rdjson_offers_single_edits_and_says_which_need_reading(report):
    found = {d["code"]["value"]: d for d in json.loads(render("rdjson", report))["diagnostics"]}
    assert found["spelling/mixed-variants"]["suggestions"][0]["text"] == "colour"
    offered = [d for d in json.loads(render("rdjson", report))["diagnostics"] if "suggestions" in d]
    assert [("needs reading" in d["message"]) for d in offered] == [True, False]


def test_markdown_tells_verdict_blockers_rest_and_coverage(report):
    out = render("markdown", report)
    assert out.startswith("<!-- healthlint:default -->\n## Blocked: 4 errors")
    blockers, _, rest = out.partition("<details>")
    assert blockers.count("| error |") == 4
    assert rest.count("| warning |") == 2
    assert "Checked 1 of 2 files" in out


@pytest.mark.parametrize("number", [0, 1, 3000])
def test_markdown_fits_into_a_comment_and_says_what_is_left_out(number):
    out = render("markdown", make_report(flood(number)))
    assert len(out) <= COMMENT_LIMIT
    assert ("more findings are left out here" in out) is (number == 3000)
    assert len(step_summary(make_report(flood(number))).encode()) <= SUMMARY_LIMIT


def test_markdown_calls_nobody_and_breaks_no_table():
    article = make_article(findings=lambda d: (make_finding(d, "claims/x", "cures", message="@team `|` <b> *x* [y](http://z)\nnext"),))
    row = next(line for line in render("markdown", make_report(article)).split("\n") if "team" in line)
    assert "@team" not in row
    assert "<b>" not in row
    assert len(re.findall(r"(?<!\\)\|", row)) == 4


@pytest.mark.parametrize("name", [n for n in FORMATS if n not in {"html", "full"}])
def test_hostile_text_breaks_no_format(name):
    evil = "]]>--><&\"'\x00\x1b\ufffe\u202e\ud800\u2028"
    text = f"Title\n\n{evil} end\n"
    found = lambda d: (make_finding(d, "claims/x", evil, message=evil),)  # noqa: E731 - one use
    out = render(name, make_report(make_article(text, path=f"{evil}.md", findings=found, facts=lambda _: Facts()), skipped=()))
    out.encode("utf-8")
    assert "\x00" not in out
    assert "\x1b" not in out
    if name in {"junit", "checkstyle"}:
        ET.fromstring(out)  # noqa: S314 - our own output
    elif name in {"json", "sarif", "gitlab", "rdjson"}:
        json.loads(out)
    elif name == "jsonl":
        assert all(json.loads(line) for line in out.split("\n")[:-1])


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_the_same_every_time_and_stands_an_empty_run(name, nothing):
    assert render(name, make_report()) == render(name, make_report())
    assert render(name, nothing)


def test_findings_that_block_nothing_are_no_failures_in_junit(report):
    calm = replace(report, fail_on=None, verdict=Verdict.PUBLISHABLE)
    assert ET.fromstring(render("junit", calm)).get("failures") == "0"  # noqa: S314 - our own output


FREE = "No finding was allowed to block (fail-on is never)."


@pytest.mark.parametrize("name", ["concise", "full", "markdown", "html", "github"])
def test_a_run_in_which_nothing_may_block_says_so(name, report):
    calm = replace(report, fail_on=None, verdict=Verdict.PUBLISHABLE, reasons=())
    assert FREE in " ".join(render(name, calm).replace("\\", "").split())
    assert FREE not in " ".join(render(name, report).replace("\\", "").split())
    several = replace(calm, articles=tuple(replace(calm.articles[0], path=f"{n}.md") for n in range(3)))
    assert FREE in " ".join(render(name, several).replace("\\", "").split())
    mixed = replace(several, articles=(*several.articles[:2], replace(several.articles[2], findings=())))
    assert render("html", several).count(FREE) == render("html", mixed).count(FREE) + 1, "nothing was let pass in the third"
    clean = replace(calm, articles=tuple(replace(a, findings=()) for a in calm.articles))
    assert FREE not in render(name, clean)


def test_a_long_line_is_never_printed_whole():
    text = TEXT.replace("Zinc cures", "x" * 50_000 + " Zinc cures", 1)
    article = make_article(text, findings=lambda d: (make_finding(d, "claims/x", "cures"),), facts=lambda _: Facts())
    for name in set(FORMATS) - {"html", "json", "jsonl"}:
        assert len(render(name, make_report(article))) < 20_000
