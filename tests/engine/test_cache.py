import os
import sqlite3

import pytest

from healthlint.engine.cache import FILE, Known, ResultCache, clean
from healthlint.engine.freeze import Frozen

KEY = b"k" * 32


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "cache"


def opened(folder):
    warnings = []
    return ResultCache(folder, warnings.append), warnings


def test_what_is_put_can_be_read_now_and_by_the_next_run(folder):
    cache, warnings = opened(folder)
    assert cache.known(KEY) is None
    cache.put(KEY, Frozen(b"head", b"findings", b"body"))
    assert (cache.known(KEY), cache.part("body", KEY)) == (Known(b"head", whole=True, written=False), b"body")
    cache.finish()
    assert cache.part("findings", KEY) == b"findings"
    cache.close()
    again, _ = opened(folder)
    assert (again.known(KEY), again.part("body", KEY)) == (Known(b"head", whole=True, written=False), b"body")
    again.close()
    assert warnings == []


def test_the_folder_and_the_file_are_private(folder):
    opened(folder)[0].close()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [b"not a database", b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_damaged_file_is_told_and_does_not_fail(folder, content):
    folder.mkdir(mode=0o700)
    (folder / FILE).write_bytes(content)
    (folder / FILE).chmod(0o600)
    cache, warnings = opened(folder)
    cache.put(KEY, Frozen(b"head", b"findings", b"body"))
    cache.finish()
    cache.close()
    assert len(warnings) == 1
    assert "healthlint cache clean" in warnings[0]


def test_a_locked_file_is_told_and_does_not_fail(folder, monkeypatch):
    opened(folder)[0].close()
    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, timeout: real(path, timeout=timeout / 100))
    other = real(folder / FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    cache, warnings = opened(folder)
    cache.put(KEY, Frozen(b"head", b"findings", b"body"))
    cache.finish()
    other.close()
    cache.close()
    assert len(warnings) == 1
    assert "locked" in warnings[0]


def test_a_folder_that_others_can_write_to_is_not_used(folder):
    folder.mkdir()
    folder.chmod(0o777)
    cache, warnings = opened(folder)
    cache.put(KEY, Frozen(b"head", b"findings", b"body"))
    cache.finish()
    assert "others may write" in warnings[0]
    assert list(folder.iterdir()) == []


def test_a_link_in_place_of_the_file_is_not_followed(folder, tmp_path):
    folder.mkdir(mode=0o700)
    (tmp_path / "elsewhere").write_bytes(b"")
    (folder / FILE).symlink_to(tmp_path / "elsewhere")
    assert "is a link" in opened(folder)[1][0]


def test_an_older_layout_is_replaced(folder):
    folder.mkdir(mode=0o700)
    old = sqlite3.connect(folder / FILE)
    old.execute("CREATE TABLE results (something TEXT)")
    old.commit()
    old.close()
    (folder / FILE).chmod(0o600)
    cache, warnings = opened(folder)
    cache.put(KEY, Frozen(b"head", b"findings", b"body"))
    cache.finish()
    assert cache.known(KEY).head == b"head"
    cache.close()
    assert warnings == []


def test_the_older_half_goes_when_the_file_grows_too_large(folder, monkeypatch):
    monkeypatch.setattr("healthlint.engine.cache.SIZE_LIMIT", 50_000)
    cache, _ = opened(folder)
    for i in range(20):
        cache.put(bytes([i]), Frozen(b"head", b"findings", os.urandom(5000)))
    cache.finish()
    assert cache.known(bytes([0])) is None
    assert cache.known(bytes([19])).head == b"head"
    cache.close()


def test_clean_removes_the_file(folder):
    opened(folder)[0].close()
    assert clean(folder) > 0
    assert not (folder / FILE).exists()
    assert clean(folder) == 0
