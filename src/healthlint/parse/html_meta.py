"""What a page states about itself outside its prose: meta tags, title, JSON-LD, microdata, times."""
from __future__ import annotations

import re
from collections.abc import Iterator

from healthlint.model import Element, Meta, Span
from healthlint.parse.html_entities import decode
from healthlint.patterns import compile_pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_PROPERTY_VALUES = {"meta": "content", "time": "datetime", "data": "value", "link": "href", "a": "href", "img": "src"}


def read_metadata(text: str, nodes: list[Element], stating: list[int]) -> tuple[Meta, ...]:
    """Every fact in source order; ``stating`` are the nodes that state one."""
    found: list[Meta] = []
    for index in stating:
        node = nodes[index]
        name, attributes = node.name, node.attributes
        if name == "title" and node.parent >= 0 and nodes[node.parent].name == "svg":
            continue
        if name == "meta":
            found.extend(_meta(node))
        elif name == "title":
            found.extend(_title(text, node))
        elif name == "script" and "ld+json" in attributes.get("type", ""):
            found.extend(_json_ld(text, _inside(text, node)))
        if attributes and ("itemprop" in attributes or "property" in attributes) and name != "meta":
            found.extend(_microdata(text, nodes, index))
    return tuple(found)


def _inside(text: str, node: Element) -> Span:
    """The content of a title or script, which holds no elements."""
    close = text.rfind("</", node.tag_end, node.end)
    return Span(node.tag_end, close if close >= 0 else node.end)


def _meta(node: Element) -> Iterator[Meta]:
    attributes = node.attributes
    span = Span(node.start, node.end)
    if "charset" in attributes:
        yield Meta("meta", "charset", attributes["charset"], span)
    key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or attributes.get("http-equiv")
    if key:
        origin = "microdata" if key == attributes.get("itemprop") else "meta"
        yield Meta(origin, key.strip(), attributes.get("content", ""), span)


def _title(text: str, node: Element) -> Iterator[Meta]:
    place = _inside(text, node)
    yield Meta("title", "title", " ".join(decode(text[place.start : place.end]).split()), place)


def _json_ld(text: str, span: Span) -> Iterator[Meta]:
    written = text[span.start : span.end].strip().removeprefix("<![CDATA[").removesuffix("]]>")
    if not written:
        return
    import json

    try:
        data = json.loads(written, strict=False)
    except (ValueError, RecursionError):
        yield Meta("json-ld", "@invalid", "", span)
        return
    places = _Places(text, span)
    for key, value in _flatten(data, ""):
        yield Meta("json-ld", key, value, places.find(value))


class _Places:
    """Where each string of a JSON script stands: they come in the order in which they are written."""

    def __init__(self, text: str, span: Span) -> None:
        self.text = text
        self.span = span
        self.at = span.start

    def find(self, value: str) -> Span:
        """The next place of ``value`` as JSON writes it; the whole script if it is written in another way."""
        for written in _ways(value):
            start = self.text.find(written, self.at, self.span.end) if written else -1
            if start >= 0:
                self.at = start + len(written)
                return Span(start, self.at)
        return self.span


def _ways(value: str) -> Iterator[str]:
    """How JSON may write a string."""
    yield value
    import json

    yield json.dumps(value)[1:-1]
    yield value.replace("/", "\\/")


def _flatten(data: Any, path: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Dotted keys and values; ``@graph`` and lists add nothing to the path."""
    if depth > 20:
        return
    if isinstance(data, dict):
        for key, value in data.items():
            inner = path if key == "@graph" else f"{path}.{key}" if path else str(key)
            yield from _flatten(value, inner, depth + 1)
    elif isinstance(data, list):
        for value in data:
            yield from _flatten(value, path, depth + 1)
    elif data is not None and path:
        yield path, str(data)


_SPACES = compile_pattern(r"\s+")


def _microdata(text: str, nodes: list[Element], index: int) -> Iterator[Meta]:
    node = nodes[index]
    key = node.attributes.get("itemprop") or node.attributes.get("property", "")
    path = ".".join([*_scopes(nodes, node.parent), key.strip()])
    where = _PROPERTY_VALUES.get(node.name)
    span = Span(node.start, node.end)
    if node.attributes.get("content"):
        value = node.attributes["content"]
    elif where and node.attributes.get(where):
        value = node.attributes[where]
    elif "itemscope" in node.attributes or node.end - node.tag_end > 600:
        return
    else:
        value = decode(re.sub(r"<[^>]*+>", "", text[node.tag_end : node.end]))
        span = Span(node.tag_end, max(node.tag_end, node.end - len(node.name) - 3))
    if value.strip():
        yield Meta("microdata", path, _SPACES.sub(" ", value).strip(), span)


def _scopes(nodes: list[Element], parent: int) -> list[str]:
    """Property names of the items around a property: ``author`` around ``name``."""
    found: list[str] = []
    steps = 0
    while parent >= 0 and steps < 40:
        node = nodes[parent]
        if "itemscope" in node.attributes and "itemprop" in node.attributes:
            found.insert(0, node.attributes["itemprop"].strip())
        parent = node.parent
        steps += 1
    return found
