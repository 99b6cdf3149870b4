"""Writes of experience, by subject."""
