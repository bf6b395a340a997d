"""Loads rules, profiles and scorecards, and compiles them for a profile."""
