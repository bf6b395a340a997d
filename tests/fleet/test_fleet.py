"""Fleet: rows as the single-machine run gives them, bad rows kept, a stopped run resumed."""

import gzip
import json

import pytest

from healthlint.fleet.inputs import input_files
from healthlint.fleet.pages import PageReader
from healthlint.fleet.run import result_name, run_fleet
from healthlint.model import ConfigError
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
