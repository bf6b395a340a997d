"""Checks files in several processes, in such a way that one file can only harm itself."""
from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
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
    pool = _Pool(prepare, seconds)
    waiting = iter(enumerate(files))
    try:
        for _ in range(processes):
            pool.give(next(waiting, None))
        while pool.busy:
            for index, answer in pool.collect():
                yield index, answer
                pool.give(next(waiting, None))
    finally:
        pool.stop()


class _Worker(NamedTuple):
    process: BaseProcess
    pipe: Connection


class _Pool:
    def __init__(self, prepare: Callable[[], Callable[[Any], Any]], seconds: float) -> None:
        self.context = get_context(_start_method())
        self.prepare = prepare
        self.seconds = seconds
        self.idle: list[_Worker] = []
        self.busy: dict[Connection, tuple[_Worker, int, float]] = {}

    def give(self, task: tuple[int, Any] | None) -> None:
        """Hand one file to a process that has none."""
        if task is None:
            return
        worker = self.idle.pop() if self.idle else self._start()
        worker.pipe.send(task[1])
        self.busy[worker.pipe] = (worker, task[0], time.monotonic() + self.seconds)

    def _start(self) -> _Worker:
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=_serve, args=(theirs, self.prepare), daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def collect(self) -> Iterator[tuple[int, Any]]:
        """Answers that have come, and files that are lost; waits for at least one."""
        soonest = min(deadline for _, _, deadline in self.busy.values())
        ready = wait(list(self.busy), max(0.0, soonest - time.monotonic()))
        for pipe in ready:
            worker, index, _ = self.busy.pop(cast("Connection", pipe))
            try:
                answer = worker.pipe.recv()
                self.idle.append(worker)
            except (EOFError, OSError):
                answer = Lost(_end_of(worker))
            yield index, answer
        now = time.monotonic()
        for worker, index, _ in [b for b in self.busy.values() if b[2] <= now]:
            del self.busy[worker.pipe]
            worker.process.kill()
            _end_of(worker)
            yield index, Lost(f"took longer than {self.seconds:g} seconds ('limits.seconds')")

    def stop(self) -> None:
        """End every process."""
        for worker in [*self.idle, *(b[0] for b in self.busy.values())]:
            worker.process.kill()
            _end_of(worker)
        self.idle.clear()
        self.busy.clear()


def _end_of(worker: _Worker) -> str:
    worker.process.join()
    worker.pipe.close()
    code = worker.process.exitcode or 0
    return f"its process was ended by signal {-code}" if code < 0 else f"its process ended with status {code}"


def _serve(pipe: Connection, prepare: Callable[[], Callable[[Any], Any]]) -> None:
    """Answer one file after the other until the other side goes away, even if it was killed."""
    parent = os.getppid()
    check = prepare()
    try:
        while os.getppid() == parent:
            if pipe.poll(PATIENCE):
                pipe.send(check(pipe.recv()))
    except (EOFError, KeyboardInterrupt, BrokenPipeError):
        return
