"""Every write to halls and exhibits."""
