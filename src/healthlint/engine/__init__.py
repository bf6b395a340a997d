"""Runs rules over articles: read, parse, check, suppress, compare with the baseline, decide."""
