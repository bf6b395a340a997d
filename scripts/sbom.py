"""Writes a bill of materials (CycloneDX 1.6, JSON) for the installed healthlint: ``python scripts/sbom.py > sbom.json``.

Lists healthlint and everything that it needs at run time, with versions,
licences and package addresses, read from the metadata of what is installed.
"""

import json
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any

ROOT = "healthlint"


def closure(name: str) -> dict[str, Distribution]:
    """The distribution and everything that it requires without extras, by normalised name."""
    found: dict[str, Distribution] = {}
    waiting = [name]
    while waiting:
        wanted = normal(waiting.pop())
        if wanted in found:
            continue
        try:
            found[wanted] = distribution(wanted)
        except PackageNotFoundError:
            continue  # needed on other systems only
        waiting += required(found[wanted])
    return found


def required(made: Distribution) -> list[str]:
    """Names of what a distribution requires without extras."""
    return [re.split(r"[\s;<>=!~\[(]", line, maxsplit=1)[0] for line in made.requires or [] if "extra ==" not in line]


def normal(name: str) -> str:
    """The name as the package index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def component(made: Distribution) -> dict[str, Any]:
    """One entry of the bill."""
    name, facts = normal(made.metadata["Name"]), made.metadata
    licence = facts.get("License-Expression") or facts.get("License") or ""
    address = f"pkg:pypi/{name}@{made.version}"
    entry: dict[str, Any] = {"type": "library", "bom-ref": name, "name": name, "version": made.version, "purl": address}
    if licence and "\n" not in licence:
        entry["licenses"] = [{"license": {"name": licence}}]
    return entry


def bill() -> dict[str, Any]:
    """The whole bill, in an order that does not change."""
    parts = closure(ROOT)
    root = component(parts.pop(ROOT)) | {"type": "application"}
    edges = {name: sorted({normal(r) for r in required(made)} & parts.keys()) for name, made in {**parts, ROOT: distribution(ROOT)}.items()}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": root},
        "components": [component(parts[name]) for name in sorted(parts)],
        "dependencies": [{"ref": name, "dependsOn": edges[name]} for name in sorted(edges)],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(bill(), indent=2) + "\n")
