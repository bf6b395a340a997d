"""The page of a rule, in Markdown: what ``explain``, the documentation and reports show."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.model.rule import Example, Rule

_FIX = {
    "safe": "safe: may be applied without reading",
    "review": "for review: applied only with --review",
    "": "none: a person has to decide",
}


def rule_page(rule: Rule) -> str:
    """What the rule finds, why it matters, what to do, its sources, settings and examples."""
    return "\n".join(_lines(rule)) + "\n"


def _lines(rule: Rule) -> Iterator[str]:
    yield f"# {rule.id}"
    yield ""
    yield rule.summary
    yield ""
    yield f"{rule.severity} · {rule.confidence} · fix {_FIX[rule.fix or '']}"
    if rule.named_check:
        yield f"Part of check {rule.named_check} of 6."
    yield ""
    yield "## Why"
    yield ""
    yield " ".join(rule.why.split())
    if rule.advice:
        yield ""
        yield "## What to do"
        yield ""
        yield " ".join(rule.advice.split())
    yield from _examples(rule)
    yield from _settings(rule)
    yield ""
    yield "## Sources"
    yield ""
    for source in rule.sources:
        yield "- " + ", ".join(part for part in (source.name, source.clause, source.url) if part)


def _examples(rule: Rule) -> Iterator[str]:
    for fails, title in ((True, "Found"), (False, "Not found")):
        mine = [e for e in rule.examples if e.fails is fails]
        if mine:
            yield ""
            yield f"## {title}"
            yield ""
            for example in mine:
                yield from _example(example)


def _example(example: Example) -> Iterator[str]:
    given = "; ".join(f"{k}: {v}" for k, v in example.given.items())
    lines = example.text.rstrip().splitlines()
    if len(lines) == 1:
        yield f"- `{lines[0]}`" + (f" ({given})" if given else "")
        return
    yield "```" + (f" {given}" if given else "")
    yield from lines
    yield "```"


def _settings(rule: Rule) -> Iterator[str]:
    yield ""
    yield "## Settings"
    yield ""
    yield f"Profiles: {', '.join(rule.profiles) or 'none'}."
    for name, value in rule.options.items():
        yield f"- `{name}` = {value}"
    yield ""
    yield "Change it in `healthlint.toml`:"
    yield ""
    yield "```toml"
    yield f'[rule."{rule.id}"]'
    yield f'severity = "{rule.severity}"'
    for name, value in rule.options.items():
        yield f"{name} = {_toml(value)}"
    yield "```"
    yield ""
    yield "Or take back one place, with the reason:"
    yield ""
    yield "```"
    yield f"<!-- healthlint: ignore[{rule.id}] -- reason -->"
    yield "```"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k} = {_toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_toml(v) for v in value) + "]"
    return str(value) if isinstance(value, (int, float)) else '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
