"""Where the folder ``rules/`` lies: inside an installed package, or at the root of a checkout."""

from functools import cache
from pathlib import Path


@cache
def rules_folder() -> Path:
    """The built-in ``rules/`` folder.

    A wheel carries it as package data. An editable install does not, so the
    checkout's own folder is the second place to look; a stale copy left in
    site-packages can then never win over the files being edited.
    """
    here = Path(__file__).resolve().parent
    checkout = here.parent.parent / "rules"
    if (here.parent.parent / "pyproject.toml").is_file() and checkout.is_dir():
        return checkout
    return here / "rules"


def words_file(name: str) -> Path:
    """The table ``rules/words/<name>``."""
    return rules_folder() / "words" / name
