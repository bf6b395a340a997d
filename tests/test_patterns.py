"""Remembered patterns are the patterns."""

import marshal
import re

import pytest

from healthlint import patterns
from healthlint.patterns import _Store

SOME = [
    ("a", 0),
    (r"(?P<year>(?:19|20)\d\d)[./-](\d+)", 0),
    (r"[\u0300-\u036f]|[^\W_]++(?=x)|(a)?(?(1)b|c)", re.IGNORECASE),
    ("\\s+ # a comment", re.VERBOSE | re.MULTILINE),
]


@pytest.mark.parametrize(("pattern", "flags"), SOME)
def test_a_kept_pattern_is_what_re_makes(tmp_path, pattern, flags):
    first = _Store(tmp_path / "patterns")
    made = re.compile(pattern, flags)
    first.add(made, int(flags))
    first.keep()
    kept = _Store(tmp_path / "patterns").get(pattern, int(flags))
    assert kept == made
    assert kept is not made
    assert kept.groupindex == made.groupindex
    assert kept.groups == made.groups
    assert kept.flags == made.flags


@pytest.mark.parametrize("damage", [b"", b"no store", marshal.dumps(["a"]), marshal.dumps({("a", 0): (32, b"\xff" * 8, 0, {})})])
def test_a_damaged_store_costs_nothing_but_time(tmp_path, monkeypatch, damage):
    path = tmp_path / "patterns"
    path.write_bytes(damage)
    store = _Store(path)
    monkeypatch.setattr(patterns, "_store", lambda: store)
    assert patterns.compile_pattern("a").search("cat").start() == 1
    store.keep()
    assert _Store(path).get("a", 0) == re.compile("a")


def test_without_a_folder_nothing_is_kept(tmp_path, monkeypatch):
    store = _Store(None)
    monkeypatch.setattr(patterns, "_store", lambda: store)
    assert patterns.compile_pattern("a") == re.compile("a")
    store.keep()
    assert store.new == set()


def test_a_full_store_begins_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(patterns, "MOST_KEPT", 1)
    for pattern in ("a", "b"):
        store = _Store(tmp_path / "patterns")
        store.add(re.compile(pattern), 0)
        store.keep()
    assert _Store(tmp_path / "patterns").get("a", 0) is None
    assert _Store(tmp_path / "patterns").get("b", 0) == re.compile("b")


def test_two_runs_at_once_both_leave_theirs(tmp_path):
    one, two = _Store(tmp_path / "patterns"), _Store(tmp_path / "patterns")
    one.add(re.compile("a"), 0)
    two.add(re.compile("b"), 0)
    one.keep()
    two.keep()
    assert {pattern for pattern, _ in _Store(tmp_path / "patterns").kept} == {"a", "b"}


def test_another_python_keeps_nothing_and_says_nothing(tmp_path, monkeypatch):
    def no_such_thing(*_):
        raise ImportError("cannot import name '_compiler'")

    monkeypatch.setattr(patterns, "_row", no_such_thing)
    store = _Store(tmp_path / "patterns")
    store.add(re.compile("a"), 0)
    store.keep()
    assert not (tmp_path / "patterns").exists()
