"""Pieces in one file: what was written is read, and whatever is wrong with the file it is as good as empty."""

import os

import pytest

from healthlint.packed_file import SIGN, PackedFile

MADE_BY = ("tests", 1)


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "pieces")


def written(path, pieces, about=None):
    empty = PackedFile(path, MADE_BY)
    empty.write(pieces, about or {})
    empty.close()
    return PackedFile(path, MADE_BY)


def test_pieces_are_read_by_name(path):
    packed = written(path, {"a": b"first", "empty": b"", "b": bytes(5000)}, {"b": ("told", 7)})
    assert [packed.read(n) for n in ("b", "a", "empty")] == [bytes(5000), b"first", b""]
    assert packed.about == {"b": ("told", 7)}
    with pytest.raises(KeyError):
        packed.read("c")
    packed.close()


def test_a_file_that_is_open_stays_as_it_was_when_another_takes_its_place(path):
    first = written(path, {"a": b"old"})
    assert first.write({"a": b"newer"}, {})
    assert first.read("a") == b"old"
    second = PackedFile(path, MADE_BY)
    assert second.read("a") == b"newer"
    first.close()
    second.close()


@pytest.mark.parametrize("wrong", [b"", b"rubbish", SIGN, SIGN + bytes(4), SIGN + b"\xff" * 4 + b"x", SIGN + b"\x01\0\0\0N"])
def test_a_damaged_file_is_as_good_as_empty(path, wrong):
    with open(path, "wb") as file:
        file.write(wrong)
    packed = PackedFile(path, MADE_BY)
    assert (packed.places, packed.about) == ({}, {})
    packed.close()
    packed = written(path, {"a": b"1"})
    assert packed.read("a") == b"1"
    packed.close()


def test_what_others_made_is_not_believed(path):
    written(path, {"a": b"1"}, {"a": 1}).close()
    packed = PackedFile(path, ("tests", 2))
    assert (packed.places, packed.about) == ({}, {})
    packed.close()


def test_where_nothing_can_be_written_that_is_said_and_nothing_else_happens(tmp_path):
    packed = PackedFile(str(tmp_path / "missing" / "pieces"), MADE_BY)
    assert not packed.write({"a": b"1"}, {})
    assert os.listdir(tmp_path) == []
