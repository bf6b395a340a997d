"""Checks of what static HTML and Markdown tell about accessibility, and is imported when needed."""
