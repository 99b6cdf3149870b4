"""Writes of the help desk, by subject."""
