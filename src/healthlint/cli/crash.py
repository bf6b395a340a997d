"""What happens when healthlint itself breaks: the traceback goes to a file, and the status says that nothing was decided."""
from __future__ import annotations

import os
import sys
from types import TracebackType

EXIT_FAILED = 70


def report_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say where the traceback lies and end with status 70: Python's own status, 1, would look like findings."""
    import tempfile
    import traceback

    handle, name = tempfile.mkstemp(prefix="healthlint-crash-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        traceback.print_exception(kind, error, trace, file=file)
    told = " ".join(str(error).split())[:200]
    sys.stderr.write(f"healthlint: internal error, nothing was decided: {kind.__name__}: {told}\nThe traceback is in {name}\n")
    sys.stderr.flush()
    os._exit(EXIT_FAILED)
