"""Parts that need something besides Python: they run when it is there and say so when it is not."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def require(name: str, present: object, remedy: str) -> None:
    """Skip the test if ``name`` is not there, or fail it where HEALTHLINT_REQUIRE asks for ``name`` or ``all``."""
    if present:
        return
    wanted = os.environ.get("HEALTHLINT_REQUIRE", "").replace(",", " ").split()
    if "all" in wanted or name in wanted:
        pytest.fail(f"{name} is required here and missing; {remedy}")
    pytest.skip(f"{name} is not installed; {remedy}")


def module(name: str) -> bool:
    """Whether a Python package is installed."""
    return find_spec(name) is not None


def languagetool_folder() -> Path:
    """Where the tests look for a LanguageTool server."""
    return Path(os.environ.get("HEALTHLINT_LT_DIR") or ROOT / "build" / "languagetool")


def require_languagetool() -> Path:
    """The folder of a real LanguageTool server, with Java and the client library to run it."""
    folder = languagetool_folder()
    require("languagetool", (folder / "languagetool-server.jar").is_file(), "run 'make languagetool'")
    require("java", shutil.which("java"), "install a Java runtime, 17 or later")
    require("language-tool-python", module("language_tool_python"), "pip install 'healthlint[languagetool]'")
    return folder


def require_harper() -> None:
    """Harper in this environment."""
    require("harper", module("harper"), "pip install 'healthlint[harper]'")
