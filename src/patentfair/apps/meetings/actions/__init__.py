"""Every write around events, by subject."""
