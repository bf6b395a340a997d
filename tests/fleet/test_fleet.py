"""Fleet: rows as the single-machine run gives them, bad rows kept, a stopped run resumed."""

import gzip
import json

import pytest

from healthlint.fleet import run
from healthlint.fleet.inputs import input_files
from healthlint.fleet.pages import PageReader
from healthlint.fleet.run import result_name, run_fleet
from healthlint.model import ConfigError, RuleError
from requirements import module, require

# Daft leaves the pipes of its worker processes to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
TODAY = "2026-11-22"
PAGES = [
    {"path": f"page-{i}", "html": f"<html lang=en><title>Pain {i}</title><main><h1>Pain {i}</h1><p>This balm cures all pain instantly. "
     f"Take the the tablet {i} times.</p></main></html>"}
    for i in range(12)
] + [{"path": "empty", "html": ""}, {"path": "none", "html": None}, {"path": "odd \ud83d", "html": "\x00\x01binary"}]  # fmt: skip


@pytest.fixture
def daft():
    require("daft", module("daft") and module("pyarrow"), "pip install 'healthlint[fleet]'")
    import daft

    return daft


def rows_of(folder):
    import pyarrow.parquet as pq

    return {row["path"]: row for file in sorted(folder.glob("*.parquet")) for row in pq.read_table(file).to_pylist()}


def write_jsonl(path, pages):
    path.write_text("".join(json.dumps(page) + "\n" for page in pages), "utf-8")


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    good = [p for p in PAGES if "\ud83d" not in p["path"]]
    write_jsonl(folder / "a.jsonl", good[:7])
    write_jsonl(folder / "b.jsonl", good[7:])
    return folder


def test_rows_are_those_of_the_single_machine_run(daft, source, tmp_path):
    assert run_fleet(source, tmp_path / "out", {}, TODAY, jobs=2) == 2
    rows = rows_of(tmp_path / "out")
    alone = PageReader({}, TODAY)
    assert len(rows) == len([p for p in PAGES if "\ud83d" not in p["path"]])
    for page in PAGES:
        if page["path"] in rows:
            row = dict(rows[page["path"]])
            assert row.pop("path") == page["path"]
            assert row == alone.row(page["path"], page["html"], "html")
    assert any(f["rule"] == "grammar/doubled-word" for f in rows["page-3"]["findings"])


def test_pages_without_text_keep_their_reason():
    row = PageReader({}, TODAY).row("none", None, "html")
    assert row["status"] == "skipped"
    assert row["reason"]
    assert row["findings"] == []
    assert row["words"] is None


def test_a_stopped_run_goes_on_where_it_was(daft, source, tmp_path):
    out = tmp_path / "out"
    run_fleet(source / "a.jsonl", out, {}, TODAY, jobs=1)
    whole = tmp_path / "whole"
    told = []
    assert run_fleet(source, whole, {}, TODAY, jobs=1) == 2
    first = whole / result_name(source / "a.jsonl", source)
    stamp = first.stat().st_mtime_ns
    (whole / result_name(source / "b.jsonl", source)).replace(whole / "b.part")  # as if killed while writing the second
    assert run_fleet(source, whole, {}, TODAY, jobs=1, notice=told.append) == 1
    assert first.stat().st_mtime_ns == stamp
    assert len(rows_of(whole)) == len(PAGES) - 1
    assert "done before" in told[0]


def test_warc_pages_are_read(daft, tmp_path):
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html lang=en><h1>Pain</h1><p>Rest helps. Rest rest well.</p></html>"
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
        b"WARC-Date: 2026-01-01T00:00:00Z\r\nWARC-Target-URI: https://example.org/pain\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(body)
    )
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(gzip.compress(head + body + b"\r\n\r\n"))
    run_fleet(path, tmp_path / "out", {}, TODAY, jobs=1)
    (row,) = rows_of(tmp_path / "out").values()
    assert row["path"] == "https://example.org/pain"
    assert row["title"] == "Pain"
    assert [f["rule"] for f in row["findings"] if f["rule"].startswith("grammar/")] == ["grammar/doubled-word"]


def test_missing_input_and_columns_are_named(daft, tmp_path):
    with pytest.raises(ConfigError, match="no such file"):
        input_files(tmp_path / "none")
    with pytest.raises(ConfigError, match="no Parquet"):
        input_files(tmp_path)
    write_jsonl(tmp_path / "x.jsonl", [{"path": "a", "prose": "b"}])
    with pytest.raises(ConfigError, match="prose"):
        run_fleet(tmp_path, tmp_path / "out", {}, TODAY)


def test_the_pages_of_one_file_are_handed_out_in_lots_that_all_workers_get(daft, tmp_path, monkeypatch):
    write_jsonl(tmp_path / "many.jsonl", [{"path": f"{i:02}", "html": f"<p>Rest {i}.</p>"} for i in range(40)])
    lengths = []
    write = run.write_results

    def spy(batches, *rest):
        write((lengths.append(len(b)) or b for b in batches), *rest)

    monkeypatch.setattr(run, "write_results", spy)
    run_fleet(tmp_path / "many.jsonl", tmp_path / "out", {}, TODAY, jobs=2)
    assert sum(lengths) == len(rows_of(tmp_path / "out")) == 40
    assert max(lengths) <= run.PAGES_AT_ONCE


def test_workers_stay_for_the_next_files_as_long_as_these_fit_into_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "BYTES_AT_ONCE", 100)
    tasks = []
    for number, size in enumerate([30, 30, 30, 30, 500, 10, 10]):
        path = tmp_path / str(number)
        path.write_bytes(b"x" * size)
        tasks.append(run._Task(path, path, path.name))

    def names(most):
        return ["".join(task.label for task in lot) for lot in run._together(tasks, most)]

    assert names(64) == ["012", "3", "4", "56"]
    assert names(2) == ["01", "23", "4", "56"]
    assert names(1) == list("0123456")


def test_text_and_bytes_and_no_pages_at_all_go_together(daft, tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    source = tmp_path / "in"
    source.mkdir()
    write_jsonl(source / "a.jsonl", [{"path": "text", "html": "<p>Rest rest well.</p>"}])
    pq.write_table(pa.table({"path": pa.array([], pa.string()), "html": pa.array([], pa.binary())}), source / "b.parquet")
    pq.write_table(pa.table({"path": ["bytes", "broken"], "html": [b"<p>Rest rest well.</p>", b"\0"]}), source / "c.parquet")
    assert run_fleet(source, tmp_path / "out", {}, TODAY, jobs=1) == 3
    rows = rows_of(tmp_path / "out")
    assert len(rows) == 3
    assert rows["text"]["findings"] == rows["bytes"]["findings"] != []
    assert rows["broken"]["status"] == "skipped"
    assert run_fleet(source, tmp_path / "out", {}, TODAY, jobs=1) == 0


def test_settings_that_cannot_be_used_are_told_before_any_worker_starts(source, tmp_path):
    with pytest.raises((ConfigError, RuleError), match="nosuch"):
        run_fleet(source, tmp_path / "out", {"profile": ["nosuch"]}, TODAY)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("limit", "reason"), [("max-bytes", "'limits.max-bytes'"), ("seconds", "'limits.seconds'")])
def test_the_limits_of_a_file_hold_for_a_page(limit, reason):
    page = "<p>Rest may help with pain. </p>" * 2000
    row = PageReader({"limits": {limit: 0.001}}, TODAY).row("page", page, "html")
    assert row["status"] == "skipped"
    assert reason in row["reason"]


def test_an_input_file_that_cannot_be_read_costs_no_other_its_result(daft, source, tmp_path):
    (source / "aa.parquet").write_bytes(b"PAR1 cut short")
    (source / "ab.jsonl").write_text('{"path": "x", "html": "<p>a"}\n{"path": ', "utf-8")
    with pytest.raises(ConfigError) as told:
        run_fleet(source, tmp_path / "out", {}, TODAY, jobs=1)
    assert [line.partition(": ")[0] for line in str(told.value).splitlines()[1:]] == [str(source / "aa.parquet"), str(source / "ab.jsonl")]
    assert len(rows_of(tmp_path / "out")) == len(PAGES) - 1
    assert not list((tmp_path / "out").glob("*.part"))


def test_a_page_that_ends_its_worker_costs_only_its_own_file(daft, source, tmp_path, monkeypatch):
    check = run._check_files

    def fails_on_the_first(tasks, *rest):
        if tasks[0].path.name == "a.jsonl":
            raise RuntimeError("UDF process has terminated")
        check(tasks, *rest)

    monkeypatch.setattr(run, "_check_files", fails_on_the_first)
    with pytest.raises(ConfigError, match=r"a\.jsonl: UDF process has terminated"):
        run_fleet(source, tmp_path / "out", {}, TODAY, jobs=1)
    assert "empty" in rows_of(tmp_path / "out")


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (ModuleNotFoundError("No module named 'ray'"), r"--address needs Ray; install it with: pip install \"ray\[client\]\""),
        (ConnectionError("ray client connection timeout"), r"--address ray://head:1: no cluster can be reached there \(ray client"),
        (RuntimeError("Module: nonsense does not exist."), "no cluster can be reached"),
        (ValueError("Invalid address\nformat"), r"\(Invalid address format\)"),
    ],
)
def test_a_cluster_that_cannot_be_used_is_named_with_the_remedy(daft, source, tmp_path, monkeypatch, fault, told):
    def refuse(address):
        raise fault

    monkeypatch.setattr(daft, "set_runner_ray", refuse)
    with pytest.raises(ConfigError, match=told):
        run_fleet(source, tmp_path / "out", {}, TODAY, address="ray://head:1")
    assert not (tmp_path / "out").exists()
