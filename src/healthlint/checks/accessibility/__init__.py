"""Checks of what static HTML and Markdown tell about accessibility; each module registers its own."""
from __future__ import annotations

from healthlint.checks.accessibility import aria, controls, focus, headings, images, links, lists, media, page, styles, tables, wording

__all__ = ["aria", "controls", "focus", "headings", "images", "links", "lists", "media", "page", "styles", "tables", "wording"]
