"""Rows come in the order of their files: a file is there when all of it is, and never before."""

import pytest

from healthlint.fleet.results import write_results
from requirements import module, require


@pytest.fixture
def pa():
    require("pyarrow", module("pyarrow"), "pip install 'healthlint[fleet]'")
    import pyarrow as pa

    return pa


@pytest.fixture
def results(tmp_path):
    return [tmp_path / f"{n}.parquet" for n in range(4)]


def batch(pa, *rows):
    return pa.record_batch({"file": [n for n, _ in rows], "path": [p for _, p in rows]})


def paths_in(result):
    import pyarrow.parquet as pq

    (paths,) = pq.read_table(result).to_pydict().values()
    return paths


def test_batches_are_cut_where_another_file_begins_and_files_without_rows_are_there(pa, results):
    batches = [batch(pa, (0, "a"), (0, "b")), batch(pa, (0, "c"), (2, "d")), batch(pa, (2, "e"))]
    told = []
    write_results(batches, batches[0].schema, results, told.append)
    assert [paths_in(r) for r in results] == [["a", "b", "c"], [], ["d", "e"], []]
    assert told == [0, 1, 2, 3]


def test_a_file_is_not_there_before_its_last_row_is_in_it(pa, results, tmp_path):
    def cut_short():
        yield batch(pa, (0, "a"), (1, "b"))
        yield batch(pa, (1, "c"))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_results(cut_short(), batch(pa, (0, "")).schema, results, lambda _: None)
    assert [r.name for r in sorted(tmp_path.glob("*.parquet"))] == ["0.parquet"]
    write_results([batch(pa, (0, "b"), (0, "c"))], batch(pa, (0, "")).schema, results[1:2], lambda _: None)
    assert [paths_in(r) for r in results[:2]] == [["a"], ["b", "c"]]
    assert not list(tmp_path.glob("*.part"))


def test_rows_that_come_too_late_are_never_dropped_in_silence(pa, results):
    batches = [batch(pa, (0, "a"), (1, "b"), (0, "c"))]
    with pytest.raises(RuntimeError, match=r"0\.parquet"):
        write_results(batches, batches[0].schema, results, lambda _: None)


def test_many_rows_are_written_in_groups(pa, results, monkeypatch):
    import pyarrow.parquet as pq

    monkeypatch.setattr("healthlint.fleet.results.ROW_GROUP", 2)
    batches = [batch(pa, (0, name)) for name in "abcde"]
    write_results(batches, batches[0].schema, results[:1], lambda _: None)
    assert paths_in(results[0]) == list("abcde")
    assert pq.ParquetFile(results[0]).num_row_groups == 3
