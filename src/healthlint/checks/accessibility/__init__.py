"""Checks of what static HTML and Markdown tell about accessibility; each module registers its own, and is imported when needed."""
