"""Patentfair: a patent market and technology-exhibition platform for a network of exchange centers."""

__version__ = "0.1.0"
