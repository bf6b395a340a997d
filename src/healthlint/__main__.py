"""``python -m healthlint`` is the same as the ``healthlint`` command."""
from __future__ import annotations

from healthlint.cli.main import run

if __name__ == "__main__":
    run()
