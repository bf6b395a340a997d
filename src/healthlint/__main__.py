"""``python -m healthlint`` is the same as the ``healthlint`` command."""

import sys

from healthlint.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
