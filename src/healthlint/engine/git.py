"""How git is called: a folder that is checked must not decide what runs."""
from __future__ import annotations

GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.pager=cat")
"""git without the programs that a repository's own configuration could name.

An unpacked archive may hold a ``.git/config`` that names a file system
monitor, which ``git ls-files`` would run.
"""
