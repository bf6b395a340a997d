import os
import signal
import time
from functools import partial

import pytest

from healthlint.engine import workers
from healthlint.engine.workers import Lost, check_in_processes, processes_for


def double(number):
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 14:
        os._exit(3)
    if number == 15:
        time.sleep(60)
    return 2 * number


def prepare():
    return double


def answers(files, processes=2, seconds=30.0):
    return dict(check_in_processes(files, prepare, processes, seconds))


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_every_file_has_its_answer_under_its_index(monkeypatch, method):
    monkeypatch.setattr(workers, "_start_method", lambda: method)
    assert answers([5, 1, 4, 4, 2]) == {0: 10, 1: 2, 2: 8, 3: 8, 4: 4}


def test_a_process_that_dies_or_overruns_costs_its_file_only():
    found = answers([1, 13, 2, 14, 15, 3], seconds=1.0)
    assert found == {
        0: 2,
        1: Lost("its process was ended by signal 9"),
        2: 4,
        3: Lost("its process ended with status 3"),
        4: Lost("took longer than 1 seconds ('limits.seconds')"),
        5: 6,
    }


def test_a_file_that_waited_behind_one_that_was_lost_is_checked_elsewhere():
    found = answers([13, 13, *range(12), 14, 13])
    assert sorted(number for number, answer in found.items() if isinstance(answer, Lost)) == [0, 1, 14, 15]
    assert [found[number] for number in range(2, 14)] == [2 * number for number in range(12)]


def test_no_process_is_left_when_the_caller_stops_early():
    started = check_in_processes([1, 2, 3], partial(prepare), 2, 30.0)
    next(started)
    started.close()
    import multiprocessing

    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(
    ("files", "jobs", "expected"), [(1, 0, 1), (31, 0, 1), (32, 0, 2), (1000, 0, 4), (1000, 3, 3), (2, 8, 2), (0, 4, 1)]
)
def test_processes_are_started_where_they_pay(monkeypatch, files, jobs, expected):
    monkeypatch.setattr(workers, "_processors", lambda: 4)
    monkeypatch.setattr(workers, "_start_method", lambda: "fork")
    assert processes_for(files, jobs) == expected
