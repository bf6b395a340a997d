"""Input files of a fleet run, each as a frame with the columns ``path``, ``content`` and ``format``."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from healthlint.model import ConfigError

READERS = {
    ".parquet": "read_parquet",
    ".jsonl": "read_json",
    ".ndjson": "read_json",
    ".warc": "read_warc",
    ".gz": "read_warc",
}
"""Name of Daft's reader by file ending; ``.jsonl.gz`` is no WARC and is told apart below."""
PATHS = ("path", "url", "id", "name")
CONTENTS = ("content", "html", "text", "markdown", "body")
"""Columns that may hold a page's address and its text, the first that is there wins."""
FORMATS = {"html": "html", "markdown": "md", "text": "txt"}


def input_files(place: Path) -> list[Path]:
    """The input files at ``place``, a file or a folder. Raises ``ConfigError`` if there are none."""
    if place.is_file():
        found = [place]
    elif place.is_dir():
        found = sorted(p for p in place.rglob("*") if p.is_file() and _ending(p) in {*READERS, ".jsonl.gz"})
    else:
        raise ConfigError(f"{place}: no such file or folder")
    if not found:
        raise ConfigError(f"{place}: no Parquet, JSON Lines or WARC file in it")
    return found


def _ending(path: Path) -> str:
    name = path.name.lower()
    return ".jsonl.gz" if name.endswith(".jsonl.gz") else path.suffix.lower()


def read_frame(path: Path) -> Any:
    """A lazy frame over one input file. Raises ``ConfigError`` for an unknown ending or missing columns."""
    import daft

    ending = _ending(path)
    if ending not in READERS and ending != ".jsonl.gz":
        raise ConfigError(f"{path}: fleet reads {', '.join(READERS)}")
    reader = "read_json" if ending == ".jsonl.gz" else READERS[ending]
    frame = getattr(daft, reader)(str(path))
    return _from_warc(frame) if reader == "read_warc" else _from_table(frame, path)


def _from_table(frame: Any, path: Path) -> Any:
    import daft

    columns = frame.column_names
    content = next((c for c in CONTENTS if c in columns), None)
    if content is None:
        raise ConfigError(f"{path}: no column with the page's text; name it one of {', '.join(CONTENTS)} (there are: {', '.join(columns)})")
    address = next((c for c in PATHS if c in columns), None)
    form = daft.col("format") if "format" in columns else daft.lit({"html": "html", "text": "text"}.get(content, "markdown"))
    named = daft.col(address).cast(daft.DataType.string()) if address else daft.lit(path.name)
    return frame.select(named.alias("path"), daft.col(content).alias("content"), form.alias("format"))


def _from_warc(frame: Any) -> Any:
    import daft

    pages = frame.where(daft.col("WARC-Type") == "response")
    return pages.select(
        daft.col("WARC-Target-URI").alias("path"), daft.col("warc_content").alias("content"), daft.lit("warc").alias("format")
    )
