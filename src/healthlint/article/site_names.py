"""The names by which a page calls its own site: a site named as author is a body and not a person."""
from __future__ import annotations

from healthlint.article.article import Article
from healthlint.article.people_metadata import meta_fields, nodes

_KEYS = frozenset(
    "og:site_name application-name publisher publisher.name apple-mobile-web-app-title dc.publisher article:publisher".split(),
)
_HOSTS = frozenset({"og:url", "canonical", "url", "@id", "twitter:domain"})
_SHORTEST = 5
"""Letters below which a host name proves nothing: initials are common."""


def site_names(article: Article) -> frozenset[str]:
    """Names of the site and of its publisher, letters and digits only, in lower case."""
    facts = meta_fields(article)
    found = {site_letters(m.value) for m in facts if m.key.lower() in _KEYS and "/" not in m.value}
    for node in nodes(article):
        if any(kind in {"website", "organization", "newsmediaorganization"} for kind in node.types):
            found.add(site_letters(node.first("name")))
    for meta in facts:
        if meta.key.lower() in _HOSTS and "://" in meta.value:
            found |= _of_host(meta.value)
    return frozenset(name for name in found if name)


def _of_host(address: str) -> set[str]:
    host = address.split("://", 1)[1].split("/", 1)[0].removeprefix("www.")
    return {name for name in host.split(".")[:-1] if len(name) >= _SHORTEST}


def names_site(name: str, site: frozenset[str]) -> bool:
    """Whether ``name`` is the site's own; two words may be a person after whom a site is called."""
    letters = site_letters(name)
    return letters in site and letters.isascii() and len(name.split()) < 2


def site_letters(text: str) -> str:
    """``text`` in the form in which the names of a site are compared."""
    return "".join(c for c in text.casefold() if c.isalnum())
