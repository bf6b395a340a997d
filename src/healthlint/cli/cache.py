"""``healthlint cache``."""
from __future__ import annotations

import argparse
import sys
from pathlib import Path


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], summary: str) -> argparse.ArgumentParser:
    """Declare ``cache clean`` and ``cache show``."""
    parser = subparsers.add_parser("cache", help=summary, description="Results of earlier runs.", allow_abbrev=False)
    parser.add_argument("action", choices=("show", "clean"), metavar="ACTION", help="show where it lies and its size, or clean it")
    return parser


def run(given: argparse.Namespace) -> int:
    """Print or empty the user's cache of results."""
    from healthlint.engine import cache
    from healthlint.resources import cache_folder

    place = cache_folder()
    if place is None:
        sys.stdout.write("There is no folder for a cache; HEALTHLINT_CACHE_DIR can name one that only you can write to.\n")
        return 0
    folder = Path(place)
    if given.action == "clean":
        sys.stdout.write(f"{folder}: {cache.clean(folder) / 1e6:.1f} MB removed\n")
        return 0
    file = folder / cache.FILE
    size = f"{file.stat().st_size / 1e6:.1f} MB" if file.exists() else "empty"
    sys.stdout.write(f"{file}: {size}\n")
    return 0
