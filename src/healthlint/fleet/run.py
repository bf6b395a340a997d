"""A fleet run: every input file becomes one Parquet file, whole or not at all, so that a stopped run goes on where it was."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from healthlint.fleet.inputs import input_files, read_frame
from healthlint.fleet.rows import FACTS, FINDING
from healthlint.model import ConfigError

REMEDY = 'Daft is not installed; install it with: pip install "healthlint[fleet]"'


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
    already there is not read again. Raises ``ConfigError``.
    """
    daft = _daft()
    if address:
        daft.set_runner_ray(address)
    files = input_files(source)
    target.mkdir(parents=True, exist_ok=True)
    done = 0
    for number, path in enumerate(files, 1):
        result = target / result_name(path, source)
        if result.exists():
            notice(f"{number}/{len(files)} {path.name}: done before")
            continue
        _check_file(path, result, flags, today, jobs)
        done += 1
        notice(f"{number}/{len(files)} {path.name}")
    return done


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


def _check_file(path: Path, result: Path, flags: Mapping[str, Any], today: str, jobs: int) -> None:
    import daft

    part = result.with_suffix(".part")
    part.unlink(missing_ok=True)
    reader = _reader_class(jobs)(dict(flags), today)
    frame = read_frame(path)
    row = reader.row(frame["path"], frame["content"], frame["format"])
    checked = frame.select(frame["path"], row.alias("row"))
    columns = [daft.col("row").get(name).alias(name) for name in ("status", "reason", *(n for n, _ in FACTS), "findings")]
    checked.select(daft.col("path"), *columns).write_parquet(str(part), single_file=True)
    part.replace(result)


@cache
def _reader_class(jobs: int) -> Any:
    import os

    import daft

    from healthlint.fleet.pages import PageReader

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
            self._pages = PageReader(flags, today)

        @daft.method(return_dtype=shape)
        def row(self, path: str, content: str, form: str) -> Any:
            return self._pages.row(path, content, form)

    return Worker
