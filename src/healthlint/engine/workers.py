"""Checks files in several processes, in such a way that one file can only harm itself."""
from __future__ import annotations

import gc
import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar, cast

from healthlint.records import NamedTuple

File = TypeVar("File")

SHARE = 16
"""Files that each process must have before it pays to start it: a fork costs about three files (measured)."""
SPAWN_SHARE = 64
"""The same where processes cannot be forked and must import everything again."""
PATIENCE = 2.0
"""Seconds after which a process without work looks whether anybody is left to give it some."""


class Lost(NamedTuple):
    """A file whose process ended without an answer."""

    why: str


def processes_for(files: int, jobs: int) -> int:
    """How many processes to use for this many files; ``jobs`` is what the user asked for, 0 if nothing."""
    if jobs:
        return max(1, min(jobs, files))
    share = SHARE if _start_method() == "fork" else SPAWN_SHARE
    return max(1, min(_processors(), files // share))


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _start_method() -> str:
    # Forking is safe where no library has started threads; macOS frameworks may have.
    return "fork" if os.name == "posix" and os.uname().sysname == "Linux" else "spawn"


def check_in_processes(
    files: Sequence[File], prepare: Callable[[], Callable[[File], Any]], processes: int, seconds: float
) -> Iterator[tuple[int, Any]]:
    """The answer for every file with its index, in the order in which they arrive.

    ``prepare`` runs once in each process and gives the function to call. A
    process that dies, or takes more than ``seconds`` for a file, gives
    ``Lost`` for that file and is replaced.
    """
    pool = _Pool(prepare, seconds, files, processes)
    try:
        pool.hand_out()
        while pool.busy():
            yield from pool.collect()
    finally:
        pool.stop()


class _Worker:
    """A process, and the files that it was given and has not answered yet."""

    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self.process = process
        self.pipe = pipe
        self.tasks: deque[tuple[int, Any]] = deque()
        """The one it is at, with its index, and the one that comes next."""
        self.deadline = 0.0
        """When the first of them is lost."""


class _Pool:
    def __init__(self, prepare: Callable[[], Callable[[Any], Any]], seconds: float, files: Sequence[Any], processes: int) -> None:
        self.context = get_context(_start_method())
        self.prepare = prepare
        self.seconds = seconds
        self.processes = processes
        self.waiting = deque(enumerate(files))
        self.workers: list[_Worker] = []

    def busy(self) -> list[_Worker]:
        """Those that owe an answer."""
        return [worker for worker in self.workers if worker.tasks]

    def hand_out(self) -> None:
        """Give every process a file and, while there are plenty, one more to go on with; the last ones go to whoever is free first."""
        while self.waiting and len(self.workers) < self.processes:
            self._give(self._start())
        for ahead in (0, 1):
            for worker in self.workers:
                if len(worker.tasks) == ahead and len(self.waiting) > ahead * self.processes:
                    self._give(worker)

    def _start(self) -> _Worker:
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=_serve, args=(theirs, self.prepare), daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self.workers.append(worker)
        return worker

    def _give(self, worker: _Worker) -> None:
        task = self.waiting.popleft()
        if not worker.tasks:
            worker.deadline = time.monotonic() + self.seconds
        worker.tasks.append(task)
        with suppress(OSError):  # it has just died: that is found out where its answer is read
            worker.pipe.send(task[1])

    def collect(self) -> list[tuple[int, Any]]:
        """Answers that have come, and files that are lost; waits for at least one, and hands out more before anybody looks at them."""
        asked = {worker.pipe: worker for worker in self.busy()}
        soonest = min(worker.deadline for worker in asked.values())
        ready = wait(list(asked), max(0.0, soonest - time.monotonic()))
        found = [self._answer(asked.pop(cast("Connection", pipe))) for pipe in ready]
        now = time.monotonic()
        found += [self._overrun(worker) for worker in asked.values() if worker.deadline <= now]
        self.hand_out()
        return found

    def _answer(self, worker: _Worker) -> tuple[int, Any]:
        index, _ = worker.tasks[0]
        try:
            answer = worker.pipe.recv()
        except (EOFError, OSError):
            return index, Lost(self._end(worker))
        worker.tasks.popleft()
        worker.deadline = time.monotonic() + self.seconds
        return index, answer

    def _overrun(self, worker: _Worker) -> tuple[int, Any]:
        index, _ = worker.tasks[0]
        worker.process.kill()
        self._end(worker)
        return index, Lost(f"took longer than {self.seconds:g} seconds ('limits.seconds')")

    def _end(self, worker: _Worker) -> str:
        """Why a process ended; of its files only the first has to do with that."""
        self.workers.remove(worker)
        self.waiting.extendleft(reversed([*worker.tasks][1:]))
        return _end_of(worker)

    def stop(self) -> None:
        """End every process."""
        for worker in self.workers:
            worker.process.kill()
        for worker in self.workers:
            _end_of(worker)
        self.workers.clear()


def _end_of(worker: _Worker) -> str:
    worker.process.join()
    worker.pipe.close()
    code = worker.process.exitcode or 0
    return f"its process was ended by signal {-code}" if code < 0 else f"its process ended with status {code}"


def _serve(pipe: Connection, prepare: Callable[[], Callable[[Any], Any]]) -> None:
    """Answer one file after the other until the other side goes away, even if it was killed."""
    parent = os.getppid()
    gc.freeze()  # what was there before is shared with the other side: to search it for garbage would copy it
    check = prepare()
    try:
        while os.getppid() == parent:
            if pipe.poll(PATIENCE):
                pipe.send(check(pipe.recv()))
    except (EOFError, KeyboardInterrupt, BrokenPipeError):
        return
