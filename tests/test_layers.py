"""Who may import whom: the folders are the architecture."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src" / "healthlint"

MAY_SEE = {
    "constructors": set(),
    "records": {"constructors"},
    "enumerations": set(),
    "civil_dates": set(),
    "digests": set(),
    "cached": set(),
    "packed_file": set(),
    "patterns": {"resources"},
    "model": set(),
    "resources": {"packed_file"},
    "parse": {"model"},
    "language": {"model", "resources"},
    "article": {"model", "language"},
    "checks": {"model", "language", "article"},
    "rulebook": {"model", "checks", "resources"},
    "engine": {"model", "parse", "article", "rulebook", "grammar", "resources"},
    "report": {"model"},
    "grammar": {"model"},
    "fleet": {"engine", "model"},
}
FREE = {"cli", "testing", "__main__", "__init__"}
SEEN_BY_ALL = {"cached", "records", "civil_dates", "enumerations", "digests", "patterns"}

ONLY_IN = {
    "bs4": ("parse/html",),
    "pyromark": ("parse/markdown",),
    "textstat": ("language/",),
    "language_tool_python": ("grammar/languagetool",),
    "harper": ("grammar/harper",),
    "yaml": ("rulebook/",),
    "jinja2": ("report/html/",),
    "daft": ("fleet/",),
    "pyarrow": ("fleet/",),
}


def imports(tree: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [a.name for a in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            found.append(node.module)
            if node.module == "healthlint":
                found += [f"healthlint.{a.name}" for a in node.names]
    return found


def forbidden(path: str, code: str) -> list[str]:
    """The imports in ``code`` that a module at ``path`` (relative to the package) may not have."""
    room = path.split("/", maxsplit=1)[0].removesuffix(".py")
    bad = []
    for name in imports(ast.parse(code)):
        top, _, rest = name.partition(".")
        if top == "healthlint" and rest:
            other = rest.split(".")[0]
            ours = other in MAY_SEE or other in FREE
            if room not in FREE and ours and other not in MAY_SEE[room] | SEEN_BY_ALL | {room} and other != "__version__":
                bad.append(name)
        elif top in ONLY_IN and not path.startswith(ONLY_IN[top]):
            bad.append(name)
    return bad


MODULES = sorted(p.relative_to(SRC).as_posix() for p in SRC.rglob("*.py"))


def test_every_room_is_known():
    assert {path.split("/", maxsplit=1)[0].removesuffix(".py") for path in MODULES} == MAY_SEE.keys() | FREE


@pytest.mark.parametrize("path", MODULES)
def test_module_imports_only_what_its_layer_may_see(path):
    assert forbidden(path, (SRC / path).read_text("utf-8")) == []


@pytest.mark.parametrize("path", [p for p in MODULES if not p.startswith("language/")])
def test_what_is_derived_from_word_lists_is_made_where_changes_are_seen(path):
    names = [a.name for n in ast.walk(ast.parse((SRC / path).read_text("utf-8"))) if isinstance(n, ast.ImportFrom) for a in n.names]
    assert "derived" not in names


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("model/source.py", "from healthlint.parse import parse"),
        ("report/full.py", "def f():\n    import healthlint.engine.run"),
        ("article/people.py", "import bs4"),
        ("checks/claims.py", "from healthlint.rulebook import load"),
    ],
)
def test_a_forbidden_import_is_caught(path, code):
    assert forbidden(path, code)
