"""One line that counts on a terminal while many articles are checked."""
from __future__ import annotations

import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

WIDTH = 24
EVERY = 0.1
"""Seconds between two drawings."""


class Progress:
    """Draws ``[=====     ] 120 of 400 articles`` and takes it away when all are done."""

    def __init__(self, out: TextIO) -> None:
        """Draw to ``out``."""
        self._out = out
        self._drawn = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Tell how far the work is."""
        if done >= total:
            self._out.write("\r\x1b[K")
        elif (now := time.monotonic()) - self._drawn >= EVERY:
            self._drawn = now
            bar = "=" * (WIDTH * done // total)
            self._out.write(f"\r[{bar:{WIDTH}}] {done} of {total} articles")
        self._out.flush()


def progress_on_terminal() -> Progress | None:
    """A progress line if somebody watches standard error; ``None`` in pipes and logs."""
    return Progress(sys.stderr) if sys.stderr.isatty() else None
