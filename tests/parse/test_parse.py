import gc

import pytest

from healthlint import parse as room
from healthlint.model import Format, Source


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize("enabled", [True, False])
def test_parsing_leaves_the_garbage_collector_as_it_was(form, enabled):
    (gc.enable if enabled else gc.disable)()
    try:
        room.parse(Source("page", "<p>Rest helps."), form)
        assert gc.isenabled() is enabled
    finally:
        gc.enable()


def test_the_garbage_collector_works_again_after_a_failure(monkeypatch):
    monkeypatch.setattr(room, "_parse", lambda source, form: 1 / 0)  # noqa: ARG005
    with pytest.raises(ZeroDivisionError):
        room.parse(Source("page", ""), Format.TEXT)
    assert gc.isenabled()
