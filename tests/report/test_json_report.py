"""The JSON report is what everything else is measured by: its fields, places and stability."""

import json
from importlib.resources import files
from pathlib import Path

from made_reports import make_article, make_document, make_finding, make_report

from healthlint.cli.main import main
from healthlint.model import Span
from healthlint.records import replace
from healthlint.report.formats import FORMATS, render
from healthlint.report.records import place_record
from requirements import module, require


def read(report):
    return json.loads(render("json", report))


def test_every_field_of_the_schema_is_there(report):
    out = read(report)
    assert out["schema"] == 1
    assert out["tool"] == {"name": "healthlint", "version": "0.1.0"}
    assert out["verdict"] == "blocked"
    assert out["coverage"] == {
        "found": 2,
        "checked": 1,
        "skipped": [{"path": "notes.pdf", "reason": "not a text format"}],
        "words": 60,
        "words_excluded": {"references": 20},
    }
    article = out["articles"][0]
    assert article["spelling"]["variant"] == "mixed"
    assert article["readability"]["scores"]["flesch-kincaid-grade"] == 9.85
    assert [s["heading"] for s in article["readability"]["sections"]] == ["What zinc does", "Who should be careful"]
    assert article["authorship"]["authors"][0]["credentials"] == ["BSc"]
    assert article["authorship"]["dates"] == {"published": "2021-03-03", "updated": None, "reviewed": None, "next-review": None}
    assert article["disclaimer"] == {"present": False, "components": ["consult"], "spans": []}
    assert article["citations"]["style"] == "flattened"
    assert [m["numbers"] for m in article["citations"]["markers"]] == [[1], [2], [3]]
    assert article["citations"]["references"][0]["evidence"] == "cross-sectional"
    assert article["claims"][0]["strength"] == "absolute"
    assert article["claims"][1]["citations"] == [2]
    assert article["outcomes"]["risk/broken"] == "crashed"
    assert article["scorecards"][0]["items"][1]["status"] == "person"


def test_every_span_gives_its_own_text(report):
    text = report.articles[0].document.source.text
    article = read(report)["articles"][0]
    for finding in article["findings"]:
        span = finding["span"]
        assert text[span["start"] : span["end"]] == finding["excerpt"]
        lines = text.split("\n")
        assert lines[span["line"] - 1][span["column"] - 1 :].startswith(finding["excerpt"])
    for claim in article["claims"]:
        assert text[claim["span"]["start"] : claim["span"]["end"]] == claim["text"]


def test_suppressed_findings_stay_with_their_reason(report):
    held = [f for f in read(report)["articles"][0]["findings"] if f["suppressed"]]
    assert [f["suppressed"]["reason"] for f in held] == ["Quoted in the press release"]


def test_the_end_of_a_span_is_counted_past_carriage_returns_and_wide_letters():
    source = make_document("µ 😀\r\ne\u0301 x\ry").source
    assert place_record(source, Span(5, 9)) | {"start": 0, "end": 0} == {
        "start": 0, "end": 0, "line": 2, "column": 1, "end_line": 2, "end_column": 5,
    }  # fmt: skip
    assert place_record(source, Span(10, 11))["line"] == 3


def test_an_empty_run_is_still_a_report(nothing):
    out = read(nothing)
    assert out["articles"] == []
    assert out["verdict"] == "not-checked"
    assert out["coverage"]["skipped"]


def test_jsonl_holds_the_run_and_then_one_article_a_line(report):
    lines = [json.loads(line) for line in render("jsonl", report).split("\n")[:-1]]
    whole = read(report)
    assert lines[0] == {k: v for k, v in whole.items() if k != "articles"}
    assert lines[1:] == whole["articles"]


def test_half_a_surrogate_pair_in_a_file_name_does_not_break_the_output():
    report = make_report(make_article(path="articles/a\udc80.md"))
    raw = render("json", report).encode("utf-8")
    assert json.loads(raw)["articles"][0]["path"] == "articles/a\udc80.md"


def test_the_same_report_gives_the_same_bytes():
    assert render("json", make_report()) == render("json", make_report())


def test_a_finding_of_the_whole_article_has_a_place_and_no_excerpt():
    document = make_document()
    report = make_report(make_article(findings=lambda d: (make_finding(d, "authorship/no-author", "Zinc and", whole=True),)))
    finding = read(report)["articles"][0]["findings"][0]
    assert (finding["span"]["line"], finding["span"]["end_column"], finding["excerpt"]) == (1, 1, "")
    assert document.title


def test_fail_on_never_is_named(report):
    assert read(replace(report, fail_on=None))["fail_on"] == "never"


def test_every_format_of_the_contract_is_listed():
    wanted = "full concise json jsonl sarif github gitlab junit rdjson checkstyle markdown html"
    assert list(FORMATS) == wanted.split()

MAGNESIUM = Path(__file__).parents[2] / "fixtures" / "articles" / "magnesium-for-neck-pain" / "article.txt"
SCHEMA = json.loads((files("healthlint.report") / "schema.json").read_text("utf-8"))


def faults(report):
    require("jsonschema", module("jsonschema"), "pip install jsonschema")
    import jsonschema

    found = jsonschema.Draft202012Validator(SCHEMA).iter_errors(report)
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in found]


def test_the_report_is_what_its_schema_says(report, clean, nothing):
    for made in (report, clean, nothing):
        assert faults(read(made)) == []


def test_a_real_article_is_what_the_schema_says(capsys):
    main(["check", "--output-format", "json", "--fail-on", "never", str(MAGNESIUM)])
    assert faults(json.loads(capsys.readouterr().out)) == []


def test_the_schema_knows_every_field_and_asks_for_it(report):
    out = read(report)
    out["articles"][0]["surprise"] = 1
    del out["articles"][0]["findings"][0]["gates"]
    assert len(faults(out)) == 2
