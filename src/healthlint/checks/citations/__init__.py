"""Checks of family ``citations``: numbering, entries, markers, and whether the source fits the claim."""
