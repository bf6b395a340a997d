"""The bill of materials."""

import importlib.util
from pathlib import Path

FILE = Path(__file__).parents[2] / "scripts" / "sbom.py"


def bill():
    spec = importlib.util.spec_from_file_location("sbom", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.bill()


def test_what_healthlint_needs_is_listed_with_versions():
    made = bill()
    names = {part["name"] for part in made["components"]}
    assert {"beautifulsoup4", "jinja2", "pyromark", "pyyaml"} <= names
    assert not names & {"pytest", "hypothesis", "mypy", "healthlint"}
    assert all(part["version"] and part["purl"].startswith("pkg:pypi/") for part in made["components"])


def test_every_edge_leads_to_a_part():
    made = bill()
    refs = {part["bom-ref"] for part in made["components"]} | {"healthlint"}
    assert {edge["ref"] for edge in made["dependencies"]} == refs
    assert all(set(edge["dependsOn"]) <= refs for edge in made["dependencies"])
