"""Limits on one file: beyond them it is skipped with a reason, never read half and never waited for without end."""
from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping

from healthlint.model import Format, Source, SourceError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr path circle rect line use".split(" "))
_TAG = r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,30})(?=[\s/>])[^<>]{0,2000}>"


def check_limits(source: Source, form: Format, limits: Mapping[str, float]) -> None:
    """Raise ``SourceError`` naming the limit that a text is over. Plain counts first: most files are far below all of them."""
    text = source.text
    if len(text) > limits["line-length"]:
        _refuse(source, "line-length", _longest_line(text), limits, "characters in one line")
    if form is Format.TEXT:
        return
    if text.count("&") > limits["entities"]:
        _refuse(source, "entities", text.count("&"), limits, "character references")
    if text.count("<") > limits["nesting"]:
        _refuse(source, "nesting", _depth(text), limits, "elements inside one another")


def _refuse(source: Source, name: str, size: int, limits: Mapping[str, float], what: str) -> None:
    if size > limits[name]:
        raise SourceError(f"{source.path}: {size} {what}, over the limit of {limits[name]:.0f} ('limits.{name}')")


def _longest_line(text: str) -> int:
    return max(map(len, text.replace("\r", "\n").split("\n")))


def _depth(text: str) -> int:
    """How deep tags stand inside one another, end tags that may be left out taken as missing."""
    deepest = depth = 0
    for match in re.finditer(_TAG, text):
        if match[1]:
            depth = max(depth - 1, 0)
        elif match[2].lower() not in _VOID and match[0][-2] != "/":
            depth += 1
            deepest = max(deepest, depth)
    return deepest


class time_limit:  # noqa: N801  (used as a function is)
    """Raise what ``refuse`` gives when the body takes longer than ``seconds``.

    Only where the system has timers and in the main thread; elsewhere, and in
    files checked by several processes, the process that overruns is ended.
    """

    def __init__(self, seconds: float, refuse: Callable[[], BaseException]) -> None:
        """Nothing runs yet: the clock starts with the body."""
        self.seconds = seconds
        self.refuse = refuse
        self.before: Any = None
        self.runs = False

    def __enter__(self) -> None:
        """Start the clock, if there is one to use."""
        import signal

        threading = sys.modules.get("threading")  # if nothing has imported it, there is only the main thread
        if hasattr(signal, "setitimer") and not (threading and threading.current_thread() is not threading.main_thread()):
            self.before = signal.signal(signal.SIGALRM, self._overrun)
            signal.setitimer(signal.ITIMER_REAL, self.seconds)
            self.runs = True

    def __exit__(self, *_raised: object) -> None:
        """Stop the clock."""
        if self.runs:
            import signal

            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self.before or signal.SIG_DFL)

    def _overrun(self, _number: int, _frame: FrameType | None) -> None:
        raise self.refuse()
