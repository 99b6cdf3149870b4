"""What the legal-event codes of each office mean, one module an office."""
