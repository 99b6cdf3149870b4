"""Every write around the network of installations."""
