"""Limits on one file: beyond them it is skipped with a reason, never read half and never waited for without end."""
from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from importlib import import_module

from healthlint.model import Format, Source, SourceError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr path circle rect line use".split(" "))
_LEFT_OPEN = frozenset("p li dt dd tr td th thead tbody tfoot colgroup option optgroup rt rp".split(" "))
"""Elements whose end tag may be left out."""
_SHORTEST_TAG = len("<p>")
_NEAR = 20
"""Elements looked through for the one that an end tag ends."""
_TAG = r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,30})(?=[\s/>])[^<>]{0,2000}>"


def check_limits(source: Source, form: Format, limits: Mapping[str, float]) -> None:
    """Raise ``SourceError`` naming the limit that a text is over. Most files are too short for any of them: nothing in them is counted."""
    text = source.text
    if len(text) > limits["line-length"]:
        _refuse(source, "line-length", _longest_line(text), limits, "characters in one line")
    if form is Format.TEXT:
        return
    if len(text) > limits["entities"]:
        _refuse(source, "entities", text.count("&"), limits, "character references")
    if len(text) > limits["nesting"] * _SHORTEST_TAG and text.count("<") > limits["nesting"]:
        _refuse(source, "nesting", _depth(text), limits, "elements inside one another")


def _refuse(source: Source, name: str, size: int, limits: Mapping[str, float], what: str) -> None:
    if size > limits[name]:
        raise SourceError(f"{source.path}: {size} {what}, over the limit of {limits[name]:.0f} ('limits.{name}')")


def _longest_line(text: str) -> int:
    return max(map(len, text.replace("\r", "\n").split("\n")))


def _depth(text: str) -> int:
    """How deep tags stand inside one another; where an end tag may be left out, the next of its kind or what is around ends the element."""
    deepest = 0
    names: list[str] = []
    for match in re.finditer(_TAG, text):
        name = match[2].lower()
        if match[1]:
            _close(names, name)
        elif name not in _VOID and match[0][-2] != "/":
            if name in _LEFT_OPEN:
                _close_before(names, name)
            names.append(name)
            deepest = max(deepest, len(names))
    return deepest


def _close(names: list[str], name: str) -> None:
    """Leave the element that an end tag ends; one that fits nothing near ends the innermost, unless it could have been left out."""
    for at in range(len(names) - 1, max(len(names) - _NEAR, -1), -1):
        if names[at] == name:
            del names[at:]
            return
    if names and name not in _LEFT_OPEN:
        names.pop()


def _close_before(names: list[str], name: str) -> None:
    """Leave an element of the same name that lacks its end tag, and those in it that lack theirs."""
    at = len(names) - 1
    while at >= 0 and names[at] in _LEFT_OPEN:
        if names[at] == name:
            del names[at:]
            return
        at -= 1


def _signals() -> Any:
    """What ``signal`` is made of: it turns every number into an enumeration first, which takes a hundredth of a cold run."""
    try:
        return import_module("_signal")
    except ImportError:  # another interpreter than CPython
        return import_module("signal")


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
        signal = _signals()
        threading = sys.modules.get("threading")  # if nothing has imported it, there is only the main thread
        if hasattr(signal, "setitimer") and not (threading and threading.current_thread() is not threading.main_thread()):
            self.before = signal.signal(signal.SIGALRM, self._overrun)
            signal.setitimer(signal.ITIMER_REAL, self.seconds)
            self.runs = True

    def __exit__(self, *_raised: object) -> None:
        """Stop the clock."""
        if self.runs:
            signal = _signals()
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self.before or signal.SIG_DFL)

    def _overrun(self, _number: int, _frame: FrameType | None) -> None:
        raise self.refuse()
