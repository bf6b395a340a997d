"""One YAML file becomes one Card: a standard as data."""
from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from healthlint.model import RuleSource
from healthlint.rulebook.schema import FileCheck
from healthlint.rulebook.scorecards import Card, CardItem, Score
from healthlint.rulebook.yaml_reader import YamlMap, read_yaml

_KEYS = ("title", "about", "sources", "applies", "summary", "scores", "context", "items")
_ITEM_KEYS = ("id", "title", "decide", "rules", "weak", "needs", "has", "when", "full")
_DECIDE = ("both", "fail-only", "person", "attest")


def load_scorecards(folders: Iterable[Path]) -> dict[str, Card]:
    """Read the cards in ``scorecards/`` of the rule folders by id, a later folder's over an earlier one's."""
    found = {}
    for folder in folders:
        for path in sorted((folder / "scorecards").glob("*.yaml")):
            card = read_scorecard(path)
            found[card.id] = card
    return found


def read_scorecard(path: Path) -> Card:
    """Read one card. Raises ``RuleError`` naming file, line, key and remedy."""
    data = read_yaml(path)
    file = FileCheck(path)
    file.known(data, _KEYS)
    applies = file.mapping(data, "applies")
    file.known(applies, ("content-types", "formats"))
    items = tuple(_item(entry, file) for entry in data.get("items", []))
    if not items:
        file.fail(data, "items", "a scorecard needs items")
    scores = file.mapping(data, "scores")
    return Card(
        id=path.stem,
        title=file.text(data, "title") or path.stem,
        about=file.text(data, "about"),
        summary=file.text(data, "summary"),
        items=items,
        sources=tuple(RuleSource(s["name"], s.get("clause", ""), s.get("url", "")) for s in data.get("sources", [])),
        scores=tuple(Score(name, file.texts(scores, name, [i.id for i in items])) for name in scores),
        context=file.texts(data, "context"),
        content_types=file.texts(applies, "content-types"),
        formats=file.texts(applies, "formats"),
    )


def _item(entry: YamlMap, file: FileCheck) -> CardItem:
    file.known(entry, _ITEM_KEYS)
    decide = file.text(entry, "decide")
    if decide not in _DECIDE:
        file.fail(entry, "decide", f"'decide' must be one of {', '.join(_DECIDE)}, not '{decide}'")
    lists = {key: file.texts(entry, key) for key in ("rules", "weak", "needs", "has", "when", "full")}
    return CardItem(file.text(entry, "id"), file.text(entry, "title"), decide, **lists)
