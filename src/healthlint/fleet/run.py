"""A fleet run: every input file becomes one Parquet file, whole or not at all, so that a stopped run goes on where it was."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, reduce
from hashlib import blake2b
from pathlib import Path
from typing import Any

from healthlint.fleet.inputs import input_files, read_frame
from healthlint.fleet.pages import PageReader
from healthlint.fleet.results import NUMBER, write_results
from healthlint.fleet.rows import FACTS, FINDING
from healthlint.model import ConfigError
from healthlint.records import NamedTuple

REMEDY = 'Daft is not installed; install it with: pip install "healthlint[fleet]"'

FILES_AT_ONCE = 64
"""Most input files read in one query: a worker that starts and opens its rulebook costs as much as thirty pages."""

BYTES_AT_ONCE = 16_000_000
"""Input files are put together up to this size: Daft reads the files of a query ahead, and holds what it has read."""

PAGES_AT_ONCE = 16
"""Pages handed to a worker at once. Without a number Daft hands all pages of a file to one worker, and the others wait."""


class _Task(NamedTuple):
    """An input file that is to be checked."""

    path: Path
    result: Path
    label: str
    """How progress is told."""


def run_fleet(
    source: Path,
    target: Path,
    flags: Mapping[str, Any],
    today: str,
    *,
    jobs: int = 0,
    address: str = "",
    notice: Callable[[str], None] = lambda _: None,
) -> int:
    """Check every page of ``source`` and write rows to ``target``; returns how many input files were done now.

    ``address`` names a distributed runner; without it Daft's own runs here,
    with ``jobs`` processes (0: one for each core). A file whose result is
    already there is not read again. Raises ``ConfigError``, for input files
    that cannot be read when all others are done.
    """
    PageReader(flags, today)  # settings that cannot be used are said here, not by a worker
    daft = _daft()
    if address:
        _distribute(daft, address)
    files = input_files(source)
    target.mkdir(parents=True, exist_ok=True)
    waiting: list[_Task] = []
    for number, path in enumerate(files, 1):
        task = _Task(path, target / result_name(path, source), f"{number}/{len(files)} {path.name}")
        if task.result.exists():
            notice(f"{task.label}: done before")
        else:
            waiting.append(task)
    # A cluster gives rows in no order, so that only rows of one file may be under way.
    worker = _worker_class(jobs)(dict(flags), today)
    broken = [why for tasks in _together(waiting, 1 if address else FILES_AT_ONCE) for why in _check_lot(tasks, worker, notice)]
    if broken:
        raise ConfigError("\n".join(("some input files have no result, all others have", *broken)))
    return len(waiting)


def _together(tasks: Sequence[_Task], most: int) -> Iterator[list[_Task]]:
    """The tasks in lots of up to ``most`` files that fit into memory; a large file is alone."""
    lot: list[_Task] = []
    size = 0
    for task in tasks:
        more = task.path.stat().st_size
        if lot and (len(lot) == most or size + more > BYTES_AT_ONCE):
            yield lot
            lot, size = [], 0
        lot.append(task)
        size += more
    if lot:
        yield lot


def result_name(path: Path, source: Path) -> str:
    """The name of an input file's result: its own, and a hash of its place so that two of one name stay apart."""
    place = path.relative_to(source).as_posix() if source.is_dir() else path.name
    return f"{path.name.partition('.')[0]}-{blake2b(place.encode(), digest_size=6).hexdigest()}.parquet"


def _daft() -> Any:
    import os

    # Daft reports its use over the network unless told not to.
    os.environ.setdefault("DO_NOT_TRACK", "true")
    os.environ.setdefault("DAFT_ANALYTICS_ENABLED", "0")
    try:
        import daft
    except ImportError as error:
        raise ConfigError(REMEDY) from error
    return daft


def _distribute(daft: Any, address: str) -> None:
    """Have queries run by the cluster at ``address``. Raises ``ConfigError`` if it cannot be reached."""
    try:
        daft.set_runner_ray(address)
    except ImportError as error:
        raise ConfigError('--address needs Ray; install it with: pip install "ray[client]"') from error
    except (OSError, RuntimeError, ValueError) as error:
        why = " ".join(str(error).split())[:200]
        raise ConfigError(
            f"--address {address}: no cluster can be reached there ({why}); 'ray start --head' starts one, and no --address runs here"
        ) from error


def _check_lot(tasks: Sequence[_Task], worker: Any, notice: Callable[[str], None]) -> list[str]:
    """Check some files; one that cannot be read, or ends a worker, costs no other its result. Gives the reason for each that has none."""
    from daft.exceptions import DaftCoreException

    try:
        _check_files(tasks, worker, notice)
    except (DaftCoreException, RuntimeError) as error:
        if len(tasks) == 1:
            return [f"{tasks[0].path}: {' '.join(str(error).split())[:300]}"]
        return [why for task in tasks if not task.result.exists() for why in _check_lot([task], worker, notice)]
    return []


def _check_files(tasks: Sequence[_Task], worker: Any, notice: Callable[[str], None]) -> None:
    """Check some files in one query of Daft: its workers start once for all of them, and a file's rows follow the last one's."""
    import daft

    frame = reduce(lambda all_pages, more: all_pages.concat(more), (_numbered(n, task.path) for n, task in enumerate(tasks)))
    row = worker.row(frame["path"], frame["content"], frame["format"])
    checked = frame.into_batches(PAGES_AT_ONCE).select(daft.col(NUMBER), daft.col("path"), row.alias("row"))
    columns = [daft.col("row").get(name).alias(name) for name in ("status", "reason", *(n for n, _ in FACTS), "findings")]
    rows = checked.select(daft.col(NUMBER), daft.col("path"), *columns)
    schema = rows.schema().to_pyarrow_schema()
    write_results(rows.to_arrow_iter(), schema, [t.result for t in tasks], lambda number: notice(tasks[number].label))


def _numbered(number: int, path: Path) -> Any:
    """The pages of one input file, each with the file's number; text as bytes, so that files of all kinds go together."""
    import daft

    frame = read_frame(path)
    content = daft.col("content").cast(daft.DataType.binary())
    return frame.select(daft.lit(number).alias(NUMBER), daft.col("path"), content, daft.col("format"))


@cache
def _worker_class(jobs: int) -> Any:
    import os

    import daft

    kinds = {
        "text": daft.DataType.string(), "whole": daft.DataType.int64(), "number": daft.DataType.float64(), "flag": daft.DataType.bool(),
    }  # fmt: skip
    finding = daft.DataType.struct({name: kinds[kind] for name, kind in FINDING})
    shape = daft.DataType.struct(
        {
            "status": kinds["text"],
            "reason": kinds["text"],
            "findings": daft.DataType.list(finding),
            **{name: kinds[kind] for name, kind in FACTS},
        }
    )

    @daft.cls(use_process=True, max_concurrency=jobs or os.cpu_count() or 1)
    class Worker:
        """A worker process with its own rulebook."""

        def __init__(self, flags: dict[str, Any], today: str) -> None:
            import gc

            self._pages = PageReader(flags, today)
            # What is here now stays. The few circles that a page leaves are looked for every few thousand pages, not several times a page.
            gc.freeze()
            gc.set_threshold(400_000, 20, 20)

        @daft.method(return_dtype=shape)
        def row(self, path: str, content: bytes, form: str) -> Any:
            return self._pages.row(path, content, form)

    return Worker
