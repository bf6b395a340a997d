"""Checks of what an article claims."""
