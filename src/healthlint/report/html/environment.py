"""Templates, style and script, and the policy that lets nothing else run."""
from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

import jinja2

from healthlint.model import ConfigError
from healthlint.report.html.escaping import visible

TEMPLATES = Path(__file__).parent / "templates"


@cache
def asset(name: str) -> str:
    """A style sheet or script without indentation and blank lines."""
    lines = (TEMPLATES / name).read_text("utf-8").split("\n")
    return "\n".join(line.strip() for line in lines if line.strip() and not line.strip().startswith(("/*", "//")))


def fingerprint(text: str) -> str:
    """The hash of an inline style or script, as a content security policy names it."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def policy(style: str, script: str) -> str:
    """The content security policy of a page: its own style and script, and nothing else from anywhere."""
    return (
        f"default-src 'none'; style-src {fingerprint(style)}; script-src {fingerprint(script)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


@cache
def make_environment(templates: Path | None = None) -> jinja2.Environment:
    """The templates, those of a house in the folder ``templates`` before ours."""
    folders = [str(templates), str(TEMPLATES)] if templates else [str(TEMPLATES)]
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=_shown,
        auto_reload=False,
    )
    environment.filters["n"] = "{:,}".format
    return environment


def _shown(value: object) -> object:
    """Spell out characters that hide or reorder others in every plain text that a template prints."""
    return visible(value) if type(value) is str else value


def render(environment: jinja2.Environment, name: str, **values: object) -> str:
    """The template ``name`` filled in. Raises ``ConfigError`` naming file and line if a house's template is broken."""
    try:
        return environment.get_template(name).render(values)
    except jinja2.TemplateSyntaxError as error:
        raise ConfigError(f"{error.filename or name}:{error.lineno}: {error.message}; mend the template") from error
    except jinja2.TemplateError as error:
        raise ConfigError(f"{_place(error, name)}: {error}; mend the template") from error


def _place(error: jinja2.TemplateError, name: str) -> str:
    """File and line of the innermost template, which jinja2 writes into the traceback."""
    trace, place = error.__traceback__, name
    while trace:
        file = trace.tb_frame.f_code.co_filename
        place = f"{file}:{trace.tb_lineno}" if file.endswith(".html") else place
        trace = trace.tb_next
    return place
