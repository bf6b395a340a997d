"""Named pieces of bytes in one file, each read when it is asked for.

Opening a file takes longer than reading a small table out of one that is open, and a cold run needs hundreds of pieces.
"""
from __future__ import annotations

import marshal
import os
from itertools import accumulate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, BinaryIO

SIGN = b"healthlint pieces 1\n"


class PackedFile:
    """What a file holds: a sign, four bytes for the length of the index, the index, and one piece after the other.

    ``about`` gives for each piece by its name what was written of it beside its bytes, in types that ``marshal`` knows. A file that is
    not there, is damaged, or was ``made_by`` somebody else is as good as empty. It must lie where only those can write who may
    decide what runs.
    """

    def __init__(self, path: str, made_by: tuple[Any, ...]) -> None:
        """Open the file and read its index."""
        self.path = path
        self.made_by = made_by
        self.file: BinaryIO | None = None
        self.start = 0
        self.places: dict[str, tuple[int, int]] = {}
        self.about: dict[str, Any] = {}
        try:
            self._open()
        except (OSError, ValueError, EOFError, TypeError, MemoryError):
            self.places, self.about = {}, {}

    def _open(self) -> None:
        self.file = open(self.path, "rb", buffering=0)  # noqa: SIM115  (read from as long as pieces are asked for)
        sign, size = self.file.read(len(SIGN)), int.from_bytes(self.file.read(4), "little")
        if sign == SIGN:
            made_by, places, about = marshal.loads(self.file.read(size))  # noqa: S302 - see the class
            if made_by == self.made_by:
                self.start, self.places, self.about = len(SIGN) + 4 + size, dict(places), dict(about)

    def read(self, name: str) -> bytes:
        """One piece. Raises ``KeyError`` if the file does not hold it, and ``OSError`` if it cannot be read."""
        offset, size = self.places[name]
        assert self.file is not None
        if hasattr(os, "pread"):
            # Processes that were forked share one place in the file: between a seek and a read another may move it.
            return os.pread(self.file.fileno(), size, self.start + offset)
        self.file.seek(self.start + offset)
        return self.file.read(size)

    def write(self, pieces: Mapping[str, bytes], about: Mapping[str, Any]) -> bool:
        """Write the file anew, whole or not at all, for those who open it from now on. Whether that could be done."""
        offsets = accumulate(map(len, pieces.values()), initial=0)
        places = {name: (at, len(piece)) for at, (name, piece) in zip(offsets, pieces.items(), strict=False)}
        head = marshal.dumps((self.made_by, places, dict(about)))
        part = f"{self.path}.{os.getpid()}.part"
        try:
            with open(part, "wb") as file:
                file.write(b"".join((SIGN, len(head).to_bytes(4, "little"), head, *pieces.values())))
            os.replace(part, self.path)
        except OSError:
            return False
        return True

    def close(self) -> None:
        """Let go of the file."""
        if self.file is not None:
            self.file.close()
            self.file = None
