"""What all tests share."""

import sys
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))
# A busy machine is no fault of the code: how long things take is measured in the benchmarks.
settings.register_profile("healthlint", parent=settings(), deadline=None)
settings.load_profile("healthlint")


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory, monkeypatch):
    """No test reads or writes the user's cache."""
    folder = tmp_path_factory.getbasetemp() / "cache"
    folder.mkdir(mode=0o700, exist_ok=True)
    monkeypatch.setenv("HEALTHLINT_CACHE_DIR", str(folder))
