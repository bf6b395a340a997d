"""Front matter: the metadata that authors write above an article, read with exact places.

YAML is read by a small reader of what front matter holds in practice: keys,
scalars, lists and nested maps. Everything is a string; nothing is resolved,
expanded or executed, so a hostile file can do no harm.
"""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.model import Meta, Span
from healthlint.records import NamedTuple

_LONGEST = 200_000
"""Characters after which an unclosed ``---`` is a thematic break and no front matter."""
_DEEPEST = 20


class FrontMatter(NamedTuple):
    """What stands above the article."""

    end: int
    """Where the article begins; 0 if there is no front matter."""
    metadata: tuple[Meta, ...] = ()


def read_front_matter(text: str) -> FrontMatter:
    """Metadata between two lines of ``---`` (YAML) or ``+++`` (TOML) at the very start."""
    for fence in ("---", "+++"):
        if text.startswith(fence):
            return _between(text, fence)
    return FrontMatter(0)


def _between(text: str, fence: str) -> FrontMatter:
    """The lines up to the closing fence, if the first line is nothing but the opening one."""
    closing = {fence, "..."} if fence == "---" else {fence}
    lines: list[_Line] = []
    for line in _lines(text):
        if not lines and line.text.rstrip() != fence:
            break
        if lines and line.text.rstrip() in closing:
            return _read(text, lines[1:], line.end, fence)
        if line.end > _LONGEST:
            break
        lines.append(line)
    return FrontMatter(0)


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    """Without the line end."""

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip(" "))


def _lines(text: str) -> Iterator[_Line]:
    r"""Lines one by one; of ``\r\n`` the second half makes a blank line of its own, which does no harm."""
    at = 0
    size = len(text)
    returns = "\r" in text[:_LONGEST]
    while at < size:
        stop = text.find("\n", at)
        if returns:
            cr = text.find("\r", at, stop if stop >= 0 else size)
            stop = cr if cr >= 0 else stop
        stop = size if stop < 0 else stop
        yield _Line(at, min(stop + 1, size), text[at:stop])
        at = stop + 1


def _read(text: str, lines: list[_Line], end: int, fence: str) -> FrontMatter:
    if fence == "+++":
        return FrontMatter(end, tuple(_read_toml(text, lines)))
    if not any(_is_pair(line.text) for line in lines) and any(line.text.strip() for line in lines):
        return FrontMatter(0)  # prose between two thematic breaks
    return FrontMatter(end, tuple(_read_block(lines, "", 0)))


# YAML


def _is_pair(text: str) -> bool:
    """``key: value``, where the key is a name and no prose or address."""
    colon = _colon(text, len(text) - len(text.lstrip(" -")))
    return 0 < colon < 60 and all(c.isalnum() or c in " _-.'\"/@$" for c in text[:colon])


def _is_blank(line: _Line) -> bool:
    body = line.text.strip()
    return not body or body.startswith("#")


def _read_block(lines: list[_Line], prefix: str, depth: int) -> Iterator[Meta]:
    """One block of lines with the same indentation at its least."""
    at = 0
    count = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if _is_blank(line) or depth > _DEEPEST:
            continue
        inner = at
        while at < len(lines) and (_is_blank(lines[at]) or lines[at].indent > line.indent or _is_item_under(line, lines[at])):
            at += 1
        body = line.text.lstrip(" ")
        if body.startswith("- ") or body == "-":
            yield from _read_item(line, lines[inner:at], f"{prefix}.{count}" if prefix else str(count), depth)
            count += 1
        else:
            yield from _read_pair(line, line.indent, lines[inner:at], prefix, depth)


def _is_item_under(line: _Line, other: _Line) -> bool:
    """``- item`` may stand at the same indentation as the key it belongs to."""
    return other.indent == line.indent and other.text.lstrip(" ").startswith("-") and line.text.rstrip().endswith(":")


def _read_item(line: _Line, rest: list[_Line], key: str, depth: int) -> Iterator[Meta]:
    """``- value``, ``- key: value`` with more keys below it, or a block below a lone ``-``."""
    column = line.indent + 1
    while column < len(line.text) and line.text[column] == " ":
        column += 1
    if column >= len(line.text):
        yield from _read_block(rest, key, depth + 1)
    elif _colon(line.text, column) >= 0:
        yield from _read_block([_Line(line.start, line.end, " " * column + line.text[column:]), *rest], key, depth + 1)
    else:
        yield from _read_value(line, column, rest, key.rpartition(".")[0] or key)


def _read_pair(line: _Line, column: int, rest: list[_Line], prefix: str, depth: int) -> Iterator[Meta]:
    colon = _colon(line.text, column)
    if colon < 0:
        return
    name = line.text[column:colon].strip().strip("\"'")
    key = f"{prefix}.{name}" if prefix else name
    start = colon + 1
    while start < len(line.text) and line.text[start] in " \t":
        start += 1
    value = line.text[start:]
    if value and not value.startswith(("#", "&", "!")):
        yield from _read_value(line, start, rest, key)
    else:
        yield from _read_block(rest, key, depth + 1)


def _colon(text: str, start: int) -> int:
    """The colon that ends a key: followed by a space or the end, outside quotes."""
    at = start
    if text[start : start + 1] in {'"', "'"}:
        at = text.find(text[start], start + 1) + 1
        if at == 0 or text[at : at + 1] != ":":
            return -1
    if text[start : start + 1] in {"[", "{", "#"}:
        return -1
    while True:
        at = text.find(":", at)
        if at < 0 or at + 1 == len(text) or text[at + 1] in " \t":
            return at
        at += 1


def _read_value(line: _Line, column: int, rest: list[_Line], key: str) -> Iterator[Meta]:
    value = line.text[column:]
    if value[0] in "|>":
        yield from _folded(rest, key, " " if value[0] == ">" else "\n")
    elif value[0] in "[{":
        yield from _flow(line, column, rest, key)
    else:
        yield from _scalar(line, column, rest, key)


def _scalar(line: _Line, column: int, rest: list[_Line], key: str) -> Iterator[Meta]:
    value = line.text[column:].rstrip()
    if value[0] in "\"'":
        close = value.rfind(value[0], 1)
        if close > 0:
            inner = value[1:close]
            plain = inner.replace("''", "'") if value[0] == "'" else inner.replace('\\"', '"')
            yield Meta("front-matter", key, plain, Span(line.start + column + 1, line.start + column + close))
            return
    comment = value.find(" #")
    if comment >= 0:
        value = value[:comment].rstrip()
    end = line.start + column + len(value)
    for more in rest:
        if not _is_blank(more):
            value += " " + more.text.strip()
            end = more.start + len(more.text.rstrip())
    yield Meta("front-matter", key, value.strip("\"'"), Span(line.start + column, end))


def _folded(rest: list[_Line], key: str, glue: str) -> Iterator[Meta]:
    body = [line for line in rest if line.text.strip()]
    if body:
        value = glue.join(line.text.strip() for line in body)
        yield Meta("front-matter", key, value, Span(body[0].start + body[0].indent, body[-1].start + len(body[-1].text.rstrip())))


def _flow(line: _Line, column: int, rest: list[_Line], key: str) -> Iterator[Meta]:
    """``[a, "b, c"]`` and ``{k: v}``; a list over several lines is read line by line."""
    for part, start in ((line, column), *((more, more.indent) for more in rest)):
        at = start
        while at < len(part.text):
            while at < len(part.text) and part.text[at] in " \t[]{},":
                at += 1
            end = _end_of_flow_item(part.text, at)
            item = part.text[at:end].rstrip()
            colon = _colon(item, 0) if item else -1
            name = f"{key}.{item[:colon].strip()}" if 0 <= colon < len(item) - 1 else key
            skip = len(item) - len(item[colon + 1 :].lstrip()) if 0 <= colon < len(item) - 1 else 0
            value = item[skip:]
            if value.strip("\"'"):
                quoted = value[0] in "\"'"
                first = part.start + at + skip + quoted
                yield Meta("front-matter", name, value.strip("\"'"), Span(first, first + len(value.strip("\"'"))))
            at = end + 1


def _end_of_flow_item(text: str, at: int) -> int:
    if text[at : at + 1] in {'"', "'"}:
        close = text.find(text[at], at + 1)
        if close > 0:
            return close + 1
    while at < len(text) and text[at] not in ",]}":
        at += 1
    return at


# TOML


def _read_toml(text: str, lines: list[_Line]) -> Iterator[Meta]:
    import tomllib

    if not lines:
        return
    start, end = lines[0].start, lines[-1].end
    try:
        table = tomllib.loads(text[start:end].replace("\r\n", "\n").replace("\r", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    for key, value in _leaves(table, ""):
        yield Meta("front-matter", key, value, _toml_span(lines, key, value))


def _leaves(value: object, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, f"{key}.{name}" if key else name)
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from _leaves(inner, f"{key}.{i}" if isinstance(inner, dict) else key)
    else:
        yield key, str(value).lower() if isinstance(value, bool) else str(value)


def _toml_span(lines: list[_Line], key: str, value: str) -> Span:
    """The value on the line of its key, or the whole front matter where TOML writes it another way."""
    name = key.rpartition(".")[2]
    for line in lines:
        if line.text.lstrip().startswith(name):
            at = line.text.find(value, line.text.find("=") + 1)
            if at >= 0:
                return Span(line.start + at, line.start + at + len(value))
    return Span(lines[0].start, lines[-1].end)
