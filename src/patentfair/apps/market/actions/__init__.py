"""Every write to the market, a module a noun."""
