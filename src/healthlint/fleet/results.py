"""Rows as they come from the workers, put into one Parquet file for each input file, whole or not at all."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

ROW_GROUP = 10_000
"""Rows written at once: few enough to hold in memory, enough for a reader of columns."""

NUMBER = "file"
"""Column that says which input file a row comes from; it is not written."""


def write_results(batches: Iterable[Any], schema: Any, results: Sequence[Path], written: Callable[[int], None]) -> None:
    """Write Arrow batches, in the order of their files, to ``results``; ``written`` is told the number of each file that is done.

    A file is written beside its place and moved there when its last row is in
    it. A file without rows has a result too: it is not read again.
    """
    schema = schema.remove(schema.get_field_index(NUMBER))
    done = 0
    for number, tables in groupby(_pieces(batches), lambda piece: piece[0]):
        if number < done:
            raise RuntimeError(f"rows of {results[number].name} came after it was closed")
        for between in range(done, number):
            _write(results[between], schema, ())
            written(between)
        _write(results[number], schema, (table for _, table in tables))
        done = number + 1
        written(number)
    for left in range(done, len(results)):
        _write(results[left], schema, ())
        written(left)


def _pieces(batches: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    """Batches cut where another file begins, each with the number of its file."""
    for batch in batches:
        at = 0
        rows = batch.drop_columns([NUMBER])
        for number, run in groupby(batch.column(NUMBER).to_pylist()):
            length = sum(1 for _ in run)
            yield number, rows.slice(at, length)
            at += length


def _write(result: Path, schema: Any, batches: Iterable[Any]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    part = result.with_suffix(".part")
    with pq.ParquetWriter(part, schema) as writer:
        waiting: list[Any] = []
        rows = 0
        for batch in batches:
            waiting.append(batch)
            rows += len(batch)
            if rows >= ROW_GROUP:
                writer.write_table(pa.Table.from_batches(waiting, schema))
                waiting, rows = [], 0
        if waiting:
            writer.write_table(pa.Table.from_batches(waiting, schema))
    part.replace(result)
